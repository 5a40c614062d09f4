//! What the user put off comes back in time, whatever else happens.

use crate::support::{Desk, verified};
use domain::{Clock, UnixMs};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::table::mark::{self, EventMark};
use store::view::inbox;

/// A clock that is set by hand.
struct ByHand(AtomicI64);

impl Clock for ByHand {
    fn now(&self) -> UnixMs {
        UnixMs(self.0.load(Ordering::SeqCst))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_item_that_was_put_off_comes_back_unread_when_its_time_comes_and_synchronising_leaves_it()
 {
    let begin = UnixMs(1_790_000_000_000);
    let clock = Arc::new(ByHand(AtomicI64::new(begin.0)));
    let desk = Desk::with_clock(clock.clone());
    let engine = desk.start_alone();
    let told = verified(&json!({
        "event_type": "interview_processed",
        "interview_flow_id": "f1",
        "interview_id": "i1",
        "interviewee_email_address": "jane@example.com",
    }));
    engine.deliver(vec![told.clone()]).await.unwrap();
    let event = desk.number("SELECT id FROM event");
    let until = begin.plus(Duration::from_secs(3_600));
    let put_off = EventMark {
        read: Some(true),
        snooze_until: Some(until),
        ..EventMark::default()
    };
    desk.store
        .write::<_, store::Error>(|tx| mark::set_event(tx, event, put_off, begin))
        .unwrap();
    engine.touched().await;
    // The same webhook once more: the recruiter's wish is not Ribbon's to change.
    engine.deliver(vec![told]).await.unwrap();
    let unread = || desk.store.read(inbox::unread).unwrap();
    let snoozed = "SELECT count(*) FROM inbox_entry WHERE snoozed = 1";
    assert_eq!((unread(), desk.number(snoozed)), (0, 1), "out of the way");

    clock.0.store(until.0, Ordering::SeqCst);
    engine.touched().await;
    desk.until("it to come back", || unread() == 1).await;
    assert_eq!(desk.number(snoozed), 0, "in the list again");
    engine.stop().await;
}

//! A clock that is set back by a day, while the program runs and while it does not.

use crate::desk::{Desk, signed};
use crate::ribbon::{FLOWS, Mood, NOW, Order, Ribbon};
use serde_json::json;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// An interview is told, and its details cannot be had for now.
async fn told_without_details(ribbon: &Ribbon) -> Desk {
    let desk = Desk::synced(ribbon).await;
    let place = ribbon
        .world()
        .add(0, Some("jane@example.com".to_owned()), true);
    ribbon.world().mood =
        Box::new(|what| what.contains("/interviews/").then_some(Mood::Status(503)));
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": FLOWS[0],
        "interview_id": format!("interview-{place}"),
    });
    desk.deliver(vec![signed(&body)]).await;
    desk
}

/// The notice comes by the new clock, and so do the details.
async fn is_on_time(ribbon: &Ribbon, desk: &Desk) {
    desk.wait(Duration::from_secs(2)).await;
    assert_eq!(
        desk.told().len(),
        1,
        "the notice waits for two seconds, not for a day"
    );
    ribbon.world().mood = Box::new(|_| None);
    desk.wait(Duration::from_secs(60)).await;
    assert_eq!(
        desk.number("SELECT detailed FROM interview"),
        1,
        "the details came soon"
    );
    assert_eq!(desk.told().len(), 1, "it was told once");
}

#[tokio::test]
async fn what_waits_does_not_wait_a_day_longer() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let desk = told_without_details(&ribbon).await;
    desk.clock.set(NOW.minus(DAY));
    desk.settle().await;
    desk.polled_by(NOW.minus(DAY)).await;
    is_on_time(&ribbon, &desk).await;
    desk.close().await;
}

#[tokio::test]
async fn nor_when_it_was_set_back_while_the_program_did_not_run() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let mut desk = told_without_details(&ribbon).await;
    let clock = desk.clock.clone();
    desk.restart_before_poll(|| clock.set(NOW.minus(DAY))).await;
    is_on_time(&ribbon, &desk).await;
    desk.close().await;
}

#[tokio::test]
async fn polls_go_on_at_their_interval() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let minute = Duration::from_secs(60);
    let desk = Desk::open(&ribbon, minute);
    desk.polled_by(NOW).await;
    desk.clock.set(NOW.minus(DAY));
    desk.settle().await;
    desk.polled_by(NOW.minus(DAY)).await;
    for passed in 1..4 {
        desk.wait(minute).await;
        desk.polled_by(NOW.minus(DAY).plus(minute * passed)).await;
    }
    desk.close().await;
}

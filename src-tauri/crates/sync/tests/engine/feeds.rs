//! Feeds that remember: what they hand over again, and what they have lost.

use crate::support::{Desk, sim, verified};
use domain::UnixMs;
use feed::{Error, Gap, GapReason, Received, Sink, SourceState};
use serde_json::json;
use store::table::feed_gap::{self, Reason};
use store::table::source_cursor;
use sync::Mode;

fn moved(event_id: &str, cursor: &str) -> Received {
    let body = json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": "f1",
        "interviewee_email": "jane@example.com",
        "previous_status": "A",
        "new_status": "B",
    });
    Received {
        event_id: Some(event_id.to_owned()),
        cursor: Some(cursor.to_owned()),
        ..verified(&body)
    }
}

fn cursor(desk: &Desk) -> Option<String> {
    let read = |connection: &store::Connection| source_cursor::get(connection, "relay");
    desk.store.read(read).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_that_its_feed_hands_over_again_is_stored_once() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    engine.deliver(vec![moved("e1", "10")]).await.unwrap();
    // As after a crash between our commit and the feed's: the same again, with the next one.
    engine
        .deliver(vec![moved("e1", "10"), moved("e2", "11")])
        .await
        .unwrap();
    assert_eq!(
        desk.number("SELECT count(*) FROM delivery"),
        2,
        "two deliveries"
    );
    assert_eq!(
        desk.number("SELECT repeats FROM transition"),
        1,
        "of which one repeats"
    );
    assert_eq!(cursor(&desk).as_deref(), Some("11"), "the cursor moved on");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_earlier_delivery_that_comes_again_does_not_lead_the_feed_back() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let both = vec![moved("e1", "a-1"), moved("e2", "a-2")];
    engine.deliver(both).await.unwrap();
    engine.deliver(vec![moved("e1", "a-1")]).await.unwrap();
    assert_eq!(cursor(&desk).as_deref(), Some("a-2"), "we have been there");
    // A restored log gives the same deliveries other places.
    engine.deliver(vec![moved("e1", "b-7")]).await.unwrap();
    assert_eq!(cursor(&desk).as_deref(), Some("b-7"), "the new log's");
    assert_eq!(desk.number("SELECT count(*) FROM delivery"), 2, "no third");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lost_history_moves_the_cursor_is_noted_and_asks_ribbon_at_once() {
    let sim = sim(5).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let polled = engine.state().polled_at;
    let gap = Gap {
        requested: "3".to_owned(),
        resume: "90".to_owned(),
        reason: GapReason::Expired,
    };
    engine.lost("relay", gap).await.unwrap();
    assert_eq!(
        cursor(&desk).as_deref(),
        Some("90"),
        "it goes on from there"
    );
    let gaps = desk.store.read(|c| feed_gap::list(c, 9)).unwrap();
    let [gap] = gaps.as_slice() else {
        panic!("one gap: {gaps:?}")
    };
    assert_eq!(
        (gap.source.as_str(), gap.reason),
        ("relay", Reason::Expired)
    );
    assert!(!gap.dismissed, "the user is to be told");
    desk.until("a poll", || engine.state().polled_at > polled)
        .await;
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_word_of_a_feed_counts_however_fast_it_speaks() {
    let sim = sim(5).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    engine.deliver(vec![moved("e1", "1")]).await.unwrap();
    desk.until("to be live", || engine.state().mode == Mode::Live)
        .await;
    let offline = || SourceState::Offline {
        since: UnixMs(1),
        error: Error::Silent,
    };
    for _ in 0..1_000 {
        engine.report("relay", SourceState::Live);
        engine.report("relay", offline());
    }
    desk.until("polling alone", || engine.state().mode == Mode::Polling)
        .await;
    assert_eq!(
        engine.state().feeds.get("relay"),
        Some(&offline()),
        "as it said last"
    );
    engine.report("relay", SourceState::Live);
    desk.until("to be live again", || engine.state().mode == Mode::Live)
        .await;
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_that_was_stopped_keeps_us_not_live_and_one_that_only_the_user_can_mend_says_so() {
    let sim = sim(5).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    engine.report("relay", SourceState::Live);
    engine.deliver(vec![moved("e1", "1")]).await.unwrap();
    desk.until("to be live", || engine.state().mode == Mode::Live)
        .await;
    engine.report("relay", SourceState::Stopped);
    desk.until("polling alone", || engine.state().mode == Mode::Polling)
        .await;
    engine.report("relay", SourceState::NeedsPairing);
    desk.until("attention", || engine.state().mode == Mode::Attention)
        .await;
    engine.report("relay", SourceState::Stopped);
    desk.until("polling again", || engine.state().mode == Mode::Polling)
        .await;
    let why = "it must begin with https://".to_owned();
    engine.report(
        "relay",
        SourceState::Offline {
            since: UnixMs(1),
            error: Error::BadUrl { why },
        },
    );
    desk.until("attention", || engine.state().mode == Mode::Attention)
        .await;
    engine.stop().await;
}

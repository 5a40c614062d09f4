//! A transaction that fails in its middle leaves nothing behind, and the sender learns of it.

use crate::support::{Desk, receive, sim, verified};
use feed::Received;
use serde_json::{Value, json};
use store::table::{change, delivery, source_cursor};
use sync::RestTrouble;

fn change_of(email: &str) -> Value {
    json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": "f1",
        "interview_flow_name": "Store Manager",
        "interviewee_email": email,
        "previous_status": "A",
        "new_status": "B",
    })
}

impl Desk {
    fn run(&self, sql: &str) {
        let done = self
            .store
            .write::<_, store::Error>(|tx| Ok(tx.execute_batch(sql)?));
        done.unwrap();
    }

    /// Everything that a delivery may leave behind.
    fn traces(&self) -> [i64; 7] {
        [
            "delivery",
            "source_cursor",
            "candidate",
            "flow",
            "transition",
            "event",
            "outbox",
        ]
        .map(|table| self.number(&format!("SELECT count(*) FROM {table}")))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_answered_with_503_and_what_comes_again_is_taken() {
    let sim = sim(0).await;
    let desk = Desk::new();
    let engine = desk.start_alone();
    let receiver = receive(&sim, &engine).await;
    let http = testkit::http::client().unwrap();
    let mut body = change_of("jane@example.com");
    body["padding"] = Value::String("x".repeat(200_000));
    let post = || {
        http.post(receiver.url.clone())
            .body(body.to_string())
            .send()
    };

    desk.run("PRAGMA max_page_count = 1"); // As far as it is now.
    let refused = post().await.unwrap();
    assert_eq!(refused.status(), 503, "not safe, so not accepted");
    assert!(
        refused.headers().contains_key("retry-after"),
        "to be sent again"
    );
    assert_eq!(desk.traces(), [0; 7], "nothing is half applied");
    let is_noted = || matches!(engine.state().trouble, Some(RestTrouble::Storage(_)));
    desk.until("the user to be told", is_noted).await;

    desk.run("PRAGMA max_page_count = 1000000");
    assert_eq!(post().await.unwrap().status(), 200, "now it is safe");
    desk.until_notices(1).await;
    assert_eq!(
        desk.number("SELECT count(*) FROM transition"),
        1,
        "and applied"
    );
    desk.until("all to be well", || engine.state().trouble.is_none())
        .await;
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failure_after_the_facts_were_written_takes_them_back_with_cursor_and_notice() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    // The very last thing that is written of a delivery.
    desk.run(
        "CREATE TRIGGER broken BEFORE INSERT ON change WHEN new.topic = 'delivery'
         BEGIN SELECT raise(FAIL, 'broken'); END",
    );
    let first = Received {
        cursor: Some("7".to_owned()),
        event_id: Some("e7".to_owned()),
        ..verified(&change_of("jane@example.com"))
    };
    let refused = engine.deliver(vec![first.clone()]).await;
    assert!(refused.is_err(), "the feed must not move on");
    assert_eq!(desk.traces(), [0; 7], "nothing is half applied");
    assert_eq!(
        desk.store.read(change::newest).unwrap(),
        0,
        "no window is told of it"
    );

    desk.run("DROP TRIGGER broken");
    engine.deliver(vec![first]).await.unwrap();
    desk.until_notices(1).await;
    assert_eq!(desk.traces(), [1; 7], "all of it, once");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_that_can_never_be_applied_does_not_hold_up_those_behind_it() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    desk.run(
        "CREATE TRIGGER poison BEFORE INSERT ON candidate WHEN new.email = 'poison@example.com'
         BEGIN SELECT raise(ABORT, 'it does not fit'); END",
    );
    let batch = [
        "first@example.com",
        "poison@example.com",
        "last@example.com",
    ];
    let batch = batch.iter().zip(1..).map(|(email, n)| Received {
        cursor: Some(n.to_string()),
        ..verified(&change_of(email))
    });
    engine.deliver(batch.collect()).await.unwrap();
    assert_eq!(
        desk.number("SELECT count(*) FROM transition"),
        2,
        "those around it are applied"
    );
    let kept = desk.store.read(|it| delivery::quarantined(it, 9)).unwrap();
    assert_eq!(kept.len(), 1, "it is kept");
    assert!(
        kept[0].reason.starts_with("it could not be applied"),
        "{:?}",
        kept[0].reason
    );
    let cursor = |c: &store::Connection| source_cursor::get(c, "relay");
    assert_eq!(
        desk.store.read(cursor).unwrap().as_deref(),
        Some("3"),
        "the feed moves on"
    );
    engine.stop().await;
}

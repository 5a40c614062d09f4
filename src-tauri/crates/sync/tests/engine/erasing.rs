//! What the user erased stays erased, whatever comes again.

use crate::support::{Desk, client, received, sim, verified};
use domain::{CandidateId, InterviewId, UnixMs};
use serde_json::{Value, json};
use store::table::erasure::{self, Erasure};
use store::table::{interview, pipeline};

fn processed(event_type: &str) -> Value {
    json!({
        "event_type": event_type,
        "interview_flow_id": "f1",
        "interview_id": "i1",
        "interviewee_email_address": "jane@example.com",
        "interviewee_first_name": "Jane",
    })
}

fn erase(desk: &Desk, id: &InterviewId) {
    let erased = desk.store.write(|tx| {
        if let Some((candidate, flow)) = interview::mark_gone(tx, id, UnixMs(1))? {
            pipeline::refresh(tx, candidate, &flow)?;
        }
        erasure::erase(tx, id, UnixMs(2))
    });
    assert_eq!(erased.unwrap(), Erasure::Candidate);
}

fn assert_nothing_is_left(desk: &Desk, when: &str) {
    for table in ["interview", "candidate", "event", "fetch_queue", "outbox"] {
        let count = desk.number(&format!("SELECT count(*) FROM {table}"));
        assert_eq!(count, 0, "{table} {when}");
    }
    let named = "SELECT count(*) FROM delivery WHERE instr(body, CAST('Jane' AS BLOB)) > 0";
    assert_eq!(desk.number(named), 0, "deliveries {when}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_that_comes_again_does_not_bring_an_erased_interview_back() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    engine
        .deliver(vec![verified(&processed("interview_processed"))])
        .await
        .unwrap();
    desk.until_notices(1).await;
    erase(&desk, &InterviewId::new("i1"));
    assert_nothing_is_left(&desk, "at once");
    for event_type in ["interview_processed", "video_processed"] {
        let body = processed(event_type);
        let unsigned = received(body.to_string().into_bytes(), None);
        engine
            .deliver(vec![verified(&body), unsigned])
            .await
            .unwrap();
    }
    assert_nothing_is_left(&desk, "after webhooks");
    assert_eq!(
        desk.number("SELECT count(*) FROM delivery"),
        5,
        "that they came is kept"
    );
    engine.stop().await;
    let engine = desk.start_alone();
    assert_nothing_is_left(&desk, "after a restart");
    engine.stop().await;
    sync::rebuild::tell_again(&desk.store).unwrap();
    assert_nothing_is_left(&desk, "after the facts were made again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erased_interview_that_ribbon_has_after_all_is_read_again() {
    let (desk, sim) = (Desk::new(), sim(3).await);
    let engine = desk.start_synced(&sim).await;
    engine.stop().await;
    let id = desk
        .text("SELECT interview_id FROM interview ORDER BY num LIMIT 1")
        .expect("some");
    let id = InterviewId::new(id);
    let count = desk.number("SELECT count(*) FROM interview");
    desk.store
        .write(|tx| {
            let gone: Option<(CandidateId, _)> = interview::mark_gone(tx, &id, UnixMs(1))?;
            assert!(gone.is_some(), "it was there");
            erasure::erase(tx, &id, UnixMs(2))
        })
        .unwrap();
    assert!(desk.store.read(|it| erasure::is_erased(it, &id)).unwrap());
    assert_eq!(desk.number("SELECT count(*) FROM interview"), count - 1);
    let engine = desk.start_with(Some(client(&sim)), std::time::Duration::from_secs(3_600));
    engine.sweep_now().await;
    desk.until("it is back", || {
        desk.number("SELECT count(*) FROM interview") == count
    })
    .await;
    assert!(!desk.store.read(|it| erasure::is_erased(it, &id)).unwrap());
    engine.stop().await;
}

//! A second engine on the same cache goes on where the first one was.

use crate::support::{Desk, FLOW, RARELY, client, sim, verified};
use domain::UnixMs;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use sync::Mode;
use testkit::clock::SettableClock;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_synchronised_or_told_a_second_time() {
    let sim = sim(40).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let wish = ribbon_sim::Complete {
        flow: FLOW.to_owned(),
        email: Some("ola@example.com".to_owned()),
        webhook: Some(false),
        ..ribbon_sim::Complete::default()
    };
    sim.complete_with(wish).await.unwrap();
    desk.poll(&engine).await;
    desk.until_notices(1).await;
    engine.stop().await;

    let asked = sim.request_count();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    assert_eq!(engine.state().interviews, 41, "known from the start");
    desk.poll(&engine).await;
    let modes: Vec<Mode> = desk.states().iter().map(|state| state.mode).collect();
    assert_eq!(modes.last(), Some(&Mode::Polling), "all is well");
    let asked = sim.request_count() - asked;
    assert!(
        asked <= 16,
        "{asked} requests: flows, teams and the ends of the lists, twice at most"
    );
    engine.stop().await;
    assert_eq!(
        desk.notices().len(),
        1,
        "nobody was told again: {:?}",
        desk.told()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_that_waited_is_shown_after_the_restart_and_only_once() {
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let engine = desk.start_alone();
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": "f1",
        "interview_flow_name": "Store Manager",
        "interview_id": "i1",
        "interviewee_first_name": "Jane",
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    engine.stop().await;
    assert!(desk.notices().is_empty(), "it still waits for the details");

    clock.advance(Duration::from_secs(60));
    for _ in 0..2 {
        let engine = desk.start_alone();
        desk.until_notices(1).await;
        let waiting = "SELECT count(*) FROM outbox WHERE shown_at IS NULL";
        desk.until("it to be recorded", || desk.number(waiting) == 0)
            .await;
        engine.touched().await;
        engine.stop().await;
    }
    assert_eq!(desk.told(), ["Jane finished Store Manager"], "once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_to_be_fetched_is_fetched_after_the_restart() {
    let sim = sim(12).await;
    let desk = Desk::new();
    let truth = sim.truth().await;
    let held = truth
        .interviews
        .iter()
        .find(|one| one.status == "completed" && !one.has_video)
        .unwrap();
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": held.interview_flow_id,
        "interview_id": held.interview_id,
        "interviewee_email_address": held.email,
    });
    let engine = desk.start_alone();
    engine.deliver(vec![verified(&body)]).await.unwrap();
    engine.stop().await;
    assert_eq!(
        desk.number("SELECT detailed FROM interview"),
        0,
        "no details without a network"
    );

    let engine = desk.start_with(Some(client(&sim)), RARELY);
    assert_eq!(engine.state().to_fetch, 1, "it was not forgotten");
    let done = || engine.state().to_fetch == 0 && engine.state().interviews == 12;
    desk.until("the errand and the first synchronisation", done)
        .await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE detailed = 0"),
        0,
        "details"
    );
    desk.until_notices(1).await;
    engine.stop().await;
    assert_eq!(
        desk.notices().len(),
        1,
        "the webhook's interview was news, the others were not"
    );
}

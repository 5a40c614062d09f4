//! When Ribbon cannot be asked, and when it can again.

use crate::support::{Desk, RARELY, client, client_with, sim, sim_with, verified};
use domain::UnixMs;
use ribbon_api::{ApiKey, Client};
use ribbon_sim::{Config, Fault, FaultKind};
use serde_json::json;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use sync::{Mode, RestTrouble};
use testkit::clock::SettableClock;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_key_needs_the_user() {
    let sim = sim(5).await;
    let desk = Desk::new();
    let wrong = client_with(&sim, "00000000-0000-4000-8000-000000000000");
    let engine = desk.start_with(Some(wrong), Duration::from_millis(1));
    desk.until("attention", || engine.state().mode == Mode::Attention)
        .await;
    let trouble = engine.state().trouble;
    assert!(
        matches!(trouble, Some(RestTrouble::WrongKey(_))),
        "{trouble:?}"
    );

    let asked = sim.request_count();
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": "f1",
        "interview_id": "6f0f4a9e-6f0f-4a9e-8f0f-6f0f4a9e6f0f",
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    engine.deliver(Vec::new()).await.unwrap();
    engine.stop().await;
    assert_eq!(
        sim.request_count(),
        asked,
        "a key that is refused is not tried on every webhook"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_it_is_offline_and_comes_back_by_itself() {
    // A port that was free a moment ago: nobody answers there until the stand-in starts.
    let listen = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let key = "123e4567-e89b-12d3-a456-426614174000";
    let url = format!("http://{listen}").parse().unwrap();
    let client = Client::new(&url, ApiKey::new(key)).unwrap();
    let desk = Desk::new();
    let engine = desk.start_with(Some(client), RARELY);
    desk.until("offline", || engine.state().mode == Mode::Offline)
        .await;
    let trouble = engine.state().trouble;
    assert!(
        matches!(trouble, Some(RestTrouble::NoNetwork(_))),
        "{trouble:?}"
    );

    let api_key = Some(key.to_owned());
    let _sim = sim_with(Config {
        listen,
        api_key,
        interviews: 5,
        ..Config::default()
    })
    .await;
    desk.until("polling", || engine.state().mode == Mode::Polling)
        .await;
    assert_eq!(engine.state().trouble, None, "all is well");
    assert_eq!(engine.state().interviews, 5, "and all is here");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_ribbon_has_a_problem_it_is_offline_and_comes_back_by_itself() {
    let sim = sim(5).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Error500)])
        .await;
    engine.sync_now().await;
    desk.until("offline", || engine.state().mode == Mode::Offline)
        .await;
    let trouble = engine.state().trouble;
    assert!(
        matches!(trouble, Some(RestTrouble::Server(_))),
        "{trouble:?}"
    );
    sim.set_faults(Vec::new()).await;
    desk.until("polling", || engine.state().mode == Mode::Polling)
        .await;
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_asked_before_the_time_that_ribbon_names() {
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let sim = sim(5).await;
    sim.set_faults(vec![Fault::always(FaultKind::Rate429)])
        .await;
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    desk.until("offline", || engine.state().mode == Mode::Offline)
        .await;
    sim.set_faults(Vec::new()).await;

    let asked = sim.request_count();
    let id = sim.truth().await.interviews[0].interview_id;
    let body = json!({
        "event_type": "interview_processed", "interview_flow_id": "f1", "interview_id": id,
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    for wait in [0, 500, 499] {
        clock.advance(Duration::from_millis(wait));
        engine.sync_now().await;
        engine.deliver(Vec::new()).await.unwrap();
        assert_eq!(sim.request_count(), asked, "neither a poll nor a fetch");
    }
    clock.advance(Duration::from_millis(1));
    engine.sync_now().await;
    desk.until("polling", || engine.state().mode == Mode::Live)
        .await;
    desk.until("the errand to be done", || engine.state().to_fetch == 0)
        .await;
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_after_a_failure_is_fetched_at_once_when_somebody_is_in_a_hurry() {
    // It stands still: no wait ever ends by itself.
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let sim = sim(5).await;
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Error500)])
        .await;
    let id = sim.truth().await.interviews[0].interview_id;
    let body = json!({
        "event_type": "interview_processed", "interview_flow_id": "f1", "interview_id": id,
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    let failed = "SELECT count(*) FROM fetch_queue WHERE attempts > 0";
    desk.until("the attempt to fail", || desk.number(failed) == 1)
        .await;
    sim.set_faults(Vec::new()).await;
    engine.touched().await;
    assert_eq!(desk.number(failed), 1, "it is put off");
    engine.sync_now().await;
    desk.until("the errand to be done", || engine.state().to_fetch == 0)
        .await;
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_does_not_put_off_the_next_poll() {
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let sim = sim(5).await;
    let engine = desk.start_synced(&sim).await;
    clock.set(UnixMs(1_600_000_000_000));
    engine.touched().await;
    let told_now = || engine.state().polled_at == Some(UnixMs(1_600_000_000_000));
    desk.until("a poll by the new clock", told_now).await;
    engine.stop().await;
}

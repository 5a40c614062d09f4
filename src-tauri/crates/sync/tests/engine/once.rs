//! An engine that runs once: it says when all that was due is done.

use crate::support::{Desk, FLOW, RARELY, client, client_with, sim, verified};
use ribbon_sim::{Fault, FaultKind};
use serde_json::json;
use sync::RestTrouble;

#[tokio::test]
async fn settled_means_that_everything_is_here() {
    let sim = sim(60).await;
    let desk = Desk::new();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    assert_eq!(engine.settled().await.unwrap(), None, "nothing is wrong");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        60,
        "all of them"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM fetch_queue"),
        0,
        "and no errand"
    );
}

#[tokio::test]
async fn a_webhook_whose_details_are_to_be_fetched_is_waited_for() {
    let sim = sim(8).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let new = sim.complete(FLOW, Some("new@example.com")).await.unwrap();
    let truth = sim.truth().await;
    let flow = truth.flows.iter().find(|flow| flow.title == FLOW).unwrap();
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": flow.interview_flow_id,
        "interview_id": new.interview_id,
        "interview_link": new.interview_link,
        "interview_flow_name": FLOW,
        "interviewee_email_address": "new@example.com",
        "interviewee_first_name": null,
        "interviewee_last_name": null,
        "status": "completed",
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    engine.settled().await.unwrap();
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE detailed = 0"),
        0,
        "its details are here"
    );
}

#[tokio::test]
async fn trouble_that_lasts_is_told() {
    let sim = sim(8).await;
    let desk = Desk::new();
    let engine = desk.start_with(Some(client_with(&sim, "another-key")), RARELY);
    let told = engine.settled().await.unwrap();
    assert!(matches!(told, Some(RestTrouble::WrongKey(_))), "{told:?}");
    let again = engine.settled().await.unwrap();
    assert!(matches!(again, Some(RestTrouble::WrongKey(_))), "{again:?}");
}

#[tokio::test]
async fn trouble_that_passes_is_waited_out() {
    let sim = sim(8).await;
    let fault = Fault {
        kind: FaultKind::Rate429,
        share: 0.3,
    };
    sim.set_faults(vec![fault]).await;
    let desk = Desk::new();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    assert_eq!(engine.settled().await.unwrap(), None, "it was asked again");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        8,
        "all of them"
    );
}

#[tokio::test]
async fn a_sweep_reads_every_page_and_leaves_the_next_poll_as_cheap_as_before() {
    let sim = sim(90).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let before = sim.bytes_served();
    engine.sweep_now().await;
    engine.settled().await.unwrap();
    let swept = sim.bytes_served() - before;
    desk.poll(&engine).await;
    let polled = sim.bytes_served() - before - swept;
    assert!(
        swept > polled * 5,
        "{swept} bytes for all, {polled} for a poll"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        90,
        "none twice"
    );
}

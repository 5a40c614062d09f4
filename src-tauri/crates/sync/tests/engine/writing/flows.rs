//! Flows made and archived.

use super::{flow, stand_in};
use crate::support::{Desk, FLOW, received, verified};
use domain::{FlowStatus, Trust, UnixMs};
use ribbon_api::NewFlow;
use ribbon_sim::{Fault, FaultKind};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use store::table::deed::{self, Kind};
use sync::{Done, Error};
use testkit::clock::SettableClock;

fn a_flow(secret: Option<&str>) -> NewFlow {
    NewFlow {
        org_name: "Acme".to_owned(),
        title: "Night Driver".to_owned(),
        questions: vec!["Why nights?".to_owned()],
        webhook_secret_key: secret.map(str::to_owned),
        ..NewFlow::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_is_made_known_at_once_and_archived() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let Done::Flow(id) = engine.make_flow(a_flow(Some("s3cret"))).await.unwrap() else {
        panic!("a flow was asked for")
    };
    let title = desk.store.read(|it| store::table::flow::title(it, &id));
    assert_eq!(title.unwrap().as_deref(), Some("Night Driver"), "at once");
    desk.until("Ribbon to describe it", || {
        let secrets = desk.store.read(store::table::flow::secrets);
        secrets.unwrap().contains(&"s3cret".to_owned())
    })
    .await;
    let done = engine.archive_flow(id.clone()).await.unwrap();
    assert_eq!(done, Done::Archived(id.clone()));
    let is = |it: &_| deed::is_done(it, Kind::ArchiveFlow, id.as_str());
    assert!(desk.store.read(is).unwrap(), "noted");
    let truth = sim.truth().await.flows;
    assert!(truth.iter().any(|flow| flow.archived), "at Ribbon too");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_whose_answer_was_lost_is_found_by_its_secret() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Lost)]).await;
    let error = engine.make_flow(a_flow(Some("s3cret"))).await.unwrap_err();
    let Error::Ribbon(error) = error else {
        panic!("{error}")
    };
    assert!(error.may_be_done(), "{error}");
    sim.set_faults(Vec::new()).await;
    let unclear = || desk.store.read(deed::unclear_flows).unwrap();
    desk.until("Ribbon's list to answer the question", || {
        unclear().is_empty()
    })
    .await;
    let flows = sim.truth().await.flows;
    let made = flows.iter().filter(|flow| flow.title == "Night Driver");
    assert_eq!(made.count(), 1, "once");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_webhook_of_a_flow_is_known_whatever_it_told() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let heard = |flow: &str| {
        let mut ways = desk.store.read(store::view::flow::ways).unwrap();
        let heard = ways.remove(flow).and_then(|ways| ways.heard);
        heard.map(|heard| (heard.event_type.unwrap(), heard.trust))
    };
    let status = json!({"event_type": "candidate_status_updated", "interview_flow_id": "f1",
        "interviewee_email": "ann@example.com", "previous_status": "a", "new_status": "b"});
    let processed = json!({"event_type": "interview_processed", "interview_flow_id": "f1",
        "interview_id": "i1", "interviewee_email_address": "ann@example.com"});
    engine.deliver(vec![verified(&status)]).await.unwrap();
    let told = ("candidate_status_updated".to_owned(), "verified".to_owned());
    assert_eq!(heard("f1"), Some(told), "a status");
    let unsigned = received(processed.to_string().into_bytes(), Some(Trust::Absent));
    engine
        .deliver(vec![verified(&processed), unsigned])
        .await
        .unwrap();
    let told = ("interview_processed".to_owned(), "absent".to_owned());
    assert_eq!(heard("f1"), Some(told), "an interview, unsigned");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flow_archived_from_here_and_reopened_in_ribbon_is_open() {
    let sim = stand_in().await;
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let engine = desk.start_synced(&sim).await;
    let id = flow(&sim).await;
    let status = || desk.store.read(|it| store::table::flow::status(it, &id));
    // The poll that archiving starts may still be under way at the first look.
    let shows = async |expected: FlowStatus| {
        for _ in 0..3 {
            clock.advance(Duration::from_secs(61));
            desk.poll(&engine).await;
            if status().unwrap().as_ref() == Some(&expected) {
                return true;
            }
        }
        false
    };
    assert_eq!(status().unwrap(), Some(FlowStatus::Open));
    engine.archive_flow(id.clone()).await.unwrap();
    assert_eq!(status().unwrap(), Some(FlowStatus::Archived), "at once");
    assert!(shows(FlowStatus::Archived).await, "Ribbon agrees");
    for (at_ribbon, expected) in [
        (ribbon_sim::FlowStatus::Closed, FlowStatus::Closed),
        (ribbon_sim::FlowStatus::Open, FlowStatus::Open),
    ] {
        sim.set_flow_status(FLOW, at_ribbon).await.unwrap();
        assert!(shows(expected.clone()).await, "{expected:?}");
    }
    engine.stop().await;
}

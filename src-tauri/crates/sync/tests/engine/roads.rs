//! Both roads lead to the same facts, and to one notice.

use crate::support::{Desk, FLOW, SECRET, receive, sim, verified};
use domain::{InterviewId, UnixMs};
use ribbon_sim::{Complete, Completed, Fault, FaultKind, Running};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::table::interview;
use sync::{Mode, Target};
use testkit::clock::SettableClock;

const SOMEBODY: &str = "nils.holm@example.com";

fn nils(webhook: bool) -> Complete {
    Complete {
        flow: FLOW.to_owned(),
        email: Some(SOMEBODY.to_owned()),
        first_name: Some("Nils".to_owned()),
        last_name: Some("Holm".to_owned()),
        webhook: Some(webhook),
        ..Complete::default()
    }
}

/// The text that a notice of Nils's interview must have, by what the cache knows of his scores.
fn finished(desk: &Desk) -> String {
    let average = "SELECT printf('%.1f', average) FROM interview
         WHERE email = 'nils.holm@example.com' ORDER BY num DESC";
    match desk.text(average) {
        Some(average) if average != "0.0" => {
            format!("Nils Holm finished {FLOW} — {average} average")
        }
        _ => format!("Nils Holm finished {FLOW}"),
    }
}

/// The webhook that Ribbon sends of it.
fn processed(flow: &str, done: &Completed) -> Value {
    json!({
        "event_type": "interview_processed",
        "interview_flow_id": flow,
        "interview_id": done.interview_id,
        "interview_link": done.interview_link,
        "interviewee_email_address": done.email,
        "interviewee_first_name": "Nils",
        "interviewee_last_name": "Holm",
        "status": "completed",
    })
}

async fn ready(interviews: usize) -> (Running, Desk, sync::Handle, feed::receiver::Running) {
    let sim = sim(interviews).await;
    let desk = Desk::unhurried();
    // The flow's secret is read with the first poll, so it must be set before.
    sim.set_webhook(None, Some(SECRET)).await;
    let engine = desk.start_synced(&sim).await;
    let receiver = receive(&sim, &engine).await;
    (sim, desk, engine, receiver)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_processed_interview_is_a_fact_when_its_webhook_is_answered_and_told_once() {
    let (sim, desk, engine, _receiver) = ready(20).await;
    let done = sim.complete_with(nils(true)).await.unwrap();
    assert_eq!(
        done.webhook.unwrap().status,
        Some(200),
        "the receiver has it safe"
    );
    let id = InterviewId::new(done.interview_id.to_string());
    let at_once = desk.store.read(|c| interview::find(c, &id)).unwrap();
    assert!(
        at_once.is_some(),
        "the interview is known, without waiting for anything"
    );

    desk.until_notices(1).await;
    let known = desk
        .store
        .read(|c| interview::find(c, &id))
        .unwrap()
        .unwrap();
    assert!(known.detailed, "what was said is here");
    assert_eq!(known.status, "completed", "its status");
    let link = desk.text("SELECT link FROM interview ORDER BY num DESC LIMIT 1");
    assert_eq!(
        link,
        Some(done.interview_link),
        "the link is kept, not built"
    );
    let trust = desk.text("SELECT trust FROM delivery");
    assert_eq!(
        trust.as_deref(),
        Some("verified"),
        "the signature was checked"
    );

    let (notice, target) = desk.notices().remove(0);
    assert_eq!(notice.title, "Interview processed", "first line");
    assert_eq!(notice.body, finished(&desk), "second line");
    let meant = Target::Candidate {
        candidate_id: known.candidate.0,
        interview_id: Some(id.to_string()),
    };
    assert_eq!(
        target, meant,
        "a click leads to this interview of this candidate"
    );

    desk.poll(&engine).await;
    assert_eq!(desk.notices().len(), 1, "the poll finds nothing new in it");
    assert_eq!(engine.state().mode, Mode::Live, "webhooks reach us");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interview_that_was_polled_first_is_not_told_again_by_its_webhook() {
    let (sim, desk, engine, _receiver) = ready(20).await;
    let done = sim.complete_with(nils(false)).await.unwrap();
    desk.poll(&engine).await;
    desk.until_notices(1).await;
    let flow = &sim.truth().await.flows[0].interview_flow_id.0;
    let body = processed(flow, &done);
    engine.deliver(vec![verified(&body)]).await.unwrap();
    desk.until("the errand to be done", || engine.state().to_fetch == 0)
        .await;
    assert_eq!(desk.told(), [finished(&desk)], "told once");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE link IS NOT NULL"),
        1,
        "the link"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_that_comes_twice_is_told_once() {
    let (sim, desk, engine, _receiver) = ready(20).await;
    sim.set_faults(vec![Fault::always(FaultKind::Duplicate)])
        .await;
    sim.complete_with(nils(true)).await.unwrap();
    desk.until("both deliveries and no errand", || {
        desk.number("SELECT count(*) FROM delivery") == 2 && engine.state().to_fetch == 0
    })
    .await;
    assert_eq!(desk.told(), [finished(&desk)], "told once");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE email LIKE 'nils%'"),
        1,
        "one"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_video_that_is_told_before_its_interview_loses_neither() {
    let (sim, desk, engine, _receiver) = ready(20).await;
    let flows = sim.truth().await.flows;
    let flow = flows
        .into_iter()
        .find(|flow| flow.is_video_enabled)
        .unwrap();
    let wish = Complete {
        flow: flow.title.clone(),
        ..nils(false)
    };
    let done = sim.complete_with(wish).await.unwrap();
    sim.video(done.interview_id).await.unwrap();
    let late = processed(&flow.interview_flow_id.0, &done);
    engine.deliver(vec![verified(&late)]).await.unwrap();
    desk.until("two notices and no errand", || {
        desk.notices().len() >= 2 && engine.state().to_fetch == 0
    })
    .await;
    let (mut told, title) = (desk.told(), flow.title);
    told.sort();
    assert!(
        told[0].starts_with(&format!("Nils Holm finished {title}")),
        "the interview: {told:?}"
    );
    assert_eq!(
        told[1],
        format!("Nils Holm's video for {title} is ready"),
        "the video"
    );
    assert_eq!(told.len(), 2, "each once");
    let playable =
        "SELECT count(*) FROM interview WHERE email LIKE 'nils%' AND video_url IS NOT NULL";
    assert_eq!(desk.number(playable), 1, "it can be played");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_anonymous_interview_whose_details_do_not_come_is_told_after_two_seconds() {
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let engine = desk.start_alone();
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": "f1",
        "interview_flow_name": "Store Manager",
        "interview_id": "i1",
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    clock.advance(Duration::from_millis(1_999));
    engine.touched().await;
    engine.deliver(Vec::new()).await.unwrap();
    assert!(desk.notices().is_empty(), "it waits for the details");
    clock.advance(Duration::from_millis(1));
    engine.touched().await;
    desk.until_notices(1).await;
    assert_eq!(
        desk.told(),
        ["An anonymous candidate finished Store Manager"],
        "without an average"
    );
    engine.stop().await;
}

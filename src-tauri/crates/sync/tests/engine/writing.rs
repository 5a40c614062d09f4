//! What Ribbon is asked to do: nothing twice, no link lost, and a question where there is no answer.

use crate::support::{Desk, FLOW, RARELY, client, client_with, received, sim_with, verified};
use domain::{FlowId, InterviewId, Interviewee, Trust, UnixMs};
use ribbon_api::NewFlow;
use ribbon_sim::{Config, Fault, FaultKind, Running};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use store::table::deed::{self, Kind};
use store::table::invitation::{self, Invitation, NewInvitation, Outcome};
use store::table::invite_batch::{self, Batch, State};
use sync::{Done, Error, Handle};
use testkit::clock::SettableClock;

async fn stand_in() -> Running {
    sim_with(Config {
        interviews: 12,
        hold: Duration::from_secs(600),
        ..Config::default()
    })
    .await
}

async fn flow(sim: &Running) -> FlowId {
    let truth = sim.truth().await;
    let found = truth.flows.iter().find(|flow| flow.title == FLOW).unwrap();
    FlowId::new(
        serde_json::to_value(&found.interview_flow_id)
            .unwrap()
            .as_str()
            .unwrap(),
    )
}

/// `first0@…`, `first1@…` and so on.
fn people(first: &str, count: usize) -> Vec<NewInvitation> {
    let person = |n: usize| NewInvitation {
        line: n as u64 + 2,
        cells: Vec::new(),
        who: Interviewee {
            email: Some(format!("{first}{n}@example.com")),
            first_name: Some("Ann".to_owned()),
            last_name: None,
        },
        bad: None,
    };
    (0..count).map(person).collect()
}

async fn invite(desk: &Desk, engine: &Handle, flow: &FlowId, all: &[NewInvitation]) -> i64 {
    let batch = desk
        .store
        .write::<_, store::Error>(|tx| {
            let batch = invite_batch::add(tx, flow, "people.csv", &[], UnixMs(1))?;
            invitation::add(tx, batch, all, UnixMs(1))?;
            Ok(batch)
        })
        .unwrap();
    engine.touched().await;
    batch
}

fn rows(store: &Store, batch: i64) -> Vec<Invitation> {
    store
        .read(|it| invitation::list(it, batch, None, 0, 1_000))
        .unwrap()
}

fn batch_of(store: &Store, id: i64) -> Batch {
    store
        .read(|it| invite_batch::find(it, id))
        .unwrap()
        .unwrap()
}

fn outcomes(store: &Store, batch: i64) -> BTreeMap<Outcome, u32> {
    store.read(|it| invitation::counts(it, batch)).unwrap()
}

async fn until_state(desk: &Desk, batch: i64, state: State) {
    let what = format!("the batch to be {state:?}");
    desk.until(&what, || batch_of(&desk.store, batch).state == state)
        .await;
}

async fn set(desk: &Desk, engine: &Handle, batch: i64, state: State) {
    desk.store
        .write::<_, store::Error>(|tx| invite_batch::set_state(tx, batch, state, None))
        .unwrap();
    engine.touched().await;
}

/// How often each address was really invited.
async fn made_at_ribbon(sim: &Running, first: &str) -> BTreeMap<String, usize> {
    let mut made = BTreeMap::new();
    let is_ours = |email: &String| {
        let number = email
            .strip_prefix(first)
            .and_then(|rest| rest.split('@').next());
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    for interview in sim.truth().await.interviews {
        if let Some(email) = interview.email.filter(is_ours) {
            *made.entry(email).or_default() += 1;
        }
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_in_a_file_gets_a_link_of_their_own_and_stands_on_the_board_at_once() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let before = engine.state().interviews;
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("a", 25)).await;
    until_state(&desk, batch, State::Done).await;
    let mut links: Vec<String> = rows(&desk.store, batch)
        .into_iter()
        .map(|row| row.link.expect("each has a link"))
        .collect();
    links.sort();
    links.dedup();
    assert_eq!(links.len(), 25, "no link twice");
    let made = made_at_ribbon(&sim, "a").await;
    assert_eq!(made.len(), 25, "everybody");
    assert!(made.values().all(|times| *times == 1), "once: {made:?}");
    desk.until("all to be counted", || {
        engine.state().interviews == before + 25
    })
    .await;
    let invited =
        "SELECT count(*) FROM candidate WHERE email LIKE 'a%@example.com' AND name = 'Ann'";
    assert_eq!(desk.number(invited), 25, "known by name and address");
    desk.poll(&engine).await;
    assert_eq!(engine.state().interviews, before + 25, "the poll adds none");
    assert_eq!(desk.notices(), [], "an invitation is no news");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_lost_after_the_deed_is_never_asked_for_again() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Lost)]).await;
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("l", 5)).await;
    until_state(&desk, batch, State::Stopped).await;
    let why = batch_of(&desk.store, batch).why.unwrap();
    assert!(why.contains("Stopped by itself"), "{why}");
    let counts = outcomes(&desk.store, batch);
    assert_eq!(counts[&Outcome::Unknown], 3, "three in a row: {counts:?}");
    assert_eq!(counts[&Outcome::Waiting], 2, "{counts:?}");

    sim.set_faults(Vec::new()).await;
    set(&desk, &engine, batch, State::Running).await;
    until_state(&desk, batch, State::Done).await;
    let counts = outcomes(&desk.store, batch);
    assert_eq!(counts[&Outcome::Made], 2, "the rest: {counts:?}");
    assert_eq!(counts[&Outcome::Unknown], 3, "still a question: {counts:?}");
    let made = made_at_ribbon(&sim, "l").await;
    assert_eq!(made.len(), 5, "all were made");
    assert!(made.values().all(|times| *times == 1), "once: {made:?}");

    // Ribbon lists what it made, without saying whose it is.
    desk.poll(&engine).await;
    let unclear = rows(&desk.store, batch)[0].id;
    let traces = desk.store.read(|it| invitation::traces(it, unclear));
    assert_eq!(
        traces.unwrap().len(),
        3,
        "the three that nobody accounts for"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_between_intent_and_answer_leaves_a_question_and_no_second_invitation() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Timeout)])
        .await;
    let flow = flow(&sim).await;
    let requests = sim.request_count();
    let batch = invite(&desk, &engine, &flow, &people("c", 3)).await;
    desk.until("a request to be under way", || {
        sim.request_count() > requests
    })
    .await;
    assert_eq!(
        rows(&desk.store, batch)[0].outcome,
        Outcome::Asked,
        "the intent is written down before the request goes out"
    );
    // What a new process finds after `kill -9`: the first engine never gets its answer.
    sim.set_faults(Vec::new()).await;
    let again = desk.start_with(Some(client(&sim)), RARELY);
    let found = rows(&desk.store, batch).remove(0);
    assert_eq!(found.outcome, Outcome::Unknown, "nobody heard the answer");
    assert!(found.message.unwrap().contains("ended before"), "and why");
    let stopped = batch_of(&desk.store, batch);
    assert_eq!(
        stopped.state,
        State::Stopped,
        "the user goes on, nobody else"
    );
    assert!(stopped.why.unwrap().contains("ended in between"), "and why");
    assert_eq!(made_at_ribbon(&sim, "c").await.len(), 0, "nothing went out");

    set(&desk, &again, batch, State::Running).await;
    until_state(&desk, batch, State::Done).await;
    let made = made_at_ribbon(&sim, "c").await;
    assert!(
        !made.contains_key("c0@example.com"),
        "not repeated: {made:?}"
    );
    assert_eq!(made.len(), 2, "the others were asked for");
    again.stop().await;
    drop(engine);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_orderly_end_waits_for_the_answer_under_way() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("o", 40)).await;
    desk.until("the first link", || {
        outcomes(&desk.store, batch).contains_key(&Outcome::Made)
    })
    .await;
    engine.stop().await;
    let counts = outcomes(&desk.store, batch);
    assert!(!counts.contains_key(&Outcome::Asked), "{counts:?}");
    assert!(!counts.contains_key(&Outcome::Unknown), "{counts:?}");
    let made = made_at_ribbon(&sim, "o").await.len();
    assert_eq!(
        u32::try_from(made).ok(),
        counts.get(&Outcome::Made).copied()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_told_in_ribbons_words_and_may_be_tried_again() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Refused)])
        .await;
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("r", 1)).await;
    until_state(&desk, batch, State::Done).await;
    let refused = rows(&desk.store, batch).remove(0);
    assert_eq!(refused.outcome, Outcome::Refused);
    let message = refused.message.unwrap();
    assert!(message.contains("Refused on purpose."), "{message}");

    sim.set_faults(Vec::new()).await;
    desk.store
        .write::<_, store::Error>(|tx| {
            invitation::settle(tx, refused.id, Outcome::Waiting, None, UnixMs(2))
        })
        .unwrap();
    set(&desk, &engine, batch, State::Running).await;
    until_state(&desk, batch, State::Done).await;
    assert!(rows(&desk.store, batch)[0].link.is_some(), "made after all");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_for_fewer_requests_is_obeyed_and_loses_nobody() {
    let sim = stand_in().await;
    let clock = SettableClock::at(UnixMs(1_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let engine = desk.start_synced(&sim).await;
    let flow = flow(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Rate429)])
        .await;
    let asked = sim.request_count();
    let batch = invite(&desk, &engine, &flow, &people("w", 2)).await;
    desk.until("the first refusal", || {
        let first = &rows(&desk.store, batch)[0];
        first.outcome == Outcome::Waiting && first.message.is_some()
    })
    .await;
    clock.advance(Duration::from_millis(900));
    // Answered after the loop has been through all that it has to do.
    engine.deliver(Vec::new()).await.unwrap();
    engine.deliver(Vec::new()).await.unwrap();
    assert_eq!(sim.request_count() - asked, 1, "nothing within the second");
    sim.set_faults(Vec::new()).await;
    clock.advance(Duration::from_secs(2));
    engine.touched().await;
    until_state(&desk, batch, State::Done).await;
    assert_eq!(outcomes(&desk.store, batch)[&Outcome::Made], 2, "both");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_cannot_be_written_down_is_kept_until_it_can() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let flow = flow(&sim).await;
    let run = |sql: &str| {
        desk.store
            .write::<_, store::Error>(|tx| Ok(tx.execute_batch(sql)?))
            .unwrap();
    };
    // The intent goes in, the outcome does not: as if the disk became full in between.
    run(
        "CREATE TRIGGER full BEFORE UPDATE ON invitation WHEN NEW.outcome = 'made'
         BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    let batch = invite(&desk, &engine, &flow, &people("u", 2)).await;
    desk.until("trouble to be told", || engine.state().trouble.is_some())
        .await;
    engine.deliver(Vec::new()).await.unwrap();
    assert_eq!(made_at_ribbon(&sim, "u").await.len(), 1, "nobody more");
    run("DROP TRIGGER full");
    engine.touched().await;
    until_state(&desk, batch, State::Done).await;
    let links = rows(&desk.store, batch);
    assert!(links.iter().all(|row| row.link.is_some()), "{links:?}");
    let made = made_at_ribbon(&sim, "u").await;
    assert!(made.values().all(|times| *times == 1), "once: {made:?}");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_refused_stops_the_batch_and_wastes_no_line() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let wrong = client_with(&sim, "not-the-key");
    let engine = desk.start_with(Some(wrong), RARELY);
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("k", 3)).await;
    until_state(&desk, batch, State::Stopped).await;
    let why = batch_of(&desk.store, batch).why.unwrap();
    assert!(why.contains("API key"), "{why}");
    let counts = outcomes(&desk.store, batch);
    assert_eq!(counts[&Outcome::Waiting], 3, "all wait: {counts:?}");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_batch_asks_for_nobody_until_it_goes_on() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("s", 60)).await;
    desk.until("the first link", || {
        outcomes(&desk.store, batch).contains_key(&Outcome::Made)
    })
    .await;
    set(&desk, &engine, batch, State::Stopped).await;
    let settled = || !outcomes(&desk.store, batch).contains_key(&Outcome::Asked);
    desk.until("the one under way to end", settled).await;
    let made = made_at_ribbon(&sim, "s").await.len();
    desk.poll(&engine).await;
    let later = made_at_ribbon(&sim, "s").await.len();
    assert_eq!(later, made, "nobody more while it is stopped");
    set(&desk, &engine, batch, State::Running).await;
    until_state(&desk, batch, State::Done).await;
    let made = made_at_ribbon(&sim, "s").await;
    assert_eq!(made.len(), 60, "everybody in the end");
    assert!(made.values().all(|times| *times == 1), "once: {made:?}");
    engine.stop().await;
}

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
async fn revoked_recordings_are_gone_from_this_computer_too() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let id = desk
        .text("SELECT interview_id FROM interview WHERE audio_url IS NOT NULL LIMIT 1")
        .unwrap();
    let id = InterviewId::new(id);
    keep_a_recording(&desk, &id);
    sim.set_faults(vec![Fault::always(FaultKind::Refused)])
        .await;
    engine.revoke_recordings(id.clone()).await.unwrap_err();
    let chunks = "SELECT count(*) FROM media_chunk";
    assert_eq!(desk.number(chunks), 1, "refused: nothing is taken away");

    sim.set_faults(Vec::new()).await;
    let done = engine.revoke_recordings(id.clone()).await.unwrap();
    assert_eq!(done, Done::Revoked(id.clone()));
    assert_eq!(desk.number(chunks), 0, "the cached copy is gone");
    let urls = desk.store.read(|it| store::table::interview::urls(it, &id));
    let [audio, video, _] = urls.unwrap().unwrap();
    assert_eq!((audio, video), (None, None), "nothing to fetch it from");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_that_a_crash_interrupted_is_finished_at_the_next_start() {
    let sim = stand_in().await;
    let desk = Desk::new();
    desk.start_synced(&sim).await.stop().await;
    let id = desk
        .text("SELECT interview_id FROM interview WHERE audio_url IS NOT NULL LIMIT 1")
        .unwrap();
    keep_a_recording(&desk, &InterviewId::new(&id));
    let kind = Kind::RevokeRecordings;
    desk.store
        .write::<_, store::Error>(|tx| deed::ask(tx, kind, &id, None, UnixMs(1)))
        .unwrap();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    desk.until("the revocation to be done", || {
        desk.store.read(|it| deed::is_done(it, kind, &id)).unwrap()
    })
    .await;
    assert_eq!(desk.number("SELECT count(*) FROM media_chunk"), 0, "gone");
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
async fn a_slow_ribbon_is_waited_for_and_asked_once() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    sim.set_faults(vec![Fault::always(FaultKind::Latency)])
        .await;
    let batch = invite(&desk, &engine, &flow(&sim).await, &people("d", 2)).await;
    until_state(&desk, batch, State::Done).await;
    assert_eq!(outcomes(&desk.store, batch)[&Outcome::Made], 2, "both");
    let made = made_at_ribbon(&sim, "d").await;
    assert!(made.values().all(|times| *times == 1), "once: {made:?}");
    engine.stop().await;
}

fn keep_a_recording(desk: &Desk, id: &InterviewId) {
    use store::table::media;
    desk.store
        .write::<_, store::Error>(|tx| {
            let row = media::begin(tx, id, "audio", "audio/wav")?.unwrap();
            media::add_chunk(tx, row, 0, b"RIFF")?;
            media::finish(tx, row, 4)
        })
        .unwrap();
}

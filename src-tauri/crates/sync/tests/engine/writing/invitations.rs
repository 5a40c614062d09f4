//! People invited from a file: each once, no link lost.

use super::{flow, stand_in};
use crate::support::{Desk, FLOW, RARELY, client, client_with};
use domain::{FlowId, Interviewee, UnixMs};
use ribbon_sim::{Fault, FaultKind, FlowStatus, Running};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use store::table::invitation::{self, Invitation, NewInvitation, Outcome};
use store::table::invite_batch::{self, Batch, NewBatch, State};
use store::table::team;
use sync::Handle;
use testkit::clock::SettableClock;

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
    invite_for(desk, engine, flow, None, all).await
}

async fn invite_for(
    desk: &Desk,
    engine: &Handle,
    flow: &FlowId,
    recruiter: Option<&str>,
    all: &[NewInvitation],
) -> i64 {
    let new = NewBatch {
        flow,
        file_name: "people.csv",
        columns: &[],
        recruiter,
    };
    let batch = desk
        .store
        .write::<_, store::Error>(|tx| {
            let batch = invite_batch::add(tx, &new, UnixMs(1))?;
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
async fn interviews_are_assigned_to_the_member_of_the_team_who_was_chosen() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let flow = flow(&sim).await;
    let flow_item = client(&sim).flow(&flow).await.unwrap();
    let team = flow_item.read().unwrap().team_id;
    let members = client(&sim).team_members(team.as_ref()).await.unwrap();
    let recruiter = members[0].clone().read().unwrap().id;
    let recruiter = recruiter.as_str();
    let known = desk.store.read(team::members).unwrap();
    assert!(
        known.iter().any(|(id, _)| id == recruiter),
        "can be chosen: {known:?}"
    );
    let batch = invite_for(&desk, &engine, &flow, Some(recruiter), &people("r", 2)).await;
    until_state(&desk, batch, State::Done).await;
    let named = format!("assignedRecruiterId={recruiter}");
    for row in rows(&desk.store, batch) {
        let link = row.link.expect("each has a link");
        assert!(link.contains(&named), "{link}");
    }
    // One of another organisation, or who has left.
    let stranger = "00000000-0000-4000-8000-000000000000";
    let batch = invite_for(&desk, &engine, &flow, Some(stranger), &people("s", 1)).await;
    until_state(&desk, batch, State::Done).await;
    let refused = &rows(&desk.store, batch)[0];
    assert_eq!(refused.outcome, Outcome::Refused);
    let why = refused.message.as_deref().unwrap_or_default();
    assert!(why.contains("not a member"), "in Ribbon's words: {why}");
    engine.stop().await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batch_stops_with_the_reason_when_its_flow_is_closed() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let flow = flow(&sim).await;
    sim.set_flow_status(FLOW, FlowStatus::Closed).await.unwrap();
    let engine = desk.start_synced(&sim).await;
    let asked = sim.truth().await.interviews.len();
    let batch = invite(&desk, &engine, &flow, &people("late", 3)).await;
    desk.until("the batch to stop", || {
        batch_of(&desk.store, batch).state == State::Stopped
    })
    .await;
    let why = batch_of(&desk.store, batch).why.unwrap();
    assert!(why.contains("the flow is closed in Ribbon"), "{why}");
    let waiting = rows(&desk.store, batch);
    assert!(
        waiting.iter().all(|row| row.outcome == Outcome::Waiting),
        "{waiting:?}"
    );
    assert_eq!(
        sim.truth().await.interviews.len(),
        asked,
        "nobody was invited"
    );
    engine.stop().await;
}

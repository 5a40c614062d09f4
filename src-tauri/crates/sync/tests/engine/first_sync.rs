//! The first synchronisation.

use crate::support::{Desk, RARELY, client, sim_with};
use ribbon_sim::{Api, Config, Fault, FaultKind, Order, Running};
use std::collections::BTreeMap;
use sync::Mode;

/// Every interview as `id → (flow, status, address, name, audio, video)`.
type Facts = BTreeMap<String, [String; 5]>;

async fn truth(sim: &Running) -> Facts {
    let truth = sim.truth().await;
    let row = |one: &ribbon_sim::TrueInterview| {
        // What was said, and by whom, is told only of interviews that were held.
        let held = one.status == "completed";
        let said = |text: &Option<String>| text.clone().filter(|_| held).unwrap_or_default();
        [
            one.interview_flow_id.to_string(),
            one.status.to_owned(),
            said(&one.email),
            format!("{}|{}", said(&one.first_name), said(&one.last_name)),
            format!("{}{}", one.has_audio, one.has_video),
        ]
    };
    let rows = truth.interviews.iter();
    rows.map(|one| (one.interview_id.to_string(), row(one)))
        .collect()
}

fn facts(desk: &Desk) -> Facts {
    let read = |connection: &store::Connection| {
        let mut statement = connection.prepare(
            "SELECT interview_id, flow_id, status, coalesce(email, ''),
                 coalesce(first_name, '') || '|' || coalesce(last_name, ''),
                 iif(audio_url IS NULL, 'false', 'true') || iif(video_url IS NULL, 'false', 'true')
             FROM interview",
        )?;
        let rows = statement.query_map([], |row| {
            let facts = [
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ];
            Ok((row.get(0)?, facts))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    desk.store.read(read).unwrap()
}

/// The same of every description of the API. In both at once, an audio recording is told by some
/// answers and not by others, so only what either says counts.
async fn everything_is_there(order: Order, interviews: usize) {
    for api in [Api::April2026, Api::Latest, Api::Mixed] {
        everything_is_there_of(api, order, interviews).await;
    }
}

async fn everything_is_there_of(api: Api, order: Order, interviews: usize) {
    let sim = sim_with(Config {
        api,
        interviews,
        order,
        ..Config::default()
    })
    .await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let (mut facts, mut truth) = (facts(&desk), truth(&sim).await);
    if api == Api::Mixed {
        for row in facts.values_mut().chain(truth.values_mut()) {
            let has_video = row[4].ends_with("true");
            row[4] = has_video.to_string();
        }
    }
    assert_eq!(facts, truth, "{api:?}: the cache holds what is true");
    assert!(
        desk.notices().is_empty(),
        "the backlog is no news: {:?}",
        desk.told()
    );

    let states = desk.states();
    let seen: Vec<u32> = states.iter().map(|state| state.interviews).collect();
    assert!(seen.is_sorted(), "the count only grows: {seen:?}");
    assert!(
        states
            .iter()
            .any(|one| one.mode == Mode::FirstSync
                && (1..interviews as u32).contains(&one.interviews)),
        "progress can be seen while it goes on"
    );
    assert!(desk.changes().is_sorted(), "changes are told in order");
    assert_eq!(
        engine.state().mode,
        Mode::Polling,
        "and at the end nothing is left to do"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM flow WHERE fetched = 1"),
        4,
        "all flows"
    );
    let backlog = "SELECT count(*) FROM event WHERE kind = 'processed' AND backlog = 1";
    let held = "SELECT count(*) FROM interview WHERE status = 'completed'";
    assert_eq!(
        desk.number(backlog),
        desk.number(held),
        "the inbox knows all, as read"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_brings_everything_from_a_list_that_begins_with_the_newest() {
    everything_is_there(Order::NewestFirst, 150).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_brings_everything_from_a_list_that_begins_with_the_oldest() {
    everything_is_there(Order::OldestFirst, 90).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_brings_everything_from_a_list_in_no_order() {
    everything_is_there(Order::Shuffled, 90).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_complete_although_every_fifth_answer_fails() {
    let faults = Fault::parse_list("error500=0.07,truncate=0.07,rate429=0.05").unwrap();
    let sim = sim_with(Config {
        interviews: 150,
        faults,
        ..Config::default()
    })
    .await;
    let desk = Desk::new();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    let half = "half of it";
    desk.until(half, || engine.state().interviews > 70).await;
    sim.set_faults(Vec::new()).await;
    engine.sync_now().await;
    desk.until("all of it", || engine.state().polled_at.is_some())
        .await;
    assert_eq!(facts(&desk), truth(&sim).await, "no page is missing");
    assert!(desk.notices().is_empty(), "and nobody was told");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopped_in_its_middle_it_goes_on_where_it_was() {
    let sim = sim_with(Config {
        interviews: 150,
        // So slow that its middle cannot be missed.
        faults: vec![Fault::always(FaultKind::Latency)],
        ..Config::default()
    })
    .await;
    let desk = Desk::new();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    desk.until("a part of it", || engine.state().interviews > 40)
        .await;
    sim.set_faults(vec![Fault::always(FaultKind::Error500)])
        .await;
    engine.stop().await;
    drop(engine);
    let before = facts(&desk).len();
    assert!(before < 150, "it was stopped in its middle, at {before}");

    sim.set_faults(Vec::new()).await;
    let asked = sim.request_count();
    let engine = desk.start_synced(&sim).await;
    assert_eq!(facts(&desk), truth(&sim).await, "nothing is missing");
    assert!(desk.notices().is_empty(), "and nobody was told");
    // Two for the flows, two for the teams, the list of those invited, and the rest of the others.
    let rest = (150 - before as u64).div_ceil(20) + 3;
    let asked = sim.request_count() - asked;
    assert!(
        asked <= 4 + 4 + rest + 4,
        "{asked} requests for what was left after {before}"
    );
    engine.stop().await;
}

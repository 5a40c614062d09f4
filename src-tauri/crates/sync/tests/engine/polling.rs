//! Without webhooks: news are found wherever they appear, with few requests and few bytes.

use std::sync::Arc;
use std::time::Duration;

use crate::support::{Desk, FLOW, client, sim_with, verified};
use domain::{FlowId, UnixMs};
use ribbon_sim::{Api, Complete, Config, FlowStatus, Order, Running};
use serde_json::json;
use sync::Handle;
use testkit::clock::SettableClock;

async fn synced(interviews: usize, order: Order) -> (Running, Desk, Handle) {
    let sim = sim_with(Config {
        interviews,
        order,
        ..Config::default()
    })
    .await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    (sim, desk, engine)
}

/// Somebody is interviewed, and no webhook tells.
async fn complete(sim: &Running, email: &str) -> ribbon_sim::Completed {
    sim.complete_with(Complete {
        flow: FLOW.to_owned(),
        email: Some(email.to_owned()),
        webhook: Some(false),
        ..Complete::default()
    })
    .await
    .unwrap()
}

/// Polls and answers with how many requests and bytes.
async fn cost(sim: &Running, desk: &Desk, engine: &Handle) -> (u64, u64) {
    let (requests, bytes) = (sim.request_count(), sim.bytes_served());
    desk.poll(engine).await;
    (sim.request_count() - requests, sim.bytes_served() - bytes)
}

async fn one_is_found(order: Order) {
    let (sim, desk, engine) = synced(30, order).await;
    complete(&sim, "ola@example.com").await;
    let (requests, _) = cost(&sim, &desk, &engine).await;
    desk.until_notices(1).await;
    assert!(
        desk.told()[0].starts_with("ola@example.com finished"),
        "{:?}",
        desk.told()
    );
    assert!(requests <= 5, "{requests} requests for one new interview");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_interview_is_found_at_the_head() {
    one_is_found(Order::NewestFirst).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_interview_is_found_at_the_end() {
    one_is_found(Order::OldestFirst).await;
}

async fn many_are_found(order: Order) {
    let (sim, desk, engine) = synced(60, order).await;
    for n in 0..30 {
        complete(&sim, &format!("candidate{n}@example.com")).await;
    }
    let (requests, _) = cost(&sim, &desk, &engine).await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        90,
        "all of them"
    );
    // Ever wider looks: one more request than by whole pages, and fewer interviews.
    assert!(requests <= 9, "{requests} requests for two pages");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_new_interviews_are_found_at_the_head() {
    many_are_found(Order::NewestFirst).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_new_interviews_are_found_at_the_end() {
    many_are_found(Order::OldestFirst).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_interview_is_found_in_the_middle_of_a_list_in_no_order() {
    let (sim, desk, engine) = synced(30, Order::Shuffled).await;
    for n in 0..3 {
        complete(&sim, &format!("candidate{n}@example.com")).await;
        // A page a poll at the worst, and a poll more to begin with.
        for _ in 0..5 {
            desk.poll(&engine).await;
        }
        assert_eq!(
            desk.number("SELECT count(*) FROM interview"),
            31 + n,
            "it is found"
        );
    }
    let (requests, bytes) = cost(&sim, &desk, &engine).await;
    assert!(
        requests <= 3 && bytes < 2_000,
        "all is quiet: {requests} requests, {bytes} bytes"
    );
    engine.stop().await;
}

async fn one_behind_a_known_one_is_found(order: Order) {
    let (sim, desk, engine) = synced(30, order).await;
    complete(&sim, "lost@example.com").await;
    let known = complete(&sim, "known@example.com").await;
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": sim.truth().await.flows[0].interview_flow_id,
        "interview_id": known.interview_id,
        "interviewee_email_address": known.email,
    });
    engine.deliver(vec![verified(&body)]).await.unwrap();
    desk.until("its details", || engine.state().to_fetch == 0)
        .await;
    desk.poll(&engine).await;
    let lost = "SELECT count(*) FROM interview WHERE email = 'lost@example.com'";
    assert_eq!(
        desk.number(lost),
        1,
        "the lost webhook's interview is found behind the known one"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interview_whose_webhook_was_lost_is_found_although_a_newer_one_is_known() {
    one_behind_a_known_one_is_found(Order::NewestFirst).await;
    one_behind_a_known_one_is_found(Order::OldestFirst).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_of_polls_that_find_nothing_costs_less_than_a_hundredth_of_reading_pages() {
    let (sim, desk, engine) = synced(30, Order::NewestFirst).await;
    let page = {
        let before = sim.bytes_served();
        let query = ribbon_api::InterviewQuery::new(domain::InterviewStatus::Completed);
        crate::support::client(&sim)
            .interviews(&query)
            .await
            .unwrap();
        sim.bytes_served() - before
    };
    let mut bytes = 0;
    // Everything that recurs has come once after sixty polls.
    for _ in 0..60 {
        bytes += cost(&sim, &desk, &engine).await.1;
    }
    assert!(
        bytes * 100 <= page * 60,
        "{bytes} bytes in sixty polls; a page has {page}"
    );
    engine.stop().await;
}

/// How many flows take no interviews any more, after each of two looks since one was archived.
async fn archived_after_looks(api: Api) -> [i64; 2] {
    let sim = sim_with(Config {
        api,
        interviews: 5,
        ..Config::default()
    })
    .await;
    let clock = SettableClock::at(UnixMs(1_790_000_000_000));
    let desk = Desk::with_clock(Arc::new(clock.clone()));
    let engine = desk.start_synced(&sim).await;
    let archived = || desk.number("SELECT count(*) FROM flow_state WHERE status = 'archived'");
    let before = archived();
    let open = sim.truth().await.flows;
    let open = open.iter().find(|flow| flow.status == FlowStatus::Open);
    let gone = FlowId::new(open.unwrap().interview_flow_id.to_string());
    client(&sim).archive_flow(&gone).await.unwrap();
    let mut counts = [0; 2];
    for count in &mut counts {
        clock.advance(Duration::from_secs(61));
        desk.poll(&engine).await;
        *count = archived() - before;
    }
    engine.stop().await;
    counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn archive_in_ribbon_is_noticed_by_its_status_else_at_the_second_look() {
    assert_eq!(archived_after_looks(Api::Latest).await, [1, 1]);
    assert_eq!(archived_after_looks(Api::April2026).await, [0, 1]);
}

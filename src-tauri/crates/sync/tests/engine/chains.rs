//! Status changes are links of chains.

use crate::support::{Desk, received, verified};
use domain::{CandidateId, CandidateKey, Email, Trust};
use feed::Received;
use serde_json::{Value, json};
use store::table::transition::{self, Transition};
use store::table::{candidate, delivery};
use sync::Handle;

fn change(previous: &str, new: &str) -> Value {
    json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": "f1",
        "interview_flow_name": "Store Manager",
        "interviewee_email": "Jane.Doe@example.com",
        "previous_status": previous,
        "new_status": new,
    })
}

async fn hand_over(engine: &Handle, changes: &[(&str, &str)]) {
    for (previous, new) in changes {
        let one = verified(&change(previous, new));
        engine.deliver(vec![one]).await.unwrap();
    }
}

fn chain(desk: &Desk) -> Vec<Transition> {
    let key = CandidateKey::Email(Email::parse("jane.doe@example.com").unwrap());
    desk.store
        .read(|connection| {
            let who = candidate::find(connection, &key)?.map_or(CandidateId(0), |one| one.id);
            transition::chains(connection, who)
        })
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_status_change_is_applied_and_told() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    hand_over(&engine, &[("Interviewed", "shortlisted")]).await;
    desk.until_notices(1).await;
    let told = desk.told();
    assert_eq!(
        told,
        ["jane.doe@example.com: Interviewed → shortlisted in Store Manager"]
    );
    let column = desk.text("SELECT column_key FROM standing");
    assert_eq!(
        column.as_deref(),
        Some("status:shortlisted"),
        "where she stands"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_back_and_forth_is_applied_every_time() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let (there, back) = (("A", "B"), ("B", "A"));
    hand_over(&engine, &[there, back, there, back, there]).await;
    let links = chain(&desk);
    assert_eq!(links.len(), 5, "byte-identical and legitimate");
    assert!(
        links.iter().all(|one| one.gap_after.is_none()),
        "and nothing is missing"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_immediate_repeat_is_kept_and_counted_but_neither_applied_nor_told() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    hand_over(&engine, &[("A", "B"), ("A", "B"), ("A", "B")]).await;
    desk.until_notices(1).await;
    assert_eq!(chain(&desk).len(), 1, "one link");
    assert_eq!(desk.number("SELECT repeats FROM transition"), 2, "counted");
    let counts = desk.store.read(delivery::counts).unwrap();
    assert_eq!(
        (counts.received, counts.applied, counts.repeats),
        (3, 1, 2),
        "all kept"
    );
    assert_eq!(desk.notices().len(), 1, "told once");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_change_shows_as_a_gap_between_its_neighbours() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    hand_over(&engine, &[("A", "B"), ("C", "D")]).await;
    let links = chain(&desk);
    assert_eq!(
        links[1].gap_after.as_deref(),
        Some("B"),
        "the stage that was held"
    );
    assert_eq!(
        links[0].gap_after, None,
        "nothing is missing before the first"
    );
    assert_eq!(
        desk.number("SELECT has_gap FROM standing"),
        1,
        "the board can show it"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unverified_change_is_applied_and_carries_the_mark() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let body = change("A", "B").to_string().into_bytes();
    engine
        .deliver(vec![received(body, Some(Trust::Unverified))])
        .await
        .unwrap();
    let unsigned = change("B", "C").to_string().into_bytes();
    engine
        .deliver(vec![received(unsigned, None)])
        .await
        .unwrap();
    let trust: Vec<String> = chain(&desk).into_iter().map(|one| one.trust).collect();
    assert_eq!(
        trust,
        ["unverified", "absent"],
        "no other road could confirm them"
    );
    assert_eq!(
        desk.store.read(delivery::counts).unwrap().unverified,
        2,
        "and they are counted"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_is_one_transaction_in_its_order() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let batch: Vec<Received> = [("A", "B"), ("B", "C"), ("C", "A")]
        .iter()
        .map(|(previous, new)| verified(&change(previous, new)))
        .collect();
    engine.deliver(batch).await.unwrap();
    let news: Vec<String> = chain(&desk)
        .iter()
        .map(|one| one.link.new.to_string())
        .collect();
    assert_eq!(news, ["B", "C", "A"], "one after the other");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_status_in_other_letters_is_no_missed_update() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    hand_over(
        &engine,
        &[("Interviewed", "Shortlisted"), ("shortlisted", "Rejected")],
    )
    .await;
    let gaps: Vec<_> = chain(&desk).into_iter().map(|one| one.gap_after).collect();
    assert_eq!(gaps, [None, None], "nothing was missed");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mark_before_the_json_and_a_damaged_name_cost_no_webhook() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let body = change("Interviewed", "shortlisted").to_string();
    let damaged = body.replace("Store Manager", r"Store \ud83d");
    let marked = change("shortlisted", "rejected").to_string();
    let deliver = |body: Vec<u8>| engine.deliver(vec![received(body, Some(Trust::Verified))]);
    deliver(damaged.into_bytes()).await.unwrap();
    let title = desk.text("SELECT title FROM flow");
    assert_eq!(title.as_deref(), Some("Store \u{fffd}"));
    deliver(format!("\u{feff}{marked}").into_bytes())
        .await
        .unwrap();
    let statuses: Vec<_> = chain(&desk).into_iter().map(|one| one.link.new).collect();
    assert_eq!(statuses.len(), 2, "both are applied: {statuses:?}");
    assert_eq!(engine.state().quarantined, 0);
    engine.stop().await;
}

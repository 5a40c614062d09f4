//! When the user is told, and in which words.

use crate::support::{Desk, verified};
use domain::notification::policy::Policy;
use domain::{Clock, SystemClock, UnixMs};
use serde_json::json;
use std::time::Duration;
use store::table::{notice_policy, setting};
use sync::{Handle, Target};

fn set(desk: &Desk, key: &str, value: &str) {
    desk.store
        .write(|tx| setting::set(tx, key, value))
        .unwrap_or_else(|error: store::Error| panic!("{error}"));
}

/// Moves so many candidates in one go.
async fn move_some(engine: &Handle, count: usize) {
    let changes = (0..count).map(|n| {
        verified(&json!({
            "event_type": "candidate_status_updated",
            "interview_flow_id": format!("f{}", n % 2),
            "interview_flow_name": (["Store Manager", "Data Analyst"][n % 2]),
            "interviewee_email": format!("candidate{n}@example.com"),
            "previous_status": "A",
            "new_status": "B",
        }))
    });
    engine.deliver(changes.collect()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_at_a_time_are_told_one_by_one() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    move_some(&engine, 3).await;
    desk.until_notices(3).await;
    let (first, target) = desk.notices().remove(0);
    assert_eq!(
        first.body, "candidate0@example.com: A → B in Store Manager",
        "the first"
    );
    let leads_to_one = matches!(
        target,
        Target::Candidate {
            interview_id: None,
            ..
        }
    );
    assert!(
        leads_to_one,
        "a change belongs to a candidate, not to an interview: {target:?}"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_than_three_at_a_time_become_one_that_leads_to_the_inbox() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    move_some(&engine, 4).await;
    desk.until_notices(1).await;
    let (group, target) = desk.notices().remove(0);
    assert_eq!(group.title, "New from Ribbon");
    assert_eq!(group.body, "4 status changes in 2 flows");
    assert_eq!(
        (target, group.covers.len()),
        (Target::Inbox, 4),
        "all of them"
    );
    let left = "SELECT count(*) FROM outbox WHERE shown_at IS NULL";
    desk.until("the notice to be recorded", || desk.number(left) == 0)
        .await;
    assert_eq!(desk.notices().len(), 1, "nothing more");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_content_hidden_a_notice_names_nobody() {
    let desk = Desk::new();
    set(&desk, setting::HIDE_CONTENT, "yes");
    let engine = desk.start_alone();
    move_some(&engine, 1).await;
    desk.until_notices(1).await;
    assert_eq!(
        desk.told(),
        ["A candidate's status changed"],
        "neither name nor stage"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_notifications_off_nobody_is_told_then_or_later() {
    let desk = Desk::new();
    set(&desk, setting::NOTIFICATIONS, "no");
    let engine = desk.start_alone();
    move_some(&engine, 2).await;
    let waiting = "SELECT count(*) FROM outbox WHERE shown_at IS NULL";
    desk.until("the changes to be passed over", || {
        desk.number("SELECT count(*) FROM outbox") == 2 && desk.number(waiting) == 0
    })
    .await;
    set(&desk, setting::NOTIFICATIONS, "yes");
    engine.touched().await;
    engine.stop().await;
    assert!(
        desk.notices().is_empty(),
        "switching them on tells nothing old: {:?}",
        desk.told()
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM event"),
        2,
        "the inbox has them all the same"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_during_a_pause_waits_and_is_told_as_one_after_it() {
    let desk = Desk::new();
    let pause = |until: UnixMs| {
        let policy = Policy {
            paused_until: Some(until),
            ..Policy::default()
        };
        let kept: store::Result<()> = desk.store.write(|tx| notice_policy::set(tx, &policy));
        kept.unwrap();
    };
    pause(SystemClock.now().plus(Duration::from_secs(3_600)));
    let engine = desk.start_alone();
    move_some(&engine, 2).await;
    engine.touched().await;
    engine.deliver(Vec::new()).await.unwrap();
    let waiting = "SELECT count(*) FROM outbox WHERE shown_at IS NULL";
    assert_eq!(desk.number(waiting), 2, "they wait");
    assert!(desk.notices().is_empty(), "{:?}", desk.told());
    pause(SystemClock.now());
    engine.touched().await;
    desk.until_notices(1).await;
    let (digest, _) = desk.notices().remove(0);
    assert_eq!(digest.body, "2 status changes in 2 flows", "one notice");
    desk.until("it to be recorded", || desk.number(waiting) == 0)
        .await;
    engine.stop().await;
    assert_eq!(desk.notices().len(), 1, "nothing more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_shows_no_notice_twice() {
    let desk = Desk::new();
    set(&desk, setting::HIDE_CONTENT, "yes");
    // Nothing can be recorded as shown while this trigger stands.
    let run = |sql: &str| {
        let done = desk
            .store
            .write::<_, store::Error>(|tx| Ok(tx.execute_batch(sql)?));
        done.unwrap();
    };
    run("CREATE TRIGGER no_room BEFORE UPDATE ON outbox BEGIN SELECT raise(FAIL, 'no room'); END");
    let engine = desk.start_alone();
    move_some(&engine, 1).await;
    desk.until_notices(1).await;
    for _ in 0..3 {
        engine.touched().await;
        engine.deliver(Vec::new()).await.unwrap();
    }
    run("DROP TRIGGER no_room");
    engine.touched().await;
    let shown = "SELECT count(*) FROM outbox WHERE shown_at IS NOT NULL";
    desk.until("it to be recorded", || desk.number(shown) == 1)
        .await;
    engine.stop().await;
    assert_eq!(desk.notices().len(), 1, "shown once");
}

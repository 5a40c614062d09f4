//! A video that is missing is looked for, whether or not its webhook came.

use crate::desk::{Desk, signed};
use crate::ribbon::{FLOWS, Order, Ribbon};
use serde_json::json;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Somebody was interviewed, which the webhook tells.
async fn held(ribbon: &Ribbon, desk: &Desk, flow: usize) -> usize {
    let place = ribbon
        .world()
        .add(flow, Some("jane@example.com".to_owned()), true);
    let body = json!({
        "event_type": "interview_processed",
        "interview_flow_id": FLOWS[flow],
        "interview_id": format!("interview-{place}"),
        "interviewee_email_address": "jane@example.com",
    });
    desk.deliver(vec![signed(&body)]).await;
    place
}

/// How often an interview was asked for by itself.
fn asked(ribbon: &Ribbon, place: usize) -> usize {
    let end = format!("/interview-{place}?");
    let world = ribbon.world();
    let single = world
        .asked
        .iter()
        .filter(|asked| asked.what.ends_with(&end));
    single.count()
}

#[tokio::test]
async fn a_video_whose_webhook_was_lost_is_found_and_told() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let desk = Desk::synced(&ribbon).await;
    let place = held(&ribbon, &desk, 1).await;
    ribbon.world().interviews[place].has_video = true;
    desk.wait(MINUTE * 4).await;
    assert_eq!(
        desk.number("SELECT video_url IS NOT NULL FROM interview"),
        0,
        "not yet"
    );
    desk.wait(MINUTE).await;
    assert_eq!(
        desk.number("SELECT video_url IS NOT NULL FROM interview"),
        1,
        "it is found"
    );
    desk.show_all().await;
    assert_eq!(
        desk.told().get(&format!("video:interview-{place}")),
        Some(&1),
        "and told once: {:?}",
        desk.told()
    );
    desk.close().await;
}

#[tokio::test]
async fn the_same_goes_for_an_interview_that_a_poll_has_found() {
    let ribbon = Ribbon::new(Order::OldestFirst);
    let desk = Desk::synced(&ribbon).await;
    let place = ribbon.world().add(1, None, true);
    desk.poll().await;
    ribbon.world().interviews[place].has_video = true;
    desk.wait(MINUTE * 5).await;
    assert_eq!(
        desk.number("SELECT video_url IS NOT NULL FROM interview"),
        1,
        "it is found"
    );
    desk.close().await;
}

#[tokio::test]
async fn a_video_that_never_comes_is_asked_for_less_and_less_and_then_no_more() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let desk = Desk::synced(&ribbon).await;
    let place = held(&ribbon, &desk, 1).await;
    let mut times = Vec::new();
    for minute in 0..4 * 24 * 60_u32 {
        let before = asked(&ribbon, place);
        desk.wait(MINUTE).await;
        if asked(&ribbon, place) > before {
            times.push(minute + 1);
        }
    }
    assert_eq!(
        times,
        [5, 35, 155, 635, 2_075],
        "minutes after the interview"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM fetch_queue"),
        0,
        "nothing is left to do"
    );
    desk.close().await;
}

#[tokio::test]
async fn no_video_is_looked_for_where_none_is_recorded_nor_in_the_backlog() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    ribbon.world().add(1, None, true);
    let desk = Desk::synced(&ribbon).await;
    held(&ribbon, &desk, 0).await;
    assert_eq!(
        desk.number("SELECT count(*) FROM fetch_queue"),
        0,
        "nothing is waited for"
    );
    desk.close().await;
}

#[tokio::test]
async fn while_ribbon_cannot_answer_no_attempt_is_used_up() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let desk = Desk::synced(&ribbon).await;
    let place = held(&ribbon, &desk, 1).await;
    ribbon.world().mood = Box::new(|what| {
        let is_single = what.contains("/interviews/");
        is_single.then_some(crate::ribbon::Mood::Status(503))
    });
    for _ in 0..30 {
        desk.wait(MINUTE).await;
    }
    ribbon.world().mood = Box::new(|_| None);
    ribbon.world().interviews[place].has_video = true;
    desk.wait(MINUTE).await;
    assert_eq!(
        desk.number("SELECT video_url IS NOT NULL FROM interview"),
        1,
        "it is found"
    );
    desk.close().await;
}

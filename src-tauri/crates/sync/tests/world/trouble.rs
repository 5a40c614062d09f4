//! Ribbon refuses, or answers by half, in the middle of a list.

use crate::desk::{Desk, RARELY};
use crate::ribbon::{Api, Mood, ORDERS, Order, Ribbon};
use domain::UnixMs;
use std::time::Duration;
use sync::Mode;

fn is_beyond(what: &str, offset: u32) -> bool {
    let from = what
        .split("offset=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    what.contains("status=completed")
        && from.is_some_and(|from| from.parse::<u32>().unwrap() >= offset)
}

#[tokio::test]
async fn a_key_that_is_revoked_in_the_middle_needs_the_user_and_what_was_read_is_not_read_again() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    ribbon.world().add_held(200);
    ribbon.world().mood = Box::new(|what| is_beyond(what, 90).then_some(Mood::Status(401)));
    let desk = Desk::open(&ribbon, RARELY);
    desk.until("attention", |state| state.mode == Mode::Attention)
        .await;
    let held = desk.number("SELECT count(*) FROM interview");
    assert!(
        (80..200).contains(&held),
        "what came before is here: {held}"
    );

    ribbon.world().mood = Box::new(|_| None);
    ribbon.world().asked.clear();
    desk.engine().sync_now().await;
    desk.polled_after(UnixMs(0)).await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        200,
        "the rest has come"
    );
    let again = |asked: &crate::ribbon::Asked| {
        asked.what.contains("status=completed") && !is_beyond(&asked.what, 40)
    };
    assert!(
        !ribbon.world().asked.iter().any(again),
        "it went on where it was"
    );
    assert!(desk.told().is_empty(), "and nobody was told");
    desk.close().await;
}

#[tokio::test]
async fn half_a_page_is_asked_for_again_and_counts_for_nothing() {
    let ribbon = Ribbon::new(Order::OldestFirst);
    ribbon.world().add_held(100);
    let mut halves = 0;
    ribbon.world().mood = Box::new(move |what| {
        let is_struck = is_beyond(what, 30) && halves < 5;
        halves += u32::from(is_struck);
        is_struck.then_some(Mood::Half)
    });
    let desk = Desk::open(&ribbon, Duration::from_secs(60));
    desk.until("the first failure", |state| {
        state.trouble.is_some() || state.polled_at.is_some()
    })
    .await;
    desk.wait(Duration::from_secs(60)).await;
    desk.polled_after(UnixMs(0)).await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        100,
        "all is here, once"
    );
    desk.close().await;
}

#[tokio::test]
async fn a_list_that_shows_the_same_everywhere_is_given_up_and_what_it_shows_is_kept() {
    for status in ["completed", "incomplete"] {
        let ribbon = Ribbon::new(Order::OldestFirst);
        ribbon.world().add_held(45);
        for _ in 0..45 {
            ribbon.world().add(0, None, false);
        }
        ribbon.world().mood = Box::new(move |what| {
            let is_struck = what.contains(&format!("status={status}"));
            let (path, query) = what.split_once('?')?;
            let pairs = query.split('&').filter(|one| !one.starts_with("offset="));
            let query: Vec<&str> = pairs.chain(["offset=0"]).collect();
            is_struck.then(|| Mood::Instead(format!("{path}?{}", query.join("&"))))
        });
        let desk = Desk::open(&ribbon, RARELY);
        desk.until("the trouble", |state| state.trouble.is_some())
            .await;
        let asked = ribbon.world().asked.len();
        assert!(asked < 40, "{status}: asked {asked} times");
        let known = desk.number("SELECT count(*) FROM interview");
        assert!(known >= 20, "{status}: what was shown is here: {known}");

        ribbon.world().mood = Box::new(|_| None);
        desk.engine().sync_now().await;
        desk.polled_after(UnixMs(0)).await;
        desk.settle().await;
        let known = desk.number("SELECT count(*) FROM interview");
        assert_eq!(known, 90, "{status}: all of it, once it can be had");
        desk.close().await;
    }
}

#[tokio::test]
async fn flows_that_cannot_be_read_keep_no_interview_away() {
    for mood in [
        || Mood::Status(500),
        || Mood::Status(404),
        || Mood::Body("{}".into()),
    ] {
        let ribbon = Ribbon::new(Order::NewestFirst);
        ribbon.world().add_held(30);
        ribbon.world().mood = Box::new(move |what| what.contains("interview-flows").then(mood));
        let desk = Desk::open(&ribbon, RARELY);
        desk.until("the trouble", |state| state.trouble.is_some())
            .await;
        assert_eq!(desk.number("SELECT count(*) FROM interview"), 30);
        desk.close().await;
    }
}

#[tokio::test]
async fn one_interview_that_breaks_its_page_is_counted_and_keeps_no_other_away() {
    for order in ORDERS {
        let ribbon = Ribbon::new(order);
        ribbon.world().add_held(50);
        ribbon.world().mood = Box::new(|what| {
            let number = |name: &str| {
                let from = what.split(name).nth(1)?;
                from.split('&').next()?.parse::<u32>().ok()
            };
            let (from, limit) = (number("offset=")?, number("limit=")?);
            let is_struck = what.contains("status=completed") && from <= 33 && 33 < from + limit;
            is_struck.then(|| Mood::Body(r#"{"interviews":[{"interview_id":"}]}"#.into()))
        });
        let desk = Desk::synced(&ribbon).await;
        assert_eq!(
            desk.number("SELECT count(*) FROM interview"),
            49,
            "{order:?}"
        );
        assert_eq!(desk.engine().state().unreadable, 1, "{order:?}");
        desk.close().await;
    }
}

#[tokio::test]
async fn an_interview_that_is_too_large_comes_without_its_transcript_and_is_counted() {
    let ribbon = Ribbon::of(Order::NewestFirst, Api::Latest);
    ribbon.world().add_held(50);
    ribbon.world().mood = Box::new(|what| {
        let number = |name: &str| {
            let from = what.split(name).nth(1)?;
            from.split('&').next()?.parse::<u32>().ok()
        };
        let (from, limit) = (number("offset=")?, number("limit=")?);
        let is_whole = !what.contains("transcript=none");
        let is_struck = what.contains("status=completed") && from <= 33 && 33 < from + limit;
        (is_struck && is_whole).then_some(Mood::Status(413))
    });
    let desk = Desk::synced(&ribbon).await;
    assert_eq!(desk.number("SELECT count(*) FROM interview"), 50);
    assert_eq!(desk.engine().state().unreadable, 1);
    desk.close().await;
}

#[tokio::test]
async fn an_answer_about_another_interview_says_nothing_of_the_one_that_was_asked_for() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    ribbon.world().add_held(3);
    let place = ribbon.world().add(0, Some("ada@example.com".into()), false);
    let other = ribbon.world().interviews[0].id.clone();
    let desk = Desk::synced(&ribbon).await;
    ribbon.world().interviews[place].is_held = true;
    ribbon.world().mood = Box::new(move |what| {
        let (path, _) = what.split_once('?')?;
        let (list, id) = path.rsplit_once('/')?;
        let is_single = list.ends_with("/interviews") && id != other;
        is_single.then(|| Mood::Instead(format!("{list}/{other}")))
    });
    let before = ribbon.world().asked.len();
    desk.poll().await;
    let asked = ribbon.world().asked.len() - before;
    assert!(asked < 30, "asked {asked} times");
    assert_eq!(desk.number("SELECT count(*) FROM interview"), 4, "no twin");
    desk.close().await;
}

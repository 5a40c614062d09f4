//! Ribbon refuses, or answers by half, in the middle of a list.

use crate::desk::{Desk, RARELY};
use crate::ribbon::{Mood, Order, Ribbon};
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

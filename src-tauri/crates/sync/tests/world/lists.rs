//! Lists in every order, that move while they are read.

use crate::desk::{Desk, RARELY};
use crate::extent;
use crate::ribbon::{Order, Ribbon, World, worlds};
use domain::UnixMs;
use std::time::{Duration, Instant};

/// The ids in the cache and in Ribbon that the other does not have, or has in another list.
fn differences(ribbon: &Ribbon, desk: &Desk) -> Vec<String> {
    let word = |is_held| if is_held { "completed" } else { "incomplete" };
    let mut rows = desk.rows("SELECT interview_id, status FROM interview");
    rows.sort_unstable();
    let world = ribbon.world();
    let mut truth: Vec<Vec<String>> = world
        .interviews
        .iter()
        .map(|one| vec![one.id.clone(), word(one.is_held).to_owned()])
        .collect();
    truth.sort_unstable();
    let (missing, wrong) = (
        truth.iter().filter(|row| rows.binary_search(row).is_err()),
        rows.iter().filter(|row| truth.binary_search(row).is_err()),
    );
    missing
        .map(|row| format!("lacks {row:?}"))
        .chain(wrong.map(|row| format!("has {row:?}")))
        .collect()
}

fn is_list(what: &str) -> bool {
    what.contains("/interviews?")
}

#[tokio::test]
async fn what_comes_while_a_list_is_read_is_not_missed_in_any_order() {
    for (order, api) in worlds() {
        let ribbon = Ribbon::of(order, api);
        ribbon.world().add_held(150);
        let mut lists = 0;
        ribbon.world().meanwhile = Box::new(move |world: &mut World, what| {
            lists += usize::from(is_list(what));
            if is_list(what) && lists % 2 == 0 && world.interviews.len() < 170 {
                world.add(lists % 2, None, true);
            }
        });
        let desk = Desk::synced(&ribbon).await;
        ribbon.world().meanwhile = Box::new(|_, _| {});
        let mut polls = 0;
        while !differences(&ribbon, &desk).is_empty() {
            polls += 1;
            // A page a poll at the worst.
            assert!(
                polls <= 10,
                "{order:?} {api:?}: {:?}",
                differences(&ribbon, &desk)
            );
            desk.poll().await;
        }
        desk.close().await;
    }
}

#[tokio::test]
async fn who_is_interviewed_while_the_list_of_the_invited_is_read_hides_nobody_else() {
    for (order, api) in worlds() {
        let ribbon = Ribbon::of(order, api);
        for n in 0..120 {
            ribbon.world().add(n % 2, None, false);
        }
        ribbon.world().add_held(30);
        let mut lists = 0;
        ribbon.world().meanwhile = Box::new(move |world: &mut World, what| {
            if what.contains("status=incomplete") {
                lists += 1;
                // From the front of what is being read, so that everything moves up.
                let first = match world.order {
                    Order::NewestFirst => 119 - lists,
                    Order::OldestFirst | Order::Shuffled => lists,
                };
                if lists < 40 {
                    world.interviews[first].is_held = true;
                }
            }
        });
        let desk = Desk::synced(&ribbon).await;
        ribbon.world().meanwhile = Box::new(|_, _| {});
        for _ in 0..4 {
            desk.poll().await;
        }
        assert_eq!(differences(&ribbon, &desk), [""; 0], "{order:?} {api:?}");
        desk.close().await;
    }
}

#[tokio::test]
async fn a_limit_that_is_refused_is_learnt_once_and_nothing_is_missed() {
    for (order, api) in worlds() {
        let ribbon = Ribbon::of(order, api);
        ribbon.world().add_held(100);
        ribbon.world().page_limit = 7;
        let desk = Desk::synced(&ribbon).await;
        assert_eq!(
            differences(&ribbon, &desk),
            [""; 0],
            "{order:?} {api:?}: the first synchronisation"
        );
        let refused = || {
            let world = ribbon.world();
            let is_refused = |asked: &&crate::ribbon::Asked| {
                let limit = asked.what.split("limit=").nth(1);
                let limit = limit.and_then(|rest| rest.split('&').next());
                is_list(&asked.what) && limit.is_some_and(|n| n.parse::<u32>().unwrap() > 7)
            };
            world.asked.iter().filter(is_refused).count()
        };
        let learnt = refused();
        // Four at once, at 20 and at 10.
        assert!(learnt <= 8, "{learnt} requests to learn it");
        ribbon.world().add_held(30);
        let mut polls = 0;
        while !differences(&ribbon, &desk).is_empty() {
            polls += 1;
            // A page of five a poll at the worst.
            assert!(
                polls <= 30,
                "{order:?} {api:?}: {:?}",
                differences(&ribbon, &desk)
            );
            desk.poll().await;
        }
        assert_eq!(refused(), learnt, "it was learnt once");
        desk.close().await;
    }
}

#[tokio::test]
async fn where_a_list_grows_is_learnt_and_looked_at_first() {
    for (order, place) in [(Order::NewestFirst, "head"), (Order::OldestFirst, "end")] {
        let ribbon = Ribbon::new(order);
        ribbon.world().add_held(100);
        let desk = Desk::synced(&ribbon).await;
        // Whether Ribbon knows the newest filters is asked once an hour.
        desk.poll().await;
        ribbon.world().add_held(1);
        desk.poll().await;
        let learnt = desk.rows("SELECT value FROM engine_note WHERE key = 'grows:completed'");
        assert_eq!(learnt, [[place]], "{order:?}");
        for new in [1, 2, 5] {
            ribbon.world().add_held(new);
            let (bytes, _) = ribbon.cost();
            desk.poll().await;
            let cost = ribbon.cost().0 - bytes;
            assert_eq!(
                differences(&ribbon, &desk),
                [""; 0],
                "{order:?}: all are found"
            );
            let one = ribbon.world().said.len() as u64 + 600;
            let most = 4 * new as u64 + 3;
            assert!(
                cost <= most * one,
                "{order:?}: {cost} bytes for {new} new ones of {one}"
            );
        }
        desk.close().await;
    }
}

#[tokio::test]
async fn an_interview_that_came_as_another_went_is_found_by_the_patrol() {
    let ribbon = Ribbon::new(Order::OldestFirst);
    ribbon.world().add_held(60);
    let desk = Desk::synced(&ribbon).await;
    ribbon.world().remove(10);
    ribbon.world().add_held(1);
    desk.poll().await;
    let unseen = differences(&ribbon, &desk);
    assert_eq!(unseen.len(), 2, "no probe can see it: {unseen:?}");
    for _ in 0..8 {
        desk.clock.advance(Duration::from_secs(6 * 3_600));
        desk.poll().await;
    }
    let left = differences(&ribbon, &desk);
    assert_eq!(
        left,
        ["has [\"interview-10\", \"completed\"]"],
        "what went is kept"
    );
    ribbon.world().add_held(1);
    desk.poll().await;
    assert_eq!(
        differences(&ribbon, &desk),
        left,
        "and the next one is not overlooked"
    );
    desk.close().await;
}

#[tokio::test]
async fn a_very_long_list_is_read_once_in_any_order() {
    let interviews = extent::rounds(400) as usize;
    for (order, api) in worlds() {
        let ribbon = Ribbon::of(order, api);
        ribbon.world().add_held(interviews);
        let began = Instant::now();
        let desk = Desk::open(&ribbon, RARELY);
        desk.patiently_polled_after(UnixMs(0)).await;
        println!(
            "{order:?}: {interviews} interviews in {:.1?}",
            began.elapsed()
        );
        assert_eq!(differences(&ribbon, &desk), [""; 0], "{order:?} {api:?}");
        let requests = ribbon.cost().1;
        // A page of 20 shows one of the page before; four may be under way at the end.
        let most = interviews.div_ceil(19) + 14;
        assert!(
            requests <= most,
            "{order:?} {api:?}: {requests} requests, {most} at most"
        );
        desk.close().await;
    }
}

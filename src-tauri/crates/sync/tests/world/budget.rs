//! What a day costs on which nothing happens.

use crate::desk::Desk;
use crate::extent;
use crate::ribbon::{Api, Order, Ribbon};
use domain::{Clock, UnixMs};
use feed::{Sink, SourceState};
use ribbon_api::InterviewQuery;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const MINUTES_A_DAY: u32 = 24 * 60;

/// What a talk of ten minutes takes as JSON, words and times together.
const TALK: usize = 100_000;

async fn quiet(interviews: u32, api: Api) -> (Ribbon, Desk, u64) {
    let ribbon = Ribbon::of(Order::NewestFirst, api);
    ribbon.world().said = "word ".repeat(match api {
        Api::April => 1_000,
        Api::Latest | Api::Mixed => TALK / 5,
    });
    ribbon.world().add_held(interviews as usize);
    for _ in 0..10 {
        ribbon.world().add(1, None, false);
    }
    let before = ribbon.cost().0;
    let query = InterviewQuery::new(domain::InterviewStatus::Completed);
    ribbon.client().interviews(&query).await.unwrap();
    let page = ribbon.cost().0 - before;
    let desk = Desk::open(&ribbon, MINUTE);
    // The first synchronisation of ten thousand takes its time.
    desk.patiently_polled_after(UnixMs(0)).await;
    (ribbon, desk, page)
}

#[tokio::test]
async fn a_day_without_news_costs_at_most_a_hundredth_of_a_page_every_minute() {
    costs_at_most(100, Api::April).await;
}

#[tokio::test]
async fn with_the_newest_api_it_costs_at_most_a_thousandth() {
    costs_at_most(1_000, Api::Latest).await;
}

async fn costs_at_most(part: u64, api: Api) {
    let interviews = extent::rounds(300);
    let (ribbon, desk, page) = quiet(interviews, api).await;
    let before = ribbon.cost();
    for _ in 0..MINUTES_A_DAY {
        desk.wait(MINUTE).await;
        desk.polled_by(desk.clock.now()).await;
    }
    let after = ribbon.cost();
    let (bytes, requests) = (after.0 - before.0, after.1 - before.1);
    let pages = page * u64::from(MINUTES_A_DAY);
    println!(
        "{api:?}, {interviews} interviews: {bytes} bytes in {requests} requests; a page has {page}, so that \
         is {:.3} % of a page every minute",
        bytes as f64 * 100.0 / pages as f64
    );
    assert!(
        bytes * part <= pages,
        "{bytes} bytes, of {} at most",
        pages / part
    );
    assert!(
        desk.number("SELECT value FROM engine_note WHERE key = 'patrol_at'") > desk.clock.now().0,
        "the patrol was under way, and goes on"
    );
    desk.close().await;
}

#[tokio::test]
async fn while_a_relay_is_read_it_costs_less_and_when_it_fails_polls_are_as_often_as_before() {
    let (ribbon, desk, _) = quiet(50, Api::April).await;
    let polls = |ribbon: &Ribbon| {
        let world = ribbon.world();
        let lists = world.asked.iter();
        lists
            .filter(|asked| {
                asked.what.contains("status=completed&") || asked.what.ends_with("status=completed")
            })
            .count()
    };
    let mut counts = Vec::new();
    for state in [SourceState::Live, SourceState::Connecting] {
        desk.engine().report("relay", state);
        desk.settle().await;
        let before = polls(&ribbon);
        for _ in 0..30 {
            desk.wait(MINUTE).await;
            desk.poll_ended().await;
        }
        counts.push(polls(&ribbon) - before);
    }
    assert!(
        (5..=8).contains(&counts[0]),
        "every five minutes: {counts:?}"
    );
    assert!(counts[1] >= 29, "every minute: {counts:?}");
    desk.close().await;
}

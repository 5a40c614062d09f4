//! What a day costs on which nothing happens.

use crate::desk::Desk;
use crate::extent;
use crate::ribbon::{Order, Ribbon};
use domain::{Clock, UnixMs};
use feed::{Sink, SourceState};
use ribbon_api::InterviewQuery;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const MINUTES_A_DAY: u32 = 24 * 60;

async fn quiet(interviews: u32) -> (Ribbon, Desk, u64) {
    let ribbon = Ribbon::new(Order::NewestFirst);
    ribbon.world().said = "word ".repeat(1_000);
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
    let interviews = extent::rounds(300);
    let (ribbon, desk, page) = quiet(interviews).await;
    let before = ribbon.cost();
    for _ in 0..MINUTES_A_DAY {
        desk.wait(MINUTE).await;
        desk.polled_by(desk.clock.now()).await;
    }
    let after = ribbon.cost();
    let (bytes, requests) = (after.0 - before.0, after.1 - before.1);
    let pages = page * u64::from(MINUTES_A_DAY);
    println!(
        "{interviews} interviews: {bytes} bytes in {requests} requests; a page has {page}, so that \
         is {:.3} % of a page every minute",
        bytes as f64 * 100.0 / pages as f64
    );
    assert!(
        bytes * 100 <= pages,
        "{bytes} bytes, of {} at most",
        pages / 100
    );
    assert!(
        desk.number("SELECT value FROM engine_note WHERE key = 'patrol'") > 0,
        "the patrol was under way"
    );
    desk.close().await;
}

#[tokio::test]
async fn while_a_relay_is_read_it_costs_less_and_when_it_fails_polls_are_as_often_as_before() {
    let (ribbon, desk, _) = quiet(50).await;
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

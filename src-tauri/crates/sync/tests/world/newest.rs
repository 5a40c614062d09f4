//! What Ribbon's newest API makes possible: news by the time of an interview's end, and everything that
//! is known compared without its transcripts.

use crate::desk::Desk;
use crate::ribbon::{Api, Order, Ribbon};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);

async fn synced(held: usize) -> (Ribbon, Desk) {
    let ribbon = Ribbon::of(Order::Shuffled, Api::Latest);
    ribbon.world().said = "word ".repeat(20_000);
    ribbon.world().add_held(held);
    let desk = Desk::synced(&ribbon).await;
    // Learns that the filters are known.
    desk.poll().await;
    (ribbon, desk)
}

/// The requests since `before`, and their bytes.
fn since(ribbon: &Ribbon, before: (u64, usize)) -> (Vec<String>, u64) {
    let world = ribbon.world();
    let asked = world.asked.iter().skip(before.1);
    let what = asked.map(|asked| asked.what.clone()).collect();
    drop(world);
    (what, ribbon.cost().0 - before.0)
}

#[tokio::test]
async fn what_ended_lately_is_found_by_its_time_alone() {
    let (ribbon, desk) = synced(60).await;
    ribbon.world().add_held(1);
    let before = ribbon.cost();
    desk.clock.advance(Duration::from_secs(60));
    desk.poll().await;
    let (asked, bytes) = since(&ribbon, before);
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        61,
        "{asked:?}"
    );
    let whole = ribbon.world().said.len() as u64;
    assert!(
        bytes < whole * 3 / 2,
        "one interview in full: {bytes}, {asked:?}"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE ended_at > 0 AND started_at > 0"),
        61,
        "each with the time at which it took place"
    );
    desk.close().await;
}

#[tokio::test]
async fn an_interview_that_ended_hours_ago_and_is_processed_now_is_found() {
    let (ribbon, desk) = synced(60).await;
    let place = ribbon.world().add(0, None, true);
    let ended_at = ribbon.world().clock.clone().unwrap();
    let ended_at = domain::Clock::now(&ended_at).minus(5 * HOUR);
    ribbon.world().interviews[place].ended_at = Some(ended_at);
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        61,
        "within hours"
    );
    let place = ribbon.world().add(0, None, true);
    ribbon.world().interviews[place].ended_at = Some(ended_at.minus(100 * HOUR));
    desk.poll().await;
    desk.wait(HOUR).await;
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        62,
        "with the next checkup"
    );
    desk.close().await;
}

#[tokio::test]
async fn a_changed_score_and_a_late_video_are_noticed_without_a_transcript_being_read_or_lost() {
    let (ribbon, desk) = synced(60).await;
    ribbon.world().interviews[7].empathy = 1;
    ribbon.world().interviews[9].has_video = true;
    let before = ribbon.cost();
    let transcripts = "SELECT count(DISTINCT place >> 20) FROM transcript";
    for _ in 0..4 {
        desk.wait(6 * HOUR).await;
        desk.poll().await;
    }
    let low = "SELECT count(*) FROM interview WHERE average = 2.5";
    assert_eq!(desk.number(low), 1, "re-scored: 4 and 1");
    let videos = "SELECT count(*) FROM interview WHERE video_url IS NOT NULL";
    assert_eq!(desk.number(videos), 1, "late");
    assert_eq!(desk.number(transcripts), 60, "none was lost");
    let (asked, bytes) = since(&ribbon, before);
    let whole = ribbon.world().said.len() as u64;
    assert!(bytes < whole, "{bytes} bytes: {asked:?}");
    desk.close().await;
}

#[tokio::test]
async fn a_deleted_interview_is_kept_and_marked_within_the_hour() {
    let (ribbon, desk) = synced(60).await;
    let before = ribbon.cost();
    ribbon.world().remove(10);
    desk.wait(HOUR).await;
    desk.poll().await;
    desk.settle().await;
    let gone = "SELECT interview_id FROM interview WHERE gone_at IS NOT NULL";
    assert_eq!(desk.rows(gone), [["interview-10"]], "kept and marked");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        60,
        "all are here"
    );
    assert_eq!(desk.number("SELECT gone FROM person_row WHERE gone > 0"), 1);
    let (asked, bytes) = since(&ribbon, before);
    let whole = ribbon.world().said.len() as u64;
    assert!(bytes < whole, "{bytes} bytes: {asked:?}");
    ribbon.world().add_held(1);
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        61,
        "the next is found"
    );
    desk.wait(HOUR).await;
    let before = ribbon.cost();
    desk.poll().await;
    let (asked, _) = since(&ribbon, before);
    assert!(asked.len() <= 11, "the list is understood: {asked:?}");
    desk.close().await;
}

#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_in_halves() {
    let ribbon = Ribbon::of(Order::OldestFirst, Api::Latest);
    // Twenty of them are 8 MB, and Ribbon answers 6 at most.
    ribbon.world().said = "word ".repeat(80_000);
    ribbon.world().add_held(30);
    let desk = Desk::synced(&ribbon).await;
    assert_eq!(desk.number("SELECT count(*) FROM interview"), 30);
    desk.close().await;
}

#[tokio::test]
async fn an_older_ribbon_behind_the_same_address_is_noticed_and_nothing_is_lost() {
    let (ribbon, desk) = synced(60).await;
    ribbon.world().api = Api::April;
    ribbon.world().add_held(3);
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        63,
        "by the old probes"
    );
    let own = "SELECT count(*) FROM interview WHERE scores LIKE '%[2,%'
               AND (SELECT key FROM criterion WHERE id = 2) = 'customer_empathy:percentage'";
    let before = desk.number(own);
    desk.engine().sweep_now().await;
    desk.poll().await;
    desk.poll_ended().await;
    assert_eq!(desk.number(own), before, "a flow's own scores stay");
    assert_eq!(
        desk.number("SELECT count(*) FROM interview WHERE ended_at IS NULL"),
        3,
        "known dates stay"
    );
    ribbon.world().api = Api::Latest;
    desk.wait(2 * HOUR).await;
    desk.poll_ended().await;
    desk.poll().await;
    let filters = desk.rows("SELECT value FROM engine_note WHERE key = 'filters'");
    assert_eq!(filters, [["yes"]], "and the newest again");
    desk.close().await;
}

#[tokio::test]
async fn an_interview_with_a_status_that_nobody_knows_is_found_whenever_it_ended() {
    let ribbon = Ribbon::of(Order::Shuffled, Api::Latest);
    ribbon.world().add_held(60);
    for place in [3, 40] {
        ribbon.world().interviews[place].other_status = Some("processed");
    }
    let desk = Desk::synced(&ribbon).await;
    let count = "SELECT count(*) FROM interview";
    assert_eq!(desk.number(count), 60, "with the first synchronisation");
    desk.poll().await;
    let place = ribbon.world().add(0, None, true);
    ribbon.world().interviews[place].other_status = Some("under_review");
    desk.poll().await;
    assert_eq!(desk.number(count), 61, "of today, with the next poll");

    let before = ribbon.cost();
    desk.wait(HOUR).await;
    desk.poll().await;
    let (asked, _) = since(&ribbon, before);
    assert!(asked.len() < 15, "all are known now: {asked:?}");
    desk.close().await;
}

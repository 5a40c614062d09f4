//! In which column a candidate stands, since when, and what their card shows.

use super::*;
use crate::table::transition;
use crate::test_support::{BACKEND, Desk, NURSE, held, invited, jane, nobody, zoe};
use crate::view::board::{self, Card, Column};
use domain::{DeliveryId, Interview, InterviewId, Link, Road, Trust, UnixMs};

/// Moves a candidate, as a webhook does.
fn moved(desk: &Desk, who: CandidateId, new: &str, gap_after: Option<&str>, at: i64) {
    desk.write(|tx| {
        let flow = FlowId::new(BACKEND);
        let origin = transition::Origin {
            candidate: who,
            flow: &flow,
            delivery: DeliveryId(5_001),
            road: Road::Relay,
            trust: Trust::Verified,
            at: UnixMs(at),
        };
        let link = Link {
            previous: None,
            new: Status::new(new),
        };
        transition::insert(tx, &origin, &link, gap_after.map(Status::new).as_ref())?;
        discover(tx, &flow, &link.new)?;
        refresh(tx, who, &flow)
    });
}

fn columns(desk: &Desk) -> Vec<Column> {
    desk.read(|connection| board::columns(connection, BACKEND))
}

/// The columns in which somebody stands.
fn taken(desk: &Desk) -> Vec<(String, u32)> {
    let columns = columns(desk).into_iter().filter(|column| column.count > 0);
    columns.map(|column| (column.key, column.count)).collect()
}

fn cards(desk: &Desk, column: &str) -> Vec<Card> {
    desk.read(|connection| board::cards(connection, BACKEND, column, 0, 100))
}

fn with_video(mut told: Interview) -> Interview {
    told.data.as_mut().unwrap().video_url = Some("https://media.example.com/v".into());
    told
}

#[test]
fn from_invited_to_interviewed_to_a_status() {
    let desk = Desk::new();
    let (_, who) = desk.told(&invited("i1", BACKEND, jane()), 1);
    assert_eq!(taken(&desk), [("invited".into(), 1)], "not held yet");
    assert_eq!(cards(&desk, INVITED)[0].since, UnixMs(1));
    desk.told(&held("i1", BACKEND, jane(), "hello"), 2);
    assert_eq!(
        taken(&desk),
        [("none".into(), 1)],
        "held, no status has reached us"
    );
    assert_eq!(cards(&desk, NONE)[0].average, Some(4.0));
    moved(&desk, who, "shortlisted", None, 3);
    assert_eq!(taken(&desk), [("status:shortlisted".into(), 1)]);
    let card = &cards(&desk, "status:shortlisted")[0];
    assert_eq!(
        (card.since, card.interviews, card.has_gap),
        (UnixMs(3), 1, false)
    );
    assert_eq!(card.name.as_deref(), Some("Jane Doe"));
}

#[test]
fn a_status_may_be_known_before_the_interview() {
    let desk = Desk::new();
    let (_, who) = desk.told(&held("i9", NURSE, jane(), "hello"), 1);
    moved(&desk, who, "accepted", None, 2);
    let card = &cards(&desk, "status:accepted")[0];
    assert_eq!(
        (card.interviews, card.average),
        (0, None),
        "no interview here yet"
    );
}

#[test]
fn a_gap_in_the_record_marks_the_card_for_good() {
    let desk = Desk::new();
    let (_, who) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    moved(&desk, who, "accepted", Some("shortlisted"), 2);
    moved(&desk, who, "hired", None, 3);
    assert!(
        cards(&desk, "status:hired")[0].has_gap,
        "a change before never reached us"
    );
    assert_eq!(desk.read(transition::gaps), 1);
}

#[test]
fn a_video_marks_the_card_and_its_revocation_unmarks_it() {
    let desk = Desk::new();
    let told = held("i1", BACKEND, jane(), "hello");
    desk.told(&with_video(told.clone()), 1);
    assert!(cards(&desk, NONE)[0].has_video, "it can be played");
    desk.told(&told, 2);
    assert!(!cards(&desk, NONE)[0].has_video, "no longer");
}

#[test]
fn the_card_shows_the_newest_held_interview_in_this_flow() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let mut second = held("i2", BACKEND, jane(), "hello");
    second.data.as_mut().unwrap().scores =
        crate::test_support::scored(&[("communication", 1.0), ("skills", 3.0)]);
    desk.told(&second, 2);
    desk.told(&invited("i3", BACKEND, jane()), 3);
    desk.told(&held("i4", NURSE, jane(), "hello"), 4);
    let cards = cards(&desk, NONE);
    assert_eq!(cards.len(), 1, "one person, one card");
    assert_eq!(
        (cards[0].average, cards[0].interviews),
        (Some(2.0), 3),
        "of this flow alone"
    );
}

#[test]
fn the_card_says_when_the_newest_interview_took_place_and_how_many_are_gone() {
    let desk = Desk::new();
    let mut first = held("i1", BACKEND, jane(), "hello");
    first.started_at = Some(UnixMs(5_000));
    first.ended_at = Some(UnixMs(6_000));
    desk.told(&first, 9_000);
    desk.told(&held("i2", BACKEND, jane(), "hello"), 4_000);
    desk.told(&invited("i3", BACKEND, jane()), 9_500);
    let card = || cards(&desk, NONE).remove(0);
    let times = |card: Card| (card.interviewed_at, card.received_at, card.gone);
    let both = (Some(UnixMs(6_000)), Some(UnixMs(9_000)), 0);
    assert_eq!(times(card()), both, "the newest by when it took place");
    desk.write(|tx| crate::table::interview::mark_gone(tx, &InterviewId::new("i1"), UnixMs(9_900)));
    assert_eq!(card().gone, 1);
    assert_eq!(desk.read(|it| board::gone(it, BACKEND)), 1);
    assert_eq!(desk.read(|it| board::gone(it, NURSE)), 0);
}

#[test]
fn columns_stand_in_the_order_in_which_statuses_were_discovered() {
    let desk = Desk::new();
    let (_, first) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let (_, second) = desk.told(&held("i2", BACKEND, zoe(), "hello"), 1);
    for (who, status) in [
        (first, "rejected"),
        (second, "Accepted"),
        (first, "Accepted"),
    ] {
        moved(&desk, who, status, None, 2);
    }
    let columns = columns(&desk);
    let keys: Vec<&str> = columns.iter().map(|column| column.key.as_str()).collect();
    assert_eq!(
        keys,
        ["invited", "none", "status:rejected", "status:Accepted"]
    );
    let counts: Vec<u32> = columns.iter().map(|column| column.count).collect();
    assert_eq!(counts, [0, 0, 0, 2], "emptied columns stay");
    assert_eq!(columns[3].average, Some(4.0), "the mean of its cards");
    assert_eq!(columns[2].average, None, "nobody has no average");
}

#[test]
fn the_flow_s_line_counts_people_and_interviews() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    desk.flow(NURSE, "a nurse");
    desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    desk.told(&held("i2", BACKEND, jane(), "hello"), 1);
    desk.told(&invited("i3", BACKEND, nobody()), 1);
    let flows = desk.read(|connection| board::flows(connection, None));
    let titles: Vec<_> = flows.iter().map(|flow| flow.title.as_deref()).collect();
    assert_eq!(
        titles,
        [Some("a nurse"), Some("Backend Engineer")],
        "without regard to case"
    );
    let flow = &flows[1];
    assert_eq!(
        (flow.candidates, flow.completed, flow.incomplete),
        (2, 2, 1)
    );
    assert_eq!(flow.average, Some(4.0));
    let empty = &flows[0];
    assert_eq!(
        (empty.candidates, empty.completed, empty.average),
        (0, 0, None)
    );
    assert_eq!(
        desk.read(|connection| board::flows(connection, Some(BACKEND)))
            .len(),
        1
    );
}

#[test]
fn a_long_column_is_read_in_slices_those_who_came_last_first() {
    let desk = Desk::new();
    for n in 0..7 {
        desk.told(&held(&format!("i{n}"), BACKEND, nobody(), "hello"), n % 3);
    }
    let slice = |offset| desk.read(|connection| board::cards(connection, BACKEND, NONE, offset, 3));
    let all: Vec<Card> = [slice(0), slice(3), slice(6)].concat();
    assert_eq!(all, cards(&desk, NONE), "no gap and no repeat");
    assert!(all.is_sorted_by_key(|card| (std::cmp::Reverse(card.since), card.candidate_id)));
}

//! What is unread, what is done, and which page shows what.

mod putting_off;

use super::*;
use crate::table::event::{self, What};
use crate::table::mark::{self, EventMark};
use crate::test_support::{BACKEND, Desk, NURSE, held, jane, nobody, zoe};
use domain::{CandidateId, DeliveryId, FlowId, TransitionId};

const EVERYTHING: Query = Query {
    flow_id: None,
    kind: None,
    unread_only: false,
    include_done: true,
    snoozed: false,
    starred_only: false,
    offset: 0,
    limit: 500,
};

fn ids(desk: &Desk, query: &Query) -> Vec<i64> {
    let items = desk.read(|connection| list(connection, query));
    let counted = desk.read(|connection| {
        count(
            connection,
            &Query {
                offset: 0,
                ..query.clone()
            },
        )
    });
    if query.offset == 0 && query.limit == 500 {
        assert_eq!(
            items.len(),
            counted as usize,
            "the count is that of the list: {query:?}"
        );
    }
    items.iter().map(|item| item.id).collect()
}

fn set(desk: &Desk, id: i64, mark: EventMark) {
    desk.write(|tx| mark::set_event(tx, id, mark, UnixMs(77)));
}

fn read_as(read: bool) -> EventMark {
    EventMark {
        read: Some(read),
        ..EventMark::default()
    }
}

fn done() -> EventMark {
    EventMark {
        done: Some(true),
        ..EventMark::default()
    }
}

fn the(desk: &Desk, id: i64) -> Item {
    let items = desk.read(|connection| list(connection, &EVERYTHING));
    items
        .into_iter()
        .find(|item| item.id == id)
        .expect("it is in the inbox")
}

#[test]
fn an_item_says_everything_that_its_line_shows() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    let id = desk.happened(&held("i1", BACKEND, jane(), "hello"), 42, false);
    let item = the(&desk, id);
    assert_eq!(item.candidate.as_deref(), Some("Jane Doe"));
    assert_eq!(item.flow.as_deref(), Some("Backend Engineer"));
    assert_eq!(item.interview_id.as_deref(), Some("i1"));
    assert_eq!(item.average, Some(4.0));
    assert_eq!(item.kind, NoticeKind::Processed);
    assert_eq!(item.first_seen_at, UnixMs(42), "by this computer's clock");
    assert_eq!(
        (item.unread, item.starred, item.done),
        (true, false, false),
        "news"
    );
}

#[test]
fn the_backlog_is_read_until_it_is_marked_unread() {
    let desk = Desk::new();
    let old = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, true);
    let new = desk.happened(&held("i2", BACKEND, zoe(), "hello"), 2, false);
    assert_eq!(
        desk.read(unread),
        1,
        "only what came after the first synchronisation"
    );
    set(&desk, old, read_as(false));
    assert_eq!(
        desk.read(unread),
        2,
        "the recruiter wants to come back to it"
    );
    set(&desk, new, read_as(true));
    set(&desk, old, read_as(true));
    assert_eq!(desk.read(unread), 0, "all read");
    set(&desk, new, read_as(false));
    let unread_only = Query {
        unread_only: true,
        ..EVERYTHING
    };
    assert_eq!(ids(&desk, &unread_only), [new], "unread again");
}

#[test]
fn each_mark_leaves_the_others_as_they_are() {
    let desk = Desk::new();
    let id = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    set(
        &desk,
        id,
        EventMark {
            starred: Some(true),
            ..EventMark::default()
        },
    );
    set(&desk, id, read_as(true));
    set(&desk, id, done());
    let item = the(&desk, id);
    assert_eq!(
        (item.unread, item.starred, item.done),
        (false, true, true),
        "all three"
    );
    set(
        &desk,
        id,
        EventMark {
            starred: Some(false),
            done: Some(false),
            ..EventMark::default()
        },
    );
    let item = the(&desk, id);
    assert_eq!(
        (item.unread, item.starred, item.done),
        (false, false, false),
        "still read"
    );
}

#[test]
fn what_is_done_is_neither_listed_nor_counted_as_unread() {
    let desk = Desk::new();
    let first = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let second = desk.happened(&held("i2", BACKEND, jane(), "hello"), 2, false);
    set(&desk, first, done());
    assert_eq!(desk.read(unread), 1, "done with, though never read");
    assert_eq!(
        ids(
            &desk,
            &Query {
                include_done: false,
                ..EVERYTHING
            }
        ),
        [second]
    );
    assert_eq!(
        ids(&desk, &EVERYTHING),
        [second, first],
        "still there when asked for"
    );
}

#[test]
fn every_filter_alone_and_together_finds_what_it_says() {
    let desk = Desk::new();
    let mut all = Vec::new();
    for n in 0..12 {
        let flow = if n % 3 == 0 { NURSE } else { BACKEND };
        let told = held(&format!("i{n}"), flow, jane(), "hello");
        all.push(desk.happened(&told, n, n < 4));
        let (num, person) = desk.told(&told, n);
        let video = desk.write(|tx| {
            event::record(
                tx,
                &What::Video(&told.id, num),
                person,
                &told.flow_id,
                UnixMs(n),
                false,
            )
        });
        all.push(video.expect("it is new"));
    }
    set(&desk, all[23], done());
    set(&desk, all[22], read_as(true));
    set(&desk, all[0], read_as(false));
    let everything = desk.read(|connection| list(connection, &EVERYTHING));
    assert_eq!(everything.len(), 24, "newest first");
    for flow_id in [None, Some(NURSE.to_owned()), Some("nowhere".to_owned())] {
        for kind in [None, Some(NoticeKind::Video), Some(NoticeKind::Status)] {
            for (unread_only, include_done) in
                [(false, false), (false, true), (true, false), (true, true)]
            {
                let fits = |item: &&Item| {
                    flow_id.as_ref().is_none_or(|flow| item.flow_id == *flow)
                        && kind.is_none_or(|kind| item.kind == kind)
                        && (!unread_only || item.unread)
                        && (include_done || !item.done)
                };
                let expected: Vec<i64> =
                    everything.iter().filter(fits).map(|item| item.id).collect();
                let query = Query {
                    flow_id: flow_id.clone(),
                    kind,
                    unread_only,
                    include_done,
                    ..EVERYTHING
                };
                assert_eq!(ids(&desk, &query), expected, "{query:?}");
            }
        }
    }
}

#[test]
fn pages_follow_each_other_without_a_gap_or_a_repeat() {
    let desk = Desk::new();
    for n in 0..25 {
        desk.happened(
            &held(&format!("i{n}"), BACKEND, nobody(), "hello"),
            n,
            false,
        );
    }
    let page = |offset| {
        ids(
            &desk,
            &Query {
                offset,
                limit: 10,
                ..EVERYTHING
            },
        )
    };
    let pages = [page(0), page(10), page(20), page(30)];
    assert_eq!(
        pages.each_ref().map(Vec::len),
        [10, 10, 5, 0],
        "three pages"
    );
    assert_eq!(
        pages.concat(),
        ids(&desk, &EVERYTHING),
        "each item once, newest first"
    );
}

#[test]
fn a_page_is_the_same_from_either_end() {
    let desk = Desk::new();
    for n in 0..9 {
        let flow = if n % 3 == 0 { NURSE } else { BACKEND };
        desk.happened(&held(&format!("i{n}"), flow, nobody(), "hello"), n, false);
    }
    let in_flow = Query {
        flow_id: Some(BACKEND.into()),
        ..EVERYTHING
    };
    for query in [EVERYTHING, in_flow] {
        let all = desk.read(|it| list(it, &query));
        let from = |slice| desk.read(|it| part(it, &query, slice));
        let total = u32::try_from(all.len()).unwrap();
        for (offset, limit) in [(0, 3), (2, 2), (total - 1, 1)] {
            let behind = Slice {
                side: Side::Back,
                offset: total - offset - limit,
                limit,
            };
            let front = from(Slice::front(offset, limit));
            assert_eq!(front.len(), limit as usize, "a full page: {query:?}");
            assert_eq!(front, from(behind), "{query:?}");
        }
    }
}

#[test]
fn marks_that_outlived_a_rebuild_hold_when_the_event_comes_back() {
    let desk = Desk::new();
    desk.write(|tx| {
        let sql =
            "INSERT INTO mark_event (event_key, read_at, done_at) VALUES ('processed:i1', 5, 6)";
        Ok(tx.execute(sql, [])?)
    });
    let id = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let item = the(&desk, id);
    assert_eq!(
        (item.unread, item.done),
        (false, true),
        "as the recruiter left it"
    );
    assert_eq!(desk.read(unread), 0);
}

#[test]
fn a_fact_is_one_event_whichever_road_brought_it() {
    let desk = Desk::new();
    let told = held("i1", BACKEND, jane(), "hello");
    let first = desk.happened(&told, 1, false);
    let (num, person) = desk.told(&told, 2);
    let again = |what: What<'_>| {
        desk.write(|tx| event::record(tx, &what, person, &told.flow_id, UnixMs(2), false))
    };
    assert_eq!(again(What::Processed(&told.id, num)), None, "known already");
    assert!(
        again(What::Video(&told.id, num)).is_some_and(|id| id > first),
        "another fact"
    );
    assert_eq!(desk.read(event::count), 2);
}

#[test]
fn the_same_status_told_by_two_deliveries_is_two_events() {
    let desk = Desk::new();
    let (_, person) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let record = |delivery| {
        desk.write(|tx| {
            let flow = FlowId::new(BACKEND);
            let link = domain::Link {
                previous: None,
                new: domain::Status::new("accepted"),
            };
            let origin = crate::table::transition::Origin {
                candidate: person,
                flow: &flow,
                delivery: DeliveryId(delivery),
                road: domain::Road::Relay,
                trust: domain::Trust::Verified,
                at: UnixMs(3),
            };
            let id: TransitionId = crate::table::transition::insert(tx, &origin, &link, None)?;
            event::record(
                tx,
                &What::Status(id, DeliveryId(delivery)),
                person,
                &flow,
                UnixMs(3),
                false,
            )
        })
    };
    assert!(
        record(5_001).is_some() && record(5_002).is_some(),
        "A→B, B→A, A→B happens"
    );
    let items = desk.read(|connection| list(connection, &EVERYTHING));
    assert_eq!(items[0].new.as_deref(), Some("accepted"));
    assert_eq!(
        items[0].interview_id, None,
        "a status belongs to no interview"
    );
}

#[test]
fn the_events_of_an_interview_follow_it_to_its_person() {
    let desk = Desk::new();
    let id = desk.happened(&held("i1", BACKEND, nobody(), "hello"), 1, false);
    let anonymous = CandidateId(the(&desk, id).candidate_id);
    let (num, person) = desk.told(&held("i1", BACKEND, jane(), "hello"), 2);
    desk.write(|tx| {
        event::move_to(tx, num, person)?;
        crate::table::pipeline::refresh(tx, anonymous, &FlowId::new(BACKEND))?;
        assert!(
            crate::table::candidate::remove_if_orphan(tx, anonymous)?,
            "nobody needs it"
        );
        Ok(())
    });
    assert_eq!(the(&desk, id).candidate.as_deref(), Some("Jane Doe"));
    assert_eq!(
        desk.number("SELECT sum(candidates) FROM standing_sum"),
        1,
        "one card"
    );
}

#[test]
fn a_mark_on_an_event_that_is_gone_is_passed_over() {
    let desk = Desk::new();
    set(&desk, 3_999, done());
    assert_eq!(
        desk.number("SELECT count(*) FROM mark_event"),
        0,
        "nothing to mark"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM change"),
        0,
        "and nothing changed"
    );
    assert_eq!(
        desk.read(|connection| list(connection, &EVERYTHING)),
        [],
        "nor appeared"
    );
}

#[test]
fn only_starred_items_are_listed_where_only_those_are_wanted() {
    let desk = Desk::new();
    let first = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let second = desk.happened(&held("i2", NURSE, zoe(), "hello"), 2, false);
    let star = EventMark {
        starred: Some(true),
        ..EventMark::default()
    };
    set(&desk, first, star);
    let starred = Query {
        starred_only: true,
        ..EVERYTHING
    };
    assert_eq!(ids(&desk, &starred), [first]);
    let elsewhere = Query {
        flow_id: Some(NURSE.into()),
        ..starred
    };
    assert!(ids(&desk, &elsewhere).is_empty(), "with the other filters");
    set(&desk, second, star);
    assert_eq!(ids(&desk, &elsewhere), [second]);
}

#[test]
fn an_item_says_when_its_interview_took_place_and_that_ribbon_no_longer_has_it() {
    let desk = Desk::new();
    let mut dated = held("i1", BACKEND, jane(), "hello");
    dated.started_at = Some(UnixMs(500));
    let dated = desk.happened(&dated, 1_000, false);
    let undated = desk.happened(&held("i2", BACKEND, zoe(), "hello"), 900, false);
    desk.write(|tx| {
        let id = domain::InterviewId::new("i2");
        crate::table::interview::mark_gone(tx, &id, UnixMs(2_000))
    });
    let items = desk.read(|it| list(it, &EVERYTHING));
    let seen: Vec<_> = items
        .iter()
        .map(|it| (it.id, it.interviewed_at, it.gone_at))
        .collect();
    let expected = [
        (undated, None, Some(UnixMs(2_000))),
        (dated, Some(UnixMs(500)), None),
    ];
    assert_eq!(seen, expected, "in the order of their arrival");
}

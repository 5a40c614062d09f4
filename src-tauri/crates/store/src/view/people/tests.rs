//! Whom the table shows, in which order.

mod scored;

use super::*;
use crate::table::mark::candidate::{self as mark, CandidateMark};
use crate::table::mark::tag::TagName;
use crate::table::{flow, pipeline};
use crate::test_support::{BACKEND, Desk, NURSE, a_flow, held, invited, jane, nobody, person, zoe};
use crate::view::slice::Slice;
use domain::{CandidateId, FlowId, Interview, Status};

/// Jane and Zoë were interviewed, Ada is invited, and one nobody knows.
struct People {
    desk: Desk,
    jane: i64,
    zoe: i64,
    ada: i64,
    anonymous: i64,
}

fn scored(told: Interview, score: f64) -> Interview {
    let mut told = told;
    if let Some(data) = &mut told.data {
        data.scores = crate::test_support::scored(&[("communication", score), ("skills", score)]);
    }
    told
}

fn people() -> People {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    let nurse = domain::Flow {
        language: Some("de-DE".into()),
        ..a_flow(NURSE, "Nurse")
    };
    desk.write(|tx| flow::put(tx, &nurse, UnixMs(1)));
    let told = |told: &Interview, at| desk.told(told, at).1.0;
    let jane = told(&scored(held("i1", BACKEND, jane(), "hello"), 2.0), 10);
    let zoe = told(&scored(held("i2", NURSE, zoe(), "hello"), 5.0), 20);
    let again = held("i3", BACKEND, crate::test_support::jane(), "again");
    desk.happened(&again, 40, false);
    let ada = told(
        &invited("i4", NURSE, person("ada", "Byron", Some("ada@example.com"))),
        30,
    );
    let anonymous = told(&scored(held("i5", NURSE, nobody(), "hello"), 3.0), 25);
    People {
        desk,
        jane,
        zoe,
        ada,
        anonymous,
    }
}

fn shown(people: &People, filter: &Filter) -> Vec<i64> {
    let found = people.desk.read(|it| ids(it, filter));
    let counted = people.desk.read(|it| count(it, filter));
    assert_eq!(
        found.len(),
        counted as usize,
        "the count is that of the list: {filter:?}"
    );
    found
}

fn by(order: Order) -> Filter {
    Filter {
        order,
        ..Filter::default()
    }
}

#[test]
fn each_order_and_its_reverse_leave_those_without_a_value_at_the_end() {
    let it = people();
    let (jane, zoe, ada, nobody) = (it.jane, it.zoe, it.ada, it.anonymous);
    for (order, expected, reversed) in [
        (
            Order::LastSeen,
            [jane, ada, nobody, zoe],
            [zoe, nobody, ada, jane],
        ),
        (
            Order::FirstSeen,
            [ada, nobody, zoe, jane],
            [jane, zoe, nobody, ada],
        ),
        (
            Order::Name,
            [ada, jane, zoe, nobody],
            [zoe, jane, ada, nobody],
        ),
        (
            Order::Average,
            [zoe, jane, nobody, ada],
            [nobody, jane, zoe, ada],
        ),
    ] {
        assert_eq!(shown(&it, &by(order.clone())), expected, "{order:?}");
        let other = Filter {
            reverse: true,
            ..by(order.clone())
        };
        assert_eq!(
            shown(&it, &other),
            reversed,
            "{order:?} the other way round"
        );
    }
    assert_eq!(
        shown(&it, &by(Order::Interviews))[0],
        jane,
        "the most first"
    );
}

#[test]
fn a_page_is_the_same_from_either_end_in_each_order() {
    let it = people();
    let orders = [
        Order::LastSeen,
        Order::FirstSeen,
        Order::Name,
        Order::Interviewed,
        Order::Average,
        Order::Interviews,
        Order::Status,
    ];
    for (order, reverse) in orders
        .into_iter()
        .flat_map(|it| [(it.clone(), false), (it, true)])
    {
        let filter = Filter {
            order,
            reverse,
            ..Filter::default()
        };
        let all = shown(&it, &filter);
        let part = |slice| {
            it.desk.read(|connection| {
                let picked = Picked::of(connection, &filter)?.expect("a filter without words");
                picked.part(connection, &filter, slice)
            })
        };
        for from in 0..all.len() {
            let behind = Slice {
                side: Side::Back,
                offset: u32::try_from(all.len() - from - 1).unwrap(),
                limit: 1,
            };
            assert_eq!(part(behind), all[from..=from], "{filter:?}");
        }
        let whole = Slice {
            side: Side::Back,
            offset: 0,
            limit: 100,
        };
        assert_eq!(part(whole), all, "{filter:?}");
    }
}

fn only(set: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    set(&mut filter);
    filter
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn each_filter_shows_those_whom_it_names() {
    let it = people();
    let (jane, zoe, ada, nobody) = (it.jane, it.zoe, it.ada, it.anonymous);
    let column = |flow: &str, key: &str| only(|f| (f.flow_id, f.column) = (some(flow), some(key)));
    let average = |from, below| only(|f| (f.min_average, f.max_average) = (from, below));
    for (filter, expected) in [
        (only(|f| f.flow_id = some(BACKEND)), vec![jane]),
        (only(|f| f.column = some("invited")), vec![ada]),
        (column(BACKEND, "invited"), vec![]),
        (column(NURSE, "none"), vec![nobody, zoe]),
        (average(Some(4.0), None), vec![jane, zoe]),
        (average(Some(3.0), Some(4.0)), vec![nobody]),
        (average(None, Some(5.0)), vec![jane, nobody, zoe]),
        (only(|f| f.language = some("de-DE")), vec![ada, nobody, zoe]),
        (only(|f| f.seen_from = Some(UnixMs(26))), vec![jane, ada]),
        (only(|f| f.seen_before = Some(UnixMs(25))), vec![jane, zoe]),
    ] {
        assert_eq!(shown(&it, &filter), expected, "{filter:?}");
    }
}

#[test]
fn who_ever_stood_in_a_column_is_found_together_with_other_filters() {
    let it = people();
    let ever = |column: &str| only(|f| f.ever = some(column));
    let everyone = vec![it.jane, it.ada, it.anonymous, it.zoe];
    assert_eq!(shown(&it, &ever("invited")), everyone);
    assert_eq!(
        shown(&it, &ever("none")),
        vec![it.jane, it.anonymous, it.zoe]
    );
    assert_eq!(shown(&it, &ever("status:hired")), [0; 0]);
    let of_nurse = only(|f| (f.ever, f.flow_id) = (some("none"), some(NURSE)));
    assert_eq!(shown(&it, &of_nurse), vec![it.anonymous, it.zoe]);
    let called = only(|f| (f.ever, f.name) = (some("none"), some("jane")));
    assert_eq!(shown(&it, &called), vec![it.jane]);
    let there_now = only(|f| (f.ever, f.column) = (some("invited"), some("invited")));
    assert_eq!(shown(&it, &there_now), vec![it.ada]);
    let later = Filter {
        ever_from: Some(UnixMs(26)),
        ..ever("invited")
    };
    assert_eq!(shown(&it, &later), vec![it.jane, it.ada]);
}

#[test]
fn a_name_is_found_by_the_beginnings_of_its_words_and_nothing_is_taken_for_a_query() {
    let it = people();
    for (name, expected) in [
        ("ANG zo", vec![it.zoe]),
        ("Ångström", vec![it.zoe]),
        ("example.com", vec![it.jane, it.ada]),
        ("oe", vec![]),
        ("\" NOT *", vec![]),
        ("***", vec![]),
    ] {
        let filter = only(|f| f.name = some(name));
        assert_eq!(shown(&it, &filter), expected, "{name:?}");
    }
}

#[test]
fn marks_filter_by_themselves_and_with_others() {
    let it = people();
    let set = |ids: &[i64], change: &dyn Fn(&mut CandidateMark)| {
        let mut wanted = CandidateMark::default();
        change(&mut wanted);
        let ids: Vec<CandidateId> = ids.iter().copied().map(CandidateId).collect();
        it.desk.write(|tx| mark::set(tx, &ids, &wanted, UnixMs(50)));
    };
    let tag = TagName::parse("Berlin").unwrap();
    set(&[it.jane, it.zoe], &|mark| mark.starred = Some(true));
    set(&[it.zoe], &|mark| mark.reviewed = Some(true));
    set(&[it.zoe, it.ada], &|mark| mark.add = vec![tag.clone()]);
    let starred = |is| only(|f| f.starred = Some(is));
    let reviewed = |is| only(|f| f.reviewed = Some(is));
    let berlin = |starred| only(|f| (f.tag, f.starred) = (some("berlin"), starred));
    let to_review = only(|f| (f.reviewed, f.starred) = (Some(false), Some(true)));
    for (filter, expected) in [
        (starred(true), vec![it.jane, it.zoe]),
        (starred(false), vec![it.ada, it.anonymous]),
        (reviewed(true), vec![it.zoe]),
        (reviewed(false), vec![it.jane, it.ada, it.anonymous]),
        (berlin(None), vec![it.ada, it.zoe]),
        (berlin(Some(false)), vec![it.ada]),
        (to_review, vec![it.jane]),
    ] {
        assert_eq!(shown(&it, &filter), expected, "{filter:?}");
    }
    let row = &it.desk.read(|connection| rows(connection, &[it.zoe]))[0];
    let reviewed_at = row.marks.reviewed_at;
    assert_eq!((row.marks.starred, reviewed_at), (true, Some(UnixMs(50))));
    assert_eq!(row.marks.tags, ["Berlin"]);
}

#[test]
fn a_row_says_everything_that_its_line_shows() {
    let it = people();
    let page = it
        .desk
        .read(|connection| page(connection, &Filter::default(), 0, 1));
    let row = &page[0];
    assert_eq!(
        (row.name.as_deref(), row.email.as_deref()),
        (Some("Jane Doe"), Some("jane.doe@example.com"))
    );
    assert_eq!(
        (row.flow.as_deref(), row.language.as_deref()),
        (Some("Backend Engineer"), Some("en-US"))
    );
    assert_eq!(
        (row.column.as_str(), row.status.as_deref(), row.flows),
        ("none", None, 1)
    );
    assert_eq!(
        (row.average, row.interviews),
        (Some(4.0), 2),
        "the newest, not the mean of both"
    );
    assert_eq!(
        (row.first_seen_at, row.last_seen_at),
        (UnixMs(10), UnixMs(40))
    );
    let second = it
        .desk
        .read(|connection| super::page(connection, &Filter::default(), 1, 2));
    let second: Vec<i64> = second.iter().map(|row| row.candidate_id).collect();
    assert_eq!(second, [it.ada, it.anonymous], "the next two");
}

#[test]
fn what_most_people_have_is_walked_and_not_gathered_with_the_same_outcome() {
    let desk = Desk::new();
    desk.write(|tx| {
        for n in 0..2_100_i64 {
            let email = format!("c{n:04}@example.com");
            tx.execute(
                "INSERT INTO candidate (email, name, first_seen_at) VALUES (?, 'Common Name', ?)",
                rusqlite::params![email, n],
            )?;
            let who = tx.last_insert_rowid();
            tx.execute(
                "INSERT INTO interview (interview_id, flow_id, candidate_id, status, detailed, first_seen_at, seen_by)
                 VALUES (?, ?, ?, 'incomplete', 0, ?, 'rest')",
                rusqlite::params![format!("i{n}"), BACKEND, who, n],
            )?;
            pipeline::refresh(tx, CandidateId(who), &FlowId::new(BACKEND))?;
        }
        Ok(())
    });
    let common = Filter {
        name: Some("common".into()),
        flow_id: Some(BACKEND.into()),
        column: Some("invited".into()),
        ..Filter::default()
    };
    assert_eq!(desk.read(|it| count(it, &common)), 2_100);
    let last = desk.read(|it| page(it, &common, 2_099, 10));
    assert_eq!(last.len(), 1, "the last page");
    assert_eq!(
        last[0].email.as_deref(),
        Some("c0000@example.com"),
        "the oldest"
    );
    let rare = Filter {
        name: Some("c2099".into()),
        ..common
    };
    assert_eq!(
        desk.read(|it| ids(it, &rare)).len(),
        1,
        "gathered from the few"
    );
}

#[test]
fn the_filters_offer_what_there_is() {
    let it = people();
    it.desk.write(|tx| {
        for (flow, status) in [
            (BACKEND, "shortlisted"),
            (NURSE, "Hired"),
            (NURSE, "shortlisted"),
        ] {
            pipeline::discover(tx, &FlowId::new(flow), &Status::new(status))?;
        }
        Ok(())
    });
    let Facets {
        languages,
        statuses,
        ..
    } = it.desk.read(facets);
    assert_eq!(languages, ["de-DE", "en-US"]);
    assert_eq!(statuses, ["Hired", "shortlisted"], "each once");
}

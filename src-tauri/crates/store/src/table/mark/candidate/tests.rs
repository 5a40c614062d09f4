//! Marks on people: theirs whatever Ribbon says, and under whichever name they are known.

use super::*;
use crate::table::mark::person::PersonKey;
use crate::table::mark::{person, tag};
use crate::table::{candidate, interview, pipeline};
use crate::test_support::{BACKEND, Desk, by_email, held, invited, jane, nobody, zoe};
use domain::Road;

fn star() -> CandidateMark {
    CandidateMark {
        starred: Some(true),
        ..CandidateMark::default()
    }
}

fn tagged(add: &[&str], remove: &[&str]) -> CandidateMark {
    let tags = |names: &[&str]| {
        names
            .iter()
            .map(|name| TagName::parse(name).unwrap())
            .collect()
    };
    CandidateMark {
        add: tags(add),
        remove: tags(remove),
        ..CandidateMark::default()
    }
}

fn marks(desk: &Desk, who: CandidateId) -> Marks {
    let mut all = desk.read(|connection| of(connection, &[who.0]));
    all.remove(&who.0).unwrap_or_default()
}

#[test]
fn a_candidate_is_starred_reviewed_and_tagged_and_each_leaves_the_others_alone() {
    let desk = Desk::new();
    let (_, who) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    assert_eq!(marks(&desk, who), Marks::default(), "nothing yet");
    desk.write(|tx| set(tx, &[who], &star(), UnixMs(5)));
    let reviewed = CandidateMark {
        reviewed: Some(true),
        ..tagged(&["Berlin", "Speaks German"], &[])
    };
    desk.write(|tx| set(tx, &[who], &reviewed, UnixMs(6)));
    let all = Marks {
        starred: true,
        reviewed_at: Some(UnixMs(6)),
        tags: vec!["Berlin".into(), "Speaks German".into()],
    };
    assert_eq!(marks(&desk, who), all);
    desk.write(|tx| set(tx, &[who], &reviewed, UnixMs(7)));
    assert_eq!(
        marks(&desk, who).reviewed_at,
        Some(UnixMs(6)),
        "marked once"
    );
    let back = CandidateMark {
        starred: Some(false),
        reviewed: Some(false),
        ..tagged(&[], &["BERLIN"])
    };
    desk.write(|tx| set(tx, &[who], &back, UnixMs(8)));
    let left = Marks {
        tags: vec!["Speaks German".into()],
        ..Marks::default()
    };
    assert_eq!(marks(&desk, who), left);
}

#[test]
fn a_tag_keeps_its_first_spelling_while_somebody_has_it() {
    let desk = Desk::new();
    let (_, first) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let (_, second) = desk.told(&held("i2", BACKEND, zoe(), "hello"), 1);
    desk.write(|tx| set(tx, &[first], &tagged(&["Café"], &[]), UnixMs(1)));
    desk.write(|tx| set(tx, &[second], &tagged(&["CAFÉ", "zebra"], &[]), UnixMs(2)));
    let used = |name: &str, n| (name.to_owned(), n);
    assert_eq!(desk.read(tag::in_use), [used("Café", 2), used("zebra", 1)]);
    desk.write(|tx| {
        set(
            tx,
            &[first, second],
            &tagged(&[], &["café", "ZEBRA"]),
            UnixMs(3),
        )
    });
    assert_eq!(desk.read(tag::in_use), [], "nobody has any");
    desk.write(|tx| set(tx, &[first], &tagged(&["CAFÉ"], &[]), UnixMs(4)));
    assert_eq!(desk.read(tag::in_use), [used("CAFÉ", 1)], "a new beginning");
}

#[test]
fn synchronising_leaves_every_mark_as_it_is() {
    let desk = Desk::new();
    let (_, who) = desk.told(&invited("i1", BACKEND, jane()), 1);
    desk.write(|tx| {
        set(
            tx,
            &[who],
            &CandidateMark {
                starred: Some(true),
                ..tagged(&["x"], &[])
            },
            UnixMs(5),
        )
    });
    let before = marks(&desk, who);
    desk.told(&held("i1", BACKEND, jane(), "hello"), 9);
    desk.told(&held("i2", BACKEND, jane(), "hello again"), 10);
    assert_eq!(marks(&desk, who), before, "Ribbon knows none of it");
    assert_eq!(
        desk.number("SELECT starred FROM person_row"),
        1,
        "nor does the table forget"
    );
}

#[test]
fn the_marks_of_an_anonymous_interview_go_to_its_person_when_they_are_known() {
    let desk = Desk::new();
    let (num, before) = desk.told(&held("i1", BACKEND, nobody(), "hello"), 1);
    desk.write(|tx| {
        set(
            tx,
            &[before],
            &CandidateMark {
                starred: Some(true),
                ..tagged(&["x"], &[])
            },
            UnixMs(5),
        )
    });
    let told = held("i1", BACKEND, jane(), "hello");
    let after = desk.write(|tx| {
        let person = candidate::ensure(
            tx,
            &by_email("jane.doe@example.com"),
            Some("Jane Doe"),
            UnixMs(9),
        )?;
        interview::put(tx, &told, person, Road::Rest, UnixMs(9))?;
        crate::table::event::move_to(tx, num, person)?;
        candidate::remove_if_orphan(tx, before)?;
        pipeline::refresh(tx, person, &told.flow_id)?;
        Ok(person)
    });
    assert_ne!(before, after);
    let theirs = Marks {
        starred: true,
        reviewed_at: None,
        tags: vec!["x".into()],
    };
    assert_eq!(marks(&desk, after), theirs);
    assert_eq!(
        desk.number("SELECT count(*) FROM person_row"),
        1,
        "one person"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM mark_person"),
        1,
        "under one name"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM person_tag"),
        1,
        "and one tag"
    );
}

#[test]
fn of_two_decisions_the_later_one_holds_when_two_people_turn_out_to_be_one() {
    let desk = Desk::new();
    let (_, who) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let (_, other) = desk.told(&held("i2", BACKEND, nobody(), "hello"), 1);
    desk.write(|tx| set(tx, &[other], &star(), UnixMs(5)));
    let unstar = CandidateMark {
        starred: Some(false),
        ..CandidateMark::default()
    };
    desk.write(|tx| set(tx, &[who], &unstar, UnixMs(7)));
    desk.write(|tx| {
        let to = PersonKey::parse("jane.doe@example.com").unwrap();
        person::follow(tx, &PersonKey::anonymous("i2"), &to)
    });
    assert!(!marks(&desk, who).starred, "decided at 7, not at 5");
}

#[test]
fn ten_thousand_are_marked_in_one_transaction() {
    let desk = Desk::new();
    desk.write(|tx| {
        for n in 0..10_000 {
            let key = by_email(&format!("c{n}@example.com"));
            candidate::ensure(tx, &key, None, UnixMs(1))?;
        }
        Ok(())
    });
    let ids: Vec<CandidateId> = (1_001..=11_000).map(CandidateId).collect();
    let before = desk.read(change::newest);
    desk.write(|tx| {
        set(
            tx,
            &ids,
            &CandidateMark {
                starred: Some(true),
                ..tagged(&["x"], &[])
            },
            UnixMs(5),
        )
    });
    assert_eq!(desk.read(tag::in_use), [("x".to_owned(), 10_000)]);
    assert_eq!(
        desk.number("SELECT count(*) FROM mark_person WHERE starred = 1"),
        10_000
    );
    assert_eq!(
        desk.read(change::newest) - before,
        10_000,
        "each is told once"
    );
}

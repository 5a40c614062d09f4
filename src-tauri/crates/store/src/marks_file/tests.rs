//! Marks go from one computer to another and back without being lost or overwritten.

use super::*;
use crate::table::mark::candidate::{self as mark, CandidateMark, Marks};
use crate::table::mark::person as identity;
use crate::table::mark::tag::TagName;
use crate::table::mark::{self as event_mark, EventMark, column, note, view};
use crate::test_support::{BACKEND, Desk, held, jane, nobody, zoe};
use crate::{Error, Store};
use domain::{CandidateId, FlowId, UnixMs};

fn full(star: bool, tag: &str) -> CandidateMark {
    CandidateMark {
        starred: Some(star),
        reviewed: Some(true),
        add: vec![TagName::parse(tag).unwrap()],
        remove: Vec::new(),
    }
}

/// Jane is marked in every way.
fn marked() -> (Desk, CandidateId) {
    let desk = Desk::new();
    let event = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let who = CandidateId(desk.number("SELECT id FROM candidate"));
    desk.write(|tx| {
        mark::set(tx, &[who], &full(true, "Berlin"), UnixMs(100))?;
        let jane = identity::of(tx, who)?.unwrap();
        let says = note::NoteText {
            interview_id: Some("i1".into()),
            at_ms: Some(1_500),
            text: "Knows regions".into(),
        };
        note::add(tx, &jane, &says, UnixMs(101))?;
        let best = view::SavedView {
            view_id: String::new(),
            name: "Best".into(),
            filter: r#"{"min_average":4.5}"#.into(),
            columns: vec!["name".into()],
        };
        view::put(tx, &best, UnixMs(102))?;
        let star = EventMark {
            starred: Some(true),
            snooze_until: Some(UnixMs(9_000)),
            ..EventMark::default()
        };
        event_mark::set_event(tx, event, star, UnixMs(103))?;
        column::set(
            tx,
            &FlowId::new(BACKEND),
            &["status:hired".into()],
            UnixMs(104),
        )
    });
    (desk, who)
}

fn file(desk: &Desk) -> String {
    desk.read(|it| write(it, UnixMs(500)))
}

fn taken(store: &Store, text: &str) -> Taken {
    store.write(|tx| take_in(tx, text)).unwrap()
}

fn marks(desk: &Desk, who: CandidateId) -> Marks {
    desk.read(|it| mark::of(it, &[who.0]))
        .remove(&who.0)
        .unwrap_or_default()
}

#[test]
fn every_mark_comes_to_another_computer_where_the_person_is_known() {
    let (old, _) = marked();
    let new = Desk::new();
    // Other numbers than there.
    new.told(&held("i9", BACKEND, zoe(), "hello"), 1);
    let event = new.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let who = CandidateId(new.number("SELECT id FROM candidate WHERE email LIKE 'jane%'"));
    let came = taken(&new.store, &file(&old));
    let expected = Taken {
        candidates: 1,
        notes: 1,
        views: 1,
        inbox: 1,
        unchanged: 0,
        waiting: 0,
    };
    assert_eq!(came, expected);
    let theirs = Marks {
        starred: true,
        reviewed_at: Some(UnixMs(100)),
        tags: vec!["Berlin".into()],
    };
    assert_eq!(marks(&new, who), theirs);
    let jane = new.read(|it| identity::of(it, who)).unwrap();
    let notes = new.read(|it| note::list(it, &jane));
    assert_eq!(
        (notes[0].text.as_str(), notes[0].at_ms),
        ("Knows regions", Some(1_500))
    );
    assert_eq!(new.read(view::list)[0].name, "Best");
    assert_eq!(new.read(event_mark::next_wake), Some(UnixMs(9_000)));
    let starred = format!("SELECT starred FROM inbox_entry WHERE event_id = {event}");
    assert_eq!(new.number(&starred), 1);
    assert_eq!(new.read(|it| column::get(it, BACKEND)), ["status:hired"]);
    assert_eq!(
        new.number("SELECT starred + reviewed FROM person_row ORDER BY candidate_id DESC"),
        2
    );
    let again = taken(&new.store, &file(&old));
    assert_eq!(
        again,
        Taken {
            unchanged: 4,
            ..Taken::default()
        },
        "the second time nothing is new"
    );
    assert_eq!(file(&old), file(&new), "and back");
}

#[test]
fn marks_on_somebody_who_is_not_here_wait_for_them() {
    let (old, _) = marked();
    let new = Desk::new();
    let came = taken(&new.store, &file(&old));
    assert_eq!(
        (came.candidates, came.waiting),
        (0, 3),
        "the person, the note, the inbox item"
    );
    new.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let who = CandidateId(new.number("SELECT id FROM candidate"));
    assert!(marks(&new, who).starred, "theirs once they turn up");
    assert_eq!(marks(&new, who).tags, ["Berlin"], "the tags too");
    assert_eq!(new.number("SELECT starred + reviewed FROM person_row"), 2);
    assert_eq!(
        new.number("SELECT count(*) FROM inbox_entry WHERE snoozed = 1"),
        1,
        "and the inbox item"
    );
}

#[test]
fn marks_of_an_interview_that_was_anonymous_there_find_its_person_here() {
    let old = Desk::new();
    let (_, unknown) = old.told(&held("i1", BACKEND, nobody(), "hello"), 1);
    old.write(|tx| mark::set(tx, &[unknown], &full(true, "x"), UnixMs(100)));
    let known = Desk::new();
    let (_, who) = known.told(&held("i1", BACKEND, jane(), "hello"), 1);
    assert_eq!(taken(&known.store, &file(&old)).candidates, 1);
    assert!(marks(&known, who).starred, "she was known already");
    let later = Desk::new();
    assert_eq!(taken(&later.store, &file(&old)).waiting, 1);
    let (_, who) = later.told(&held("i1", BACKEND, jane(), "hello"), 1);
    assert_eq!(
        marks(&later, who),
        marks(
            &known,
            CandidateId(known.number("SELECT id FROM candidate"))
        )
    );
}

#[test]
fn nothing_newer_is_overwritten_by_something_older() {
    let (desk, who) = marked();
    let before = file(&desk);
    let jane = desk.read(|it| identity::of(it, who)).unwrap();
    let note_id = desk.read(|it| note::list(it, &jane))[0].note_id.clone();
    desk.write(|tx| {
        let back = CandidateMark {
            starred: Some(false),
            remove: vec![TagName::parse("berlin").unwrap()],
            ..CandidateMark::default()
        };
        mark::set(tx, &[who], &back, UnixMs(200))?;
        note::remove(tx, &note_id, UnixMs(200))?;
        view::remove(tx, &view::list(tx)?[0].view_id.clone(), UnixMs(200))
    });
    let came = taken(&desk.store, &before);
    assert_eq!(
        came,
        Taken {
            unchanged: 4,
            ..Taken::default()
        }
    );
    let left = Marks {
        reviewed_at: Some(UnixMs(100)),
        ..Marks::default()
    };
    assert_eq!(marks(&desk, who), left, "as was decided later");
    assert_eq!(
        desk.read(|it| note::list(it, &jane)),
        [],
        "removed is removed"
    );
    assert_eq!(desk.read(view::list), [], "views too");
}

#[test]
fn a_file_that_is_none_is_refused_and_changes_nothing() {
    let desk = Desk::new();
    for (text, expected) in [
        ("", "something else"),
        ("name,email\nJane,j@x", "something else"),
        (r#"{"format":"other","version":1}"#, "something else"),
        (
            r#"{"format":"ribbon-desk-marks","version":2}"#,
            "a newer version",
        ),
        (r#"{"format":"ribbon-desk-marks","version":1}"#, "damaged"),
        (
            r#"{"format":"ribbon-desk-marks","version":1,"written_at":1,
                "people":[{"person":"a@b.c","starred":true,"starred_set_at":1}],"notes":[{}]}"#,
            "damaged",
        ),
    ] {
        let refused: Result<Taken, Error> = desk.store.write(|tx| take_in(tx, text));
        let Err(Error::UnfitMarks(why)) = refused.map(drop) else {
            panic!("{text} was taken in")
        };
        let why = why.to_string();
        assert!(why.contains(expected), "{text}: {why}");
    }
    assert_eq!(
        desk.number("SELECT count(*) FROM mark_person"),
        0,
        "nothing is kept"
    );
}

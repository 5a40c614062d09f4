//! What nobody can tell again is taken over, from a sound file whole and from a broken one in part.

use super::*;
use crate::table::mark::candidate::CandidateMark;
use crate::table::mark::note::NoteText;
use crate::table::mark::tag::TagName;
use crate::table::mark::view::SavedView;
use crate::table::mark::{self, EventMark};
use crate::table::{flow, pipeline, setting};
use crate::test_support::{BACKEND, Desk, NURSE, held, jane, key, scored};
use domain::{CandidateId, FlowId, FlowStatus, Interview, UnixMs};
use std::path::PathBuf;

fn fresh(desk: &Desk) -> (Store, PathBuf) {
    let path = desk.folder().join("new.db");
    (Store::open(&path, key()).unwrap(), path)
}

fn number(store: &Store, sql: &str) -> i64 {
    store
        .read(|connection| Ok(connection.query_row(sql, [], |row| row.get(0))?))
        .unwrap()
}

fn lived_in() -> Desk {
    let desk = Desk::new();
    let event = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1_234, false);
    desk.write(|tx| {
        setting::set(tx, "theme", "dark")?;
        let star = EventMark {
            starred: Some(true),
            ..EventMark::default()
        };
        mark::set_event(tx, event, star, UnixMs(5))
    });
    desk
}

#[test]
fn marks_and_when_something_was_first_seen_are_taken_over_and_facts_are_not() {
    let desk = lived_in();
    let (new, _) = fresh(&desk);
    let taken = take_over(&new, &desk.path(), &key(), Reading::All).unwrap();
    assert_eq!((taken.marks, taken.settings), (1, 1), "{taken:?}");
    assert!(!taken.incomplete, "all could be read");
    assert_eq!(number(&new, "SELECT first_seen_at FROM interview"), 1_234);
    assert_eq!(
        number(&new, "SELECT detailed FROM interview"),
        0,
        "to be told again"
    );
    assert_eq!(
        number(&new, "SELECT count(*) FROM transcript"),
        0,
        "to be told again"
    );
    assert_eq!(
        number(&new, "SELECT count(*) FROM inbox_entry WHERE unread = 1"),
        1,
        "the inbox is there at once"
    );
}

#[test]
fn a_table_that_nobody_thought_of_is_copied() {
    let desk = lived_in();
    let (new, _) = fresh(&desk);
    let make = "CREATE TABLE mark_colour (name TEXT PRIMARY KEY, colour TEXT) STRICT";
    desk.write(|tx| Ok(tx.execute_batch(make)?));
    desk.write(|tx| Ok(tx.execute_batch("INSERT INTO mark_colour VALUES ('jane', 'blue')")?));
    new.write::<_, crate::Error>(|tx| Ok(tx.execute_batch(make)?))
        .unwrap();
    take_over(&new, &desk.path(), &key(), Reading::All).unwrap();
    assert_eq!(number(&new, "SELECT count(*) FROM mark_colour"), 1, "kept");
}

#[test]
fn what_nobody_tells_again_is_kept_as_it_was() {
    let desk = lived_in();
    let (new, _) = fresh(&desk);
    take_over(&new, &desk.path(), &key(), Reading::All).unwrap();
    let left = complete(&new, &desk.path(), &key()).unwrap();
    assert_eq!(left, 1, "Ribbon told of none");
    assert_eq!(
        number(&new, "SELECT count(*) FROM transcript"),
        1,
        "what was said"
    );
    assert_eq!(
        number(&new, "SELECT count(*) FROM standing"),
        1,
        "where she stands"
    );
}

#[test]
fn an_answer_in_which_nothing_was_said_takes_nothing_back() {
    let scores = "SELECT count(*) FROM interview WHERE average = 4.0 AND ended_at = 77";
    let mut full = held("i1", BACKEND, jane(), "hello there");
    full.data.as_mut().unwrap().scores = scored(&[("communication", 4.0)]);
    full.ended_at = Some(UnixMs(77));
    let mut silent = full.clone();
    silent.data = Some(domain::InterviewData::default());
    let nothing = Interview {
        data: None,
        ended_at: None,
        ..full.clone()
    };
    let mut unscored = full.clone();
    unscored.data.as_mut().unwrap().scores = domain::Scores::default();
    unscored.ended_at = None;
    // Which segments answer a question tells nothing without the segments.
    let mut untold = full.clone();
    let data = untold.data.as_mut().unwrap();
    (data.transcript, data.segments) = (String::new(), Vec::new());
    data.questions = vec![domain::QuestionSpan {
        script_question: "Why?".into(),
        items: vec![0],
        start: 0.0,
        end: 1.0,
    }];
    for answer in [silent, nothing, unscored, untold] {
        let desk = Desk::new();
        desk.happened(&full, 1_234, false);
        let (new, _) = fresh(&desk);
        take_over(&new, &desk.path(), &key(), Reading::All).unwrap();
        new.write::<_, crate::Error>(|tx| {
            let known = interview::find(tx, &answer.id)?.unwrap();
            let who = known.candidate;
            let num = interview::put(tx, &answer, who, domain::Road::Rest, UnixMs(9))?;
            search::put(tx, num, &answer, None)
        })
        .unwrap();
        let left = complete(&new, &desk.path(), &key()).unwrap();
        assert_eq!(left, 0, "Ribbon told of it");
        assert_eq!(number(&new, scores), 1, "the scores and the time");
        let num = number(&new, "SELECT num FROM interview");
        let said = new.read(|it| interview::said(it, num)).unwrap().unwrap();
        assert_eq!(said.transcript, "hello there", "what was said");
        let found = "SELECT count(*) FROM search WHERE search MATCH 'hello'";
        assert_eq!(number(&new, found), 1, "and it is found");
    }
}

#[test]
fn a_flow_that_ribbon_lists_no_more_is_still_known_to_be_gone() {
    let desk = lived_in();
    desk.flow(NURSE, "Nurse");
    for _ in 0..2 {
        desk.write(|tx| flow::listed(tx, &[]));
    }
    let (new, _) = fresh(&desk);
    take_over(&new, &desk.path(), &key(), Reading::All).unwrap();
    complete(&new, &desk.path(), &key()).unwrap();
    let status = new.read(|it| flow::status(it, &FlowId::new(NURSE)));
    assert_eq!(status.unwrap(), Some(FlowStatus::Archived));
}

#[test]
fn of_a_broken_file_as_much_is_taken_as_can_be_read() {
    let desk = lived_in();
    for n in 0..300 {
        desk.write(|tx| setting::set(tx, &format!("key {n:04}"), &"x".repeat(200)));
    }
    let path = desk.path();
    let folder = desk.close();
    let mut bytes = std::fs::read(&path).unwrap();
    // A page in the middle of the settings, which were written last.
    let page = bytes.len() / 4096 - 8;
    bytes[page * 4096..page * 4096 + 64].fill(0);
    std::fs::write(&path, bytes).unwrap();
    let new = Store::open(&folder.path().join("new.db"), key()).unwrap();
    assert!(
        take_over(&new, &path, &key(), Reading::All).is_err(),
        "a part is not taken for the whole"
    );
    let taken = take_over(&new, &path, &key(), Reading::WhatIsLeft).unwrap();
    assert!(taken.incomplete, "and that is said");
    assert!(
        (100..301).contains(&taken.settings),
        "from both ends of what is broken: {taken:?}"
    );
}

/// Jane is starred and tagged, with a note; a view and an order of columns are kept.
fn marked() -> Desk {
    let desk = lived_in();
    desk.write(|tx| {
        let who = CandidateId(tx.query_row("SELECT id FROM candidate", [], |row| row.get(0))?);
        let mark = CandidateMark {
            starred: Some(true),
            reviewed: Some(true),
            add: vec![TagName::parse("Berlin")?],
            remove: Vec::new(),
        };
        mark::candidate::set(tx, &[who], &mark, UnixMs(5))?;
        let jane = mark::person::of(tx, who)?.unwrap();
        let says = NoteText {
            interview_id: None,
            at_ms: None,
            text: "Call her".into(),
        };
        mark::note::add(tx, &jane, &says, UnixMs(5))?;
        let best = SavedView {
            view_id: String::new(),
            name: "Best".into(),
            filter: "{}".into(),
            columns: Vec::new(),
        };
        mark::view::put(tx, &best, UnixMs(5))?;
        mark::column::set(tx, &BACKEND.into(), &["status:hired".into()], UnixMs(5))
    });
    desk
}

#[test]
fn every_mark_survives_that_the_facts_are_made_anew() {
    let desk = marked();
    let marks = |store: &Store| {
        let who = CandidateId(number(store, "SELECT id FROM candidate"));
        store.read(|it| {
            let jane = mark::person::of(it, who)?.unwrap();
            let marks = mark::candidate::of(it, &[who.0])?;
            Ok((
                marks.get(&who.0).cloned(),
                mark::note::list(it, &jane)?,
                mark::view::list(it)?,
                mark::column::get(it, BACKEND)?,
                mark::tag::in_use(it)?,
            ))
        })
    };
    let before = marks(&desk.store).unwrap();
    let (new, _) = fresh(&desk);
    let taken = take_over(&new, &desk.path(), &key(), Reading::All).unwrap();
    assert_eq!(
        taken.marks, 7,
        "the star, person, tag, their bond, note, view and order"
    );
    complete(&new, &desk.path(), &key()).unwrap();
    assert_eq!(marks(&new).unwrap(), before);
    assert_eq!(
        number(&new, "SELECT starred + reviewed FROM person_row"),
        2,
        "and the table of everyone shows them"
    );
}

#[test]
fn every_mark_is_saved_out_of_a_damaged_file() {
    let desk = marked();
    let (new, _) = fresh(&desk);
    let taken = take_over(&new, &desk.path(), &key(), Reading::WhatIsLeft).unwrap();
    assert_eq!(taken.marks, 7, "{taken:?}");
    new.write::<_, crate::Error>(|tx| {
        let who = CandidateId(tx.query_row("SELECT id FROM candidate", [], |row| row.get(0))?);
        pipeline::refresh(tx, who, &BACKEND.into())
    })
    .unwrap();
    assert_eq!(
        number(&new, "SELECT starred FROM person_row"),
        1,
        "once she is told of"
    );
    assert_eq!(
        number(&new, "SELECT count(*) FROM person_tag"),
        1,
        "with her tag"
    );
}

//! What exists nowhere else has a second place.

use super::*;
use crate::table::mark::candidate::{self as mark, CandidateMark};
use crate::table::mark::note::{self, NoteText};
use crate::table::mark::person as identity;
use crate::test_support::{BACKEND, Desk, held, jane};
use domain::CandidateId;
use std::path::PathBuf;

fn star(desk: &Desk, starred: bool, at: i64) {
    let who = CandidateId(desk.number("SELECT id FROM candidate"));
    let mark = CandidateMark {
        starred: Some(starred),
        ..CandidateMark::default()
    };
    desk.write(|tx| mark::set(tx, &[who], &mark, UnixMs(at)));
}

/// Jane is starred and noted on, and the key to Ribbon is there.
fn marked() -> (Desk, PathBuf) {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    star(&desk, true, 10);
    let who = CandidateId(desk.number("SELECT id FROM candidate"));
    desk.write(|tx| {
        let who = identity::of(tx, who)?.expect("she is known");
        let says = NoteText {
            interview_id: None,
            at_ms: None,
            text: "Knows regions".into(),
        };
        note::add(tx, &who, &says, UnixMs(11))?;
        setting::set(tx, setting::API_KEY, "the key")
    });
    let file = desk.folder().join("marks.backup.db");
    (desk, file)
}

fn written(desk: &Desk, file: &Path, at: i64) -> bool {
    write(&desk.store, file, UnixMs(at)).unwrap()
}

#[test]
fn marks_and_settings_come_back_into_a_cache_that_has_nothing() {
    let (old, file) = marked();
    assert!(written(&old, &file, 500));
    let new = Desk::new();
    let restored = restore(&new.store, &file, Settings::Too).unwrap();
    let expected = Restored {
        written_at: UnixMs(500),
        marks: 2,
        settings: 1,
    };
    assert_eq!(restored, Some(expected));
    new.told(&held("i1", BACKEND, jane(), "hello"), 900);
    let starred = new.number("SELECT starred FROM person_row");
    assert_eq!(starred, 1, "as soon as she is here again");
    let key = new.read(|it| setting::get(it, setting::API_KEY));
    assert_eq!(key.as_deref(), Some("the key"));
    assert_eq!(
        restore(&new.store, &file, Settings::Too)
            .unwrap()
            .unwrap()
            .marks,
        0,
        "once"
    );
}

#[test]
fn what_was_decided_since_is_not_overwritten() {
    let (old, file) = marked();
    assert!(written(&old, &file, 500));
    star(&old, false, 600);
    old.write(|tx| setting::set(tx, setting::API_KEY, "a new key"));
    restore(&old.store, &file, Settings::Too).unwrap();
    assert_eq!(old.number("SELECT starred FROM mark_person"), 0);
    let key = old.read(|it| setting::get(it, setting::API_KEY));
    assert_eq!(key.as_deref(), Some("a new key"));
}

#[test]
fn it_is_written_only_when_something_has_changed() {
    let (desk, file) = marked();
    assert!(written(&desk, &file, 500));
    assert!(!written(&desk, &file, 501), "nothing has changed");
    for n in 0..3 {
        star(&desk, n % 2 == 1, 600 + n);
        assert!(written(&desk, &file, 700 + n), "a mark was changed");
    }
    desk.write(|tx| setting::set(tx, setting::HIDE_CONTENT, "yes"));
    assert!(written(&desk, &file, 800), "a setting was changed");
    assert!(!written(&desk, &file, 801), "and no more");
}

#[test]
fn a_cache_that_knows_its_settings_gets_none_that_were_taken_away() {
    let (old, file) = marked();
    assert!(written(&old, &file, 500));
    let new = Desk::new();
    let restored = restore(&new.store, &file, Settings::Not).unwrap();
    assert_eq!(restored.map(|it| (it.marks, it.settings)), Some((2, 0)));
    assert_eq!(new.read(|it| setting::get(it, setting::API_KEY)), None);
}

#[test]
fn nothing_of_it_can_be_read_without_the_key() {
    let (desk, file) = marked();
    assert!(written(&desk, &file, 500));
    let bytes = std::fs::read(&file).unwrap();
    for secret in [
        "Knows regions",
        "the key",
        "jane@example.com",
        "SQLite format",
    ] {
        let found = bytes
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!found, "{secret} stands readable");
    }
}

/// The files beside the back-up that could not be read.
fn put_aside(desk: &Desk) -> usize {
    let files = std::fs::read_dir(desk.folder()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains("unread-")).count()
}

/// Overwrites the beginning of the back-up.
fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[..32].fill(7);
    std::fs::write(file, &bytes).unwrap();
}

#[test]
fn a_back_up_that_is_damaged_is_kept_and_begun_anew() {
    let (desk, file) = marked();
    assert!(written(&desk, &file, 500));
    damage(&file);
    assert!(written(&desk, &file, 600), "it is written as a whole");
    assert_eq!(put_aside(&desk), 1, "somebody may yet want the old one");
    let new = Desk::new();
    let restored = restore(&new.store, &file, Settings::Too).unwrap();
    assert_eq!(restored.unwrap().marks, 2);
}

#[test]
fn what_could_not_be_taken_in_is_not_written_over() {
    let (desk, file) = marked();
    assert!(written(&desk, &file, 500));
    damage(&file);
    let new = Desk::new();
    assert!(restore(&new.store, &file, Settings::Too).is_err());
    assert!(!file.exists(), "what comes next begins anew");
    assert_eq!(put_aside(&desk), 1);
}

#[test]
fn where_there_is_none_nothing_comes_back() {
    let desk = Desk::new();
    let none = desk.folder().join("none");
    assert_eq!(restore(&desk.store, &none, Settings::Too).unwrap(), None);
    assert!(!none.exists(), "and none is made");
}

#[test]
fn a_cache_is_bare_until_it_has_a_mark_or_is_connected() {
    let desk = Desk::new();
    assert!(desk.read(is_bare));
    desk.write(|tx| setting::set(tx, setting::LANGUAGE, "de"));
    assert!(desk.read(is_bare), "the window has said its language");
    desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    assert!(desk.read(is_bare), "facts are no marks");
    star(&desk, true, 10);
    assert!(!desk.read(is_bare));
    let connected = Desk::new();
    connected.write(|tx| setting::set(tx, setting::API_KEY, "the key"));
    assert!(!connected.read(is_bare));
}

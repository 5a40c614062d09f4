//! Damage is told from a wrong key, and a log that was not moved into the file from damage.

use super::*;
use crate::test_support::{BACKEND, Desk, held, jane, key};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A closed cache of some pages.
fn cache() -> (TempDir, PathBuf) {
    let desk = Desk::new();
    for n in 0..20 {
        let said = format!("{n} {}", "what one says in an interview ".repeat(40));
        desk.told(&held(&format!("i{n}"), BACKEND, jane(), said.trim()), n);
    }
    let path = desk.path();
    (desk.close(), path)
}

fn spoil(path: &Path, from: usize, length: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[from..from + length]
        .iter_mut()
        .for_each(|byte| *byte ^= 0x5a);
    fs::write(path, bytes).unwrap();
}

fn look(path: &Path) -> Condition {
    examine(path, &key(), Look::Brief).unwrap()
}

#[test]
fn a_sound_file_is_sound_and_a_missing_one_missing() {
    let (_folder, path) = cache();
    assert_eq!(look(&path), Condition::Sound);
    assert_eq!(look(&path.with_file_name("other.db")), Condition::Missing);
}

#[test]
fn what_only_the_log_holds_is_no_damage() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "something"), 1);
    let copy = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("cache.db{suffix}");
        fs::copy(desk.folder().join(&name), copy.path().join(&name)).unwrap();
    }
    let path = copy.path().join("cache.db");
    // A page that a power cut left half written: its newest state stands in the log.
    let size = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
    if size > 4096 {
        spoil(&path, 4096, 100);
    }
    assert_eq!(look(&path), Condition::Sound, "the log makes it good");
}

#[test]
fn a_byte_anywhere_is_noticed() {
    for part in [0, 1, 2, 3] {
        let (_folder, path) = cache();
        let size = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
        spoil(&path, (size - 1) * part / 3, 1);
        assert!(
            matches!(look(&path), Condition::Damaged(_)),
            "part {part} of 3"
        );
    }
}

#[test]
fn a_wrong_key_is_told_from_damage_by_the_mark_and_left_open_without() {
    let (_folder, path) = cache();
    let other = DbKey::generate();
    let error = examine(&path, &other, Look::Brief).unwrap_err();
    assert!(matches!(error, Error::OtherKey(_)), "{error}");
    fs::remove_file(beside(&path, "-seal")).unwrap();
    let error = examine(&path, &other, Look::Brief).unwrap_err();
    assert!(matches!(error, Error::WrongKey(_)), "{error}");
    spoil(&path, 100, 1);
    let error = examine(&path, &key(), Look::Brief).unwrap_err();
    assert!(
        matches!(error, Error::WrongKey(_)),
        "as good as that: {error}"
    );
}

#[test]
fn the_key_cannot_be_read_from_its_mark() {
    let (_folder, path) = cache();
    let mark = fs::read_to_string(beside(&path, "-seal")).unwrap();
    assert_eq!(mark.len(), 64, "a SHA-256 in hexadecimal");
    assert!(!mark.contains("5a5a"), "nothing of the key: {mark}");
}

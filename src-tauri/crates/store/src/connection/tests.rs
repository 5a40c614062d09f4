//! The file is encrypted, private, all or nothing, and survives what it says it survives.

use super::*;
use crate::table::{candidate, setting};
use crate::test_support::{BACKEND, Desk, by_email, held, jane, key};
use domain::UnixMs;
use std::fs;
use std::path::Path;

/// The bytes of the database and of its side files.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[test]
fn nothing_that_was_said_and_no_secret_stands_readable_in_any_file() {
    let desk = Desk::new();
    let said = "Kubernetes migrations are what I dreamt of as a child";
    desk.told(&held("i1", BACKEND, jane(), said), 1);
    desk.write(|tx| setting::set(tx, setting::API_KEY, "0d9c3a7e-key-of-the-house"));
    let before = files(desk.folder());
    let names: Vec<&str> = before.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "cache.db",
            "cache.db-lock",
            "cache.db-seal",
            "cache.db-shm",
            "cache.db-wal"
        ],
        "the database and its side files, no other"
    );
    let folder = desk.close();
    let secrets = [
        "Kubernetes",
        "Jane",
        "jane.doe@example.com",
        "0d9c3a7e",
        "CREATE TABLE",
        "SQLite format",
        "kubernetes",
        "example",
    ];
    for (name, bytes) in before.iter().chain(&files(folder.path())) {
        for secret in secrets {
            assert!(!contains(bytes, secret), "{secret:?} is readable in {name}");
        }
    }
}

#[test]
fn another_key_is_refused_and_the_file_left_as_it_was() {
    let desk = Desk::new();
    let path = desk.path();
    let before = fs::read(&path).unwrap();
    let error = Store::open(&path, DbKey::generate()).err().unwrap();
    assert!(matches!(error, Error::OtherKey(_)), "{error}");
    assert!(error.is_permanent(), "no second try will help");
    assert_eq!(fs::read(&path).unwrap(), before, "not a byte was changed");
    assert!(
        Store::open(&path, key()).is_ok(),
        "the right key still opens it"
    );
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    fs::write(&path, "my notes, which are dear to me".repeat(200)).unwrap();
    let error = Store::open(&path, key()).err().unwrap();
    assert!(matches!(error, Error::WrongKey(_)), "{error}");
    assert!(
        fs::read_to_string(&path).unwrap().starts_with("my notes"),
        "somebody else's file"
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_files_even_if_others_could_before() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let modes = |desk: &Desk| {
        let entries = fs::read_dir(desk.folder()).unwrap();
        entries
            .map(|entry| entry.unwrap().metadata().unwrap().permissions().mode() & 0o777)
            .collect::<Vec<_>>()
    };
    assert_eq!(modes(&desk), [0o600; 5], "the database and its side files");
    let path = desk.path();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let _again = Store::open(&path, key()).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "a file restored from a backup is closed again");
}

#[test]
fn a_commit_waits_for_the_disk_and_nothing_temporary_reaches_it() {
    let desk = Desk::new();
    let ask = |tx: &Connection, name: &str| {
        tx.query_row(&format!("PRAGMA {name}"), [], |row| {
            row.get::<_, rusqlite::types::Value>(0)
        })
        .unwrap()
    };
    desk.write(|tx| {
        assert_eq!(
            ask(tx, "journal_mode"),
            "wal".to_owned().into(),
            "readers beside a writer"
        );
        assert_eq!(
            ask(tx, "synchronous"),
            2.into(),
            "FULL: each commit is synced"
        );
        assert_eq!(
            ask(tx, "fullfsync"),
            1.into(),
            "through the drive's cache on macOS"
        );
        assert_eq!(ask(tx, "foreign_keys"), 1.into(), "no row points nowhere");
        Ok(())
    });
    desk.read(|connection| {
        let in_memory: bool = connection.query_row(
            "SELECT sqlite_compileoption_used('TEMP_STORE=2')",
            [],
            |row| row.get(0),
        )?;
        assert!(
            in_memory,
            "sorting must not write plain text to a temporary file"
        );
        Ok(())
    });
}

#[test]
fn a_transaction_that_fails_leaves_nothing() {
    let desk = Desk::new();
    let failed: Result<()> = desk.store.write(|tx| {
        candidate::ensure(
            tx,
            &by_email("jane.doe@example.com"),
            Some("Jane"),
            UnixMs(1),
        )?;
        setting::set(tx, "theme", "dark")?;
        Err(Error::Damaged("half way".into()))
    });
    assert!(failed.is_err(), "the error is passed on");
    for table in ["candidate", "candidate_name", "setting", "change"] {
        assert_eq!(
            desk.number(&format!("SELECT count(*) FROM {table}")),
            0,
            "{table}"
        );
    }
}

#[test]
fn a_transaction_that_panics_leaves_nothing_and_the_cache_usable() {
    let desk = Desk::new();
    let store = &desk.store;
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|tx| -> Result<()> {
            setting::set(tx, "theme", "dark")?;
            panic!("a mistake of ours")
        })
    }));
    assert!(panicked.is_err(), "the panic is not swallowed");
    desk.write(|tx| setting::set(tx, "language", "en"));
    assert_eq!(
        desk.number("SELECT count(*) FROM setting"),
        1,
        "only the second one"
    );
}

#[test]
fn one_read_sees_one_state_while_others_write() {
    let desk = Desk::new();
    desk.read(|connection| {
        let before = setting::get(connection, "theme")?;
        desk.write(|tx| setting::set(tx, "theme", "dark"));
        assert_eq!(
            setting::get(connection, "theme")?,
            before,
            "the same snapshot"
        );
        Ok(())
    });
    let after = desk.read(|connection| setting::get(connection, "theme"));
    assert_eq!(
        after.as_deref(),
        Some("dark"),
        "the next read sees what was written"
    );
}

#[test]
fn a_write_does_not_wait_for_a_read_nor_a_read_for_a_write() {
    let desk = Desk::new();
    desk.write(|tx| {
        setting::set(tx, "theme", "dark")?;
        let other = desk.read(|connection| setting::get(connection, "theme"));
        assert_eq!(other, None, "not committed yet");
        Ok(())
    });
}

#[test]
fn a_reader_cannot_write() {
    let desk = Desk::new();
    let written = desk.store.read(|connection| {
        Ok(connection.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')", [])?)
    });
    assert!(written.is_err(), "the connection is read-only");
}

#[test]
fn a_full_disk_is_told_as_such_and_what_was_committed_stays() {
    let desk = Desk::new();
    desk.write(|tx| setting::set(tx, "theme", "dark"));
    let filled: Result<()> = desk.store.write(|tx| {
        let pages: i64 = tx.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        tx.query_row(
            &format!("PRAGMA max_page_count = {}", pages + 4),
            [],
            |_| Ok(()),
        )?;
        setting::set(tx, "big", &"x".repeat(1 << 20))
    });
    let error = filled.unwrap_err();
    assert!(matches!(error, Error::Full), "{error:?}");
    assert!(!error.is_permanent(), "room can be made");
    desk.write(|tx| {
        assert_eq!(setting::get(tx, "theme")?.as_deref(), Some("dark"), "kept");
        assert_eq!(setting::get(tx, "big")?, None, "rolled back");
        tx.query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(()))?;
        setting::set(tx, "big", &"x".repeat(1 << 20))
    });
}

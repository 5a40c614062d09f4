//! Opening the file, and bringing it up to the newest version.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior};

use super::place;
use crate::{
    error::{Error, Result},
    secret::random_name,
};

/// Numbered steps, the first making version 1. One that has shipped is never edited.
const MIGRATIONS: [&str; 5] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
];

/// Long enough for any bite that another process writes at once.
const BUSY: Duration = Duration::from_secs(10);

/// Opens the writing connection, makes or migrates the tables, and begins a new epoch if this file
/// is not the one the epoch was made for, or has not come as far as it once had.
pub(super) fn open_writer(path: &Path, reached: i64) -> Result<Connection> {
    create_private(path)?;
    let mut conn = Connection::open(path)?;
    conn.busy_timeout(BUSY)?;
    // Only effective before the first table is made; retention gives the room back bite by bite.
    conn.pragma_update(None, "auto_vacuum", "incremental")?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    // FULL: a commit is on the disk, not only in the system's cache, before a webhook is answered.
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
    migrate(&mut conn)?;
    settle(&mut conn, &place::of(path)?, reached)?;
    Ok(conn)
}

/// Opens a connection that can only read.
pub(super) fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY)?;
    Ok(conn)
}

/// The file holds signing keys: nobody but its owner may read it.
fn create_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(Error::io(format!("cannot open {}", path.display())))
}

fn migrate(conn: &mut Connection) -> Result<()> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(Error::NewerStore { found, known });
    }
    for (number, step) in (1..).zip(MIGRATIONS) {
        if number > found {
            tx.execute_batch(step)?;
            tx.pragma_update(None, "user_version", number)?;
        }
    }
    tx.commit()?;
    Ok(())
}

fn settle(conn: &mut Connection, place: &str, reached: i64) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let is_known: Option<bool> = tx
        .query_row(
            "SELECT place = ?1 AND newest >= ?2 FROM meta WHERE one = 1",
            (place, reached),
            |row| row.get(0),
        )
        .optional()?;
    if is_known == Some(false) {
        tracing::warn!("the database is an older copy or was moved; a new epoch begins");
    }
    if is_known != Some(true) {
        // The numbers go on from the mark, which would be ahead of the database for ever otherwise.
        tx.execute(
            "INSERT INTO meta (one, epoch, place, newest) VALUES (1, ?1, ?2, ?3)
             ON CONFLICT (one) DO UPDATE
             SET epoch = ?1, place = ?2, newest = max(newest, ?3)",
            (new_epoch(), place, reached),
        )?;
    }
    tx.commit()?;
    Ok(())
}

/// Forty random bits: enough that no two lives of one store ever share a name.
pub(super) fn new_epoch() -> String {
    random_name(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(conn: &Connection) -> String {
        conn.query_row("SELECT epoch FROM meta", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_store_of_a_newer_relay_is_refused_with_a_clear_error() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("relay.db");
        open_writer(&path, 0)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let error = open_writer(&path, 0).unwrap_err();
        assert!(
            matches!(
                error,
                Error::NewerStore {
                    found: 99,
                    known: 5
                }
            ),
            "{error}"
        );
        assert!(error.is_permanent(), "trying again does not help");
    }

    #[test]
    fn a_store_of_the_first_version_is_brought_up_with_all_that_it_holds() {
        let mut old = Connection::open_in_memory().unwrap();
        old.pragma_update(None, "foreign_keys", true).unwrap();
        old.execute_batch(include_str!("migrations/0001.sql"))
            .unwrap();
        old.execute_batch(
            "PRAGMA user_version = 1;
             INSERT INTO meta (one, epoch, place) VALUES (1, 'e1', 'p1');
             INSERT INTO inbox (id, name, token, secrets, require_signature, created_at, oldest)
             VALUES ('first', 'A', x'01', '[]', 0, 5, 3), ('second', 'B', x'02', '[]', 1, 6, 0);
             INSERT INTO event (seq, inbox, id, received_at, size, signature, headers, body)
             VALUES (4, 'second', 'i4', 9, 100, 'absent', '[]', x'ff'),
                    (5, 'first', 'i5', 9, 20, 'verified', '[]', x'00'),
                    (6, 'first', 'i6', 9, 7, 'verified', '[]', x'');
             DELETE FROM event WHERE seq = 6;
             INSERT INTO device (id, inbox, name, token, created_at, acked)
             VALUES ('d', 'first', 'Laptop', x'03', 7, 'e1-5');
             INSERT INTO pairing (selector, inbox, code, expires_at, tries_left)
             VALUES ('s', 'second', x'04', 8, 5);",
        )
        .unwrap();
        migrate(&mut old).unwrap();
        let text = |sql: &str| -> String { old.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(
            text(
                "SELECT group_concat(seq || ' ' || inbox.id || ' ' || hex(body), ', ')
                  FROM event JOIN inbox ON inbox.num = event.inbox ORDER BY seq"
            ),
            "4 second FF, 5 first 00",
            "the events"
        );
        assert_eq!(
            text("SELECT newest || ' ' || bytes || ' ' || epoch FROM meta"),
            "6 120 e1",
            "no number twice, all bytes, the same life"
        );
        assert_eq!(
            text("SELECT inbox || ' ' || acked FROM device"),
            "first e1-5",
            "the laptop"
        );
        assert_eq!(text("SELECT inbox FROM pairing"), "second", "the code");
        assert!(
            old.execute("DELETE FROM inbox WHERE id = 'first'", [])
                .is_err(),
            "what names an inbox still does"
        );
    }

    #[test]
    fn the_epoch_stays_while_the_file_stays_and_changes_with_a_restored_copy() {
        let dir = tempfile::tempdir().unwrap();
        let (path, copy) = (dir.path().join("relay.db"), dir.path().join("backup.db"));
        let first = epoch(&open_writer(&path, 0).unwrap());
        assert_eq!(
            epoch(&open_writer(&path, 0).unwrap()),
            first,
            "opened again"
        );
        std::fs::copy(&path, &copy).unwrap();
        std::fs::remove_file(&path).unwrap();
        std::fs::rename(&copy, &path).unwrap();
        assert_ne!(
            epoch(&open_writer(&path, 0).unwrap()),
            first,
            "put back from a backup"
        );
    }

    #[test]
    fn a_commit_reaches_the_disk_before_it_returns() {
        let dir = tempfile::tempdir().unwrap();
        let conn = open_writer(&dir.path().join("relay.db"), 0).unwrap();
        let level: i64 = conn
            .query_row("PRAGMA synchronous", [], |row| row.get(0))
            .unwrap();
        let mode: String = conn
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .unwrap();
        assert_eq!((level, mode.as_str()), (2, "wal"), "FULL in WAL mode");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("relay.db");
        drop(open_writer(&path, 0).unwrap());
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "it holds signing keys");
    }
}

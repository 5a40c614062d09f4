//! A second place for what exists nowhere else: the marks and the settings. A cache of which not even
//! the first page can be read gives nothing back; this file beside it, encrypted with the same key,
//! does.

use crate::connection::{connect, make_private};
use crate::table::setting;
use crate::{Connection, DbKey, Error, Result, Store, Tx, marks_file};
use domain::UnixMs;
use rusqlite::{OpenFlags, OptionalExtension, params};
use std::collections::BTreeMap;
use std::path::Path;

const TABLE: &str = "CREATE TABLE IF NOT EXISTS back_up (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    written_at INTEGER NOT NULL, -- in milliseconds since 1970
    state      TEXT NOT NULL,    -- tells whether something has changed since
    marks      BLOB NOT NULL,    -- a file of marks as in docs/MARKS.md, packed by zstd
    settings   TEXT NOT NULL     -- JSON: names and values
)";

/// What one looks at to see whether a mark was set since.
const STATE: &str = "SELECT
    (SELECT count(*) || ':' || coalesce(sum(starred_set_at), 0) || ':'
        || coalesce(sum(reviewed_set_at), 0) FROM mark_person)
    || ' ' || (SELECT count(*) || ':' || coalesce(sum(set_at), 0) FROM mark_person_tag)
    || ' ' || (SELECT count(*) || ':' || coalesce(sum(set_at), 0) FROM mark_note)
    || ' ' || (SELECT count(*) || ':' || coalesce(sum(set_at), 0) FROM mark_view)
    || ' ' || (SELECT count(*) || ':' || coalesce(sum(set_at), 0) FROM mark_column)
    || ' ' || (SELECT count(*) || ':' || coalesce(sum(set_at), 0) || ':'
        || coalesce(sum(snoozed_until), 0) FROM mark_event)";

/// What is to be taken in beside the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settings {
    /// Those that the cache lacks: it has lost its own.
    Too,
    /// None: the cache knows which it has, and which were taken away.
    Not,
}

/// What came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// When it was written.
    pub written_at: UnixMs,
    /// Marks that the new cache did not have.
    pub marks: u64,
    /// Settings that it did not have.
    pub settings: u64,
}

/// Writes marks and settings into the file, unless it has them as they are. Answers whether it wrote.
///
/// # Errors
/// When the cache cannot be read or the file cannot be written.
pub fn write(store: &Store, to: &Path, now: UnixMs) -> Result<bool> {
    let (state, settings) = store.read(|it| Ok((state(it)?, all_settings(it)?)))?;
    let settings =
        serde_json::to_string(&settings).map_err(|error| Error::Damaged(error.to_string()))?;
    let file = open_or_begin_anew(to, store.key())?;
    let newest: Option<(String, String)> = file
        .prepare("SELECT state, settings FROM back_up")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if newest.is_some_and(|(was, had)| was == state && had == settings) {
        return Ok(false);
    }
    let marks = store.read(|it| marks_file::write(it, now))?;
    let marks = zstd::encode_all(marks.as_bytes(), 0).map_err(|error| packing(&error))?;
    file.execute(
        "INSERT OR REPLACE INTO back_up (id, written_at, state, marks, settings)
         VALUES (1, ?, ?, ?, ?)",
        params![now.0, state, marks, settings],
    )?;
    Ok(true)
}

/// Takes in what the file has and the cache has not. Nothing that is newer is overwritten.
///
/// # Errors
/// When the file cannot be read, or the cache cannot be written; nothing is changed then. A file that
/// cannot be taken in at another time either is put aside, so that it is not written over by what is
/// less.
pub fn restore(into: &Store, from: &Path, with: Settings) -> Result<Option<Restored>> {
    let restored = take_in(into, from, with);
    if restored.as_ref().is_err_and(Error::is_permanent) {
        set_aside(from)?;
    }
    restored
}

/// Whether a cache is as at the very first start: without marks and not connected.
///
/// # Errors
/// When the cache cannot be read.
pub fn is_bare(connection: &Connection) -> Result<bool> {
    Ok(setting::get(connection, setting::API_KEY)?.is_none() && count_marks(connection)? == 0)
}

fn take_in(into: &Store, from: &Path, with: Settings) -> Result<Option<Restored>> {
    if !from.exists() {
        return Ok(None);
    }
    let file = connect(from, into.key(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let newest: Option<(i64, Vec<u8>, String)> = file
        .prepare("SELECT written_at, marks, settings FROM back_up")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((at, marks, settings)) = newest else {
        return Ok(None);
    };
    let marks = zstd::decode_all(marks.as_slice()).map_err(|error| packing(&error))?;
    let marks = String::from_utf8(marks).map_err(|error| Error::Damaged(error.to_string()))?;
    let settings: BTreeMap<String, String> =
        serde_json::from_str(&settings).map_err(|error| Error::Damaged(error.to_string()))?;
    into.write(|tx| {
        let before = count_marks(tx)?;
        marks_file::take_in(tx, &marks)?;
        Ok(Some(Restored {
            written_at: UnixMs(at),
            marks: count_marks(tx)?.saturating_sub(before),
            settings: match with {
                Settings::Too => add_settings(tx, &settings)?,
                Settings::Not => 0,
            },
        }))
    })
}

/// A file that is damaged itself, or of another key, makes room for a new one and is kept.
fn open_or_begin_anew(path: &Path, key: &DbKey) -> Result<Connection> {
    make_private(path)?;
    match open(path, key) {
        Err(Error::Corrupt(_) | Error::WrongKey(_)) => {
            set_aside(path)?;
            make_private(path)?;
            open(path, key)
        }
        opened => opened,
    }
}

/// Puts the file away under a name that is not taken.
fn set_aside(path: &Path) -> Result<()> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let mut count = 1;
    let aside = loop {
        let aside = path.with_extension(format!("unread-{count}.db"));
        if !aside.exists() {
            break aside;
        }
        count += 1;
    };
    std::fs::rename(path, aside).map_err(io)
}

fn open(path: &Path, key: &DbKey) -> Result<Connection> {
    let file = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    file.execute_batch(TABLE)?;
    Ok(file)
}

fn state(connection: &Connection) -> Result<String> {
    Ok(connection.query_row(STATE, [], |row| row.get(0))?)
}

fn all_settings(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare("SELECT key, value FROM setting")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn add_settings(tx: &Tx<'_>, settings: &BTreeMap<String, String>) -> Result<u64> {
    let mut added = 0;
    for (name, value) in settings {
        if setting::get(tx, name)?.is_none() {
            setting::set(tx, name, value)?;
            added += 1;
        }
    }
    Ok(added)
}

fn count_marks(connection: &Connection) -> Result<u64> {
    let sql = "SELECT (SELECT count(*) FROM mark_person) + (SELECT count(*) FROM mark_person_tag)
        + (SELECT count(*) FROM mark_note) + (SELECT count(*) FROM mark_view)
        + (SELECT count(*) FROM mark_column) + (SELECT count(*) FROM mark_event)";
    Ok(connection
        .query_row(sql, [], |row| row.get::<_, u32>(0))?
        .into())
}

fn packing(error: &std::io::Error) -> Error {
    Error::Damaged(format!("the back-up of marks: {error}"))
}

#[cfg(test)]
mod tests;

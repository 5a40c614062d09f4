//! Whether a database file is whole, looked at before it is opened for use.

use crate::connection::connect;
use crate::guard::{Guard, beside};
use crate::seal::{self, Seal};
use crate::{DbKey, Error, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::io::Read;
use std::path::Path;

/// A file up to this size is read through at every start, which takes a moment; a larger one only
/// when it is asked for.
const READ_AT_START: u64 = 32 << 20;
/// How an unencrypted database begins.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// How thoroughly to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As at every start.
    Brief,
    /// At every page, whatever the size.
    Whole,
}

/// What a look at the file has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// There is none yet.
    Missing,
    /// Nothing is wrong with it.
    Sound,
    /// The key is right and the file is not: what is wrong, in words.
    Damaged(String),
}

/// Looks at the file. Changes nothing but that what stands in its log is moved into it, as every
/// opening does.
///
/// # Errors
/// [`Error::OtherKey`], [`Error::WrongKey`] and [`Error::Foreign`] where the file is not, or may not
/// be, this key's: none of these is damage. [`Error::Io`] where it cannot be read.
pub fn examine(path: &Path, key: &DbKey, look: Look) -> Result<Condition> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let sealed = seal::look(path, key);
    let size = match std::fs::metadata(path) {
        Ok(meta) => meta.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Condition::Missing);
        }
        Err(error) => return Err(io(error)),
    };
    let has_log = std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    if size == 0 && !has_log {
        return Ok(match sealed {
            Seal::Fits => Condition::Damaged("it is empty".to_owned()),
            _ => Condition::Missing,
        });
    }
    let mut head = Vec::new();
    let file = std::fs::File::open(path).map_err(io)?;
    file.take(16).read_to_end(&mut head).map_err(io)?;
    if head == PLAIN && sealed != Seal::Fits {
        return Err(Error::Foreign(path.to_owned()));
    }
    let _guard = Guard::shared(path)?;
    let connection = match connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(connection) => connection,
        Err(Error::WrongKey(path)) => {
            return match sealed {
                Seal::Fits => Ok(damaged("its beginning cannot be read")),
                Seal::Differs => Err(Error::OtherKey(path)),
                Seal::Missing => Err(Error::WrongKey(path)),
            };
        }
        Err(error) => return as_damage(error),
    };
    read_through(path, &connection, look).or_else(as_damage)
}

fn read_through(path: &Path, connection: &Connection, look: Look) -> Result<Condition> {
    // Pages whose newest state stands in the log may be half written in the file.
    let is_busy = number(connection, "PRAGMA wal_checkpoint(TRUNCATE)")? != 0;
    let pages = number(connection, "PRAGMA page_count")?;
    let expected = pages.saturating_mul(number(connection, "PRAGMA page_size")?);
    let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
    if is_busy {
        return Ok(Condition::Sound);
    }
    if size < expected {
        let what = format!("{size} of {expected} bytes are left of it");
        return Ok(Condition::Damaged(what));
    }
    if look == Look::Brief && size > READ_AT_START {
        return Ok(Condition::Sound);
    }
    let mut statement = connection.prepare("PRAGMA cipher_integrity_check")?;
    let mut faults = statement.query_map([], |row| row.get::<_, String>(0))?;
    if let Some(fault) = faults.next() {
        return Ok(Condition::Damaged(fault?));
    }
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(match found.as_str() {
        "ok" => Condition::Sound,
        fault => damaged(fault),
    })
}

/// SQLCipher answers the one or the other pragma with a text.
fn number(connection: &Connection, sql: &str) -> Result<u64> {
    let value: Value = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(match value {
        Value::Integer(number) => number.unsigned_abs(),
        Value::Text(text) => text.parse().unwrap_or(0),
        _ => 0,
    })
}

/// An error that says that the file is damaged.
fn as_damage(error: Error) -> Result<Condition> {
    match error {
        Error::Corrupt(what) => Ok(Condition::Damaged(what)),
        other => Err(other),
    }
}

fn damaged(what: &str) -> Condition {
    Condition::Damaged(what.to_owned())
}

/// Whether SQLite or SQLCipher says by this code that what it read is not what was written.
pub(crate) fn is_damage(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
}

#[cfg(test)]
mod tests;

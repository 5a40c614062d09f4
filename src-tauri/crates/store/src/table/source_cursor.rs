//! How far each feed has been read and committed.

use crate::{Connection, Result, Tx};
use domain::UnixMs;
use rusqlite::{OptionalExtension, params};

/// Moves a feed's cursor; in the same transaction as what it brought.
pub fn set(tx: &Tx<'_>, source: &str, cursor: &str, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO source_cursor (source, cursor, updated_at) VALUES (?, ?, ?)
         ON CONFLICT (source) DO UPDATE SET cursor = excluded.cursor, updated_at = excluded.updated_at",
    )?
    .execute(params![source, cursor, now.0])?;
    Ok(())
}

/// A feed's cursor; `None` when nothing was read from it yet.
pub fn get(connection: &Connection, source: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT cursor FROM source_cursor WHERE source = ?")?
        .query_row([source], |row| row.get(0))
        .optional()?)
}

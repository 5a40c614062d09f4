//! The index of the recruiter's notes. Their text stands in `mark_note`.

use crate::{Connection, Result, Tx, words};
use rusqlite::{OptionalExtension, params};

/// Puts a note into the index, replacing what stood there. To be called wherever a note is written.
pub fn put(tx: &Tx<'_>, note_id: &str, text: &str) -> Result<()> {
    put_again(tx, note_id, text)
}

/// Takes a note out of the index. To be called wherever a note is removed.
pub fn remove(tx: &Tx<'_>, note_id: &str) -> Result<()> {
    if let Some(number) = number(tx, note_id)? {
        tx.prepare_cached("DELETE FROM search_note WHERE rowid = ?")?
            .execute([number])?;
        tx.prepare_cached("DELETE FROM search_note_number WHERE number = ?")?
            .execute([number])?;
    }
    Ok(())
}

/// The same as [`put`] while the facts are made anew: the index is not copied from file to file.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn put_again(connection: &Connection, note_id: &str, text: &str) -> Result<()> {
    let number = match number(connection, note_id)? {
        Some(number) => number,
        None => connection
            .prepare_cached("INSERT INTO search_note_number (note_id) VALUES (?) RETURNING number")?
            .query_row([note_id], |row| row.get(0))?,
    };
    let mut indexed = String::new();
    words::index(text, &mut indexed);
    connection
        .prepare_cached("DELETE FROM search_note WHERE rowid = ?")?
        .execute([number])?;
    connection
        .prepare_cached("INSERT INTO search_note (rowid, words) VALUES (?, ?)")?
        .execute(params![number, indexed])?;
    Ok(())
}

/// The notes that answer a query of the index, the newest first, at most so many.
pub(crate) fn matching(connection: &Connection, query: &str, most: usize) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT note_id FROM search_note_number WHERE number = search_note.rowid)
         FROM search_note WHERE search_note MATCH ? ORDER BY search_note.rowid DESC LIMIT ?",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![query, most], |row| row.get::<_, Option<String>>(0))?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?)
}

fn number(connection: &Connection, note_id: &str) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT number FROM search_note_number WHERE note_id = ?")?
        .query_row([note_id], |row| row.get(0))
        .optional()?)
}

/// Puts in again all notes that are here, after marks were taken over from another file.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn rebuild(connection: &Connection) -> Result<()> {
    let mut statement =
        connection.prepare("SELECT note_id, text FROM main.mark_note WHERE removed_at IS NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        put_again(
            connection,
            &row.get::<_, String>(0)?,
            &row.get::<_, String>(1)?,
        )?;
    }
    Ok(())
}

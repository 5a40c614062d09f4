//! Notes on candidates, pinned to a moment of a recording where they were taken while listening.

use super::person::{self as identity, PersonKey};
use crate::table::change::{self, Topic};
use crate::table::search_note;
use crate::{Connection, Error, Result, Tx};
use domain::UnixMs;
use rusqlite::{OptionalExtension, Row, params};

/// A note is no longer than this, in characters.
pub const LONGEST: usize = 20_000;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Names it.
    pub note_id: String,
    /// The interview it is pinned to.
    pub interview_id: Option<String>,
    /// The moment of the recording it is pinned to, in milliseconds.
    pub at_ms: Option<i64>,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: UnixMs,
    /// When it was changed last.
    pub edited_at: Option<UnixMs>,
}

/// What a note is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteText {
    /// The interview to pin it to.
    pub interview_id: Option<String>,
    /// The moment to pin it to, in milliseconds.
    pub at_ms: Option<i64>,
    /// What it says.
    pub text: String,
}

/// Writes a new note.
///
/// # Errors
/// [`Error::Unfit`] when it says nothing, or too much.
pub fn add(tx: &Tx<'_>, who: &PersonKey, says: &NoteText, now: UnixMs) -> Result<Note> {
    check(says)?;
    let note_id = super::new_id();
    tx.prepare_cached(
        "INSERT INTO mark_note (note_id, person, interview_id, at_ms, text, created_at, set_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?
    .execute(params![
        note_id,
        who.as_str(),
        says.interview_id,
        says.at_ms,
        says.text,
        now.0
    ])?;
    search_note::put(tx, &note_id, &says.text)?;
    tell(tx, who)?;
    find(tx, &note_id)?.ok_or_else(|| Error::Damaged("a note that was just written".to_owned()))
}

/// Changes a note, or brings it back after it was removed; `None` when there never was one.
///
/// # Errors
/// As [`add`].
pub fn change(
    tx: &Tx<'_>,
    note_id: &str,
    who: &PersonKey,
    says: &NoteText,
    now: UnixMs,
) -> Result<Option<Note>> {
    check(says)?;
    // Brought back it is what it was: only a change of one that stands is an edit.
    tx.prepare_cached(
        "UPDATE mark_note SET edited_at = iif(removed_at IS NULL, ?6, edited_at), removed_at = NULL,
             person = ?2, interview_id = ?3, at_ms = ?4, text = ?5, set_at = max(?6, set_at + 1)
         WHERE note_id = ?1 AND (removed_at IS NOT NULL OR text <> ?5 OR interview_id IS NOT ?3
             OR at_ms IS NOT ?4 OR person <> ?2)",
    )?
    .execute(params![
        note_id,
        who.as_str(),
        says.interview_id,
        says.at_ms,
        says.text,
        now.0
    ])?;
    tell(tx, who)?;
    let note = find(tx, note_id)?;
    if let Some(note) = &note {
        search_note::put(tx, note_id, &note.text)?;
    }
    Ok(note)
}

/// Removes a note. Its text is gone; that there was one is kept, so that an older file of marks does
/// not bring it back. Answers whether it stood.
pub fn remove(tx: &Tx<'_>, note_id: &str, now: UnixMs) -> Result<bool> {
    let person: Option<String> = tx
        .prepare_cached(
            "UPDATE mark_note SET text = '', removed_at = ?2, set_at = max(?2, set_at + 1)
             WHERE note_id = ?1 AND removed_at IS NULL RETURNING person",
        )?
        .query_row(params![note_id, now.0], |row| row.get(0))
        .optional()?;
    search_note::remove(tx, note_id)?;
    if let Some(who) = person.as_deref().and_then(PersonKey::parse) {
        tell(tx, &who)?;
    }
    Ok(person.is_some())
}

/// The notes on a person, the oldest first.
pub fn list(connection: &Connection, who: &PersonKey) -> Result<Vec<Note>> {
    let mut statement = connection.prepare_cached(
        "SELECT note_id, interview_id, at_ms, text, created_at, edited_at FROM mark_note
         WHERE person = ? AND removed_at IS NULL ORDER BY created_at, note_id",
    )?;
    let rows = statement.query_map([who.as_str()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn find(connection: &Connection, note_id: &str) -> Result<Option<Note>> {
    Ok(connection
        .prepare_cached(
            "SELECT note_id, interview_id, at_ms, text, created_at, edited_at FROM mark_note
             WHERE note_id = ? AND removed_at IS NULL",
        )?
        .query_row([note_id], read)
        .optional()?)
}

fn check(says: &NoteText) -> Result<()> {
    if says.text.trim().is_empty() {
        return Err(Error::Unfit("A note needs some text.".to_owned()));
    }
    if says.text.chars().count() > LONGEST {
        return Err(Error::Unfit(
            "A note may have up to 20,000 characters; this one is longer.".to_owned(),
        ));
    }
    Ok(())
}

fn tell(tx: &Tx<'_>, who: &PersonKey) -> Result<()> {
    match identity::candidate(tx, who)? {
        Some(candidate) => change::record(tx, Topic::Mark, &candidate.to_string()),
        None => Ok(()),
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        note_id: row.get(0)?,
        interview_id: row.get(1)?,
        at_ms: row.get(2)?,
        text: row.get(3)?,
        created_at: UnixMs(row.get(4)?),
        edited_at: row.get::<_, Option<i64>>(5)?.map(UnixMs),
    })
}

#[cfg(test)]
mod tests;

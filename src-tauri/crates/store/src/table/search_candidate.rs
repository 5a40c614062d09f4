//! Which words a candidate's name and address are made of, to find by the beginnings of words.

use crate::{Connection, Result, words};
use domain::CandidateId;
use rusqlite::params;

/// Puts a candidate into the index, replacing what stood there.
pub(crate) fn put(connection: &Connection, candidate: CandidateId, text: &str) -> Result<()> {
    remove(connection, candidate)?;
    add(connection, candidate, text)
}

/// Puts a candidate into the index who is not in it.
pub(crate) fn add(connection: &Connection, candidate: CandidateId, text: &str) -> Result<()> {
    let mut indexed = String::new();
    words::index(text, &mut indexed);
    connection
        .prepare_cached("INSERT INTO search_candidate (rowid, words) VALUES (?, ?)")?
        .execute(params![candidate.0, indexed])?;
    Ok(())
}

/// Takes a candidate out of the index.
pub(crate) fn remove(connection: &Connection, candidate: CandidateId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM search_candidate WHERE rowid = ?")?
        .execute([candidate.0])?;
    Ok(())
}

/// What to ask the index: each word of `text` as the beginning of a word. `None` when there is no word
/// in it.
pub(crate) fn beginnings(text: &str) -> Option<String> {
    let units = words::units(text);
    let asked: Vec<String> = units
        .chunk_by(|_, next| next.follows)
        .flat_map(|word| words::asked(word, true))
        .collect();
    (!asked.is_empty()).then(|| asked.join(" "))
}

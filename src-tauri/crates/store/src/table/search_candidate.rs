//! Which words a candidate's name and address are made of, to find by the beginnings of words.

use crate::{Connection, Result};
use domain::CandidateId;
use rusqlite::{OptionalExtension, params};

/// Puts a candidate into the index, replacing what stood there.
pub(crate) fn put(connection: &Connection, candidate: CandidateId, words: &str) -> Result<()> {
    remove(connection, candidate)?;
    add(connection, candidate, words)
}

/// Puts a candidate into the index who is not in it.
pub(crate) fn add(connection: &Connection, candidate: CandidateId, words: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO search_candidate (rowid, words) VALUES (?, ?)")?
        .execute(params![candidate.0, words])?;
    Ok(())
}

/// Takes a candidate out of the index.
pub(crate) fn remove(connection: &Connection, candidate: CandidateId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM search_candidate WHERE rowid = ?")?
        .execute([candidate.0])?;
    Ok(())
}

/// What to ask the index: each word of `text` as the beginning of a word, in quotes, so that nothing is
/// taken for FTS5's query language. `None` when there is no word in it.
pub(crate) fn beginnings(connection: &Connection, text: &str) -> Result<Option<String>> {
    // The index keeps no places, so it refuses what is one word here and two words there; then words
    // end at every sign that is not surely part of one.
    for is_of_word in [may_be_of_word, is_surely_of_word] {
        let words: Vec<String> = text
            .split(|sign| !is_of_word(sign))
            .filter(|word| !word.is_empty())
            .map(|word| format!("\"{word}\"*"))
            .collect();
        let query = words.join(" ");
        if !query.is_empty() && is_understood(connection, &query)? {
            return Ok(Some(query));
        }
    }
    Ok(None)
}

fn is_understood(connection: &Connection, query: &str) -> Result<bool> {
    let first = connection
        .prepare_cached(
            "SELECT rowid FROM search_candidate WHERE search_candidate MATCH ? LIMIT 1",
        )?
        .query_row([query], |row| row.get::<_, i64>(0))
        .optional();
    match first {
        Err(error)
            if error
                .to_string()
                .contains("phrase queries are not supported") =>
        {
            Ok(false)
        }
        first => Ok(first.map(|_| true)?),
    }
}

fn may_be_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || !(sign.is_ascii() || sign.is_whitespace() || sign.is_control())
}

fn is_surely_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '\u{300}'..='\u{36f}')
}

//! Candidates: people with an address, and anonymous interviews that stand for themselves.

use crate::table::change::{self, Topic};
use crate::table::person;
use crate::{Connection, Result, Tx};
use domain::{CandidateId, CandidateKey, UnixMs};
use rusqlite::{OptionalExtension, params};

/// One candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The row.
    pub id: CandidateId,
    /// The normalised address; `None` for an anonymous interview.
    pub email: Option<String>,
    /// The newest name that Ribbon told.
    pub name: Option<String>,
}

/// The candidate of `key`, made if need be; a new name is taken over and the old one kept in the
/// history.
pub fn ensure(
    tx: &Tx<'_>,
    key: &CandidateKey,
    name: Option<&str>,
    now: UnixMs,
) -> Result<CandidateId> {
    let (email, anonymous) = match key {
        CandidateKey::Email(email) => (Some(email.as_str()), None),
        CandidateKey::Anonymous(interview) => (None, Some(interview.as_str())),
    };
    let (id, known) = match find(tx, key)? {
        Some(candidate) => (candidate.id, candidate.name),
        None => {
            tx.prepare_cached(
                "INSERT INTO candidate (email, anonymous_interview, first_seen_at)
                 VALUES (?, ?, ?)",
            )?
            .execute(params![email, anonymous, now.0])?;
            (CandidateId(tx.last_insert_rowid()), None)
        }
    };
    if let Some(name) = name.filter(|name| known.as_deref() != Some(name)) {
        rename(tx, id, name, now)?;
    }
    Ok(id)
}

fn rename(tx: &Tx<'_>, id: CandidateId, name: &str, now: UnixMs) -> Result<()> {
    tx.prepare_cached("UPDATE candidate SET name = ? WHERE id = ?")?
        .execute(params![name, id.0])?;
    tx.prepare_cached(
        "INSERT INTO candidate_name (candidate_id, name, first_seen_at) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![id.0, name, now.0])?;
    change::record(tx, Topic::Candidate, &id.to_string())
}

/// Removes a candidate that no interview points to any more (an anonymous interview whose person
/// became known). Answers whether it was removed.
pub fn remove_if_orphan(tx: &Tx<'_>, id: CandidateId) -> Result<bool> {
    let still_needed: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM interview WHERE candidate_id = ?1)
                 OR EXISTS (SELECT 1 FROM transition WHERE candidate_id = ?1)
                 OR EXISTS (SELECT 1 FROM event WHERE candidate_id = ?1)",
        )?
        .query_row([id.0], |row| row.get(0))?;
    if still_needed {
        return Ok(false);
    }
    tx.prepare_cached("DELETE FROM standing WHERE candidate_id = ?")?
        .execute([id.0])?;
    person::remove(tx, id)?;
    tx.prepare_cached("DELETE FROM candidate WHERE id = ?")?
        .execute([id.0])?;
    change::record(tx, Topic::Candidate, &id.to_string())?;
    Ok(true)
}

/// The candidate of `key`.
pub fn find(connection: &Connection, key: &CandidateKey) -> Result<Option<Candidate>> {
    let (sql, value) = match key {
        CandidateKey::Email(email) => (
            "SELECT id, email, name FROM candidate WHERE email = ?",
            email.as_str(),
        ),
        CandidateKey::Anonymous(interview) => (
            "SELECT id, email, name FROM candidate WHERE anonymous_interview = ?",
            interview.as_str(),
        ),
    };
    Ok(connection
        .prepare_cached(sql)?
        .query_row([value], read)
        .optional()?)
}

/// The candidate with this id.
pub fn get(connection: &Connection, id: CandidateId) -> Result<Option<Candidate>> {
    Ok(connection
        .prepare_cached("SELECT id, email, name FROM candidate WHERE id = ?")?
        .query_row([id.0], read)
        .optional()?)
}

/// Every name a candidate ever had, newest first.
pub fn names(connection: &Connection, id: CandidateId) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT name FROM candidate_name WHERE candidate_id = ? ORDER BY first_seen_at DESC, name",
    )?;
    let rows = statement.query_map([id.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many candidates there are.
pub fn count(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("SELECT count(*) FROM candidate", [], |row| row.get(0))?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        id: CandidateId(row.get(0)?),
        email: row.get(1)?,
        name: row.get(2)?,
    })
}

#[cfg(test)]
mod tests;

//! The table of everyone: a row a candidate, derived from the facts and the marks in the transaction
//! that changes them, so that each order of it is a walk along an index.

use crate::table::mark::person::{self as identity, PersonKey};
use crate::table::pipeline::STATUS_PREFIX;
use crate::table::search_candidate::Candidate;
use crate::{Connection, Result, Tx};
use domain::CandidateId;
use rusqlite::{OptionalExtension, Row, params};
use unicode_normalization::UnicodeNormalization;

/// A row as it follows from the facts.
#[derive(Clone, Debug, PartialEq)]
struct PersonRow {
    name_key: Option<String>,
    flow_id: String,
    column_key: String,
    average: Option<f64>,
    interviews: u32,
    flows: u32,
    has_gap: bool,
    has_video: bool,
    first_seen_at: i64,
    last_seen_at: i64,
    starred: bool,
    reviewed: bool,
    interviewed_at: Option<i64>,
    scores: Option<String>,
    gone: u32,
}

impl PersonRow {
    fn status(&self) -> Option<&str> {
        self.column_key.strip_prefix(STATUS_PREFIX)
    }
}

/// Derives a candidate's row anew, after something of theirs changed. Marks that were waiting for them,
/// or that were on an interview of theirs while it was anonymous, become theirs.
pub(crate) fn refresh(tx: &Tx<'_>, candidate: CandidateId) -> Result<()> {
    if let Some(found) = renew(tx, candidate)? {
        tx.index(found);
    }
    Ok(())
}

/// Whether nobody has a row.
pub(crate) fn is_empty(connection: &Connection) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM person_row)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Derives all rows anew: for a cache that had none, and for one whose facts were made again.
pub(crate) fn refresh_all(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT id FROM candidate")?;
    let ids = statement.query_map([], |row| row.get(0).map(CandidateId))?;
    let mut all = Vec::new();
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        all.extend(renew(connection, id)?);
    }
    all.iter().try_for_each(|found| found.put(connection))
}

/// Removes the row of a candidate who is gone.
pub(crate) fn remove(tx: &Tx<'_>, candidate: CandidateId) -> Result<()> {
    tx.index(take_out(tx, candidate)?);
    Ok(())
}

/// Derives a row anew; answers by which words the candidate is found now, where that is another thing.
fn renew(connection: &Connection, candidate: CandidateId) -> Result<Option<Candidate>> {
    follow(connection, candidate)?;
    let derived = derive(connection, candidate)?;
    match (derived, find(connection, candidate)?) {
        (None, None) => Ok(None),
        (None, Some(_)) => take_out(connection, candidate).map(Some),
        (Some((row, words)), None) => {
            add(connection, candidate, &row)?;
            Ok(Some(Candidate::of(candidate, &words)))
        }
        (Some((row, words)), Some(was)) => {
            change(connection, candidate, &row, &was)?;
            let is_renamed = row.name_key != was.name_key;
            Ok(is_renamed.then(|| Candidate::of(candidate, &words)))
        }
    }
}

fn take_out(connection: &Connection, candidate: CandidateId) -> Result<Candidate> {
    for sql in [
        "DELETE FROM person_row WHERE candidate_id = ?",
        "DELETE FROM person_tag WHERE candidate_id = ?",
    ] {
        connection.prepare_cached(sql)?.execute([candidate.0])?;
    }
    Ok(Candidate::gone(candidate))
}

/// By what names are sorted and compared: without regard to case and accents.
pub fn folded(text: &str) -> String {
    text.trim()
        .nfd()
        .filter(|sign| !matches!(sign, '\u{300}'..='\u{36f}'))
        .flat_map(char::to_lowercase)
        .collect()
}

fn follow(connection: &Connection, candidate: CandidateId) -> Result<()> {
    // Hardly ever is there any; without a look there would be three searches for each webhook.
    if !identity::any_anonymous(connection)? {
        return Ok(());
    }
    let Some(to) = identity::of(connection, candidate)?.filter(|it| !it.is_anonymous()) else {
        return Ok(());
    };
    let mut statement =
        connection.prepare_cached("SELECT interview_id FROM interview WHERE candidate_id = ?")?;
    let ids = statement.query_map([candidate.0], |row| row.get::<_, String>(0))?;
    let mut is_theirs = false;
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        is_theirs |= identity::follow(connection, &PersonKey::anonymous(&id), &to)?;
    }
    match is_theirs {
        true => tags(connection, candidate),
        false => Ok(()),
    }
}

fn derive(connection: &Connection, candidate: CandidateId) -> Result<Option<(PersonRow, String)>> {
    Ok(connection
        .prepare_cached(include_str!("person/derive.sql"))?
        .query_row([candidate.0], |row| {
            let name: Option<String> = row.get(0)?;
            let email: Option<String> = row.get(1)?;
            let words = [name.as_deref(), email.as_deref()];
            let words: Vec<&str> = words.into_iter().flatten().collect();
            let key = name.as_deref().or(email.as_deref()).map(folded);
            Ok((read(row, key)?, words.join("\n")))
        })
        .optional()?)
}

fn find(connection: &Connection, candidate: CandidateId) -> Result<Option<PersonRow>> {
    Ok(connection
        .prepare_cached(
            "SELECT name_key, NULL, flow_id, column_key, average, interviews, flows, has_gap,
                 has_video, first_seen_at, last_seen_at, starred, reviewed, interviewed_at, scores,
                 gone
             FROM person_row WHERE candidate_id = ?",
        )?
        .query_row([candidate.0], |row| read(row, row.get(0)?))
        .optional()?)
}

fn read(row: &Row<'_>, name_key: Option<String>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        name_key,
        flow_id: row.get(2)?,
        column_key: row.get(3)?,
        average: row.get(4)?,
        interviews: row.get(5)?,
        flows: row.get(6)?,
        has_gap: row.get(7)?,
        has_video: row.get(8)?,
        first_seen_at: row.get(9)?,
        last_seen_at: row.get(10)?,
        starred: row.get(11)?,
        reviewed: row.get(12)?,
        interviewed_at: row.get(13)?,
        scores: row.get(14)?,
        gone: row.get(15)?,
    })
}

fn add(connection: &Connection, candidate: CandidateId, row: &PersonRow) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO person_row (candidate_id, name_key, flow_id, column_key, status, average,
                 interviews, flows, has_gap, has_video, first_seen_at, last_seen_at, starred, reviewed,
                 interviewed_at, scores, gone)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            candidate.0,
            row.name_key,
            row.flow_id,
            row.column_key,
            row.status(),
            row.average,
            row.interviews,
            row.flows,
            row.has_gap,
            row.has_video,
            row.first_seen_at,
            row.last_seen_at,
            row.starred,
            row.reviewed,
            row.interviewed_at,
            row.scores,
            row.gone,
        ])?;
    tags(connection, candidate)
}

/// Writes what differs and nothing else: SQLite writes an index anew for each column that a statement
/// sets, whether or not its value is another one.
fn change(
    connection: &Connection,
    candidate: CandidateId,
    row: &PersonRow,
    was: &PersonRow,
) -> Result<()> {
    macro_rules! set {
        ($column:ident, $value:expr, $before:expr) => {
            if $value != $before {
                connection
                    .prepare_cached(concat!(
                        "UPDATE person_row SET ",
                        stringify!($column),
                        " = ? WHERE candidate_id = ?"
                    ))?
                    .execute(params![$value, candidate.0])?;
            }
        };
    }
    set!(name_key, row.name_key, was.name_key);
    set!(status, row.status(), was.status());
    set!(average, row.average, was.average);
    set!(interviews, row.interviews, was.interviews);
    set!(first_seen_at, row.first_seen_at, was.first_seen_at);
    set!(last_seen_at, row.last_seen_at, was.last_seen_at);
    set!(starred, row.starred, was.starred);
    set!(reviewed, row.reviewed, was.reviewed);
    set!(interviewed_at, row.interviewed_at, was.interviewed_at);
    set!(scores, row.scores, was.scores);
    set!(gone, row.gone, was.gone);
    if unsorted(row) != unsorted(was) {
        connection
            .prepare_cached(
                "UPDATE person_row SET flow_id = ?, column_key = ?, flows = ?, has_gap = ?,
                     has_video = ? WHERE candidate_id = ?",
            )?
            .execute(params![
                row.flow_id,
                row.column_key,
                row.flows,
                row.has_gap,
                row.has_video,
                candidate.0
            ])?;
    }
    Ok(())
}

/// What stands in no index.
fn unsorted(row: &PersonRow) -> (&str, &str, u32, bool, bool) {
    let PersonRow {
        flow_id,
        column_key,
        flows,
        has_gap,
        has_video,
        ..
    } = row;
    (flow_id, column_key, *flows, *has_gap, *has_video)
}

/// Derives who has which tag for one candidate.
pub(crate) fn tags(connection: &Connection, candidate: CandidateId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM person_tag WHERE candidate_id = ?")?
        .execute([candidate.0])?;
    connection
        .prepare_cached(
            "INSERT INTO person_tag (tag, candidate_id)
             SELECT mark.tag, named.candidate_id
             FROM candidate_person AS named JOIN mark_person_tag AS mark USING (person)
             WHERE named.candidate_id = ? AND mark.given = 1",
        )?
        .execute([candidate.0])?;
    Ok(())
}

#[cfg(test)]
mod tests;

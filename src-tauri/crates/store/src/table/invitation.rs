//! Invitations: the intent before Ribbon is asked, what came of it after.
//!
//! Making an interview cannot be repeated without making a second one, and its link is told once. So
//! a row is `asked` in a transaction of its own before the request goes out. Whoever finds it `asked`
//! later, with no request under way, knows that the outcome is unknown.

use crate::json::Json;
use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::{FlowId, InterviewId, Interviewee, UnixMs};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// How it stands with an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Not asked for yet.
    Waiting,
    /// The request is on its way.
    Asked,
    /// Made; its link is here.
    Made,
    /// Ribbon said no.
    Refused,
    /// No clear answer: it may have been made or not.
    Unknown,
    /// Made, as the user found; its link cannot be had again.
    Found,
    /// Given up by the user.
    Left,
    /// Not fit to be asked for; kept so that no line of a file is lost.
    Bad,
}

const NAMES: [(Outcome, &str); 8] = [
    (Outcome::Waiting, "waiting"),
    (Outcome::Asked, "asked"),
    (Outcome::Made, "made"),
    (Outcome::Refused, "refused"),
    (Outcome::Unknown, "unknown"),
    (Outcome::Found, "found"),
    (Outcome::Left, "left"),
    (Outcome::Bad, "bad"),
];

impl Outcome {
    /// The name under which it is stored.
    pub fn as_str(self) -> &'static str {
        let named = NAMES.iter().find(|(known, _)| *known == self);
        named.map_or("", |(_, name)| name)
    }

    fn parse(text: &str) -> Self {
        let named = NAMES.iter().find(|(_, name)| *name == text);
        named.map_or(Self::Unknown, |(known, _)| *known)
    }
}

/// A person to be invited, or a line that is not fit for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// Of the file; 0 for a single invitation.
    pub line: u64,
    /// The line as it was read.
    pub cells: Vec<String>,
    /// Who.
    pub who: Interviewee,
    /// Why it is not fit to be asked for.
    pub bad: Option<String>,
}

/// One invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The row.
    pub id: i64,
    /// Its batch.
    pub batch: i64,
    /// Of the file; 0 for a single invitation.
    pub line: u64,
    /// The line as it was read.
    pub cells: Vec<String>,
    /// Who.
    pub who: Interviewee,
    /// How it stands.
    pub outcome: Outcome,
    /// Why it is refused, unknown or bad; a remark of Ribbon's.
    pub message: Option<String>,
    /// When Ribbon was asked last.
    pub asked_at: Option<UnixMs>,
    /// The interview.
    pub interview: Option<InterviewId>,
    /// The single-use link.
    pub link: Option<String>,
}

/// An invitation whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The row.
    pub id: i64,
    /// Its batch.
    pub batch: i64,
    /// Into which flow.
    pub flow: FlowId,
    /// Who.
    pub who: Interviewee,
    /// The member of the team to whom the interview is assigned.
    pub recruiter: Option<String>,
}

/// Adds the invitations of a batch.
pub fn add(tx: &Tx<'_>, batch: i64, all: &[NewInvitation], now: UnixMs) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO invitation (batch_id, line, cells, email, first_name, last_name, outcome,
             message, attempts, settled_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
    )?;
    for one in all {
        let outcome = if one.bad.is_some() {
            Outcome::Bad
        } else {
            Outcome::Waiting
        };
        statement.execute(params![
            batch,
            one.line.cast_signed(),
            serde_json::to_string(&one.cells).unwrap_or_default(),
            one.who.email,
            one.who.first_name,
            one.who.last_name,
            outcome.as_str(),
            one.bad,
            one.bad.as_ref().map(|_| now.0),
        ])?;
    }
    Ok(())
}

/// Whose turn it is: of the newest batch that runs, so that a single invitation does not wait for a
/// file of thousands.
pub fn next(connection: &Connection) -> Result<Option<Next>> {
    Ok(connection
        .prepare_cached(
            "SELECT invitation.id, batch_id, flow_id, email, first_name, last_name, recruiter_id
             FROM invitation JOIN invite_batch ON invite_batch.id = batch_id
             WHERE batch_id = (SELECT max(id) FROM invite_batch WHERE state = 'running')
                 AND outcome = 'waiting'
             ORDER BY invitation.id LIMIT 1",
        )?
        .query_row([], |row| {
            Ok(Next {
                id: row.get(0)?,
                batch: row.get(1)?,
                flow: FlowId::new(row.get::<_, String>(2)?),
                who: Interviewee {
                    email: row.get(3)?,
                    first_name: row.get(4)?,
                    last_name: row.get(5)?,
                },
                recruiter: row.get(6)?,
            })
        })
        .optional()?)
}

/// Notes that Ribbon is about to be asked. To be committed before the request goes out.
pub fn ask(tx: &Tx<'_>, id: i64, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE invitation SET outcome = 'asked', message = NULL, attempts = attempts + 1,
             asked_at = ? WHERE id = ?",
    )?
    .execute(params![now.0, id])?;
    Ok(())
}

/// Keeps what Ribbon made. A link that comes late is kept all the same.
pub fn made(
    tx: &Tx<'_>,
    id: i64,
    interview: &InterviewId,
    link: &str,
    hint: Option<&str>,
    now: UnixMs,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE invitation SET outcome = 'made', interview_id = ?2, link = ?3, message = ?4,
             settled_at = ?5 WHERE id = ?1",
    )?
    .execute(params![id, interview.as_str(), link, hint, now.0])?;
    told(tx, id)
}

/// Says how it stands otherwise, and why. What was made stays made.
pub fn settle(
    tx: &Tx<'_>,
    id: i64,
    outcome: Outcome,
    message: Option<&str>,
    now: UnixMs,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE invitation SET outcome = ?2, message = ?3, settled_at = ?4
         WHERE id = ?1 AND outcome <> 'made'",
    )?
    .execute(params![id, outcome.as_str(), message, now.0])?;
    told(tx, id)
}

/// Says that it was made after all, as `interview`.
pub fn found(tx: &Tx<'_>, id: i64, interview: Option<&InterviewId>, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE invitation SET outcome = 'found', interview_id = ?2, settled_at = ?3
         WHERE id = ?1 AND outcome = 'unknown'",
    )?
    .execute(params![id, interview.map(InterviewId::as_str), now.0])?;
    told(tx, id)
}

/// Says of every request that is under way that nobody will hear its answer; answers how many.
pub fn orphan(tx: &Tx<'_>, message: &str, now: UnixMs) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "UPDATE invitation SET outcome = 'unknown', message = ?, settled_at = ?
             WHERE outcome = 'asked'",
        )?
        .execute(params![message, now.0])?)
}

fn told(tx: &Tx<'_>, id: i64) -> Result<()> {
    let batch: Option<i64> = tx
        .prepare_cached("SELECT batch_id FROM invitation WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match batch {
        Some(batch) => change::record(tx, Topic::Invites, &batch.to_string()),
        None => Ok(()),
    }
}

const COLUMNS: &str = "id, batch_id, line, cells, email, first_name, last_name, outcome, message,
    asked_at, interview_id, link";

/// One invitation.
pub fn find(connection: &Connection, id: i64) -> Result<Option<Invitation>> {
    let sql = format!("SELECT {COLUMNS} FROM invitation WHERE id = ?");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], read).optional()?)
}

/// A slice of a batch in the file's order; of one outcome, or of all.
pub fn list(
    connection: &Connection,
    batch: i64,
    only: Option<Outcome>,
    offset: u32,
    limit: u32,
) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitation
         WHERE batch_id = ? AND (?2 IS NULL OR outcome = ?2) ORDER BY id LIMIT ? OFFSET ?"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let only = only.map(Outcome::as_str);
    let rows = statement.query_map(params![batch, only, limit, offset], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many invitations of a batch stand how.
pub fn counts(connection: &Connection, batch: i64) -> Result<BTreeMap<Outcome, u32>> {
    let mut statement = connection.prepare_cached(
        "SELECT outcome, count(*) FROM invitation WHERE batch_id = ? GROUP BY outcome",
    )?;
    let rows = statement.query_map([batch], |row| {
        Ok((Outcome::parse(&row.get::<_, String>(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether this address, in lower case, was invited into this flow from here, or may have been.
pub fn is_invited(connection: &Connection, flow: &FlowId, email: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM invitation JOIN invite_batch ON invite_batch.id = batch_id
             WHERE email IS NOT NULL AND lower(email) = ? AND flow_id = ?
                 AND outcome IN ('waiting', 'asked', 'made', 'unknown', 'found'))",
        )?
        .query_row([email, flow.as_str()], |row| row.get(0))?)
}

/// An interview that may be what came of an invitation without a clear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The interview.
    pub interview: InterviewId,
    /// When it was first seen here.
    pub first_seen_at: UnixMs,
    /// The address, where Ribbon tells it; for interviews that were not held yet it does not.
    pub email: Option<String>,
}

/// Interviews of the same flow that were seen first after Ribbon was asked, that no invitation of
/// ours is known to have made, and that are the same person's or nobody's as far as Ribbon tells.
pub fn traces(connection: &Connection, id: i64) -> Result<Vec<Trace>> {
    let mut statement = connection.prepare_cached(
        "SELECT interview.interview_id, first_seen_at, interview.email
         FROM invitation JOIN invite_batch ON invite_batch.id = batch_id
         JOIN interview ON interview.flow_id = invite_batch.flow_id
             AND interview.status = 'incomplete'
         WHERE invitation.id = ? AND first_seen_at >= asked_at
             AND (interview.email IS NULL OR lower(interview.email) = lower(invitation.email))
             AND NOT EXISTS (SELECT 1 FROM invitation AS other
                 WHERE other.interview_id = interview.interview_id)
         ORDER BY interview.email IS NULL, interview.num LIMIT 20",
    )?;
    let rows = statement.query_map([id], |row| {
        Ok(Trace {
            interview: InterviewId::new(row.get::<_, String>(0)?),
            first_seen_at: UnixMs(row.get(1)?),
            email: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    let Json(cells) = row.get(3)?;
    Ok(Invitation {
        id: row.get(0)?,
        batch: row.get(1)?,
        line: row.get::<_, i64>(2)?.cast_unsigned(),
        cells,
        who: Interviewee {
            email: row.get(4)?,
            first_name: row.get(5)?,
            last_name: row.get(6)?,
        },
        outcome: Outcome::parse(&row.get::<_, String>(7)?),
        message: row.get(8)?,
        asked_at: row.get::<_, Option<i64>>(9)?.map(UnixMs),
        interview: row.get::<_, Option<String>>(10)?.map(InterviewId::new),
        link: row.get(11)?,
    })
}

#[cfg(test)]
mod tests;

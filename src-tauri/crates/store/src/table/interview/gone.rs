//! Interviews that Ribbon no longer has: kept, and marked.

use super::Known;
use crate::table::change::{self, Topic};
use crate::{Connection, Error, Result, Tx};
use domain::{CandidateId, FlowId, InterviewId, UnixMs};
use rusqlite::params;

/// So many sweeps in a row that lack an interview say that Ribbon no longer has it.
const SWEEPS: u32 = 2;

/// What a sweep did not list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Lacking for the first time: Ribbon is asked for each of them.
    pub doubtful: Vec<InterviewId>,
    /// Lacking again: they count as gone now. Whose each is, and in which flow.
    pub gone: Vec<(CandidateId, FlowId)>,
}

/// Takes note of the interviews that a list held which was read from end to end. `known_until` is the
/// newest row when the reading began: what came since is not expected in it.
pub fn lacked(
    tx: &Tx<'_>,
    status: &str,
    listed: &[InterviewId],
    known_until: i64,
    now: UnixMs,
) -> Result<Lacking> {
    let listed = serde_json::to_string(listed)
        .map_err(|error| Error::Damaged(format!("a list of ids: {error}")))?;
    tx.prepare_cached(
        "UPDATE interview SET missed = 0 WHERE missed > 0 AND gone_at IS NULL
             AND interview_id IN (SELECT value FROM json_each(?))",
    )?
    .execute([&listed])?;
    let mut statement = tx.prepare_cached(
        "UPDATE interview SET missed = missed + 1
         WHERE status = ?1 AND detailed = 1 AND gone_at IS NULL AND num <= ?2
             AND interview_id NOT IN (SELECT value FROM json_each(?3))
         RETURNING num, interview_id, missed",
    )?;
    let rows = statement.query_map(params![status, known_until, listed], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
    })?;
    let rows: Vec<(i64, String, u32)> = rows.collect::<Result<_, _>>()?;
    let mut lacking = Lacking::default();
    for (num, id, missed) in rows {
        match missed >= SWEEPS {
            true => lacking.gone.extend(mark(tx, num, now)?),
            false => lacking.doubtful.push(InterviewId::new(id)),
        }
    }
    Ok(lacking)
}

/// Marks an interview as one that Ribbon no longer has. Answers whose it is and in which flow, unless
/// it is not known or was marked before.
pub fn mark_gone(
    tx: &Tx<'_>,
    id: &InterviewId,
    now: UnixMs,
) -> Result<Option<(CandidateId, FlowId)>> {
    match super::find(tx, id)? {
        Some(known) if !known.is_gone => mark(tx, known.num, now),
        _ => Ok(None),
    }
}

fn mark(tx: &Tx<'_>, num: i64, now: UnixMs) -> Result<Option<(CandidateId, FlowId)>> {
    let (id, candidate, flow): (String, i64, String) = tx
        .prepare_cached(
            "UPDATE interview SET gone_at = ? WHERE num = ? RETURNING interview_id, candidate_id, flow_id",
        )?
        .query_row(params![now.0, num], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    change::record(tx, Topic::Interview, &id)?;
    Ok(Some((CandidateId(candidate), FlowId::new(flow))))
}

/// Ribbon has it after all: it is no longer marked.
pub fn found_again(tx: &Tx<'_>, known: &Known, id: &InterviewId) -> Result<()> {
    tx.prepare_cached("UPDATE interview SET missed = 0, gone_at = NULL WHERE num = ?")?
        .execute([known.num])?;
    change::record(tx, Topic::Interview, id.as_str())
}

/// How many interviews Ribbon no longer has.
pub fn count_gone(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT coalesce(sum(n), 0) FROM interview_sum WHERE kind = 'gone'")?
        .query_row([], |row| row.get(0))?)
}

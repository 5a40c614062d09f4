//! Where each candidate stands in each flow, derived so that a board is one index scan.

use crate::table::change::{self, Topic};
use crate::table::person;
use crate::{Result, Tx};
use domain::{CandidateId, FlowId, Status};
use rusqlite::params;

/// The column of those who are invited and were not interviewed yet.
pub const INVITED: &str = "invited";
/// The column of those who were interviewed and of whose status nothing has reached us.
pub const NONE: &str = "none";
/// What a status's own column begins with.
pub const STATUS_PREFIX: &str = "status:";

/// Derives where a candidate stands in a flow, after an interview or a transition of theirs.
pub fn refresh(tx: &Tx<'_>, candidate: CandidateId, flow: &FlowId) -> Result<()> {
    tx.prepare_cached(include_str!("pipeline_refresh.sql"))?
        .execute(params![candidate.0, flow.as_str()])?;
    tx.prepare_cached(
        "DELETE FROM standing WHERE flow_id = ?2 AND candidate_id = ?1 AND interviews = 0
             AND column_key = 'none'",
    )?
    .execute(params![candidate.0, flow.as_str()])?;
    person::refresh(tx, candidate)?;
    change::record(tx, Topic::Candidate, &candidate.to_string())
}

/// Remembers that a flow has this status, at the end of the order if it is new.
pub fn discover(tx: &Tx<'_>, flow: &FlowId, status: &Status) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO pipeline_column (flow_id, status, position)
         VALUES (?1, ?2, (SELECT count(*) FROM pipeline_column WHERE flow_id = ?1))
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![flow.as_str(), status.as_str()])?;
    Ok(())
}

#[cfg(test)]
mod tests;

//! Batches of invitations: all that one file, or one form, asked for.

use crate::json::Json;
use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::{FlowId, UnixMs};
use rusqlite::{OptionalExtension, Row, params};

/// What a batch is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its next invitation is asked for as soon as may be.
    Running,
    /// Nothing is asked for until the user says so.
    Stopped,
    /// Nothing is left to ask for.
    Done,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "running" => Self::Running,
            "done" => Self::Done,
            _ => Self::Stopped,
        }
    }
}

/// A batch to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewBatch<'a> {
    /// Into which flow.
    pub flow: &'a FlowId,
    /// The file's name; empty for a single invitation.
    pub file_name: &'a str,
    /// The file's column names.
    pub columns: &'a [String],
    /// The member of the team to whom the interviews are assigned.
    pub recruiter: Option<&'a str>,
}

/// A batch without its invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The row.
    pub id: i64,
    /// Into which flow.
    pub flow: FlowId,
    /// The file's name; empty for a single invitation.
    pub file_name: String,
    /// The file's column names.
    pub columns: Vec<String>,
    /// The member of the team to whom the interviews are assigned.
    pub recruiter: Option<String>,
    /// When it was made.
    pub made_at: UnixMs,
    /// What it is doing.
    pub state: State,
    /// Why it stopped by itself.
    pub why: Option<String>,
}

/// Adds a batch that runs; its invitations follow in the same transaction.
pub fn add(tx: &Tx<'_>, new: &NewBatch<'_>, now: UnixMs) -> Result<i64> {
    let columns = serde_json::to_string(new.columns).unwrap_or_default();
    tx.prepare_cached(
        "INSERT INTO invite_batch (flow_id, file_name, columns, recruiter_id, made_at, state)
         VALUES (?, ?, ?, ?, ?, 'running')",
    )?
    .execute(params![
        new.flow.as_str(),
        new.file_name,
        columns,
        new.recruiter,
        now.0
    ])?;
    let id = tx.last_insert_rowid();
    change::record(tx, Topic::Invites, &id.to_string())?;
    Ok(id)
}

/// Lets a batch run, or stops it; `why` when it was not the user who stopped it.
pub fn set_state(tx: &Tx<'_>, id: i64, state: State, why: Option<&str>) -> Result<()> {
    tx.prepare_cached("UPDATE invite_batch SET state = ?2, why = ?3 WHERE id = ?1")?
        .execute(params![id, state.as_str(), why])?;
    change::record(tx, Topic::Invites, &id.to_string())
}

/// Says that a batch is done when nothing of it waits or is under way.
pub fn close_if_done(tx: &Tx<'_>, id: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE invite_batch SET state = 'done', why = NULL WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM invitation
                 WHERE batch_id = ?1 AND outcome IN ('waiting', 'asked'))",
    )?
    .execute([id])?;
    Ok(())
}

/// Stops every batch that runs: the program that ran them is gone.
pub fn stop_all(tx: &Tx<'_>, why: &str) -> Result<()> {
    let mut statement = tx.prepare_cached("SELECT id FROM invite_batch WHERE state = 'running'")?;
    let running: Vec<i64> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    running
        .into_iter()
        .try_for_each(|id| set_state(tx, id, State::Stopped, Some(why)))
}

/// One batch.
pub fn find(connection: &Connection, id: i64) -> Result<Option<Batch>> {
    Ok(connection
        .prepare_cached(
            "SELECT id, flow_id, file_name, columns, made_at, state, why, recruiter_id
             FROM invite_batch WHERE id = ?",
        )?
        .query_row([id], read)
        .optional()?)
}

/// The newest batches, newest first.
pub fn newest(connection: &Connection, limit: u32) -> Result<Vec<Batch>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, flow_id, file_name, columns, made_at, state, why, recruiter_id
         FROM invite_batch ORDER BY id DESC LIMIT ?",
    )?;
    let rows = statement.query_map([limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Batch> {
    let Json(columns) = row.get(3)?;
    Ok(Batch {
        id: row.get(0)?,
        flow: FlowId::new(row.get::<_, String>(1)?),
        file_name: row.get(2)?,
        columns,
        made_at: UnixMs(row.get(4)?),
        state: State::parse(&row.get::<_, String>(5)?),
        why: row.get(6)?,
        recruiter: row.get(7)?,
    })
}

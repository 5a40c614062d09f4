//! Flows with their counts, and a flow's board.

use crate::table::mark::column;
use crate::table::pipeline::STATUS_PREFIX;
use crate::{Connection, Result};
use domain::{FlowStatus, UnixMs};
use rusqlite::{Row, params};

/// A flow with its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowTotals {
    /// The flow.
    pub flow_id: String,
    /// Its title; `None` while unknown.
    pub title: Option<String>,
    /// The organisation's name.
    pub org_name: String,
    /// A language tag.
    pub language: Option<String>,
    /// Whether interviews are recorded on video.
    pub is_video_enabled: bool,
    /// Candidates seen in it.
    pub candidates: u32,
    /// Completed interviews.
    pub completed: u32,
    /// Interviews not held yet.
    pub incomplete: u32,
    /// Mean of the interviews' averages.
    pub average: Option<f64>,
    /// Whether it takes interviews.
    pub status: FlowStatus,
    /// The team that it belongs to.
    pub team_id: Option<String>,
    /// That team's name; `None` while unknown.
    pub team: Option<String>,
}

/// One column of a board.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// `invited`, `none` or `status:` and the status.
    pub key: String,
    /// How many stand in it.
    pub count: u32,
    /// Mean of their averages.
    pub average: Option<f64>,
}

/// One candidate in a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Who.
    pub candidate_id: i64,
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// Average of their newest interview in this flow.
    pub average: Option<f64>,
    /// Interviews in this flow.
    pub interviews: u32,
    /// How many of these Ribbon no longer has.
    pub gone: u32,
    /// When the newest held interview in this flow took place, as far as Ribbon tells.
    pub interviewed_at: Option<UnixMs>,
    /// When that interview was first seen here.
    pub received_at: Option<UnixMs>,
    /// Since when they stand here, as seen here.
    pub since: UnixMs,
    /// Whether a change of theirs never reached us.
    pub has_gap: bool,
    /// Whether a video of theirs can be played.
    pub has_video: bool,
}

/// All flows by title, the closed and the archived ones last; or the one asked for.
pub fn flows(connection: &Connection, only: Option<&str>) -> Result<Vec<FlowTotals>> {
    let mut statement = connection.prepare_cached(include_str!("board_flows.sql"))?;
    let rows = statement.query_map([only], |row: &Row<'_>| {
        Ok(FlowTotals {
            flow_id: row.get(0)?,
            title: row.get(1)?,
            org_name: row.get(2)?,
            language: row.get(3)?,
            is_video_enabled: row.get(4)?,
            candidates: row.get(5)?,
            completed: row.get(6)?,
            incomplete: row.get(7)?,
            average: row.get(8)?,
            status: FlowStatus::parse(&row.get::<_, String>(9)?),
            team_id: row.get(10)?,
            team: row.get(11)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many of a flow's completed interviews Ribbon no longer has.
pub fn gone(connection: &Connection, flow_id: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(n), 0) FROM interview_sum
             WHERE flow_id = ? AND kind = 'gone' AND status = 'completed'",
        )?
        .query_row([flow_id], |row| row.get(0))?)
}

/// The columns of a flow: invited and none first, then each status that was discovered, in the order
/// that the user has set, and in that of their discovery; empty ones too.
pub fn columns(connection: &Connection, flow_id: &str) -> Result<Vec<Column>> {
    let mut statement = connection.prepare_cached(include_str!("board_columns.sql"))?;
    let rows = statement.query_map([flow_id], |row: &Row<'_>| {
        Ok(Column {
            key: row.get(0)?,
            count: row.get(1)?,
            average: row.get(2)?,
        })
    })?;
    let mut columns: Vec<Column> = rows.collect::<Result<_, _>>()?;
    let wanted = column::get(connection, flow_id)?;
    columns.sort_by_key(|column| {
        let is_status = column.key.starts_with(STATUS_PREFIX);
        let place = wanted.iter().position(|key| *key == column.key);
        (is_status, is_status.then(|| place.unwrap_or(wanted.len())))
    });
    Ok(columns)
}

/// Not a join: that would look up each candidate whom the offset passes over.
pub(super) const CARDS: &str = "SELECT candidate_id,
         (SELECT name FROM candidate WHERE candidate.id = candidate_id),
         (SELECT email FROM candidate WHERE candidate.id = candidate_id),
         average, interviews, since, has_gap, has_video
     FROM standing WHERE flow_id = ? AND column_key = ?
     ORDER BY since DESC, candidate_id LIMIT ? OFFSET ?";

/// A slice of a column, those who came there last first.
pub fn cards(
    connection: &Connection,
    flow_id: &str,
    column: &str,
    offset: u32,
    limit: u32,
) -> Result<Vec<Card>> {
    let mut statement = connection.prepare_cached(CARDS)?;
    let rows = statement.query_map(params![flow_id, column, limit, offset], |row| {
        let candidate_id: i64 = row.get(0)?;
        let held = held(connection, candidate_id, flow_id)?;
        Ok(Card {
            candidate_id,
            name: row.get(1)?,
            email: row.get(2)?,
            average: row.get(3)?,
            interviews: row.get(4)?,
            since: UnixMs(row.get(5)?),
            has_gap: row.get(6)?,
            has_video: row.get(7)?,
            gone: held.gone,
            interviewed_at: held.interviewed_at,
            received_at: held.received_at,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a card says of the candidate's interviews in the flow.
struct Held {
    gone: u32,
    interviewed_at: Option<UnixMs>,
    received_at: Option<UnixMs>,
}

/// Beside max() SQLite gives the other columns of the row in which the greatest is.
pub(super) const HELD: &str = "SELECT coalesce(ended_at, started_at), first_seen_at,
         (SELECT count(*) FROM interview INDEXED BY interview_by_candidate
          WHERE candidate_id = ?1 AND flow_id = ?2 AND gone_at IS NOT NULL),
         max(happened_at)
     FROM interview INDEXED BY interview_by_candidate
     WHERE candidate_id = ?1 AND flow_id = ?2 AND status <> 'incomplete'";

fn held(connection: &Connection, candidate: i64, flow: &str) -> rusqlite::Result<Held> {
    let time = |at: Option<i64>| at.map(UnixMs);
    let mut statement = connection.prepare_cached(HELD)?;
    statement.query_row(params![candidate, flow], |row| {
        Ok(Held {
            interviewed_at: time(row.get(0)?),
            received_at: time(row.get(1)?),
            gone: row.get(2)?,
        })
    })
}

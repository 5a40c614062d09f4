//! A candidate's page.

use crate::{Connection, Result};
use domain::{CandidateId, InterviewId, UnixMs};
use rusqlite::{OptionalExtension, Row};

/// One interview without what was said.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewRow {
    /// The row's number.
    pub num: i64,
    /// Its id.
    pub interview_id: String,
    /// Whose.
    pub candidate_id: CandidateId,
    /// In which flow.
    pub flow_id: String,
    /// The flow's title; `None` while unknown.
    pub flow: Option<String>,
    /// `completed`, `incomplete` or another word.
    pub status: String,
    /// Mean of the scores that were given.
    pub average: Option<f64>,
    /// Length as far as the words tell, in milliseconds.
    pub duration_ms: i64,
    /// Whether there is an audio recording.
    pub has_audio: bool,
    /// Whether there is a video recording.
    pub has_video: bool,
    /// Whether a link to Ribbon's web application was kept.
    pub has_link: bool,
    /// When it was first seen here.
    pub first_seen_at: UnixMs,
    /// When it began, as far as Ribbon tells.
    pub started_at: Option<UnixMs>,
    /// When it ended, as far as Ribbon tells.
    pub ended_at: Option<UnixMs>,
    /// Since when Ribbon no longer has it.
    pub gone_at: Option<UnixMs>,
    /// Since when Ribbon no longer has its recordings.
    pub recordings_gone_at: Option<UnixMs>,
    /// By which road.
    pub seen_by: String,
}

/// All interviews of a candidate, newest first.
pub fn interviews(connection: &Connection, candidate: CandidateId) -> Result<Vec<InterviewRow>> {
    let mut statement = connection.prepare_cached(concat!(
        include_str!("candidate_interview.sql"),
        " WHERE interview.candidate_id = ? ORDER BY interview.happened_at DESC, interview.num DESC"
    ))?;
    let rows = statement.query_map([candidate.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One interview.
pub fn interview(connection: &Connection, id: &InterviewId) -> Result<Option<InterviewRow>> {
    Ok(connection
        .prepare_cached(concat!(
            include_str!("candidate_interview.sql"),
            " WHERE interview.interview_id = ?"
        ))?
        .query_row([id.as_str()], read)
        .optional()?)
}

/// The flows in which a candidate stands, with titles; those they came to last first.
pub fn flows(
    connection: &Connection,
    candidate: CandidateId,
) -> Result<Vec<(String, Option<String>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT standing.flow_id, nullif(flow.title, '') FROM standing
         LEFT JOIN flow ON flow.flow_id = standing.flow_id
         WHERE standing.candidate_id = ? ORDER BY standing.since DESC, standing.flow_id",
    )?;
    let rows = statement.query_map([candidate.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<InterviewRow> {
    Ok(InterviewRow {
        num: row.get("num")?,
        interview_id: row.get("interview_id")?,
        candidate_id: CandidateId(row.get("candidate_id")?),
        flow_id: row.get("flow_id")?,
        flow: row.get("flow")?,
        status: row.get("status")?,
        average: row.get("average")?,
        duration_ms: row.get("duration_ms")?,
        has_audio: row.get("has_audio")?,
        has_video: row.get("has_video")?,
        has_link: row.get("has_link")?,
        first_seen_at: UnixMs(row.get("first_seen_at")?),
        started_at: row.get::<_, Option<i64>>("started_at")?.map(UnixMs),
        ended_at: row.get::<_, Option<i64>>("ended_at")?.map(UnixMs),
        gone_at: row.get::<_, Option<i64>>("gone_at")?.map(UnixMs),
        recordings_gone_at: row.get::<_, Option<i64>>("recordings_gone_at")?.map(UnixMs),
        seen_by: row.get("seen_by")?,
    })
}

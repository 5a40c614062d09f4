//! What goes from one database into another when the facts are made anew.
//!
//! Three kinds: what cannot be made again (raw deliveries, marks, settings) is taken over as it is;
//! of the facts, only what nobody could tell again (row numbers, when and by which road something
//! was first seen, notices that were shown); everything else is left to be told anew.

mod apart;
mod copy;

use crate::table::{interview, person, search, search_note};
use crate::{DbKey, Result, Store};
use apart::Apart;
use copy::{Attached, Copier};
use domain::InterviewData;
use rusqlite::Connection;
use std::path::Path;

/// Facts and what is derived from them: told again rather than taken over.
const TOLD_AGAIN: [&str; 20] = [
    "team",
    "team_member",
    "flow",
    "flow_heard",
    "candidate",
    "candidate_name",
    "interview",
    "transcript",
    "transition",
    "standing",
    "pipeline_column",
    "event",
    "media",
    "media_chunk",
    "waveform",
    "change",
    "outbox",
    "fetch_queue",
    "engine_note",
    "source_cursor",
];
/// Kept by triggers, or derived at the end.
const DERIVED: [&str; 11] = [
    "interview_sum",
    "standing_sum",
    "delivery_sum",
    "inbox_entry",
    "inbox_sum",
    "person_row",
    "person_tag",
    "person_sum",
    "person_score",
    "score_count",
    "search_note_number",
];

/// What of the facts is taken over: the table, the columns, and what to take them from.
const IDENTITY: [(&str, &str, &str); 7] = [
    (
        "candidate",
        "id, email, anonymous_interview, name, first_seen_at",
        "id, email, anonymous_interview, name, first_seen_at",
    ),
    (
        "candidate_name",
        "candidate_id, name, first_seen_at",
        "candidate_id, name, first_seen_at",
    ),
    // Not detailed: as if a webhook had told of it, so that REST's answer is taken in whole. With
    // its video, so that that is no news.
    (
        "interview",
        "num, interview_id, flow_id, candidate_id, status, video_url, detailed, first_seen_at,
         happened_at, seen_by",
        "num, interview_id, flow_id, candidate_id, status, video_url, 0, first_seen_at,
         happened_at, seen_by",
    ),
    // The transition is made anew, under another number perhaps.
    (
        "event",
        "id, key, kind, candidate_id, flow_id, interview_num, first_seen_at, backlog",
        "id, key, kind, candidate_id, flow_id, interview_num, first_seen_at, backlog",
    ),
    (
        "outbox",
        "id, event_id, due_at, shown_at, notice",
        "id, event_id, due_at, shown_at, notice",
    ),
    (
        "media",
        "id, interview_num, kind, content_type, total_bytes, complete",
        "id, interview_num, kind, content_type, total_bytes, complete",
    ),
    (
        "media_chunk",
        "media_id, idx, bytes",
        "media_id, idx, bytes",
    ),
];

/// How to deal with what cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The old file is sound: anything that cannot be read is an error.
    All,
    /// The old file is damaged: as much as can be read.
    WhatIsLeft,
}

/// What was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenOver {
    /// Webhooks as they were received.
    pub deliveries: u64,
    /// Marks: read, starred, done and their like.
    pub marks: u64,
    /// Settings, the API key and the pairing included.
    pub settings: u64,
    /// Whether some of it could not be read.
    pub incomplete: bool,
}

/// Takes over into the empty cache `new` what cannot be told again of the one at `old`.
///
/// # Errors
/// With [`Reading::All`], when something cannot be read. When `new` cannot be written; it is empty
/// then.
pub fn take_over(new: &Store, old: &Path, key: &DbKey, reading: Reading) -> Result<TakenOver> {
    match reading {
        Reading::All => new.beside(old, key, |connection| {
            let taken = copy_all(&Attached(connection), reading)?;
            connection.execute_batch(include_str!("salvage/go_on.sql"))?;
            search_note::rebuild(connection)?;
            Ok(taken)
        }),
        Reading::WhatIsLeft => new.write(|tx| {
            let apart = Apart {
                connection: tx,
                old,
                key,
            };
            let taken = copy_all(&apart, reading)?;
            search_note::rebuild(tx)?;
            Ok(taken)
        }),
    }
}

fn copy_all(copier: &impl Copier, reading: Reading) -> Result<TakenOver> {
    let mut taken = TakenOver::default();
    for (table, into, from) in IDENTITY {
        if reading == Reading::WhatIsLeft && table.starts_with("media") {
            // A recording of which a piece is missing is worth nothing; it is fetched again.
            continue;
        }
        taken.incomplete |= !copier.columns(table, into, from)?.whole;
    }
    let mut all_deliveries = false;
    for table in copier.tables()? {
        let mut skipped = TOLD_AGAIN.iter().chain(&DERIVED);
        if skipped.any(|name| *name == table) {
            continue;
        }
        let copied = copier.whole(&table)?;
        taken.incomplete |= !copied.whole;
        match table.as_str() {
            "delivery" => (taken.deliveries, all_deliveries) = (copied.rows, copied.whole),
            "setting" => taken.settings = copied.rows,
            mark if mark.starts_with("mark_") => taken.marks += copied.rows,
            _ => {}
        }
    }
    if all_deliveries {
        // Else the relay's log is read again from its oldest: what is here is recognised.
        copier.whole("source_cursor")?;
    }
    Ok(taken)
}

/// Ends what [`take_over`] began, once everything was told again: what nobody told is taken over
/// after all, and what is new since is news. Answers how many interviews only the old cache knows.
///
/// # Errors
/// When either cannot be read or written.
pub fn complete(new: &Store, old: &Path, key: &DbKey) -> Result<u64> {
    new.beside(old, key, |connection| {
        let left = left_out(connection)?;
        take_nothing_back(connection)?;
        let kept = left_out(connection)?;
        connection.execute_batch(include_str!("salvage/complete.sql"))?;
        for num in &kept {
            search::put_again(connection, *num)?;
        }
        refresh_all(connection)?;
        Ok(left.len() as u64)
    })
}

/// The interviews whose details only the old cache knows.
fn left_out(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement = connection.prepare(
        "SELECT interview.num FROM main.interview JOIN old.interview AS was USING (interview_id)
         WHERE interview.detailed = 0 AND was.detailed = 1",
    )?;
    let nums = statement.query_map([], |row| row.get(0))?;
    Ok(nums.collect::<Result<_, _>>()?)
}

/// Where Ribbon's answer lacks what was said, as if it had not told of the interview: what is known
/// stays. Scores and times that it lacks stay as well.
fn take_nothing_back(connection: &Connection) -> Result<()> {
    let silent = interview::said_print(Some(&InterviewData::default()));
    connection.execute(
        "UPDATE main.interview SET detailed = 0 FROM old.interview AS was
         WHERE was.interview_id = interview.interview_id
             AND interview.detailed = 1 AND was.detailed = 1
             AND (interview.said_print IN (0, ?1) AND was.said_print NOT IN (0, ?1)
                 OR interview.duration_ms = 0 AND was.duration_ms > 0)",
        [silent],
    )?;
    connection.execute_batch(
        "DELETE FROM main.transcript
         WHERE place >> 20 IN (SELECT num FROM main.interview WHERE detailed = 0);
         UPDATE main.interview SET scores = was.scores, average = was.average
         FROM old.interview AS was
         WHERE was.interview_id = interview.interview_id AND interview.detailed = 1
             AND coalesce(interview.scores, '[]') = '[]' AND was.scores IS NOT NULL;
         UPDATE main.interview SET started_at = was.started_at, ended_at = was.ended_at,
             happened_at = was.happened_at
         FROM old.interview AS was
         WHERE was.interview_id = interview.interview_id AND interview.detailed = 1
             AND interview.started_at IS NULL AND interview.ended_at IS NULL
             AND coalesce(was.started_at, was.ended_at) IS NOT NULL;",
    )?;
    Ok(())
}

/// Derives again where everybody stands.
fn refresh_all(connection: &Connection) -> Result<()> {
    let mut pairs = connection.prepare(
        "SELECT candidate_id, flow_id FROM main.interview
         UNION SELECT candidate_id, flow_id FROM main.transition",
    )?;
    let mut refresh = connection.prepare(include_str!("table/pipeline_refresh.sql"))?;
    let mut rows = pairs.query([])?;
    while let Some(row) = rows.next()? {
        refresh.execute((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))?;
    }
    person::refresh_all(connection)
}

#[cfg(test)]
mod tests;

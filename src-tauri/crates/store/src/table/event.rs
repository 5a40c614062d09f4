//! Everything that happened, for the inbox. Each fact is one event, whichever road brought it.

use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::notification::NoticeKind;
use domain::{CandidateId, DeliveryId, FlowId, InterviewId, TransitionId, UnixMs};
use rusqlite::{OptionalExtension, params};

/// What happened, to what.
#[derive(Clone, Debug)]
pub enum What<'a> {
    /// An interview was held and analysed: its id and row number.
    Processed(&'a InterviewId, i64),
    /// Its video is ready: its id and row number.
    Video(&'a InterviewId, i64),
    /// A status changed; the delivery that told so makes it one of its kind, since deliveries
    /// outlive a rebuild of the facts.
    Status(TransitionId, DeliveryId),
}

impl What<'_> {
    /// The name by which a fact is recognised when it comes by another road.
    fn key(&self) -> String {
        match self {
            Self::Processed(id, _) => format!("processed:{id}"),
            Self::Video(id, _) => format!("video:{id}"),
            Self::Status(_, delivery) => format!("status:{delivery}"),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Processed(..) => kind_name(NoticeKind::Processed),
            Self::Video(..) => kind_name(NoticeKind::Video),
            Self::Status(..) => kind_name(NoticeKind::Status),
        }
    }
}

/// The name under which a kind is stored.
pub fn kind_name(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Processed => "processed",
        NoticeKind::Video => "video",
        NoticeKind::Status => "status",
    }
}

/// Reads a stored kind back.
pub(crate) fn kind_of(name: &str) -> NoticeKind {
    match name {
        "video" => NoticeKind::Video,
        "status" => NoticeKind::Status,
        _ => NoticeKind::Processed,
    }
}

/// Records that something happened; `None` when it was known already.
pub fn record(
    tx: &Tx<'_>,
    what: &What<'_>,
    candidate: CandidateId,
    flow: &FlowId,
    now: UnixMs,
    backlog: bool,
) -> Result<Option<i64>> {
    let (interview, transition) = match what {
        What::Processed(_, num) | What::Video(_, num) => (Some(*num), None),
        What::Status(id, _) => (None, Some(id.0)),
    };
    let added = tx
        .prepare_cached(
            "INSERT INTO event (key, kind, candidate_id, flow_id, interview_num, transition_id,
                 first_seen_at, backlog)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        )?
        .execute(params![
            what.key(),
            what.kind(),
            candidate.0,
            flow.as_str(),
            interview,
            transition,
            now.0,
            backlog,
        ])?;
    if added == 0 {
        return Ok(None);
    }
    let id = tx.last_insert_rowid();
    change::record(tx, Topic::Inbox, &id.to_string())?;
    Ok(Some(id))
}

/// Moves the events of an interview to another candidate (an anonymous one became known).
pub fn move_to(tx: &Tx<'_>, interview_num: i64, candidate: CandidateId) -> Result<()> {
    tx.prepare_cached("UPDATE event SET candidate_id = ? WHERE interview_num = ?")?
        .execute(params![candidate.0, interview_num])?;
    Ok(())
}

/// When the status change was first seen that a delivery told of.
pub fn status_seen_at(connection: &Connection, delivery: DeliveryId) -> Result<Option<UnixMs>> {
    Ok(connection
        .prepare_cached("SELECT first_seen_at FROM event WHERE key = 'status:' || ?")?
        .query_row([delivery.0], |row| row.get(0).map(UnixMs))
        .optional()?)
}

/// How many events there are, those of the backlog included.
pub fn count(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("SELECT count(*) FROM event", [], |row| row.get(0))?)
}

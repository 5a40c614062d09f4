//! What else Ribbon is asked to do: a flow to be made or archived, recordings to be revoked. The
//! intent before, what came of it after.

use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::{FlowId, UnixMs};
use rusqlite::params;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A flow is made. Cannot be repeated without making a second one.
    MakeFlow,
    /// A flow is archived. Can be repeated.
    ArchiveFlow,
    /// An interview's recordings are revoked. Can be repeated.
    RevokeRecordings,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::MakeFlow => "make_flow",
            Self::ArchiveFlow => "archive_flow",
            Self::RevokeRecordings => "revoke_recordings",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::MakeFlow, Self::ArchiveFlow, Self::RevokeRecordings]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// Ribbon said no, or was not reached.
    Refused,
    /// No clear answer.
    Unknown,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

/// A deed without a clear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// The row.
    pub id: i64,
    /// What is to be done.
    pub kind: Kind,
    /// To what: a flow, an interview; a new flow's title.
    pub target: String,
}

/// Notes what Ribbon is about to be asked. To be committed before the request goes out.
pub fn ask(
    tx: &Tx<'_>,
    kind: Kind,
    target: &str,
    secret: Option<&str>,
    now: UnixMs,
) -> Result<i64> {
    tx.prepare_cached(
        "INSERT INTO deed (kind, target, secret, outcome, asked_at) VALUES (?, ?, ?, 'asked', ?)",
    )?
    .execute(params![kind.as_str(), target, secret, now.0])?;
    Ok(tx.last_insert_rowid())
}

/// Says what came of it; answers to what it was done.
pub fn settle(
    tx: &Tx<'_>,
    id: i64,
    outcome: Outcome,
    message: Option<&str>,
    now: UnixMs,
) -> Result<String> {
    Ok(tx
        .prepare_cached(
            "UPDATE deed SET outcome = ?2, message = ?3, settled_at = ?4 WHERE id = ?1
             RETURNING target",
        )?
        .query_row(params![id, outcome.as_str(), message, now.0], |row| {
            row.get(0)
        })?)
}

/// Forgets that a flow was archived from here: Ribbon, asked at `asked_at`, lists it with another
/// status. An answer to a question asked before the flow was archived is out of date and changes
/// nothing.
pub fn supersede(tx: &Tx<'_>, flow: &FlowId, asked_at: UnixMs) -> Result<()> {
    let count = tx
        .prepare_cached(
            "UPDATE deed SET outcome = 'superseded'
             WHERE target = ? AND kind = 'archive_flow' AND outcome = 'done' AND settled_at < ?",
        )?
        .execute(params![flow.as_str(), asked_at.0])?;
    match count {
        0 => Ok(()),
        _ => change::record(tx, Topic::Flow, flow.as_str()),
    }
}

/// Whether an earlier run of the program left anything half done: a request whose answer nobody
/// heard, a batch that ran.
pub fn any_half_done(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM deed WHERE outcome = 'asked')
                 OR EXISTS (SELECT 1 FROM invitation WHERE outcome = 'asked')
                 OR EXISTS (SELECT 1 FROM invite_batch WHERE state = 'running')",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Says of every deed that is under way that nobody will hear its answer.
pub fn orphan(tx: &Tx<'_>, message: &str, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE deed SET outcome = 'unknown', message = ?, settled_at = ? WHERE outcome = 'asked'",
    )?
    .execute(params![message, now.0])?;
    Ok(())
}

/// Says that a question is settled: the user has seen to it.
pub fn dismiss(tx: &Tx<'_>, id: i64, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE deed SET outcome = 'refused', settled_at = ? WHERE id = ? AND outcome = 'unknown'",
    )?
    .execute(params![now.0, id])?;
    change::record(tx, Topic::Flow, "")
}

/// Deeds without a clear answer, oldest first.
pub fn unclear(connection: &Connection) -> Result<Vec<Unclear>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, target FROM deed WHERE outcome = 'unknown' ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| {
        let kind = Kind::parse(&row.get::<_, String>(1)?);
        Ok((row.get(0)?, kind, row.get(2)?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        // A kind of another version of the program is none of this one's business.
        if let (id, Some(kind), target) = row? {
            all.push(Unclear { id, kind, target });
        }
    }
    Ok(all)
}

/// Whether this was done to that from here.
pub fn is_done(connection: &Connection, kind: Kind, target: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM deed WHERE target = ? AND kind = ? AND outcome = 'done')",
        )?
        .query_row([target, kind.as_str()], |row| row.get(0))?)
}

/// A new flow without a clear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnclearFlow {
    /// The row.
    pub id: i64,
    /// The title that was asked for.
    pub title: String,
    /// When.
    pub asked_at: UnixMs,
}

/// New flows of which it is not known whether they were made. One whose webhook secret stands in
/// Ribbon's list of flows was.
pub fn unclear_flows(connection: &Connection) -> Result<Vec<UnclearFlow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, target, asked_at FROM deed
         WHERE outcome = 'unknown' AND kind = 'make_flow' AND NOT EXISTS
             (SELECT 1 FROM flow WHERE webhook_secret_key = deed.secret AND deed.secret <> '')
         ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(UnclearFlow {
            id: row.get(0)?,
            title: row.get(1)?,
            asked_at: UnixMs(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::flow;
    use crate::test_support::{BACKEND, Desk, a_flow};
    use domain::FlowStatus;

    #[test]
    fn a_deed_is_unclear_until_it_is_known_what_came_of_it() {
        let desk = Desk::new();
        let asked = |kind| desk.write(|tx| ask(tx, kind, BACKEND, None, UnixMs(1)));
        let (archive, revoke) = (asked(Kind::ArchiveFlow), asked(Kind::RevokeRecordings));
        desk.write(|tx| settle(tx, archive, Outcome::Done, None, UnixMs(2)));
        assert_eq!(desk.read(unclear), [], "its answer may still come");
        assert!(desk.read(any_half_done), "one is under way");
        desk.write(|tx| orphan(tx, "ended", UnixMs(3)));
        assert!(!desk.read(any_half_done), "none is any more");
        let left: Vec<i64> = desk.read(unclear).into_iter().map(|deed| deed.id).collect();
        assert_eq!(left, [revoke], "nobody will hear its answer");
        let done = |kind| desk.read(|it| is_done(it, kind, BACKEND));
        assert!(done(Kind::ArchiveFlow), "done");
        assert!(!done(Kind::RevokeRecordings), "not known to be done");
    }

    #[test]
    fn only_a_later_look_supersedes_an_archive() {
        let desk = Desk::new();
        let id = FlowId::new(BACKEND);
        desk.write(|tx| flow::put(tx, &a_flow(BACKEND, "Backend"), UnixMs(1)));
        let archive = desk.write(|tx| ask(tx, Kind::ArchiveFlow, BACKEND, None, UnixMs(5)));
        desk.write(|tx| settle(tx, archive, Outcome::Done, None, UnixMs(6)));
        let state = || {
            desk.read(|it| flow::status(it, &id))
                .expect("the flow is known")
        };
        desk.write(|tx| supersede(tx, &id, UnixMs(6)));
        assert_eq!(
            state(),
            FlowStatus::Archived,
            "asked no later than it was archived"
        );
        desk.write(|tx| supersede(tx, &id, UnixMs(7)));
        assert_eq!(state(), FlowStatus::Open, "reopened since");
    }

    #[test]
    fn a_flow_without_a_clear_answer_is_recognised_by_its_secret() {
        let desk = Desk::new();
        desk.write(|tx| {
            ask(tx, Kind::MakeFlow, "Nurse", Some("s1"), UnixMs(1))?;
            ask(tx, Kind::MakeFlow, "Driver", None, UnixMs(1))?;
            orphan(tx, "ended", UnixMs(2))
        });
        assert_eq!(desk.read(unclear_flows).len(), 2, "neither is in the list");
        let mut told = a_flow(BACKEND, "Nurse");
        told.webhook_secret_key = Some("s1".into());
        desk.write(|tx| flow::put(tx, &told, UnixMs(2)));
        let left = desk.read(unclear_flows);
        assert_eq!(left.len(), 1, "the one with the secret was made");
        assert_eq!(left[0].title, "Driver");
        desk.write(|tx| dismiss(tx, left[0].id, UnixMs(4)));
        assert_eq!(desk.read(unclear_flows), [], "the user has seen to it");
    }
}

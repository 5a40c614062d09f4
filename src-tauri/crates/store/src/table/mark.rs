//! What the recruiter added: it can be fetched from nowhere, and names facts by what outlives them.
//! Here: read, starred, done and put off, on events.

pub mod candidate;
pub mod column;
pub mod note;
pub mod person;
pub mod tag;
pub mod view;

use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::UnixMs;
use rusqlite::params;

/// What to set on an event; `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventMark {
    /// Read (true) or unread.
    pub read: Option<bool>,
    /// Starred or not.
    pub starred: Option<bool>,
    /// Done or not.
    pub done: Option<bool>,
    /// Put off until then; a moment that has come brings it back at once.
    pub snooze_until: Option<UnixMs>,
}

/// Sets marks on the event with this row number. An event that is gone is passed over.
pub fn set_event(tx: &Tx<'_>, event_id: i64, mark: EventMark, now: UnixMs) -> Result<()> {
    // A backlog event is read from the start; "unread" on it is stored as the time 0.
    let time = |set: Option<bool>| set.map(|on| if on { now.0 } else { 0 });
    let (mut read, mut done) = (time(mark.read), time(mark.done));
    // What is put off is not done, and what is done needs no putting off.
    let snoozed = match mark.snooze_until {
        Some(until) if until > now => {
            done = Some(0);
            Some(until.0)
        }
        Some(_) => {
            read = read.or(Some(0));
            Some(0)
        }
        None => mark.done.filter(|done| *done).map(|_| 0),
    };
    let found = tx
        .prepare_cached(
            "INSERT INTO mark_event (event_key, read_at, starred_at, done_at, snoozed_until, set_at)
         SELECT key, ?2, ?3, ?4, ?5, ?6 FROM event WHERE id = ?1
         ON CONFLICT (event_key) DO UPDATE SET
             read_at = coalesce(excluded.read_at, read_at),
             starred_at = coalesce(excluded.starred_at, starred_at),
             done_at = coalesce(excluded.done_at, done_at),
             snoozed_until = coalesce(excluded.snoozed_until, snoozed_until),
             set_at = max(excluded.set_at, set_at + 1)",
        )?
        .execute(params![
            event_id,
            read,
            time(mark.starred),
            done,
            snoozed,
            now.0
        ])?;
    if found > 0 {
        change::record(tx, Topic::Inbox, &event_id.to_string())?;
    }
    Ok(())
}

/// Brings back, unread, what was put off until now. Answers how many.
pub fn wake(tx: &Tx<'_>, now: UnixMs) -> Result<usize> {
    let mut due = tx.prepare_cached(
        "SELECT event_key FROM mark_event WHERE snoozed_until > 0 AND snoozed_until <= ?",
    )?;
    let keys = due.query_map([now.0], |row| row.get::<_, String>(0))?;
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    for key in &keys {
        tx.prepare_cached(
            "UPDATE mark_event SET snoozed_until = 0, read_at = 0, done_at = 0 WHERE event_key = ?",
        )?
        .execute([key])?;
        let mut event = tx.prepare_cached("SELECT id FROM event WHERE key = ?")?;
        let mut rows = event.query([key])?;
        if let Some(row) = rows.next()? {
            change::record(tx, Topic::Inbox, &row.get::<_, i64>(0)?.to_string())?;
        }
    }
    Ok(keys.len())
}

/// When something that was put off comes back next.
pub fn next_wake(connection: &Connection) -> Result<Option<UnixMs>> {
    Ok(connection
        .prepare_cached("SELECT min(snoozed_until) FROM mark_event WHERE snoozed_until > 0")?
        .query_row([], |row| row.get::<_, Option<i64>>(0))?
        .map(UnixMs))
}

/// A name for something that the recruiter adds: nobody else's, on no computer.
fn new_id() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}

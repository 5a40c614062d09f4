//! What the recruiter added to events: read, starred, done.

use crate::table::change::{self, Topic};
use crate::{Result, Tx};
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
}

/// Sets marks on the event with this row number. An event that is gone is passed over.
pub fn set_event(tx: &Tx<'_>, event_id: i64, mark: EventMark, now: UnixMs) -> Result<()> {
    // A backlog event is read from the start; "unread" on it is stored as the time 0.
    let time = |set: Option<bool>| set.map(|on| if on { now.0 } else { 0 });
    let found = tx
        .prepare_cached(
            "INSERT INTO mark_event (event_key, read_at, starred_at, done_at)
         SELECT key, ?2, ?3, ?4 FROM event WHERE id = ?1
         ON CONFLICT (event_key) DO UPDATE SET
             read_at = coalesce(excluded.read_at, read_at),
             starred_at = coalesce(excluded.starred_at, starred_at),
             done_at = coalesce(excluded.done_at, done_at)",
        )?
        .execute(params![
            event_id,
            time(mark.read),
            time(mark.starred),
            time(mark.done)
        ])?;
    if found > 0 {
        change::record(tx, Topic::Inbox, &event_id.to_string())?;
    }
    Ok(())
}

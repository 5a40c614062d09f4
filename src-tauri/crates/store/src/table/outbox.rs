//! Notices that wait to be shown, written in the transaction that makes the fact known.

use crate::table::event;
use crate::{Connection, Result, Tx};
use domain::UnixMs;
use domain::notification::Pending;
use rusqlite::{OptionalExtension, params};

/// Queues a notice for an event, to be shown at `due` or as soon as the interview's details are
/// here. An event that is queued already stays as it is.
pub fn queue(tx: &Tx<'_>, event_id: i64, due: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO outbox (event_id, due_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
    )?
    .execute(params![event_id, due.0])?;
    Ok(())
}

/// Lets the notices of an interview be shown now, since its details are here.
pub fn hurry(tx: &Tx<'_>, interview_num: i64, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE outbox SET due_at = min(due_at, ?2) WHERE shown_at IS NULL
             AND event_id IN (SELECT id FROM event WHERE interview_num = ?1)",
    )?
    .execute(params![interview_num, now.0])?;
    Ok(())
}

/// Lets no notice wait longer than until `latest`: one that would was planned by a clock that has been
/// set back since.
pub fn no_later_than(tx: &Tx<'_>, latest: UnixMs) -> Result<()> {
    tx.prepare_cached("UPDATE outbox SET due_at = ?1 WHERE shown_at IS NULL AND due_at > ?1")?
        .execute([latest.0])?;
    Ok(())
}

/// What may be shown now, oldest first.
pub fn due(connection: &Connection, now: UnixMs) -> Result<Vec<Pending>> {
    let mut statement = connection.prepare_cached(include_str!("outbox_due.sql"))?;
    let rows = statement.query_map([now.0], |row| {
        Ok(Pending {
            id: row.get(0)?,
            kind: event::kind_of(&row.get::<_, String>(1)?),
            candidate: row.get(2)?,
            flow: row.get(3)?,
            average: row.get(4)?,
            statuses: (row.get(5)?, row.get(6)?),
            flow_id: row.get(7)?,
            due_at: UnixMs(row.get(8)?),
            is_read: row.get::<_, Option<bool>>(9)?.unwrap_or(false),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the next notice that still waits is due.
pub fn next_due(connection: &Connection) -> Result<Option<UnixMs>> {
    Ok(connection
        .prepare_cached("SELECT min(due_at) FROM outbox WHERE shown_at IS NULL")?
        .query_row([], |row| row.get::<_, Option<i64>>(0))?
        .map(UnixMs))
}

/// Records that one notice told all of `ids`, or, when `silent`, that they are not to be told.
pub fn shown(tx: &Tx<'_>, ids: &[i64], now: UnixMs, silent: bool) -> Result<()> {
    let notice = ids.first().filter(|_| !silent);
    let mut statement =
        tx.prepare_cached("UPDATE outbox SET shown_at = ?, notice = ? WHERE id = ?")?;
    for id in ids {
        statement.execute(params![now.0, notice, id])?;
    }
    Ok(())
}

/// The newest row's number; 0 when there is none.
pub fn newest(connection: &Connection) -> Result<i64> {
    Ok(
        connection.query_row("SELECT coalesce(max(id), 0) FROM outbox", [], |row| {
            row.get(0)
        })?,
    )
}

/// When notices were shown after `after`: one time a notice, groups counting once.
pub fn shown_since(connection: &Connection, after: UnixMs) -> Result<Vec<UnixMs>> {
    let mut statement = connection.prepare_cached(
        "SELECT max(shown_at) FROM outbox WHERE shown_at >= ? AND notice IS NOT NULL GROUP BY notice",
    )?;
    let rows = statement.query_map([after.0], |row| row.get(0).map(UnixMs))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many notices were shown, groups counting once: a notice bears the number of the first that
/// it tells.
pub fn count_shown(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM outbox WHERE notice = id")?
        .query_row([], |row| row.get(0))?)
}

/// To whom a queued notice leads: candidate and interview.
pub fn target(connection: &Connection, id: i64) -> Result<Option<(i64, Option<String>)>> {
    Ok(connection
        .prepare_cached(
            "SELECT event.candidate_id, interview.interview_id FROM outbox
             JOIN event ON event.id = outbox.event_id
             LEFT JOIN interview ON interview.num = event.interview_num
             WHERE outbox.id = ?",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

#[cfg(test)]
mod tests;

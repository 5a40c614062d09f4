//! Dropping events from the old end of the log.
//!
//! Only ever a prefix of the log goes, so an inbox's `oldest` says exactly what is missing. How old an
//! event is follows from the first milestone that was set after it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{log::stored_bytes, sequence};
use crate::{
    error::Result,
    store::{RelayTime, Retention},
};

/// How many events one bite of retention looks at, so that webhooks never wait long behind it.
const BITE: i64 = 500;

/// Whether [`retain`] would do anything: asked of a reader first, so that an idle relay does not
/// write.
pub(super) fn is_due(conn: &Connection, rule: &Retention, now: RelayTime) -> Result<bool> {
    let first: Option<i64> = conn
        .prepare_cached("SELECT min(seq) FROM event")?
        .query_row([], |row| row.get(0))?;
    let is_old = first
        .zip(newest_expired(conn, rule, now)?)
        .is_some_and(|(first, expired)| first <= expired);
    Ok(is_old || surplus(conn, rule)? > 0 || is_milestone_due(conn, rule, now)?)
}

/// Drops one bite from the old end of the log, and sets a milestone if it is time for one.
pub(super) fn retain(conn: &Connection, rule: &Retention, now: RelayTime) -> Result<u64> {
    if is_milestone_due(conn, rule, now)? {
        conn.prepare_cached(
            "INSERT INTO milestone (seq, at) SELECT newest, ?1 FROM meta WHERE one = 1",
        )?
        .execute([now.0])?;
    }
    let Some(cut) = cut(conn, rule, now)? else {
        return Ok(0);
    };
    conn.prepare_cached(
        "UPDATE inbox SET oldest = dropped.seq
         FROM (SELECT inbox, max(seq) AS seq FROM event WHERE seq <= ?1 GROUP BY inbox) AS dropped
         WHERE inbox.num = dropped.inbox",
    )?
    .execute([cut])?;
    conn.prepare_cached(
        "UPDATE meta SET bytes = bytes - (SELECT sum(size) FROM event WHERE seq <= ?1)",
    )?
    .execute([cut])?;
    let gone = conn
        .prepare_cached("DELETE FROM event WHERE seq <= ?1")?
        .execute([cut])?;
    // The newest stays: it says when the next is due.
    conn.prepare_cached(
        "DELETE FROM milestone WHERE seq <= ?1 AND seq < (SELECT max(seq) FROM milestone)",
    )?
    .execute([cut])?;
    conn.prepare_cached("PRAGMA incremental_vacuum(1000)")?
        .query([])?
        .next()?;
    Ok(gone as u64)
}

/// The newest event of the next bite.
fn cut(conn: &Connection, rule: &Retention, now: RelayTime) -> Result<Option<i64>> {
    let expired = newest_expired(conn, rule, now)?;
    let mut surplus = surplus(conn, rule)?;
    let mut cut = None;
    let mut statement = conn.prepare_cached("SELECT seq, size FROM event ORDER BY seq LIMIT ?1")?;
    let mut rows = statement.query([BITE])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if expired.is_none_or(|expired| seq > expired) && surplus == 0 {
            break;
        }
        surplus = surplus.saturating_sub(sequence(row.get(1)?));
        cut = Some(seq);
    }
    Ok(cut)
}

/// The newest sequence number that is too old.
fn newest_expired(conn: &Connection, rule: &Retention, now: RelayTime) -> Result<Option<i64>> {
    let Some(age) = rule.age else { return Ok(None) };
    Ok(conn
        .prepare_cached("SELECT max(seq) FROM milestone WHERE at <= ?1")?
        .query_row([now.minus(age).0], |row| row.get(0))?)
}

/// Whether something was stored since the last milestone, and that is long enough ago.
fn is_milestone_due(conn: &Connection, rule: &Retention, now: RelayTime) -> Result<bool> {
    let last: Option<(i64, i64)> = conn
        .prepare_cached("SELECT seq, at FROM milestone ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, is_time) = last.map_or((0, true), |(seq, at)| {
        (seq, rule.is_milestone_time(RelayTime(at), now))
    });
    if !is_time {
        return Ok(false);
    }
    Ok(conn
        .prepare_cached("SELECT newest > ?1 FROM meta WHERE one = 1")?
        .query_row(params![seq], |row| row.get(0))?)
}

fn surplus(conn: &Connection, rule: &Retention) -> Result<u64> {
    match rule.bytes {
        Some(allowed) => Ok(stored_bytes(conn)?.saturating_sub(allowed)),
        None => Ok(0),
    }
}

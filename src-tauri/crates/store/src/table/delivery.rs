//! Received webhooks, stored as they came before anything interprets them.

use crate::json::Json;
use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::{DeliveryId, Road, Trust, UnixMs};
use rusqlite::{OptionalExtension, Row, params};

/// A webhook as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery<'a> {
    /// Which feed brought it.
    pub source: &'a str,
    /// By which road.
    pub road: Road,
    /// The feed's own name for it, where it has one.
    pub event_id: Option<&'a str>,
    /// Its place in that feed, where the feed has places.
    pub cursor: Option<&'a str>,
    /// When it was received.
    pub received_at: UnixMs,
    /// Headers: name, value.
    pub headers: &'a [(String, String)],
    /// The bytes.
    pub body: &'a [u8],
    /// Whether its signature was checked.
    pub trust: Trust,
    /// What kind of event it is, as far as it could be read.
    pub event_type: Option<&'a str>,
    /// What will become of it, unless [`settle`] says otherwise.
    pub outcome: Outcome,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was understood, and what it says is in the facts.
    Applied,
    /// It says again what was said immediately before.
    Repeat,
    /// It could not be understood or matched; kept, shown, to be tried again.
    Quarantined,
    /// It is about an interview that the user erased. Only that it came is kept, so that it is
    /// recognised when its source sends it again.
    Erased,
}

impl Outcome {
    /// The name under which it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Repeat => "repeat",
            Self::Quarantined => "quarantined",
            Self::Erased => "erased",
        }
    }
}

/// How many deliveries ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub received: u32,
    /// See [`Outcome::Applied`].
    pub applied: u32,
    /// See [`Outcome::Repeat`].
    pub repeats: u32,
    /// See [`Outcome::Quarantined`].
    pub quarantined: u32,
    /// Those whose signature was not verified.
    pub unverified: u32,
}

/// Stores a webhook.
pub fn insert(tx: &Tx<'_>, new: &NewDelivery<'_>) -> Result<DeliveryId> {
    let headers = serde_json::to_string(new.headers).unwrap_or_default();
    tx.prepare_cached(
        "INSERT INTO delivery (source, road, event_id, cursor, received_at, headers, body, trust,
             event_type, outcome)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        new.source,
        new.road.as_str(),
        new.event_id,
        new.cursor,
        new.received_at.0,
        headers,
        new.body,
        new.trust.as_str(),
        new.event_type,
        new.outcome.as_str(),
    ])?;
    Ok(DeliveryId(tx.last_insert_rowid()))
}

/// Whether the feed has handed over this very delivery before.
pub fn is_known(connection: &Connection, source: &str, event_id: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM delivery WHERE source = ? AND event_id = ?)")?
        .query_row([source, event_id], |row| row.get(0))?)
}

/// Under which cursor the feed has handed over this very delivery before, if it has.
pub fn cursor_of(
    connection: &Connection,
    source: &str,
    event_id: &str,
) -> Result<Option<Option<String>>> {
    Ok(connection
        .prepare_cached("SELECT cursor FROM delivery WHERE source = ? AND event_id = ?")?
        .query_row([source, event_id], |row| row.get(0))
        .optional()?)
}

/// Says what became of a delivery.
pub fn settle(
    tx: &Tx<'_>,
    id: DeliveryId,
    event_type: Option<&str>,
    outcome: Outcome,
    reason: Option<&str>,
) -> Result<()> {
    tx.prepare_cached("UPDATE delivery SET event_type = ?, outcome = ?, reason = ? WHERE id = ?")?
        .execute(params![event_type, outcome.as_str(), reason, id.0])?;
    Ok(())
}

/// Puts a delivery that was dealt with before into quarantine after all.
pub fn quarantine(tx: &Tx<'_>, id: DeliveryId, reason: &str) -> Result<()> {
    tx.prepare_cached(
        "UPDATE delivery SET outcome = 'quarantined', reason = ?
         WHERE id = ? AND outcome <> 'erased'",
    )?
    .execute(params![reason, id.0])?;
    Ok(())
}

/// A delivery as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: DeliveryId,
    /// By which road it came.
    pub road: Road,
    /// When it was received.
    pub received_at: UnixMs,
    /// Headers: name, value.
    pub headers: Vec<(String, String)>,
    /// The bytes as received.
    pub body: Vec<u8>,
    /// Whether its signature was checked.
    pub trust: Trust,
    /// Whether it waits in quarantine.
    pub is_quarantined: bool,
}

/// The newest deliveries from the local receiver or the relay whose signature matched no secret, at
/// most a thousand. A channel's are left out, as it may have changed the bytes, and erased ones.
pub fn unverified(connection: &Connection) -> Result<Vec<Kept>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, road, received_at, headers, body, trust, outcome = 'quarantined'
         FROM delivery INDEXED BY delivery_unverified
         WHERE trust = 'unverified' AND road <> 'channel' AND outcome <> 'erased' ORDER BY id DESC LIMIT 1000",
    )?;
    let rows = statement.query_map([], read_kept)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first of the deliveries in quarantine after the number `after`, at most `limit`; `with_denied`
/// includes those that were understood and that Ribbon did not confirm.
pub fn quarantined_after(
    connection: &Connection,
    after: DeliveryId,
    with_denied: bool,
    limit: u32,
) -> Result<Vec<Kept>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, road, received_at, headers, body, trust, 1 FROM delivery
         WHERE outcome = 'quarantined' AND id > ?1 AND (?2 OR trust = 'verified'
             OR coalesce(event_type, '') NOT IN ('interview_processed', 'video_processed'))
         ORDER BY id LIMIT ?3",
    )?;
    let rows = statement.query_map(params![after.0, with_denied, limit], read_kept)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let road: String = row.get(1)?;
    let Json(headers) = row.get(3)?;
    let trust: String = row.get(5)?;
    Ok(Kept {
        id: DeliveryId(row.get(0)?),
        road: Road::parse(&road).unwrap_or(Road::Channel),
        received_at: UnixMs(row.get(2)?),
        headers,
        body: row.get(4)?,
        // What cannot be read vouches for nothing.
        trust: Trust::parse(&trust).unwrap_or(Trust::Unverified),
        is_quarantined: row.get(6)?,
    })
}

/// Takes the mark off a delivery whose signature matches a secret after all.
pub fn verified(tx: &Tx<'_>, id: DeliveryId) -> Result<()> {
    tx.prepare_cached("UPDATE delivery SET trust = 'verified' WHERE id = ?")?
        .execute([id.0])?;
    Ok(())
}

/// A delivery that waits in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Which.
    pub id: DeliveryId,
    /// When it was received.
    pub received_at: UnixMs,
    /// Why it waits.
    pub reason: String,
    /// The bytes as received.
    pub body: Vec<u8>,
}

/// Deliveries in quarantine, the newest first, at most `limit`.
pub fn quarantined(connection: &Connection, limit: u32) -> Result<Vec<Quarantined>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, received_at, coalesce(reason, ''), body FROM delivery
         WHERE outcome = 'quarantined' ORDER BY id DESC LIMIT ?",
    )?;
    let rows = statement.query_map([limit], |row: &Row<'_>| {
        Ok(Quarantined {
            id: DeliveryId(row.get(0)?),
            received_at: UnixMs(row.get(1)?),
            reason: row.get(2)?,
            body: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first `limit` deliveries after `after` that are not erased, in the order in which they came.
pub fn kept_after(connection: &Connection, after: DeliveryId, limit: u32) -> Result<Vec<Kept>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, road, received_at, headers, body, trust, outcome = 'quarantined'
         FROM delivery WHERE id > ? AND outcome <> 'erased' ORDER BY id LIMIT ?",
    )?;
    let rows = statement.query_map(params![after.0, limit], read_kept)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Erases the content of every delivery that names `word`, a part of a text in letters, digits, `-` and
/// `_` that stands alone, ignoring case. A delivery that made a status change is left alone: the change
/// is made again from it.
pub(crate) fn erase(tx: &Tx<'_>, word: &str) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "SELECT id, body FROM delivery WHERE outcome <> 'erased'
             AND NOT EXISTS (SELECT 1 FROM transition WHERE transition.delivery_id = delivery.id)",
    )?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        if names(
            row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?,
            word.as_bytes(),
        ) {
            named.push(row.get::<_, i64>(0)?);
        }
    }
    for id in named {
        tx.prepare_cached(
            "UPDATE delivery SET headers = '[]', body = x'', reason = NULL, outcome = 'erased'
             WHERE id = ?",
        )?
        .execute([id])?;
        change::record(tx, Topic::Delivery, &id.to_string())?;
    }
    Ok(())
}

/// Whether `body` has `word` with neither a letter, a digit, `-` nor `_` next to it.
fn names(body: &[u8], word: &[u8]) -> bool {
    let joins = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let mut places = body.windows(word.len().max(1)).enumerate();
    places.any(|(at, window)| {
        window.eq_ignore_ascii_case(word)
            && !joins(at.checked_sub(1).and_then(|before| body.get(before)))
            && !joins(body.get(at + word.len()))
    })
}

/// How many deliveries ended how.
pub fn counts(connection: &Connection) -> Result<Counts> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(n), 0), coalesce(sum(n * (outcome = 'applied')), 0),
                    coalesce(sum(n * (outcome = 'repeat')), 0),
                    coalesce(sum(n * (outcome = 'quarantined')), 0),
                    coalesce(sum(n * (trust <> 'verified')), 0)
             FROM delivery_sum",
        )?
        .query_row([], |row| {
            Ok(Counts {
                received: row.get(0)?,
                applied: row.get(1)?,
                repeats: row.get(2)?,
                quarantined: row.get(3)?,
                unverified: row.get(4)?,
            })
        })?)
}

/// How many deliveries are in quarantine.
pub fn count_quarantined(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM delivery WHERE outcome = 'quarantined'")?
        .query_row([], |row| row.get(0))?)
}

/// When the newest delivery was received.
pub fn newest_at(connection: &Connection) -> Result<Option<UnixMs>> {
    Ok(connection
        .prepare_cached("SELECT received_at FROM delivery ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0).map(UnixMs))
        .optional()?)
}

#[cfg(test)]
mod tests;

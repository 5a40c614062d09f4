//! The events, once they are stored; `append` stores them.

use relay_protocol::{After, Event, InboxId, Page, Refusal, RefusalReason, Signature};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{meta, number, sequence};
use crate::{
    clock::from_millis,
    error::{Error, Result},
    store::{Amount, Entry, Latest, Read, Span, up_to_refusal},
};

/// Reads within one snapshot, so that nothing can be dropped between the look at the ends and the
/// look at the events.
pub(super) fn read(
    conn: &Connection,
    inbox: &InboxId,
    after: &After,
    amount: Amount,
) -> Result<Read> {
    let snapshot = conn.unchecked_transaction()?;
    let span = span(&snapshot, inbox)?;
    let start = match span.resolve(after) {
        Ok(start) => start,
        Err(gap) => return Ok(Read::Gap(gap)),
    };
    let entries = entries_after(&snapshot, inbox, start, &span, amount)?;
    let events = match up_to_refusal(&span.cursor(start), entries) {
        Ok(events) => events,
        Err(gap) => return Ok(Read::Gap(gap)),
    };
    let next = events
        .last()
        .map_or_else(|| span.cursor(start), |event| event.cursor.clone());
    Ok(Read::Page(Page {
        events,
        head: span.cursor(span.head.max(next.seq)),
        next,
        oldest: span.cursor(span.oldest),
    }))
}

pub(super) fn span(conn: &Connection, inbox: &InboxId) -> Result<Span> {
    let (oldest, head): (i64, Option<i64>) = conn
        .prepare_cached(
            "SELECT oldest, (SELECT max(seq) FROM event WHERE event.inbox = inbox.num)
             FROM inbox WHERE id = ?1",
        )?
        .query_row([inbox.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(|| Error::NoSuchInbox(inbox.clone()))?;
    Ok(Span {
        epoch: meta::epoch(conn)?,
        oldest: sequence(oldest),
        head: sequence(head.unwrap_or(oldest)),
        newest: sequence(meta::newest(conn)?),
    })
}

fn entries_after(
    conn: &Connection,
    inbox: &InboxId,
    start: u64,
    span: &Span,
    amount: Amount,
) -> Result<Vec<Entry>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, id, received_at, signature, headers, body, refused FROM event
         WHERE inbox = (SELECT num FROM inbox WHERE id = ?1) AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let mut rows = statement.query(params![inbox.as_str(), number(start), amount.events])?;
    let mut entries = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let entry = read_entry(row, span)?;
        if let Entry::Event(event) = &entry {
            bytes += event.body.len() as u64;
        }
        if bytes > amount.bytes && !entries.is_empty() {
            break;
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn read_entry(row: &Row<'_>, span: &Span) -> Result<Entry> {
    let Some(reason) = row.get::<_, Option<String>>(6)? else {
        return read_event(row, span).map(Entry::Event);
    };
    let refusal = Refusal {
        at: from_millis(row.get(2)?),
        reason: parse_reason(reason)?,
    };
    Ok(Entry::Refused(span.cursor(sequence(row.get(0)?)), refusal))
}

fn read_event(row: &Row<'_>, span: &Span) -> Result<Event> {
    let (id, signature, headers): (String, String, String) =
        (row.get(1)?, row.get(3)?, row.get(4)?);
    Ok(Event {
        cursor: span.cursor(sequence(row.get(0)?)),
        id: id.try_into().map_err(corrupt)?,
        received_at: from_millis(row.get(2)?),
        headers: serde_json::from_str(&headers).map_err(corrupt)?,
        body: row.get(5)?,
        signature: parse_signature(&signature)?,
    })
}

pub(super) fn latest(conn: &Connection, inbox: &InboxId) -> Result<Latest> {
    let received: Option<i64> = conn
        .prepare_cached(
            "SELECT received_at FROM event
             WHERE inbox = (SELECT num FROM inbox WHERE id = ?1) AND refused IS NULL
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([inbox.as_str()], |row| row.get(0))
        .optional()?;
    let refused: Option<(i64, String)> = conn
        .prepare_cached(
            "SELECT received_at, refused FROM event
             WHERE inbox = (SELECT num FROM inbox WHERE id = ?1) AND refused IS NOT NULL
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([inbox.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let refused = match refused {
        Some((at, reason)) => Some(Refusal {
            at: from_millis(at),
            reason: parse_reason(reason)?,
        }),
        None => None,
    };
    Ok(Latest {
        received: received.map(from_millis),
        refused,
    })
}

pub(super) fn count_after(conn: &Connection, inbox: &InboxId, seq: u64) -> Result<u64> {
    let count = conn
        .prepare_cached(
            "SELECT count(*) FROM event
             WHERE inbox = (SELECT num FROM inbox WHERE id = ?1) AND seq > ?2",
        )?
        .query_row(params![inbox.as_str(), number(seq)], |row| row.get(0))?;
    Ok(sequence(count))
}

pub(super) fn stored_bytes(conn: &Connection) -> Result<u64> {
    let sum = conn
        .prepare_cached("SELECT bytes FROM meta WHERE one = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(sequence(sum))
}

pub(super) fn print_signature(signature: Signature) -> &'static str {
    match signature {
        Signature::Verified => "verified",
        Signature::Unverified => "unverified",
        Signature::Absent => "absent",
    }
}

/// By its name on the wire.
pub(super) fn print_reason(reason: RefusalReason) -> Result<String> {
    match serde_json::to_value(reason).map_err(corrupt)? {
        serde_json::Value::String(name) => Ok(name),
        other => Err(corrupt(other)),
    }
}

fn parse_reason(name: String) -> Result<RefusalReason> {
    serde_json::from_value(serde_json::Value::String(name)).map_err(corrupt)
}

fn parse_signature(text: &str) -> Result<Signature> {
    match text {
        "verified" => Ok(Signature::Verified),
        "unverified" => Ok(Signature::Unverified),
        "absent" => Ok(Signature::Absent),
        other => Err(Error::Corrupt(format!("signature {other:?}"))),
    }
}

pub(super) fn corrupt(error: impl std::fmt::Display) -> Error {
    Error::Corrupt(error.to_string())
}

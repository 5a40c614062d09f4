//! What is noted of Ribbon's lists of interviews: how far the first synchronisation has read them,
//! and where they should end.

use crate::poll::{How, Progress, Shape};
use domain::InterviewStatus;
use store::table::{interview, note};
use store::{Connection, Result, Tx};

/// Read again after a restart: the list may have shifted, and what is read twice changes nothing.
const OVERLAP: u32 = 20;

/// Whether the first synchronisation has read a list, or how far.
fn progress_key(status: &InterviewStatus) -> String {
    format!("first_sync:{status}")
}

/// By how much a list is longer (or, negative, shorter) than what is known of it.
fn surplus_key(status: &InterviewStatus) -> String {
    format!("surplus:{status}")
}

/// How far the search for something that must be in a list has come.
fn sweep_key(status: &InterviewStatus) -> String {
    format!("sweep:{status}")
}

/// How to read a list now.
pub(super) fn how(connection: &Connection, status: &InterviewStatus) -> Result<How> {
    let read = note::get(connection, &progress_key(status))?;
    Ok(match read.as_deref() {
        Some("done") => How::Probe(number(connection, &sweep_key(status))?),
        Some(offset) => How::Whole(offset.parse().unwrap_or(0_u32).saturating_sub(OVERLAP)),
        None => How::Whole(0),
    })
}

/// Notes how far the first synchronisation has come.
pub(super) fn progressed(tx: &Tx<'_>, progress: &Progress) -> Result<()> {
    if progress.unreadable > 0 {
        let known: i64 = number(tx, &surplus_key(&progress.status))?.unwrap_or(0);
        let surplus = known.saturating_add(i64::from(progress.unreadable));
        note::set(tx, &surplus_key(&progress.status), &surplus.to_string())?;
    }
    let value = if progress.done {
        "done".to_owned()
    } else {
        progress.offset.to_string()
    };
    note::set(tx, &progress_key(&progress.status), &value)
}

/// Notes how a list was found.
pub(super) fn found(tx: &Tx<'_>, shape: &Shape) -> Result<()> {
    if let Some(end) = shape.end {
        let known = interview::count(tx, shape.status.as_str())?;
        let surplus = i64::from(end) - i64::from(known);
        note::set(tx, &surplus_key(&shape.status), &surplus.to_string())?;
    }
    match shape.sweep {
        Some(offset) => note::set(tx, &sweep_key(&shape.status), &offset.to_string()),
        None => note::clear(tx, &sweep_key(&shape.status)),
    }
}

/// Where a list ends if it holds nothing but what is known.
pub(super) fn expected_end(connection: &Connection, status: &InterviewStatus) -> Result<u32> {
    let known = i64::from(interview::count(connection, status.as_str())?);
    let surplus = number(connection, &surplus_key(status))?.unwrap_or(0);
    Ok(u32::try_from(known.saturating_add(surplus)).unwrap_or(0))
}

fn number<T: std::str::FromStr>(connection: &Connection, key: &str) -> Result<Option<T>> {
    Ok(note::get(connection, key)?.and_then(|text| text.parse().ok()))
}

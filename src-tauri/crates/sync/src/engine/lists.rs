//! What is noted of Ribbon's lists of interviews: how far the first synchronisation has read them,
//! and where they should end.

use crate::poll::{How, Place, Progress, Shape};
use domain::{InterviewStatus, UnixMs};
use std::time::Duration;
use store::table::{interview, note};
use store::{Connection, Result, Tx};

/// Read again after a restart: the list may have shifted, and what is read twice changes nothing.
const OVERLAP: u32 = 20;

/// How far the patrol has come, and when it goes on.
const PATROL: &str = "patrol";
const PATROL_AT: &str = "patrol_at";
/// The patrol reads no more than a page in this time, and no more than so many bytes a day: what it
/// looks for happens rarely.
const PATROL_EVERY: Duration = Duration::from_secs(5 * 3_600);
const PATROL_BYTES_A_DAY: u64 = 12_000_000;
const DAY_MS: u64 = 24 * 3_600 * 1_000;

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

/// Where something new was found last.
fn grows_key(status: &InterviewStatus) -> String {
    format!("grows:{status}")
}

const PLACES: [(Place, &str); 3] = [
    (Place::Head, "head"),
    (Place::End, "end"),
    (Place::Anywhere, "anywhere"),
];

/// Where something new was found last in a list.
pub(super) fn grows(connection: &Connection, status: &InterviewStatus) -> Result<Option<Place>> {
    let noted = note::get(connection, &grows_key(status))?;
    let known = |name: &str| PLACES.iter().find(|(_, known)| *known == name);
    Ok(noted.and_then(|name| known(&name).map(|(place, _)| *place)))
}

/// Notes where something new was found.
pub(super) fn grown(tx: &Tx<'_>, status: &InterviewStatus, found: Place) -> Result<()> {
    match PLACES.iter().find(|(place, _)| *place == found) {
        Some((_, name)) => note::set(tx, &grows_key(status), name),
        None => Ok(()),
    }
}

/// Where the patrol goes on, if that is due.
pub(super) fn patrol(connection: &Connection, now: UnixMs) -> Result<Option<u32>> {
    let Some(at) = number::<i64>(connection, PATROL_AT)? else {
        return Ok(None);
    };
    // Later than it can have been planned: the clock was set back.
    let is_due = at <= now.0 || at > now.plus(Duration::from_millis(DAY_MS)).0;
    match is_due {
        true => Ok(Some(number(connection, PATROL)?.unwrap_or(0))),
        false => Ok(None),
    }
}

/// Plans the first patrol, once everything was read.
pub(super) fn plan_patrol(tx: &Tx<'_>, now: UnixMs) -> Result<()> {
    match note::get(tx, PATROL_AT)? {
        Some(_) => Ok(()),
        None => patrolled(tx, 0, 0, now),
    }
}

/// Notes how far the patrol has come, and what that has cost.
pub(super) fn patrolled(tx: &Tx<'_>, reached: u32, bytes: u64, now: UnixMs) -> Result<()> {
    let affordable = bytes.saturating_mul(DAY_MS) / PATROL_BYTES_A_DAY;
    let pause = PATROL_EVERY.max(Duration::from_millis(affordable.min(DAY_MS)));
    note::set(tx, PATROL, &reached.to_string())?;
    note::set(tx, PATROL_AT, &now.plus(pause).0.to_string())
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

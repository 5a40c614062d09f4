//! What is noted of Ribbon's lists of interviews: how far the first synchronisation has read them,
//! and where they should end.

use super::recent::has_filters;
use crate::poll::{How, Place, Progress, Shape};
use domain::{InterviewId, InterviewStatus, UnixMs};
use ribbon_api::Transcript;
use std::time::Duration;
use store::table::kept_item::{self, ItemKind};
use store::table::{fetch_queue, interview, note};
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
/// The same where it reads without transcripts.
const LIGHT_PATROL_EVERY: Duration = Duration::from_secs(1_800);
const LIGHT_PATROL_BYTES_A_DAY: u64 = 500_000;
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
    let (every, bytes_a_day) = match has_filters(tx)? {
        true => (LIGHT_PATROL_EVERY, LIGHT_PATROL_BYTES_A_DAY),
        false => (PATROL_EVERY, PATROL_BYTES_A_DAY),
    };
    let affordable = bytes.saturating_mul(DAY_MS) / bytes_a_day;
    let pause = every.max(Duration::from_millis(affordable.min(DAY_MS)));
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

/// Notes that an interview which stood in a list and could not be read now can be: the list is as long
/// as before.
pub(crate) fn understood(tx: &Tx<'_>, status: &InterviewStatus) -> Result<()> {
    let surplus: i64 = number(tx, &surplus_key(status))?.unwrap_or(0);
    match surplus > 0 {
        true => note::set(tx, &surplus_key(status), &(surplus - 1).to_string()),
        false => Ok(()),
    }
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

/// How much of an interview has to be fetched.
pub(super) fn wanted_transcript(connection: &Connection, id: &InterviewId) -> Result<Transcript> {
    let known = interview::find(connection, id)?.filter(|known| known.detailed);
    let is_here = match known {
        Some(known) => interview::has_said(connection, known.num)?,
        None => false,
    };
    // What a webhook claims and REST has to confirm is fetched whole.
    let is_claim = fetch_queue::find(connection, id)?.is_some_and(|it| it.delivery.is_some());
    // What could not be read may be in its transcript.
    let kept = kept_item::problems(connection, ItemKind::Interview, id.as_str())?;
    let is_whole = kept.is_none_or(|problems| problems.is_empty());
    match is_here && is_whole && !is_claim && has_filters(connection)? {
        true => Ok(Transcript::None),
        false => Ok(Transcript::Full),
    }
}

/// Notes where a list ends that was read from end to end. So many of what it lacks are being asked for:
/// they are taken for gone.
pub(super) fn swept(
    tx: &Tx<'_>,
    status: &InterviewStatus,
    end: u32,
    doubtful: usize,
) -> Result<()> {
    let known = i64::from(interview::count(tx, status.as_str())?);
    let doubtful = i64::try_from(doubtful).unwrap_or(i64::MAX);
    let surplus = i64::from(end) - known.saturating_sub(doubtful);
    note::set(tx, &surplus_key(status), &surplus.to_string())?;
    note::clear(tx, &sweep_key(status))
}

/// Whether a list is longer than what is known of it and kept: an older version did not keep what it
/// could not read.
pub(super) fn is_anything_lacking(connection: &Connection) -> Result<bool> {
    let mut surplus = 0_i64;
    for status in [InterviewStatus::Completed, InterviewStatus::Incomplete] {
        surplus += number::<i64>(connection, &surplus_key(&status))?.unwrap_or(0);
    }
    let kept = kept_item::count_whole(connection, ItemKind::Interview)?;
    Ok(surplus > i64::from(kept))
}

/// By how much the list of all interviews is longer than what is known of it.
const SURPLUS_OF_ALL: &str = "surplus_of_all";

/// Where the list of all interviews ends if it holds nothing but what is known.
pub(super) fn expected_end_of_all(connection: &Connection) -> Result<u32> {
    let surplus: i64 = number(connection, SURPLUS_OF_ALL)?.unwrap_or(0);
    let known = i64::from(interview::count_all(connection)?);
    Ok(u32::try_from(known.saturating_add(surplus)).unwrap_or(0))
}

/// Notes where the list of all interviews ends.
pub(super) fn read_all(tx: &Tx<'_>, end: u32) -> Result<()> {
    let surplus = i64::from(end) - i64::from(interview::count_all(tx)?);
    note::set(tx, SURPLUS_OF_ALL, &surplus.to_string())
}

/// Where a list ends if it holds nothing but what is known.
pub(super) fn expected_end(connection: &Connection, status: &InterviewStatus) -> Result<u32> {
    let known = i64::from(interview::count(connection, status.as_str())?);
    let surplus = number(connection, &surplus_key(status))?.unwrap_or(0);
    Ok(u32::try_from(known.saturating_add(surplus)).unwrap_or(0))
}

pub(super) fn number<T: std::str::FromStr>(
    connection: &Connection,
    key: &str,
) -> Result<Option<T>> {
    Ok(note::get(connection, key)?.and_then(|text| text.parse().ok()))
}

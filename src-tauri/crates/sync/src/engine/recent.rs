//! What is noted of the filters of Ribbon's newest API: whether it knows them, and when it was asked
//! last by the time of an interview's end.

use super::lists::number;
use crate::poll::{Recent, RecentFound};
use domain::{InterviewStatus, UnixMs};
use std::time::Duration;
use store::table::{interview, note};
use store::{Connection, Result, Tx};

/// Whether Ribbon knows the filters: `yes`, or when it did not.
const FILTERS: &str = "filters";
/// When it was last asked, by its own clock or by ours, whichever is behind.
const ASKED_AT: &str = "recent_at";
/// When all of that time was read last, by our clock.
const READ_AT: &str = "recent_read_at";
/// By how much more it listed then than is known.
const SURPLUS: &str = "recent_surplus";

/// A server that did not know the filters is tried again after so long.
const AGAIN: Duration = Duration::from_secs(3_600);
/// Interviews are processed a while after they ended, in whichever order.
const PROCESSED_WITHIN: Duration = Duration::from_secs(6 * 3_600);
/// The same for the look that is taken more rarely.
const PROCESSED_AT_LAST: Duration = Duration::from_secs(24 * 3_600);
/// All of that time is read again after so long; sooner where it holds something that is not known.
const WHOLE_EVERY: Duration = Duration::from_secs(6 * 3_600);
const WHOLE_SOONER: Duration = Duration::from_secs(3_600);

/// Whether Ribbon knew the filters when it was asked last.
pub(super) fn has_filters(connection: &Connection) -> Result<bool> {
    Ok(note::get(connection, FILTERS)?.as_deref() == Some("yes"))
}

/// How to ask; `None` where that is known to be in vain, or where nothing was held that could show
/// whether Ribbon knows the filter.
pub(super) fn plan(connection: &Connection, checkup: bool, now: UnixMs) -> Result<Option<Recent>> {
    if interview::count(connection, InterviewStatus::Completed.as_str())? == 0 {
        return Ok(None);
    }
    let is_due = |at: UnixMs, every: Duration| at > now || now.since(at) >= every;
    let is_supported = has_filters(connection)?;
    let failed_at = number::<i64>(connection, FILTERS)?.map(UnixMs);
    if !is_supported && failed_at.is_some_and(|at| !is_due(at, AGAIN)) {
        return Ok(None);
    }
    let surplus: i64 = number(connection, SURPLUS)?.unwrap_or(0);
    let read_at = UnixMs(number(connection, READ_AT)?.unwrap_or(0));
    let is_whole = is_due(read_at, WHOLE_EVERY) || (surplus != 0 && is_due(read_at, WHOLE_SOONER));
    let overlap = match checkup || is_whole {
        true => PROCESSED_AT_LAST,
        false => PROCESSED_WITHIN,
    };
    let asked_at = number::<i64>(connection, ASKED_AT)?.map_or(now, UnixMs);
    let since = asked_at.minus(overlap);
    let known = i64::from(interview::count_ended_since(connection, since)?);
    Ok(Some(Recent {
        since,
        is_supported,
        known: u32::try_from(known.saturating_add(surplus)).unwrap_or(0),
        is_whole,
    }))
}

/// Notes what asking brought.
pub(super) fn found(tx: &Tx<'_>, found: &RecentFound, now: UnixMs) -> Result<()> {
    if !found.is_supported {
        return note::set(tx, FILTERS, &now.0.to_string());
    }
    note::set(tx, FILTERS, "yes")?;
    // Of two clocks that differ the earlier one hides nothing.
    let served_at = found.served_at.map_or(now, |at| at.min(now));
    note::set(tx, ASKED_AT, &served_at.0.to_string())?;
    let Some(listed) = found.listed else {
        return Ok(());
    };
    let known = interview::count_ended_since(tx, found.since)?;
    let surplus = i64::from(listed) - i64::from(known);
    note::set(tx, SURPLUS, &surplus.to_string())?;
    note::set(tx, READ_AT, &now.0.to_string())
}

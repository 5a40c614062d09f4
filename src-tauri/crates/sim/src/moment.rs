//! Moments as the API writes and reads them, and the stand-in's clock.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Iso8601;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

const WRITTEN: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]");

/// Milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

/// How a moment's time zone is written. All three mean UTC, and a client must read each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Z,
    Offset,
    Unsaid,
}

impl Moment {
    /// Reads ISO 8601 with a date and a time; without an offset it is UTC.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Iso8601::DEFAULT)
            .or_else(|_| {
                PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc)
            })
            .ok()?;
        i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000))
            .ok()
            .map(Self)
    }

    /// The moment so many milliseconds earlier.
    pub(crate) fn minus(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_sub_unsigned(milliseconds))
    }

    /// The text in answers; nothing for a moment that no calendar holds.
    pub(crate) fn written(self, zone: Zone) -> Option<String> {
        let nanoseconds = i128::from(self.0) * 1_000_000;
        let moment = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
        let text = moment.format(WRITTEN).ok()?;
        Some(match zone {
            Zone::Z => format!("{text}Z"),
            Zone::Offset => format!("{text}+00:00"),
            Zone::Unsaid => text,
        })
    }
}

/// A clock that begins at a chosen moment and then runs as fast as any other.
#[derive(Debug)]
pub(crate) struct Clock {
    begun: Moment,
    since: Instant,
}

impl Clock {
    /// A clock that begins at `start` in Unix milliseconds, or at the machine's time.
    pub(crate) fn starting(start: Option<i64>) -> Self {
        Self {
            begun: start.map_or_else(machine_time, Moment),
            since: Instant::now(),
        }
    }

    pub(crate) fn begun(&self) -> Moment {
        self.begun
    }

    pub(crate) fn now(&self) -> Moment {
        let elapsed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        Moment(self.begun.0.saturating_add(elapsed))
    }
}

fn machine_time() -> Moment {
    // A machine whose clock is before 1970 counts from there.
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    Moment(i64::try_from(since).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_an_offset_with_z_and_without_either() {
        let expected = Some(Moment(1_795_093_402_500));
        for text in [
            "2026-11-19T13:03:22.500Z",
            "2026-11-19T13:03:22.5+00:00",
            "2026-11-19T13:03:22.500000",
            "2026-11-19T15:33:22.500+02:30",
        ] {
            assert_eq!(Moment::parse(text), expected, "{text}");
        }
        for nonsense in [
            "",
            "yesterday",
            "2026-11-19",
            "2026-13-19T13:03:22Z",
            "1795093402",
        ] {
            assert_eq!(Moment::parse(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same_moment() {
        let moment = Moment(1_795_093_402_007);
        for zone in [Zone::Z, Zone::Offset, Zone::Unsaid] {
            let text = moment.written(zone).unwrap();
            assert_eq!(Moment::parse(&text), Some(moment), "{text}");
        }
    }
}

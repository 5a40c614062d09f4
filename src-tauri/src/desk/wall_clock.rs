//! The computer's own clock, and the hour of the day that it shows where the computer is.

use domain::{Clock, SystemClock, UnixMs};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The clock on the wall.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> UnixMs {
        SystemClock.now()
    }

    /// As the system's time zone has it at that instant; it is looked up anew each time, since the
    /// user may travel.
    fn offset_minutes(&self, at: UnixMs) -> i32 {
        Timestamp::from_millisecond(at.0)
            .map_or(0, |at| TimeZone::system().to_offset(at).seconds() / 60)
    }
}

/// When a working day begins, in hours.
const MORNING: i8 = 8;
/// Before this hour the night still belongs to the day before.
const NIGHT_ENDS: i8 = 4;

/// The morning of the next day; deep in the night, of the day that has not begun yet.
pub(crate) fn next_morning(now: UnixMs, zone: &TimeZone) -> Option<UnixMs> {
    let here = zone.to_datetime(Timestamp::from_millisecond(now.0).ok()?);
    let day = match here.hour() < NIGHT_ENDS {
        true => here.date(),
        false => here.date().tomorrow().ok()?,
    };
    let morning = zone.to_timestamp(day.at(MORNING, 0, 0, 0)).ok()?;
    Some(UnixMs(morning.as_millisecond()))
}

/// The hour and minute that the clock shows, such as `08:05`.
pub(crate) fn time_of_day(at: UnixMs, zone: &TimeZone) -> String {
    let here = Timestamp::from_millisecond(at.0).map(|at| zone.to_datetime(at));
    here.map_or_else(
        |_| String::new(),
        |here| format!("{:02}:{:02}", here.hour(), here.minute()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> UnixMs {
        UnixMs(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn until_tomorrow_is_the_next_morning_also_when_the_night_is_long() {
        // Berlin's rule, which needs no database of zones.
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let next = |text| next_morning(at(text), &berlin).unwrap();
        assert_eq!(next("2026-11-25T15:00:00Z"), at("2026-11-26T07:00:00Z"));
        assert_eq!(
            next("2026-11-26T01:30:00Z"),
            at("2026-11-26T07:00:00Z"),
            "half past two in the night"
        );
        assert_eq!(
            next("2026-10-24T15:00:00Z"),
            at("2026-10-25T07:00:00Z"),
            "eight by the clock that was set back meanwhile"
        );
        assert_eq!(time_of_day(at("2026-11-26T07:05:00Z"), &berlin), "08:05");
    }
}

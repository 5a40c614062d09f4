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

//! Points in time, and the clock that is passed in wherever one is needed.

use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct UnixMs(pub i64);

impl UnixMs {
    /// This instant moved forward by `by`, saturating at the end of time.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(millis(by)))
    }

    /// This instant moved back by `by`, saturating at the beginning of time.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(millis(by)))
    }

    /// How long after `earlier` this is; zero when the clock was set back in between.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Tells the time. Passed in, so that tests decide what time it is.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> UnixMs;
    /// How many minutes the clock on the user's wall is ahead of UTC at an instant. UTC itself where
    /// nobody asks for the hour of the day.
    fn offset_minutes(&self, _at: UnixMs) -> i32 {
        0
    }
}

/// The computer's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixMs {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        UnixMs(millis(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_back_gives_no_negative_age() {
        let later = UnixMs(1_000);
        assert_eq!(
            UnixMs(400).since(later),
            Duration::ZERO,
            "time ran backwards"
        );
        assert_eq!(
            later.since(UnixMs(400)),
            Duration::from_millis(600),
            "plain difference"
        );
    }

    #[test]
    fn moving_past_the_end_of_time_saturates() {
        assert_eq!(
            UnixMs(i64::MAX).plus(Duration::from_secs(1)),
            UnixMs(i64::MAX),
            "saturates"
        );
        assert_eq!(
            UnixMs(5_000).minus(Duration::from_secs(2)),
            UnixMs(3_000),
            "moves back"
        );
    }
}

//! A clock that stands still until it is told to move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::time::{Clock, UnixMs};

/// Shows the time that a test has set. Copies are hands of the same clock.
#[derive(Clone, Debug, Default)]
pub struct SettableClock {
    now: Arc<AtomicI64>,
}

impl SettableClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn at(now: UnixMs) -> Self {
        let clock = Self::default();
        clock.set(now);
        clock
    }

    /// Shows `now` from here on, which may lie in the past: users set their clocks back as well.
    pub fn set(&self, now: UnixMs) {
        self.now.store(now.0, Ordering::SeqCst);
    }

    /// Moves on by `by`.
    pub fn advance(&self, by: Duration) {
        self.set(self.now().plus(by));
    }
}

impl Clock for SettableClock {
    fn now(&self) -> UnixMs {
        UnixMs(self.now.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_still_until_it_is_moved() {
        let clock = SettableClock::at(UnixMs(1_000));
        assert_eq!(clock.now(), clock.now(), "nobody moved it");
        clock.advance(Duration::from_secs(2));
        assert_eq!(clock.now(), UnixMs(3_000), "two seconds later");
    }

    #[test]
    fn a_copy_shows_the_same_time() {
        let clock = SettableClock::at(UnixMs(0));
        let copy = clock.clone();
        clock.set(UnixMs(-5));
        assert_eq!(copy.now(), UnixMs(-5), "one clock, two hands");
    }
}

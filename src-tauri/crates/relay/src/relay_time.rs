//! The relay's own clock, by which retention ages events.
//!
//! The machine's clock may be wrong, and set right later: that must not drop a log. So the relay
//! counts its own time. While it runs, time passes as the machine's steady clock says. For the time
//! between two runs there is only the machine's clock, which is believed within limits. Whatever is
//! not believed is not counted: events are kept longer, never shorter.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::{Clock, to_millis};

/// A step of the machine's clock up to this is a correction and not worth a warning.
const CORRECTION: i64 = 60 * 60 * 1000;
/// How long a suspect step is shown to the operator.
const SHOWN: i64 = 24 * 60 * 60 * 1000;
/// The longest time off that is believed, however long events are kept.
const LONGEST_OFF: i64 = 7 * 24 * 60 * 60 * 1000;

/// Milliseconds on the relay's own clock. It begins near the time of day, but need not stay there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RelayTime(pub(crate) i64);

impl RelayTime {
    /// The moment so long before this one.
    pub(crate) fn minus(self, duration: time::Duration) -> Self {
        Self(self.0.saturating_sub(millis(duration)))
    }
}

/// What the store remembers of time from one run to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// The relay's own time.
    pub relay: RelayTime,
    /// The machine's time of day at that moment, in milliseconds since 1970.
    pub wall: i64,
}

/// The relay's own clock during one run.
#[derive(Debug)]
pub(crate) struct RelayClock {
    clock: Clock,
    now: TimeRecord,
    steady: Duration,
    suspect_since: Option<RelayTime>,
}

impl RelayClock {
    /// Goes on from what the last run left. The time between is counted if it may be true: if it is
    /// not negative, and is at most a tenth of the time for which events are kept.
    pub(crate) fn resume(
        clock: Clock,
        last: Option<TimeRecord>,
        kept_for: Option<time::Duration>,
    ) -> Self {
        let wall = to_millis(clock.now());
        let steady = clock.steady();
        let mut resumed = Self {
            clock,
            now: TimeRecord {
                relay: RelayTime(wall),
                wall,
            },
            steady,
            suspect_since: None,
        };
        if let Some(last) = last {
            let off = wall.saturating_sub(last.wall);
            resumed.now.relay = last.relay;
            if (0..=longest_off(kept_for)).contains(&off) {
                resumed.now.relay.0 += off;
            } else if !(-CORRECTION..0).contains(&off) {
                resumed.suspect(off);
            }
        }
        resumed
    }

    /// Counts the time that has passed since the last call.
    pub(crate) fn tick(&mut self) -> RelayTime {
        let (wall, steady) = (to_millis(self.clock.now()), self.clock.steady());
        let passed = millis_of(steady.saturating_sub(self.steady));
        let step = wall.saturating_sub(self.now.wall).saturating_sub(passed);
        self.now.relay.0 = self.now.relay.0.saturating_add(passed);
        (self.now.wall, self.steady) = (wall, steady);
        if step.abs() > CORRECTION {
            self.suspect(step);
        }
        self.now.relay
    }

    /// What the next run has to know.
    pub(crate) fn record(&self) -> TimeRecord {
        self.now
    }

    /// Whether the machine's clock has made a step within the last day that was not believed.
    pub(crate) fn is_suspect(&self) -> bool {
        self.suspect_since
            .is_some_and(|since| self.now.relay.0 - since.0 < SHOWN)
    }

    fn suspect(&mut self, step: i64) {
        self.suspect_since = Some(self.now.relay);
        tracing::warn!(
            seconds = step / 1000,
            "the system's clock made a step that is not believed; nothing is dropped because of it"
        );
    }
}

fn longest_off(kept_for: Option<time::Duration>) -> i64 {
    kept_for.map_or(LONGEST_OFF, |kept| (millis(kept) / 10).min(LONGEST_OFF))
}

pub(crate) fn millis(duration: time::Duration) -> i64 {
    i64::try_from(duration.whole_milliseconds()).unwrap_or(i64::MAX)
}

fn millis_of(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    };

    use super::*;
    use crate::clock::from_millis;

    const HOUR: i64 = 60 * 60 * 1000;
    const DAY: i64 = 24 * HOUR;
    const TODAY: i64 = 1_795_435_200_000;
    const MONTH: Option<time::Duration> = Some(time::Duration::days(30));

    /// A machine whose clocks the test moves.
    #[derive(Clone, Default)]
    struct Machine {
        wall: Arc<AtomicI64>,
        steady: Arc<AtomicI64>,
    }

    impl Machine {
        fn at(wall: i64) -> Self {
            let machine = Self::default();
            machine.set(wall);
            machine
        }

        fn set(&self, wall: i64) {
            self.wall.store(wall, Ordering::Relaxed);
        }

        fn pass(&self, millis: i64) {
            self.wall.fetch_add(millis, Ordering::Relaxed);
            self.steady.fetch_add(millis, Ordering::Relaxed);
        }

        fn clock(&self) -> Clock {
            let (wall, steady) = (self.wall.clone(), self.steady.clone());
            Clock::new(move || from_millis(wall.load(Ordering::Relaxed))).passing(move || {
                Duration::from_millis(steady.load(Ordering::Relaxed).cast_unsigned())
            })
        }
    }

    #[test]
    fn a_step_within_a_run_is_not_counted() {
        for step in [40 * DAY, -TODAY] {
            let machine = Machine::at(TODAY);
            let mut clock = RelayClock::resume(machine.clock(), None, MONTH);
            let began = clock.tick();
            machine.pass(HOUR);
            machine.set(TODAY + HOUR + step);
            assert_eq!(clock.tick().0 - began.0, HOUR, "what has really passed");
            assert!(clock.is_suspect(), "{step} is shown");
            machine.set(TODAY + HOUR);
            machine.pass(DAY);
            assert_eq!(clock.tick().0 - began.0, HOUR + DAY, "set right again");
            machine.pass(DAY);
            clock.tick();
            assert!(!clock.is_suspect(), "a day without another step");
        }
    }

    #[test]
    fn a_short_time_off_is_counted_and_a_doubtful_one_is_not() {
        for (off, counted, suspect) in [
            (0, 0, false),
            (2 * DAY, 2 * DAY, false),
            (40 * DAY, 0, true),
            (-HOUR / 2, 0, false),
            (-TODAY, 0, true),
        ] {
            let machine = Machine::at(TODAY);
            let first = RelayClock::resume(machine.clock(), None, MONTH);
            machine.set(TODAY + off);
            let mut second = RelayClock::resume(machine.clock(), Some(first.record()), MONTH);
            assert_eq!(second.tick().0, TODAY + counted, "{off} ms off");
            assert_eq!(second.is_suspect(), suspect, "{off} ms off");
        }
    }

    #[test]
    fn a_start_in_1970_that_is_set_right_later_ages_nothing() {
        let machine = Machine::at(TODAY);
        let first = RelayClock::resume(machine.clock(), None, MONTH).record();
        machine.set(0);
        let mut second = RelayClock::resume(machine.clock(), Some(first), MONTH);
        machine.set(TODAY + HOUR);
        assert_eq!(second.tick().0, TODAY, "no time has passed for certain");
        machine.pass(DAY);
        let third = RelayClock::resume(machine.clock(), Some(second.record()), MONTH);
        assert_eq!(third.record().relay.0, TODAY + DAY, "from then on as usual");
    }

    #[test]
    fn the_less_is_kept_the_less_time_off_is_believed() {
        let machine = Machine::at(TODAY);
        let first = RelayClock::resume(machine.clock(), None, MONTH).record();
        machine.set(TODAY + DAY);
        let one_day = Some(time::Duration::days(1));
        let second = RelayClock::resume(machine.clock(), Some(first), one_day);
        assert_eq!(second.record().relay.0, TODAY, "it would drop everything");
    }
}

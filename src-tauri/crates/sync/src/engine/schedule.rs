//! When to poll.

use crate::backoff;
use domain::UnixMs;
use std::time::Duration;

/// Flows change rarely; they are asked for again after so many polls, or when one is unknown.
const FLOWS_EVERY: u32 = 10;
/// The ends of the lists are looked at after so many polls, even if the lists have not grown.
const CHECKUP_EVERY: u32 = 10;
/// Teams and members change more rarely still.
const TEAMS_EVERY: u32 = 60;

/// When to poll.
pub(super) struct Schedule {
    every: Duration,
    /// `None` while a poll is under way.
    next: Option<UnixMs>,
    /// Ribbon asked not to be asked before.
    quiet_until: UnixMs,
    failures: u32,
    polls: u32,
    flows_due: bool,
    teams_due: bool,
    /// Asked for while a poll was under way: poll again right after it.
    again: bool,
}

/// What to ask for beside the interviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Besides {
    pub flows: bool,
    pub teams: bool,
    pub checkup: bool,
}

impl Schedule {
    /// Polls at once, then at this interval.
    pub(super) fn new(every: Duration) -> Self {
        Self {
            every,
            next: Some(UnixMs(0)),
            quiet_until: UnixMs(0),
            failures: 0,
            polls: 0,
            flows_due: true,
            teams_due: true,
            again: false,
        }
    }

    /// When the next poll is due; `None` while one is under way.
    pub(super) fn next(&self) -> Option<UnixMs> {
        self.next.map(|next| next.max(self.quiet_until))
    }

    /// Before this time Ribbon is asked nothing at all.
    pub(super) fn quiet_until(&self) -> UnixMs {
        self.quiet_until
    }

    /// Ribbon asked for a pause.
    pub(super) fn keep_quiet(&mut self, now: UnixMs, pause: Option<Duration>) {
        if let Some(pause) = pause {
            self.quiet_until = self.quiet_until.max(now.plus(pause));
        }
    }

    /// Polls as soon as possible.
    pub(super) fn at_once(&mut self) {
        match &mut self.next {
            Some(next) => *next = UnixMs(0),
            None => self.again = true,
        }
    }

    /// The clock was set back: what was planned by it may lie years ahead.
    pub(super) fn clock_was_set_back(&mut self) {
        self.quiet_until = UnixMs(0);
        self.at_once();
    }

    /// A poll is under way. Answers what to ask for beside the interviews.
    pub(super) fn started(&mut self) -> Besides {
        self.next = None;
        Besides {
            flows: self.flows_due,
            teams: self.teams_due,
            checkup: self.polls.is_multiple_of(CHECKUP_EVERY),
        }
    }

    /// The poll under way has brought the flows.
    pub(super) fn got_flows(&mut self) {
        self.flows_due = false;
    }

    /// The poll under way has brought the teams.
    pub(super) fn got_teams(&mut self) {
        self.teams_due = false;
    }

    /// Asks for the flows with the next poll.
    pub(super) fn want_flows(&mut self) {
        self.flows_due = true;
    }

    /// The poll under way gets somewhere, even if it should fail later.
    pub(super) fn progressed(&mut self) {
        self.failures = 0;
    }

    /// A poll came to its end.
    pub(super) fn succeeded(&mut self, now: UnixMs) {
        self.failures = 0;
        self.polls = self.polls.wrapping_add(1);
        self.flows_due |= self.polls.is_multiple_of(FLOWS_EVERY);
        self.teams_due |= self.polls.is_multiple_of(TEAMS_EVERY);
        let again = std::mem::take(&mut self.again);
        self.next = Some(if again {
            UnixMs(0)
        } else {
            now.plus(self.every)
        });
    }

    /// A poll failed; the server may have asked for a pause.
    pub(super) fn failed(&mut self, now: UnixMs, asked_for: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        self.again = false;
        self.keep_quiet(now, asked_for);
        self.next = Some(now.plus(backoff::after(self.failures, asked_for)));
    }

    /// A poll failed in a way that only the user can mend; it is tried again at a calm interval.
    pub(super) fn refused(&mut self, now: UnixMs) {
        self.again = false;
        self.next = Some(now.plus(self.every.max(Duration::from_secs(60))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_during_a_poll_is_met_right_after_it() {
        let mut schedule = Schedule::new(Duration::from_secs(60));
        schedule.started();
        schedule.at_once();
        schedule.succeeded(UnixMs(1_000));
        assert_eq!(schedule.next(), Some(UnixMs(0)), "at once");
        schedule.started();
        schedule.succeeded(UnixMs(2_000));
        assert_eq!(
            schedule.next(),
            Some(UnixMs(62_000)),
            "then at the interval"
        );
    }

    #[test]
    fn flows_and_teams_come_with_the_first_poll_and_then_rarely() {
        let mut schedule = Schedule::new(Duration::from_secs(1));
        let first = schedule.started();
        assert!(first.flows && first.teams, "the first poll");
        schedule.got_flows();
        schedule.got_teams();
        schedule.succeeded(UnixMs(0));
        let second = schedule.started();
        assert!(!second.flows && !second.teams, "the second poll");
    }

    #[test]
    fn an_unknown_flow_seen_during_a_poll_is_asked_for_with_the_next_one_and_only_then() {
        let mut schedule = Schedule::new(Duration::from_secs(1));
        schedule.started();
        schedule.got_flows();
        schedule.want_flows();
        schedule.succeeded(UnixMs(0));
        assert!(schedule.started().flows, "an unknown flow was seen");
        schedule.got_flows();
        schedule.succeeded(UnixMs(0));
        assert!(!schedule.started().flows, "whether or not it was found");
    }

    #[test]
    fn a_poll_that_failed_asks_again_only_for_what_it_did_not_get() {
        let mut schedule = Schedule::new(Duration::from_secs(1));
        schedule.started();
        schedule.got_flows();
        schedule.failed(UnixMs(0), None);
        let again = schedule.started();
        assert!(!again.flows, "the flows had come");
        assert!(again.teams, "the teams had not");
    }

    #[test]
    fn not_even_a_wish_of_the_user_breaks_the_pause_that_ribbon_asked_for() {
        let mut schedule = Schedule::new(Duration::from_secs(1));
        schedule.started();
        schedule.failed(UnixMs(0), Some(Duration::from_secs(7)));
        schedule.at_once();
        assert_eq!(schedule.next(), Some(UnixMs(7_000)), "and not before");
    }
}

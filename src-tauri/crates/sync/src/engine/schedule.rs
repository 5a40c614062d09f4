//! When to poll.

use super::settled::PATIENCE;
use crate::backoff;
use crate::fetch::LOOK_EVERY;
use crate::poll::Progress;
use domain::{InterviewStatus, UnixMs};
use std::time::Duration;

/// Flows change rarely; they are asked for again after so long, or when one is unknown.
const FLOWS_EVERY: Duration = Duration::from_secs(2 * 3_600);
/// The ends of the lists are looked at after so long, even if the lists have not grown. Each look
/// costs whole interviews.
const CHECKUP_EVERY: Duration = Duration::from_secs(3_600);
/// Teams and members change more rarely still.
const TEAMS_EVERY: Duration = Duration::from_secs(6 * 3_600);
/// So much rarer are polls while a relay brings what happens.
const RELAXED: u32 = 5;
/// What is older than this is asked for again when the user wants to know now.
const FRESH: Duration = Duration::from_secs(60);

/// When to poll.
pub(super) struct Schedule {
    every: Duration,
    /// Whether a relay brings what happens.
    relaxed: bool,
    /// `None` while a poll is under way.
    next: Option<UnixMs>,
    /// Ribbon asked not to be asked before.
    quiet_until: UnixMs,
    failures: u32,
    /// How far the first synchronisation has come in which list.
    reached: Option<(InterviewStatus, u32)>,
    flows_at: UnixMs,
    teams_at: UnixMs,
    checkup_at: UnixMs,
    /// When to look for unreadable interviews that are due to be asked for again.
    unreadable_at: UnixMs,
    /// The poll under way looks at the ends of the lists.
    is_checkup: bool,
    /// Asked for while a poll was under way: poll again right after it.
    again: bool,
    /// Every list is to be read from end to end.
    sweep: bool,
    /// The poll under way does that, since then.
    sweeping: Option<UnixMs>,
}

/// What to ask for beside the interviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Besides {
    pub flows: bool,
    pub teams: bool,
    pub checkup: bool,
    /// Read every list from end to end.
    pub sweep: bool,
}

impl Schedule {
    /// Polls at once, then at this interval.
    pub(super) fn new(every: Duration) -> Self {
        Self {
            every,
            relaxed: false,
            next: Some(UnixMs(0)),
            quiet_until: UnixMs(0),
            failures: 0,
            reached: None,
            flows_at: UnixMs(0),
            teams_at: UnixMs(0),
            checkup_at: UnixMs(0),
            unreadable_at: UnixMs(0),
            is_checkup: false,
            again: false,
            sweep: false,
            sweeping: None,
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

    /// Polls less often as long as a relay brings what happens, and as often as ever from the moment
    /// when it does not.
    pub(super) fn set_relaxed(&mut self, relaxed: bool, now: UnixMs) {
        if self.relaxed && !relaxed {
            self.next = self.next.map(|next| next.min(now.plus(self.every)));
        }
        self.relaxed = relaxed;
    }

    /// Polls as soon as possible.
    pub(super) fn at_once(&mut self) {
        match &mut self.next {
            Some(next) => *next = UnixMs(0),
            None => self.again = true,
        }
    }

    /// The user wants to know now: also what else is not quite fresh.
    pub(super) fn wished(&mut self, now: UnixMs) {
        let is_old = |due: UnixMs, every: Duration| due.0 <= now.plus(every).minus(FRESH).0;
        if is_old(self.flows_at, FLOWS_EVERY) {
            self.flows_at = UnixMs(0);
        }
        if is_old(self.teams_at, TEAMS_EVERY) {
            self.teams_at = UnixMs(0);
        }
        self.at_once();
    }

    /// The clock was set back: what was planned by it may lie years ahead.
    pub(super) fn clock_was_set_back(&mut self) {
        self.quiet_until = UnixMs(0);
        self.flows_at = UnixMs(0);
        self.teams_at = UnixMs(0);
        self.checkup_at = UnixMs(0);
        self.unreadable_at = UnixMs(0);
        self.at_once();
    }

    /// A poll is under way. Answers what to ask for beside the interviews.
    pub(super) fn started(&mut self, now: UnixMs) -> Besides {
        self.next = None;
        self.sweeping = self.sweep.then_some(now);
        self.is_checkup = self.checkup_at <= now;
        Besides {
            flows: self.flows_at <= now,
            teams: self.teams_at <= now,
            checkup: self.is_checkup,
            sweep: self.sweep,
        }
    }

    /// Reads everything from end to end as soon as possible.
    pub(super) fn sweep(&mut self) {
        self.sweep = true;
        (self.flows_at, self.teams_at) = (UnixMs(0), UnixMs(0));
        self.at_once();
    }

    /// Whether flows are to be asked for with the next poll.
    pub(super) fn owes_flows(&self, now: UnixMs) -> bool {
        self.flows_at <= now
    }

    /// Whether no poll is under way or about to be: the last one came to its end, or so many in a row
    /// failed, or Ribbon asked for a long pause.
    pub(super) fn is_settled(&self, now: UnixMs, attempts: u32) -> bool {
        self.next().is_some_and(|next| {
            let lasts = self.failures >= attempts || next.since(now) > PATIENCE;
            next > now && (self.failures == 0 || lasts)
        })
    }

    /// Whether to look now for unreadable interviews that are due; not again for a while then.
    pub(super) fn takes_unreadable(&mut self, now: UnixMs) -> bool {
        let is_due = self.unreadable_at <= now;
        if is_due {
            self.unreadable_at = now.plus(LOOK_EVERY);
        }
        is_due
    }

    /// The poll under way has brought the flows.
    pub(super) fn got_flows(&mut self, now: UnixMs) {
        self.flows_at = now.plus(FLOWS_EVERY);
    }

    /// The poll under way has brought the teams.
    pub(super) fn got_teams(&mut self, now: UnixMs) {
        self.teams_at = now.plus(TEAMS_EVERY);
    }

    /// Asks for the flows with the next poll.
    pub(super) fn want_flows(&mut self) {
        self.flows_at = UnixMs(0);
    }

    /// The poll under way gets somewhere, even if it should fail later: further than any before, for
    /// what was read before is shown again.
    pub(super) fn progressed(&mut self, progress: &Progress) {
        let is_further = match &self.reached {
            Some((status, offset)) if *status == progress.status => *offset < progress.offset,
            _ => true,
        };
        if is_further {
            self.failures = 0;
            self.reached = Some((progress.status.clone(), progress.offset));
        }
    }

    /// A poll came to its end. Answers when it began, if it has read every list from end to end.
    pub(super) fn succeeded(&mut self, now: UnixMs) -> Option<UnixMs> {
        self.failures = 0;
        if self.is_checkup {
            self.checkup_at = now.plus(CHECKUP_EVERY);
        }
        // A wish for everything that was made during a poll without is met by the next one.
        self.sweep &= self.sweeping.is_none();
        let every = match self.relaxed {
            true => self.every.saturating_mul(RELAXED),
            false => self.every,
        };
        let again = std::mem::take(&mut self.again);
        self.next = Some(if again { UnixMs(0) } else { now.plus(every) });
        self.sweeping.take()
    }

    /// A poll failed; the server may have asked for a pause.
    pub(super) fn failed(&mut self, now: UnixMs, asked_for: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        self.keep_quiet(now, asked_for);
        // Who woke up while a connection died of the sleep need not wait for the next attempt.
        let again = std::mem::take(&mut self.again);
        let wait = backoff::after(self.failures, asked_for);
        self.next = Some(if again { UnixMs(0) } else { now.plus(wait) });
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

    const MINUTE: Duration = Duration::from_secs(60);
    const NOW: UnixMs = UnixMs(1_790_000_000_000);

    /// After a first poll at [`NOW`] that brought everything.
    fn polled_once() -> Schedule {
        let mut schedule = Schedule::new(MINUTE);
        schedule.started(NOW);
        schedule.got_flows(NOW);
        schedule.got_teams(NOW);
        schedule.succeeded(NOW);
        schedule
    }

    #[test]
    fn what_is_shown_again_is_no_progress() {
        let mut schedule = Schedule::new(MINUTE);
        let progress = |offset| Progress {
            status: InterviewStatus::Completed,
            offset,
            unreadable: 0,
            done: false,
        };
        schedule.started(NOW);
        schedule.progressed(&progress(40));
        for failures in 1..5 {
            schedule.failed(NOW, None);
            assert_eq!(schedule.failures, failures);
            schedule.progressed(&progress(40));
        }
        schedule.progressed(&progress(60));
        assert_eq!(schedule.failures, 0);
    }

    #[test]
    fn a_wish_during_a_poll_is_met_right_after_it() {
        let mut schedule = polled_once();
        schedule.started(NOW);
        schedule.at_once();
        schedule.succeeded(NOW);
        assert_eq!(schedule.next(), Some(UnixMs(0)), "at once");
        schedule.started(NOW);
        schedule.succeeded(NOW);
        assert_eq!(
            schedule.next(),
            Some(NOW.plus(MINUTE)),
            "then at the interval"
        );
    }

    #[test]
    fn a_wish_during_a_poll_that_fails_is_met_at_once_and_only_once() {
        let mut schedule = Schedule::new(MINUTE);
        schedule.started(NOW);
        schedule.at_once();
        schedule.failed(NOW, None);
        assert_eq!(schedule.next(), Some(UnixMs(0)), "at once");
        schedule.started(NOW);
        schedule.failed(NOW, None);
        assert!(schedule.next() > Some(NOW), "then with patience");
    }

    #[test]
    fn flows_teams_and_the_ends_of_the_lists_each_have_their_own_rhythm() {
        let mut schedule = Schedule::new(MINUTE);
        let mut asked = [0; 3];
        for minute in 0..24 * 60 {
            let now = NOW.plus(MINUTE * minute);
            let besides = schedule.started(now);
            for (count, wanted) in
                asked
                    .iter_mut()
                    .zip([besides.flows, besides.teams, besides.checkup])
            {
                *count += u32::from(wanted);
            }
            if besides.flows {
                schedule.got_flows(now);
            }
            if besides.teams {
                schedule.got_teams(now);
            }
            schedule.succeeded(now);
        }
        assert_eq!(asked, [12, 4, 24], "flows, teams and checkups in a day");
    }

    #[test]
    fn an_unknown_flow_seen_during_a_poll_is_asked_for_with_the_next_one_and_only_then() {
        let mut schedule = polled_once();
        schedule.started(NOW);
        schedule.want_flows();
        schedule.succeeded(NOW);
        assert!(schedule.started(NOW).flows, "an unknown flow was seen");
        schedule.got_flows(NOW);
        schedule.succeeded(NOW);
        assert!(!schedule.started(NOW).flows, "whether or not it was found");
    }

    #[test]
    fn a_poll_that_failed_asks_again_only_for_what_it_did_not_get() {
        let mut schedule = Schedule::new(MINUTE);
        schedule.started(NOW);
        schedule.got_flows(NOW);
        schedule.failed(NOW, None);
        let again = schedule.started(NOW);
        assert!(!again.flows, "the flows had come");
        assert!(again.teams, "the teams had not");
        assert!(again.checkup, "nor had the lists been looked at");
    }

    #[test]
    fn not_even_a_wish_of_the_user_breaks_the_pause_that_ribbon_asked_for() {
        let mut schedule = Schedule::new(MINUTE);
        schedule.started(NOW);
        let pause = Duration::from_secs(7);
        schedule.failed(NOW, Some(pause));
        schedule.wished(NOW);
        let next = schedule.next().unwrap();
        assert!(next >= NOW.plus(pause), "and not before");
        assert!(
            next <= NOW.plus(pause * 2),
            "but soon after: {:?}",
            next.since(NOW)
        );
    }

    #[test]
    fn a_wish_of_the_user_also_asks_for_flows_that_are_older_than_a_minute() {
        let mut schedule = polled_once();
        schedule.wished(NOW.plus(MINUTE / 2));
        assert!(!schedule.started(NOW.plus(MINUTE / 2)).flows, "just read");
        schedule.succeeded(NOW.plus(MINUTE / 2));
        schedule.wished(NOW.plus(MINUTE * 2));
        let besides = schedule.started(NOW.plus(MINUTE * 2));
        assert!(besides.flows && besides.teams, "they may have changed");
    }

    #[test]
    fn polls_are_rarer_while_a_relay_is_read_and_not_once_it_fails() {
        let mut schedule = polled_once();
        schedule.set_relaxed(true, NOW);
        schedule.started(NOW);
        schedule.succeeded(NOW);
        assert_eq!(schedule.next(), Some(NOW.plus(MINUTE * 5)), "rarer");
        schedule.set_relaxed(false, NOW.plus(MINUTE / 2));
        let soon = NOW.plus(MINUTE / 2 + MINUTE);
        assert_eq!(schedule.next(), Some(soon), "as often as without it");
    }
}

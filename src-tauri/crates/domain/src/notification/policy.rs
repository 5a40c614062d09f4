//! What the user wants to be told, and when.

use super::{NoticeKind, Pending};
use crate::UnixMs;
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
const MINUTE: i64 = 60_000;

/// How one kind of event is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By a notice.
    #[default]
    On,
    /// By a notice without a sound.
    Silent,
    /// Not at all.
    Off,
}

/// Hours of each day in which nothing is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// From this minute of the day on.
    pub from: u16,
    /// Until before this minute; of the next day where it is not after the first. With both the same
    /// the whole day is quiet.
    pub to: u16,
}

/// What the user wants to be told, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Anything at all.
    pub wanted: bool,
    /// Only that something happened: no names, no words, no scores.
    pub hide_content: bool,
    /// How a processed interview is told.
    pub processed: Way,
    /// How a video that is ready is told.
    pub video: Way,
    /// How a status change is told.
    pub status: Way,
    /// Flows of which nothing is told.
    pub muted_flows: Vec<String>,
    /// Hours of each day in which nothing is told.
    pub quiet_hours: Option<QuietHours>,
    /// Nothing is told until then.
    pub paused_until: Option<UnixMs>,
    /// In which language it is told. It is the program's, and kept apart from these.
    #[serde(skip)]
    pub language: Language,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            wanted: true,
            hide_content: false,
            processed: Way::On,
            video: Way::On,
            status: Way::On,
            muted_flows: Vec::new(),
            quiet_hours: None,
            paused_until: None,
            language: Language::default(),
        }
    }
}

/// The instant, and the hour that the user's clock on the wall shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalTime {
    /// The instant.
    pub now: UnixMs,
    /// So many minutes are to be added to UTC.
    pub offset_minutes: i32,
}

impl LocalTime {
    /// So many milliseconds of the user's day have gone by.
    fn of_day(self) -> i64 {
        let local = self
            .now
            .0
            .saturating_add(i64::from(self.offset_minutes) * MINUTE);
        local.rem_euclid(i64::from(DAY) * MINUTE)
    }
}

impl Policy {
    /// How a fact is told.
    pub fn way(&self, pending: &Pending) -> Way {
        let is_muted = self.muted_flows.contains(&pending.flow_id);
        if !self.wanted || is_muted || pending.is_read {
            return Way::Off;
        }
        match pending.kind {
            NoticeKind::Processed => self.processed,
            NoticeKind::Video => self.video,
            NoticeKind::Status => self.status,
        }
    }

    /// Until when nothing is told; `None` when something may be told now.
    pub fn quiet_until(&self, time: LocalTime) -> Option<UnixMs> {
        let pause = self.paused_until.filter(|until| *until > time.now);
        let hours = self.quiet_hours.and_then(|hours| hours.end_from(time));
        pause.max(hours)
    }

    /// When it was last that nothing was told, as far as that can be known. What was due before that
    /// was held back.
    pub fn quiet_ended(&self, time: LocalTime) -> Option<UnixMs> {
        let pause = self.paused_until.filter(|until| *until <= time.now);
        let hours = self.quiet_hours.map(|hours| hours.last_end(time));
        pause.max(hours)
    }
}

impl QuietHours {
    /// When these hours end, if it is one of them now.
    fn end_from(self, time: LocalTime) -> Option<UnixMs> {
        let (from, to) = (i64::from(self.from) * MINUTE, i64::from(self.to) * MINUTE);
        let day = i64::from(DAY) * MINUTE;
        let here = time.of_day();
        let is_quiet = match from < to {
            true => (from..to).contains(&here),
            false => here >= from || here < to,
        };
        let left = (to - here).rem_euclid(day);
        // At its very end a day that is quiet as a whole begins again.
        let left = if left == 0 { day } else { left };
        is_quiet.then(|| time.now.plus(millis(left)))
    }

    fn last_end(self, time: LocalTime) -> UnixMs {
        let since =
            (time.of_day() - i64::from(self.to) * MINUTE).rem_euclid(i64::from(DAY) * MINUTE);
        time.now.minus(millis(since))
    }
}

fn millis(count: i64) -> Duration {
    Duration::from_millis(u64::try_from(count).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-09-21T00:00:00Z.
    const MIDNIGHT: i64 = 1_790_208_000_000 - 1_790_208_000_000 % (24 * 60 * MINUTE);

    fn at(hour: i64, minute: i64) -> LocalTime {
        LocalTime {
            now: UnixMs(MIDNIGHT + (hour * 60 + minute) * MINUTE),
            offset_minutes: 0,
        }
    }

    fn quiet(from: u16, to: u16) -> Policy {
        Policy {
            quiet_hours: Some(QuietHours { from, to }),
            ..Policy::default()
        }
    }

    #[test]
    fn quiet_hours_within_a_day_end_on_the_same_day() {
        let policy = quiet(12 * 60, 13 * 60);
        assert_eq!(policy.quiet_until(at(11, 59)), None, "before");
        assert_eq!(
            policy.quiet_until(at(12, 0)),
            Some(at(13, 0).now),
            "at once"
        );
        assert_eq!(policy.quiet_until(at(13, 0)), None, "at their end");
    }

    #[test]
    fn quiet_hours_over_midnight_end_on_the_next_day() {
        let policy = quiet(20 * 60, 7 * 60);
        assert_eq!(
            policy.quiet_until(at(23, 0)),
            Some(at(31, 0).now),
            "in the evening"
        );
        assert_eq!(
            policy.quiet_until(at(6, 0)),
            Some(at(7, 0).now),
            "in the morning"
        );
        assert_eq!(policy.quiet_until(at(12, 0)), None, "by day");
        assert_eq!(
            policy.quiet_ended(at(12, 0)),
            Some(at(7, 0).now),
            "this morning"
        );
    }

    #[test]
    fn quiet_hours_are_those_of_the_wall_clock() {
        let policy = quiet(20 * 60, 7 * 60);
        let in_tokyo = LocalTime {
            offset_minutes: 9 * 60,
            ..at(12, 0)
        };
        assert_eq!(
            policy.quiet_until(in_tokyo),
            Some(at(22, 0).now),
            "21:00 there"
        );
        let in_denver = LocalTime {
            offset_minutes: -7 * 60,
            ..at(12, 0)
        };
        assert_eq!(
            policy.quiet_until(in_denver),
            Some(at(14, 0).now),
            "05:00 there"
        );
    }

    #[test]
    fn hours_from_and_to_the_same_minute_are_the_whole_day() {
        let policy = quiet(60, 60);
        for hour in 0..24 {
            assert!(policy.quiet_until(at(hour, 0)).is_some(), "{hour}:00");
        }
    }

    #[test]
    fn a_pause_lasts_until_its_end_and_longer_than_quiet_hours_that_end_before() {
        let until = at(14, 0).now;
        let policy = Policy {
            paused_until: Some(until),
            ..quiet(12 * 60, 13 * 60)
        };
        assert_eq!(
            policy.quiet_until(at(12, 30)),
            Some(until),
            "the later of both"
        );
        assert_eq!(policy.quiet_until(at(14, 0)), None, "over");
        assert_eq!(
            policy.quiet_ended(at(15, 0)),
            Some(until),
            "the later of both"
        );
        assert_eq!(Policy::default().quiet_ended(at(15, 0)), None, "never");
    }
}

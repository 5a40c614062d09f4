//! Days as they are typed into a search: `2026-09`, `2026-09-01..2026-09-30`, `>2026-09-01`, `today`, `7d`.

use domain::UnixMs;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day that it is where the computer is.
#[derive(Clone, Debug)]
pub struct Today {
    date: Date,
    zone: TimeZone,
}

impl Today {
    /// The day at this moment in a time zone; in UTC where the moment is out of all calendars.
    pub fn new(now: UnixMs, zone: TimeZone) -> Self {
        let now = Timestamp::from_millisecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH);
        Self {
            date: zone.to_datetime(now).date(),
            zone,
        }
    }

    /// The day at this moment in the system's time zone.
    pub fn here(now: UnixMs) -> Self {
        Self::new(now, TimeZone::system())
    }

    fn begin(&self, date: Date) -> Option<i64> {
        let begin = self.zone.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
        Some(begin.as_millisecond())
    }
}

/// From one moment to another, the latter not included. Milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: i64,
    pub(super) before: i64,
}

/// The period that is meant; `None` when it is none.
pub(super) fn parse(text: &str, today: &Today) -> Option<Period> {
    let span = |text: &str| span(text, today.date);
    let (first, after) = if let Some((from, to)) = text.split_once("..") {
        match (from, to) {
            ("", "") => return None,
            ("", to) => (None, Some(span(to)?.1)),
            (from, "") => (Some(span(from)?.0), None),
            (from, to) => (Some(span(from)?.0), Some(span(to)?.1)),
        }
    } else if let Some(text) = text.strip_prefix(">=") {
        (Some(span(text)?.0), None)
    } else if let Some(text) = text.strip_prefix("<=") {
        (None, Some(span(text)?.1))
    } else if let Some(text) = text.strip_prefix('>') {
        (Some(span(text)?.1), None)
    } else if let Some(text) = text.strip_prefix('<') {
        (None, Some(span(text)?.0))
    } else {
        let (first, after) = span(text)?;
        (Some(first), Some(after))
    };
    let begin = |date: Option<Date>, open| date.map_or(Some(open), |date| today.begin(date));
    Some(Period {
        from: begin(first, i64::MIN)?,
        before: begin(after, i64::MAX)?,
    })
}

/// The first day of what is named, and the day after its last.
fn span(text: &str, today: Date) -> Option<(Date, Date)> {
    let text = text.to_lowercase();
    match text.as_str() {
        "today" | "heute" => return Some((today, today.tomorrow().ok()?)),
        "yesterday" | "gestern" => return Some((today.yesterday().ok()?, today)),
        _ => {}
    }
    if let Some(days) = text.strip_suffix(['d', 't']) {
        let days: i32 = days
            .parse()
            .ok()
            .filter(|days| (1..=36_500).contains(days))?;
        let first = today.checked_sub(jiff::Span::new().days(days - 1)).ok()?;
        return Some((first, today.tomorrow().ok()?));
    }
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let at = |month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match (month, day) {
        (None, _) => Some((at(1, 1)?, Date::new(year.checked_add(1)?, 1, 1).ok()?)),
        (Some(month), None) => {
            let first = at(month?, 1)?;
            let after = first.checked_add(jiff::Span::new().months(1)).ok()?;
            Some((first, after))
        }
        (Some(month), Some(day)) => {
            let first = at(month?, day?)?;
            Some((first, first.tomorrow().ok()?))
        }
    }
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    /// Berlin's rule, which needs no database of zones.
    fn today() -> Today {
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        Today::new(UnixMs(at("2026-09-30T22:30:00Z")), berlin)
    }

    #[test]
    fn days_are_those_of_the_reader_s_calendar() {
        for (typed, from, before) in [
            ("today", "2026-09-30T22:00:00Z", "2026-10-01T22:00:00Z"),
            ("gestern", "2026-09-29T22:00:00Z", "2026-09-30T22:00:00Z"),
            ("7d", "2026-09-24T22:00:00Z", "2026-10-01T22:00:00Z"),
            ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
            ("2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
            ("2026-09-01", "2026-08-31T22:00:00Z", "2026-09-01T22:00:00Z"),
            (
                "2026-09-01..2026-09-30",
                "2026-08-31T22:00:00Z",
                "2026-09-30T22:00:00Z",
            ),
        ] {
            let expected = Period {
                from: at(from),
                before: at(before),
            };
            assert_eq!(parse(typed, &today()), Some(expected), "{typed}");
        }
    }

    #[test]
    fn bounds_may_be_open() {
        let day = parse("2026-09-01", &today()).unwrap();
        let ends = |typed: &str| parse(typed, &today()).map(|it| (it.from, it.before));
        assert_eq!(ends(">2026-09-01"), Some((day.before, i64::MAX)));
        assert_eq!(ends(">=2026-09-01"), Some((day.from, i64::MAX)));
        assert_eq!(ends("<2026-09-01"), Some((i64::MIN, day.from)));
        assert_eq!(ends("<=2026-09-01"), Some((i64::MIN, day.before)));
        assert_eq!(ends("2026-09-01.."), Some((day.from, i64::MAX)));
        assert_eq!(ends("..2026-09-01"), Some((i64::MIN, day.before)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for typed in [
            "",
            "..",
            "2026-13",
            "2026-02-30",
            "26-09",
            "soon",
            "0d",
            "-3d",
            "1-1-1-1",
        ] {
            assert_eq!(parse(typed, &today()), None, "{typed}");
        }
    }
}

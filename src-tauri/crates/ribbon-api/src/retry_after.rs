//! How long a server asks to be left alone (RFC 9110, section 10.2.3).

use domain::UnixMs;
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// No longer wait than this is believed, so that a mistyped header cannot silence us for years.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads the header's value, seconds or a date. A date is counted from the answer's own `Date`
/// header, which makes a wrong clock on either side harmless, else from `now`.
pub(crate) fn parse(value: &str, date: Option<&str>, now: UnixMs) -> Option<Duration> {
    let value = value.trim();
    let wait = if let Ok(seconds) = value.parse::<u64>() {
        Duration::from_secs(seconds)
    } else {
        instant(value)?.since(date.and_then(instant).unwrap_or(now))
    };
    Some(wait.min(LONGEST))
}

/// Reads an HTTP date; its preferred form is a case of the mail format's.
pub(crate) fn instant(text: &str) -> Option<UnixMs> {
    let instant = OffsetDateTime::parse(text.trim(), &Rfc2822).ok()?;
    Some(UnixMs(instant.unix_timestamp().saturating_mul(1000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMs = UnixMs(1_431_696_861_000); // Fri, 15 May 2015 13:34:21 GMT

    #[test]
    fn seconds_are_read_as_they_stand() {
        assert_eq!(
            parse(" 120 ", None, NOW),
            Some(Duration::from_secs(120)),
            "two minutes"
        );
        assert_eq!(parse("0", None, NOW), Some(Duration::ZERO), "at once");
    }

    #[test]
    fn a_date_counts_from_the_answers_own_date() {
        let wait = parse(
            "Fri, 15 May 2015 15:35:21 GMT",
            Some("Fri, 15 May 2015 15:34:21 GMT"),
            UnixMs(0),
        );
        assert_eq!(
            wait,
            Some(Duration::from_secs(60)),
            "our own clock, off by decades, is unused"
        );
    }

    #[test]
    fn a_date_counts_from_now_when_the_answer_has_none() {
        let wait = parse("Fri, 15 May 2015 13:34:31 GMT", None, NOW);
        assert_eq!(wait, Some(Duration::from_secs(10)), "ten seconds from now");
        let past = parse("Fri, 15 May 2015 13:00:00 GMT", None, NOW);
        assert_eq!(past, Some(Duration::ZERO), "a date in the past means now");
    }

    #[test]
    fn nonsense_is_no_wait_and_an_absurd_wait_is_a_day() {
        for text in ["", "soon", "-5", "1.5", "Fri, 99 May 2015 13:34:31 GMT"] {
            assert_eq!(parse(text, None, NOW), None, "{text:?} says nothing");
        }
        assert_eq!(
            parse("99999999999", None, NOW),
            Some(LONGEST),
            "three thousand years"
        );
    }
}

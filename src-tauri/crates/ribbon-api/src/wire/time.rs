//! Dates as Ribbon writes them.

use super::fields::{Read, Source};
use domain::{ProblemReason, UnixMs};
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// The last millisecond of the year 9999.
const LATEST: i64 = 253_402_300_799_999;

/// Reads a date and time in ISO 8601. Without a zone it is UTC; instead of `T` a space may stand.
pub(crate) fn parse(text: &str) -> Option<UnixMs> {
    let text = text.trim().replacen(' ', "T", 1);
    let instant = OffsetDateTime::parse(&text, &Iso8601::DEFAULT)
        .or_else(|_| {
            PrimitiveDateTime::parse(&text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc)
        })
        .ok()?;
    let millis = instant.unix_timestamp_nanos().div_euclid(1_000_000);
    i64::try_from(millis).ok().map(UnixMs)
}

/// Writes a time for a query. One beyond the years 1970 to 9999 is written as the nearest of them.
pub(crate) fn write(at: UnixMs) -> String {
    let within = at.0.clamp(0, LATEST);
    let instant = OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(within);
    // Every one of those years can be written.
    instant.format(&Rfc3339).unwrap_or_default()
}

/// Reads a field that holds a date.
pub(super) fn read(source: &Source<'_>, field: &str, raw: &str) -> Read<UnixMs> {
    source.text(field, raw).and_then(|text| match parse(&text) {
        Some(at) => Read::Value(at),
        None => source.wrong(field, ProblemReason::BadDate),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_and_without_a_zone() {
        let noon = Some(UnixMs(1_790_164_800_000));
        for text in [
            "2026-09-23T12:00:00Z",
            "2026-09-23T12:00:00",
            "2026-09-23 12:00:00",
            "2026-09-23T12:00:00.000000+00:00",
            "2026-09-23T14:00:00+02:00",
            "20260923T120000Z",
        ] {
            assert_eq!(parse(text), noon, "{text}");
        }
        for text in [
            "yesterday",
            "",
            "2026-13-01T00:00:00Z",
            "12:00",
            "2026-09-23",
            "1790164800",
        ] {
            assert_eq!(parse(text), None, "{text}: a day alone is no time");
        }
    }

    #[test]
    fn fractions_of_a_second_and_minutes_alone_are_read() {
        for (text, expected) in [
            ("2026-09-23T12:00:00.5Z", 1_790_164_800_500),
            ("2026-09-23 12:00:00.123456", 1_790_164_800_123),
            ("2026-09-23T12:00Z", 1_790_164_800_000),
            ("2026-09-23T07:00:00-05:00", 1_790_164_800_000),
            ("2026-09-23T14:00:00+0200", 1_790_164_800_000),
            ("1969-12-31T23:59:59.9995Z", -1),
        ] {
            assert_eq!(parse(text), Some(UnixMs(expected)), "{text}");
        }
    }

    #[test]
    fn any_time_can_be_asked_for() {
        for (at, expected) in [
            (1_790_164_800_000, "2026-09-23T12:00:00Z"),
            (1_790_164_800_250, "2026-09-23T12:00:00.25Z"),
            (-1, "1970-01-01T00:00:00Z"),
            (i64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(write(UnixMs(at)), expected, "{at}");
        }
    }
}

//! Dates as Ribbon writes them.

use super::fields::{Read, Source};
use domain::{ProblemReason, UnixMs};
use time::format_description::well_known::Iso8601;
use time::{OffsetDateTime, PrimitiveDateTime};

/// Reads a date and time in ISO 8601. Without a zone it is UTC; instead of `T` a space may stand.
pub(crate) fn parse(text: &str) -> Option<UnixMs> {
    let text = text.trim().replacen(' ', "T", 1);
    let instant = OffsetDateTime::parse(&text, &Iso8601::DEFAULT)
        .or_else(|_| {
            PrimitiveDateTime::parse(&text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc)
        })
        .ok()?;
    let millis = instant.unix_timestamp_nanos() / 1_000_000;
    i64::try_from(millis).ok().map(UnixMs)
}

/// Writes a time for a query.
pub(crate) fn write(at: UnixMs) -> String {
    let nanos = i128::from(at.0) * 1_000_000;
    let instant = OffsetDateTime::from_unix_timestamp_nanos(nanos);
    // Beyond what a date can be, the first of all.
    let instant = instant.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let format = &time::format_description::well_known::Rfc3339;
    instant.format(format).unwrap_or_default()
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
        for text in ["yesterday", "", "2026-13-01T00:00:00Z", "12:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(write(UnixMs(1_790_164_800_000)), "2026-09-23T12:00:00Z");
    }
}

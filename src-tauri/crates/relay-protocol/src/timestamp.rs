//! Instants on the wire: RFC 3339 in UTC with exactly three digits of milliseconds.
//!
//! Use it on a field as `#[serde(with = "relay_protocol::timestamp")]`.

use serde::{Deserialize, Deserializer, Serializer, de, ser};
use time::{
    OffsetDateTime, UtcOffset, format_description::StaticFormatDescription,
    format_description::well_known::Rfc3339, macros::format_description,
};

const FORMAT: StaticFormatDescription =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// Prints an instant, for instance `2026-11-23T15:04:05.123Z`; finer than milliseconds is cut off.
///
/// # Errors
/// If the year does not have four digits.
pub fn format(instant: OffsetDateTime) -> Result<String, time::error::Format> {
    // A text with an offset can name an instant for which UTC has no year of four digits.
    instant
        .checked_to_offset(UtcOffset::UTC)
        .filter(|utc| utc.year() >= 0)
        .ok_or(time::error::Format::InvalidComponent("year"))?
        .format(FORMAT)
}

/// Reads any RFC 3339 instant.
///
/// # Errors
/// If the text is none.
pub fn parse(text: &str) -> Result<OffsetDateTime, time::error::Parse> {
    OffsetDateTime::parse(text, &Rfc3339)
}

/// For `#[serde(with)]`.
///
/// # Errors
/// As [`format()`].
pub fn serialize<S: Serializer>(instant: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&format(*instant).map_err(ser::Error::custom)?)
}

/// For `#[serde(with)]`.
///
/// # Errors
/// As [`parse`].
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
    parse(&String::deserialize(from)?).map_err(de::Error::custom)
}

/// The same for an instant that may be missing, printed as `null`.
pub mod option {
    use super::{Deserialize, Deserializer, OffsetDateTime, Serializer, de};

    /// For `#[serde(with)]`.
    ///
    /// # Errors
    /// As [`super::format`].
    pub fn serialize<S: Serializer>(
        instant: &Option<OffsetDateTime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match instant {
            Some(instant) => super::serialize(instant, to),
            None => to.serialize_none(),
        }
    }

    /// For `#[serde(with)]`.
    ///
    /// # Errors
    /// As [`super::parse`].
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        Option::<String>::deserialize(from)?
            .map(|text| super::parse(&text).map_err(de::Error::custom))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_that_utc_has_no_year_for_is_an_error_and_no_panic() {
        for text in ["9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+23:59"] {
            let instant = parse(text).unwrap();
            assert!(format(instant).is_err(), "{text} could not be read back");
        }
    }
}

//! The ids that Redis gives to the entries of a stream.

use std::fmt;
use std::str::FromStr;

/// A time in milliseconds and a number within it; later entries have greater ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StreamId {
    millis: u64,
    sequence: u64,
}

impl StreamId {
    /// Before all others.
    pub(super) const START: Self = Self {
        millis: 0,
        sequence: 0,
    };

    /// The greatest id that is less, so that reading after it begins with this one.
    pub(super) fn before(self) -> Self {
        let Self { millis, sequence } = self;
        match (millis, sequence) {
            (0, 0) => Self::START,
            (millis, 0) => Self {
                millis: millis.saturating_sub(1),
                sequence: u64::MAX,
            },
            (millis, sequence) => Self {
                millis,
                sequence: sequence.saturating_sub(1),
            },
        }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.millis, self.sequence)
    }
}

/// It is no id of Redis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotAnId;

impl FromStr for StreamId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (millis, sequence) = text.split_once('-').ok_or(NotAnId)?;
        let id = Self {
            millis: millis.parse().map_err(|_| NotAnId)?,
            sequence: sequence.parse().map_err(|_| NotAnId)?,
        };
        // Other ways to write the same number would make two names for one event.
        if id.to_string() == text {
            Ok(id)
        } else {
            Err(NotAnId)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> StreamId {
        text.parse().unwrap()
    }

    #[test]
    fn only_what_redis_writes_is_an_id() {
        assert_eq!(
            id("1800000000000-3").to_string(),
            "1800000000000-3",
            "read and written"
        );
        for text in [
            "",
            "7",
            "-",
            "7-",
            "-7",
            "+7-1",
            "07-1",
            "7-1 ",
            "7-1-1",
            "a-1",
            "99999999999999999999-0",
        ] {
            assert_eq!(text.parse::<StreamId>(), Err(NotAnId), "{text:?}");
        }
    }

    #[test]
    fn ids_are_in_the_order_of_time_and_have_one_before_them() {
        assert!(id("9-9") < id("10-0"), "numbers, not words");
        assert_eq!(id("7-3").before(), id("7-2"), "the one before");
        assert_eq!(
            id("7-0").before(),
            id("6-18446744073709551615"),
            "across a millisecond"
        );
        assert_eq!(
            id("0-0").before(),
            StreamId::START,
            "there is none before the first"
        );
    }
}

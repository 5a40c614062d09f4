//! Names of things on the wire, each its own type so that one cannot stand in for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that is not a name of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {wanted}")]
pub struct IdError {
    /// What would have been accepted, ready to be read by a person.
    pub wanted: &'static str,
}

fn is_name(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $wanted:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The name as it is printed.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                let accepts: fn(&str) -> bool = $check;
                if accepts(&text) { Ok(Self(text)) } else { Err(IdError { wanted: $wanted }) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One organisation's log of received webhooks.
    InboxId,
    "an inbox id: 12 to 64 characters of a-z and 0-9",
    |text| is_name(text, 12..=64)
);
id!(
    /// One laptop's read access to one inbox.
    DeviceId,
    "a device id: 1 to 64 characters of a-z and 0-9",
    |text| is_name(text, 1..=64)
);
id!(
    /// One URL to which an inbox's webhooks are forwarded.
    TargetId,
    "a target id: 1 to 64 characters of a-z and 0-9",
    |text| is_name(text, 1..=64)
);
id!(
    /// The random name of a store's life: a restored store gets another, so that cursors into the
    /// life before are recognised instead of misread.
    Epoch,
    "an epoch: 1 to 64 letters, digits, hyphens and underscores",
    // Wider than what relays make today, so that a place of whatever life is answered with a gap
    // rather than refused as nonsense.
    |text| (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
);
id!(
    /// One received webhook: a ULID, given by the relay.
    EventId,
    "an event id: 26 characters of A-Z and 0-9",
    |text| text.len() == 26
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
);

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// `Debug` hides it and there is no `Display`, so that no log line shows it by accident.
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes any text: only the relay can tell whether it is right.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The secret itself, for the wire and the key ring.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret!(
    /// The bearer token with which a laptop reads its inbox.
    DeviceToken
);
secret!(
    /// A one-time code, typed in by a person to pair a laptop.
    PairingCode
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inbox_id_is_twelve_or_more_lower_case_letters_and_digits() {
        assert!(
            "abcdefghij12".parse::<InboxId>().is_ok(),
            "twelve are enough"
        );
        for wrong in [
            "abcdefghij1",
            "ABCDEFGHIJ12",
            "abcdefghij1-",
            "",
            "abcdefghijk/2",
        ] {
            assert!(wrong.parse::<InboxId>().is_err(), "{wrong:?} is refused");
        }
    }

    #[test]
    fn a_secret_does_not_show_itself_in_a_debug_line() {
        let token = DeviceToken::new("do-not-print");
        assert_eq!(
            format!("{token:?}"),
            "DeviceToken(…)",
            "the secret stays hidden"
        );
        assert_eq!(
            token.expose(),
            "do-not-print",
            "and is there when asked for"
        );
    }
}

//! One newtype for every id, so that a flow's id is never passed where an interview's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Declares a newtype over the text that Ribbon uses as an id.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the id as Ribbon wrote it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as Ribbon wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

/// Declares a newtype over a row number of our own cache.
macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

text_id! {
    /// An interview at Ribbon (a UUID in the documented examples; treated as opaque).
    InterviewId
}
text_id! {
    /// An interview flow at Ribbon (eight hexadecimal digits in the examples; treated as opaque).
    FlowId
}
text_id! {
    /// A team at Ribbon.
    TeamId
}
row_id! {
    /// A candidate in our cache: a person with an e-mail address, or one anonymous interview.
    CandidateId
}
row_id! {
    /// A received webhook in our cache.
    DeliveryId
}
row_id! {
    /// One link of a candidate's status chain in our cache.
    TransitionId
}

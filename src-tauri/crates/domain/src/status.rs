//! A candidate's stage in a pipeline.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A stage as Ribbon wrote it. The set is open: organisations name their own stages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Status(String);

impl Status {
    /// Takes the stage's name; surrounding white space is not part of it.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// Whether both name the same stage. Ribbon writes one stage with and without capital letters, as
    /// in `Shortlisted` and `shortlisted`.
    pub fn is_same(&self, other: &Self) -> bool {
        self == other || self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// The stage's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

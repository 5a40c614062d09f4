//! The program as a whole: first run, connection, where the data lives.

use crate::said::Said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which of its lives the program is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Neither a key nor sample data: the first-run screen.
    FirstRun,
    /// Connected to Ribbon with a key.
    Connected,
    /// Showing sample data, marked as such everywhere.
    Sample,
}

/// What the window needs to know before it can show anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppState {
    /// Which screen to begin with.
    pub phase: Phase,
    /// The program's version.
    pub version: String,
    /// The folder that holds the encrypted cache.
    pub home: String,
    /// How the cache's key is kept, in words: the keychain, or a key file.
    pub key_kept_in: String,
    /// Ribbon's address.
    pub api_url: String,
    /// What the user must know of how the cache was opened, such as that it was damaged.
    pub notice: Option<Said>,
}

/// Tries an API key and, when Ribbon accepts it, connects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Connect {
    /// The key as pasted; surrounding white space is ignored.
    pub api_key: String,
}

//! The relay that keeps webhooks while this computer sleeps.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Pairs this computer with a relay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pair {
    /// What the relay's operator sent: the relay's address and a one-time code, in one line.
    pub line: String,
}

/// How the way to the relay is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RelayMode {
    /// On the way.
    Connecting,
    /// What is posted arrives at once.
    Live,
    /// Something in between holds streams back; it is asked again and again instead.
    Polling,
    /// It cannot be reached at present; it keeps what is posted meanwhile.
    Offline,
    /// It no longer knows this computer.
    NeedsPairing,
    /// The pairing that is kept here cannot be used.
    Broken,
}

/// The relay that this computer is paired with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RelayState {
    /// Its address.
    pub address: String,
    /// The organisation's inbox there.
    pub inbox: String,
    /// How the way to it is.
    pub mode: RelayMode,
    /// Since when it cannot be reached.
    pub since: Option<i64>,
    /// Why it cannot be reached or used.
    pub error: Option<String>,
}

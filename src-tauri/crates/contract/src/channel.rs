//! A channel of smee.io or gosmee, which passes webhooks on to this computer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Listens to a channel from now on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JoinChannel {
    /// The channel's address, the one that Ribbon posts to. It is the channel's only secret, which
    /// is why nothing answers with it.
    pub address: String,
}

/// Whose program the channel's server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// Smee's: it writes each webhook's JSON anew, so that no signature can be trusted.
    Smee,
    /// Gosmee's: it passes on the very bytes, whose signature is checked here.
    Gosmee,
}

/// How the way to the channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelMode {
    /// On the way.
    Connecting,
    /// What is posted arrives at once.
    Live,
    /// It cannot be reached at present.
    Offline,
    /// It cannot be listened to before the user does something.
    Broken,
}

/// The channel that is listened to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelState {
    /// Whose program it is.
    pub kind: ChannelKind,
    /// Its server, such as `https://smee.io`: the address without what is secret in it.
    pub server: String,
    /// How the way to it is.
    pub mode: ChannelMode,
    /// Since when it cannot be reached.
    pub since: Option<i64>,
    /// Why it cannot be reached or listened to.
    pub error: Option<String>,
    /// Whether it has shown that it keeps what it is sent for a while: after a pause it goes on where
    /// it left off.
    pub resumes: bool,
}

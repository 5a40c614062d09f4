//! Webhooks that were received and could not be applied.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a webhook waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It is not what a webhook of Ribbon looks like.
    Unreadable,
    /// Its kind is not known to this version.
    UnknownEvent,
    /// A status change that does not say whose it is.
    Nobody,
    /// It is not signed, and Ribbon has no such interview.
    Denied,
    /// It was understood, and the cache could not take it in.
    NotApplied,
}

/// One that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Quarantined {
    /// Its number, as `ribbon-desk deliveries list` shows it.
    pub id: i64,
    /// When it was received.
    pub received_at: i64,
    /// What kind of event it is; absent where that cannot be read.
    pub event_type: Option<String>,
    /// Why it waits.
    pub obstacle: Obstacle,
    /// The same in the program's words, which say more.
    pub reason: String,
}

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Quarantine {
    /// The newest of them first; not more than can be looked through.
    pub newest: Vec<Quarantined>,
    /// How many there are in all.
    pub total: u32,
}

/// What came of applying all of them again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RetriedQuarantine {
    /// All that were tried.
    pub tried: u32,
    /// Those that were understood. One that is not signed waits for Ribbon to confirm it, and comes
    /// back when Ribbon does not.
    pub applied: u32,
    /// Those that say what is known already.
    pub repeats: u32,
    /// Those that wait on.
    pub kept: u32,
}

//! How fresh the cache is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The one word that the sidebar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncMode {
    /// The first synchronisation is under way.
    FirstSync,
    /// Webhooks reach us, and polling works.
    Live,
    /// Only polling works.
    Polling,
    /// Ribbon cannot be reached.
    Offline,
    /// Something needs the user: a refused key, deliveries in quarantine.
    Attention,
    /// There is nothing to synchronise with (sample data).
    Idle,
}

/// One thing that is synchronised, for the details behind the sidebar's line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncDetail {
    /// What: "Interviews", "Webhooks" and so on.
    pub label: String,
    /// What is the matter, or what was done.
    pub text: String,
    /// When it last succeeded.
    pub at: Option<i64>,
    /// Whether it is as it should be.
    pub ok: bool,
}

/// How fresh the cache is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncState {
    /// The one word.
    pub mode: SyncMode,
    /// Since when it is so.
    pub since: i64,
    /// When Ribbon last answered.
    pub as_of: Option<i64>,
    /// Interviews in the cache; grows during the first synchronisation.
    pub interviews: u32,
    /// Why it needs attention or is offline.
    pub error: Option<crate::CommandError>,
    /// The address of the webhook receiver on this computer, for tunnels.
    pub receiver_url: Option<String>,
    /// The relay that this computer is paired with.
    pub relay: Option<crate::relay::RelayState>,
    /// Deliveries that could not be applied and wait in quarantine.
    pub quarantined: u32,
    /// What exactly was synchronised when.
    pub details: Vec<SyncDetail>,
}

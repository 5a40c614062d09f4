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

/// What is synchronised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncPart {
    /// The interviews that Ribbon lists.
    Interviews,
    /// What Ribbon posts.
    Webhooks,
    /// The teams and their members.
    Teams,
    /// Announced interviews that wait for their details.
    ToFetch,
}

/// What is the matter with it, or what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Ribbon is asked regularly.
    Asked,
    /// It failed: `error` says why.
    Failed,
    /// `count` of them wait.
    Waiting,
    /// The receiver on this computer does not run.
    ReceiverOff,
    /// No webhook has reached this computer yet.
    NoneYet,
    /// They are received on this computer, only while it is awake.
    WhileAwake,
    /// The relay keeps them, and they are read from it.
    RelayKeeps,
    /// On the way to the relay, which keeps them.
    RelayConnecting,
    /// The relay cannot be reached; it keeps them meanwhile.
    RelayOffline,
    /// The relay no longer knows this computer.
    RelayForgot,
    /// The pairing with the relay cannot be used.
    RelayBroken,
    /// The channel passes them on and keeps them for a while.
    ChannelKeeps,
    /// The channel passes them on, only while this computer is awake.
    ChannelPasses,
    /// On the way to the channel.
    ChannelConnecting,
    /// The channel cannot be reached; it keeps them for a while.
    ChannelOfflineKeeps,
    /// The channel cannot be reached; what is posted meanwhile is lost.
    ChannelOfflineLoses,
    /// The channel cannot be listened to.
    ChannelBroken,
}

/// One thing that is synchronised, for the details behind the sidebar's line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncDetail {
    /// What.
    pub part: SyncPart,
    /// What is the matter with it, or what was done.
    pub standing: Standing,
    /// How many, where that is to be said.
    pub count: Option<u32>,
    /// Why it failed.
    pub error: Option<crate::CommandError>,
    /// When it last succeeded.
    pub at: Option<i64>,
    /// Whether it is as it should be.
    pub ok: bool,
}

/// Which way webhooks come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedKind {
    /// A relay.
    Relay,
    /// A channel of smee.io or gosmee.
    Channel,
}

/// Why webhooks were lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// This computer was away for longer than they are kept.
    Expired,
    /// What keeps them was restored or moved.
    Epoch,
    /// One was longer than any of Ribbon's could be.
    TooLong,
    /// What keeps them did not take one.
    Refused,
}

/// Webhooks that never reached this computer and never will.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedGap {
    /// Names it, to dismiss it.
    pub id: i64,
    /// Which way they would have come.
    pub feed: FeedKind,
    /// Why they were lost.
    pub reason: GapReason,
    /// When that way brought something last before; absent when it never had.
    pub from: Option<i64>,
    /// When this computer was told of it.
    pub until: i64,
    /// Whether the user has read of it.
    pub dismissed: bool,
}

/// How fresh the cache is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncState {
    /// Grows with each state that is told. An answer and an event may overtake each other: of two,
    /// the one with the greater number holds.
    pub seq: i64,
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
    /// Why no webhooks are received there.
    pub receiver_error: Option<crate::CommandError>,
    /// The relay that this computer is paired with.
    pub relay: Option<crate::relay::RelayState>,
    /// The channel that is listened to.
    pub channel: Option<crate::channel::ChannelState>,
    /// What was lost on the way here, newest first; what the user has not read of yet before the rest.
    pub gaps: Vec<FeedGap>,
    /// Deliveries that could not be applied and wait in quarantine.
    pub quarantined: u32,
    /// Items that Ribbon sent and that could not be read, wholly or in part.
    pub unreadable: u32,
    /// What exactly was synchronised when.
    pub details: Vec<SyncDetail>,
}

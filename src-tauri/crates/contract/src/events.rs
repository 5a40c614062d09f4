//! What the program tells the window without being asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of thing changed in the cache. The window decides what to read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A flow, a team or a member.
    Flow,
    /// A candidate: name, address, standing in a flow.
    Candidate,
    /// An interview.
    Interview,
    /// An inbox item, or a mark on one.
    Inbox,
    /// A delivery or the quarantine.
    Delivery,
    /// The user's settings.
    Settings,
    /// A batch of invitations: its number as text.
    Invites,
    /// The recruiter's marks on a candidate: the candidate's id as text.
    Mark,
    /// A saved view.
    View,
    /// Something that Ribbon sent and that could not be read.
    Unreadable,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Change {
    /// Its number; grows by one.
    pub seq: i64,
    /// What kind of thing.
    pub topic: Topic,
    /// Which one: the id as text.
    pub id: String,
}

/// Changes after a number. When some of them are no longer kept, `complete` is false and
/// everything must be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Changes {
    /// The newest number.
    pub seq: i64,
    /// Whether `changes` holds all since the number asked for.
    pub complete: bool,
    /// The changes.
    pub changes: Vec<Change>,
}

/// Where a click on a notification leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "screen")]
pub enum Target {
    /// A candidate, at one of their interviews where that is meant.
    Candidate {
        /// The candidate.
        candidate_id: i64,
        /// The interview to open.
        interview_id: Option<String>,
    },
    /// The inbox, showing what is unread.
    Inbox,
}

/// Names of the events that the program emits to the window.
pub mod names {
    /// Payload: [`super::Change::seq`], the newest number.
    pub const CHANGED: &str = "changed";
    /// Payload: [`crate::sync::SyncState`].
    pub const SYNC_STATE: &str = "sync-state";
    /// Payload: [`super::Target`].
    pub const OPEN: &str = "open";
}

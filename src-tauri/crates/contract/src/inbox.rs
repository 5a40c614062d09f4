//! The inbox: everything that happened, to be triaged.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InboxKind {
    /// An interview was held and analysed.
    Processed,
    /// An interview's video is ready.
    Video,
    /// A candidate's pipeline status changed.
    Status,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct InboxItem {
    /// The item.
    pub id: i64,
    /// What happened.
    pub kind: InboxKind,
    /// To whom.
    pub candidate_id: i64,
    /// Their name, else their address, else what stands for nobody in the window's language.
    pub candidate_name: String,
    /// In which flow.
    pub flow_id: String,
    /// Its title, as far as known.
    pub flow_title: String,
    /// Which interview; absent for status changes.
    pub interview_id: Option<String>,
    /// The interview's average score out of five.
    pub average: Option<f64>,
    /// When the interview took place, as far as Ribbon tells.
    pub interviewed_at: Option<i64>,
    /// Since when Ribbon no longer has the interview.
    pub gone_at: Option<i64>,
    /// The stage before, for status changes.
    pub previous_status: Option<String>,
    /// The stage after, for status changes.
    pub new_status: Option<String>,
    /// Whether a status change before this one never reached us.
    pub after_gap: bool,
    /// When it was first seen here (Ribbon sends no time).
    pub first_seen_at: i64,
    /// Not read yet.
    pub unread: bool,
    /// Marked by the recruiter.
    pub starred: bool,
    /// Put aside by the recruiter as done.
    pub done: bool,
    /// Put off by the recruiter until then; absent when it is not, or when that moment has come.
    pub snoozed_until: Option<i64>,
}

/// Which items to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct InboxQuery {
    /// Only this flow's.
    pub flow_id: Option<String>,
    /// Only this kind.
    pub kind: Option<InboxKind>,
    /// Only unread ones.
    pub unread_only: bool,
    /// Also those that are done.
    pub include_done: bool,
    /// Those that are snoozed and no others. Without it they are left out.
    pub snoozed: bool,
    /// Only starred ones.
    pub starred_only: bool,
    /// Skip so many.
    pub offset: u32,
    /// At most so many (1–500).
    pub limit: u32,
}

/// A slice of the inbox, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct InboxPage {
    /// The items.
    pub items: Vec<InboxItem>,
    /// How many match the query in all.
    pub total: u32,
    /// How many are unread in the whole inbox.
    pub unread: u32,
}

/// What to set on inbox items; absent fields stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct InboxMark {
    /// Which items.
    pub ids: Vec<i64>,
    /// Read or unread.
    pub unread: Option<bool>,
    /// Starred or not.
    pub starred: Option<bool>,
    /// Done or not.
    pub done: Option<bool>,
    /// Put off until then: it leaves the list, and comes back unread. 0 brings it back at once.
    pub snooze_until: Option<i64>,
}

/// What came in since a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Digest {
    /// Interviews processed.
    pub processed: u32,
    /// Videos that became ready.
    pub videos: u32,
    /// Candidates who were moved, by where to: the most frequent first, at most five.
    pub moved: Vec<MovedTo>,
    /// Status changes in all.
    pub changes: u32,
}

/// How many were moved to a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MovedTo {
    /// The status.
    pub status: String,
    /// How many.
    pub candidates: u32,
}

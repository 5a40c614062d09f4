//! The board: one flow, a column for each status.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether a flow takes interviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FlowStatus {
    /// It does.
    Open,
    /// Not at present.
    Closed,
    /// Not any more: archived in Ribbon or from here, or missing from Ribbon's list.
    Archived,
    /// Ribbon uses a word that is not documented.
    Other,
}

/// A flow with its counts, for lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlowSummary {
    /// The flow.
    pub flow_id: String,
    /// Its title; what stands for an unknown one while it is not fetched.
    pub title: String,
    /// The organisation's name as candidates see it.
    pub org_name: String,
    /// A language tag such as `en-US`.
    pub language: Option<String>,
    /// Whether interviews are recorded on video.
    pub is_video_enabled: bool,
    /// Candidates seen in this flow.
    pub candidates: u32,
    /// Completed interviews.
    pub completed: u32,
    /// Interviews not held yet.
    pub incomplete: u32,
    /// Mean of the interviews' average scores, out of five.
    pub average: Option<f64>,
    /// Whether it takes interviews.
    pub status: FlowStatus,
    /// Ribbon's word, for `status = other`.
    pub status_word: Option<String>,
    /// The team that it belongs to.
    pub team_id: Option<String>,
    /// That team's name; absent while it is unknown.
    pub team: Option<String>,
}

/// Why a column is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Invited, the interview not held yet.
    Invited,
    /// Interviewed; no status has reached us.
    NoStatus,
    /// A status that Ribbon has sent.
    Status,
}

/// One column of a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BoardColumn {
    /// Names the column in requests: `invited`, `none` or `status:` and the status itself.
    pub key: String,
    /// Why it is there.
    pub kind: ColumnKind,
    /// The status, for `kind = status`.
    pub status: Option<String>,
    /// How many candidates stand in it.
    pub count: u32,
    /// Mean of their average scores.
    pub average: Option<f64>,
}

/// A flow's board without its cards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Board {
    /// The flow.
    pub flow: FlowSummary,
    /// How many of its completed interviews Ribbon no longer has.
    pub gone: u32,
    /// `invited` and `none` first, then each status in the order in which it was discovered.
    pub columns: Vec<BoardColumn>,
}

/// Asks for a slice of a column's cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardsQuery {
    /// The flow.
    pub flow_id: String,
    /// [`BoardColumn::key`].
    pub column: String,
    /// Skip so many.
    pub offset: u32,
    /// At most so many (1–500).
    pub limit: u32,
}

/// One candidate in one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Card {
    /// The candidate.
    pub candidate_id: i64,
    /// Their name, else their address, else what stands for nobody in the window's language.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// Average score of their newest interview in this flow.
    pub average: Option<f64>,
    /// Interviews in this flow.
    pub interviews: u32,
    /// How many of these Ribbon no longer has.
    pub gone: u32,
    /// When the newest held interview in this flow took place, as far as Ribbon tells.
    pub interviewed_at: Option<i64>,
    /// When that interview was first seen here; absent where none was held.
    pub received_at: Option<i64>,
    /// Since when they stand in this column, as seen here.
    pub since: i64,
    /// Whether a status change of theirs in this flow never reached us.
    pub has_gap: bool,
    /// Whether a video of theirs in this flow can be played.
    pub has_video: bool,
    /// The recruiter's marks.
    pub marks: crate::mark::CandidateMarks,
}

/// In which order a flow's columns stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnOrder {
    /// The flow.
    pub flow_id: String,
    /// [`BoardColumn::key`] of its statuses' columns, from the left. Those that are left out follow in
    /// the order of their discovery. Empty: the order of discovery.
    pub keys: Vec<String>,
}

//! What Ribbon sent and could not be read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// An interview.
    Interview,
    /// An interview flow.
    Flow,
    /// A team.
    Team,
    /// A member of a team.
    TeamMember,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemReason {
    /// It is of another type than documented.
    WrongType,
    /// A number that is not finite, or outside of what is documented.
    OutOfRange,
    /// A text with characters that are none; they were replaced.
    DamagedText,
    /// Not a date.
    BadDate,
    /// Missing, and nothing can be done without it.
    Missing,
    /// Not JSON.
    NotJson,
    /// It belongs to another item than the one that was asked for.
    OtherItem,
    /// It is larger than Ribbon sends.
    TooLarge,
}

/// One field that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnreadableField {
    /// Where it is, such as `interview_data.scores[2].score`; empty when it is the item as a whole.
    pub field: String,
    /// What is wrong with it.
    pub reason: ProblemReason,
}

/// An item of which something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnreadableItem {
    /// What kind of item.
    pub kind: ItemKind,
    /// Ribbon's id; `sha256:` and a hash where even that could not be read.
    pub id: String,
    /// What it is called, where that is known: the candidate's name or address, the flow's title.
    pub name: Option<String>,
    /// Whose interview it is.
    pub candidate_id: Option<i64>,
    /// The flow, of a flow or of an interview.
    pub flow_id: Option<String>,
    /// What could not be read.
    pub problems: Vec<UnreadableField>,
    /// Whether nothing of it could be read, so that it is shown nowhere else.
    pub is_whole: bool,
    /// When it was first found so.
    pub first_seen_at: i64,
}

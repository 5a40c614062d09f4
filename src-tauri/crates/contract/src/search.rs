//! Search over everything ever said, and over the recruiter's notes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchQuery {
    /// Words, phrases in quotes, and filters such as `flow:backend`, `status:shortlisted`, `tag:x`,
    /// `team:x`,
    /// `lang:de`, `score>3`, `score:"Customer empathy">4`, `date:2026-09`, `is:unread`, `is:starred`, `is:reviewed`. The last word may be a beginning.
    pub text: String,
    /// At most so many candidates (1–100).
    pub limit: u32,
}

/// What was found, grouped by candidate: first those who are called so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchAnswer {
    /// The candidates.
    pub found: Vec<FoundCandidate>,
    /// Whether there are more than were asked for.
    pub has_more: bool,
    /// The words that are looked for, to mark them elsewhere.
    pub words: Vec<String>,
    /// Parts of the text that look like filters but mean nothing: taken for words.
    pub not_understood: Vec<String>,
    /// Criteria and teams that filters name and that are not known here.
    pub unknown: Vec<String>,
}

/// A candidate that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FoundCandidate {
    /// The candidate.
    pub candidate_id: i64,
    /// Their name, else their address, else what stands for nobody in the window's language, with what was found in it marked.
    pub name: Vec<Piece>,
    /// Their address, marked likewise.
    pub email: Vec<Piece>,
    /// Their newest status, where one is known.
    pub status: Option<String>,
    /// The average score of their newest held interview, out of five.
    pub average: Option<f64>,
    /// When that interview took place, as far as Ribbon tells.
    pub interviewed_at: Option<i64>,
    /// When it was first seen here; absent where none was held.
    pub received_at: Option<i64>,
    /// How many of their interviews Ribbon no longer has.
    pub gone: u32,
    /// Where it was said or written: at most five places.
    pub places: Vec<FoundPlace>,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// In the conversation.
    Said,
    /// In the summary that an AI wrote.
    Summary,
    /// In a note of the recruiter's.
    Note,
}

/// A place where it was said or written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FoundPlace {
    /// What kind of place.
    pub kind: PlaceKind,
    /// In which interview; absent for a note that is pinned to none.
    pub interview_id: Option<String>,
    /// Since when Ribbon no longer has that interview.
    pub gone_at: Option<i64>,
    /// The flow's title.
    pub flow_title: Option<String>,
    /// The text around it.
    pub snippet: Vec<Piece>,
    /// Who said it, in Ribbon's word: `user`, `agent`.
    pub role: Option<String>,
    /// When it was said, in seconds from the beginning.
    pub seconds: Option<f64>,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_match: bool,
}

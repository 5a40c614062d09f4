//! What the recruiter adds: notes, tags, stars, reviewed, saved views. Ribbon knows none of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::people::PeopleFilter;

/// What is marked on a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CandidateMarks {
    /// Starred.
    pub starred: bool,
    /// When the recruiter marked them reviewed; absent while they are not.
    pub reviewed_at: Option<i64>,
    /// Their tags, in alphabetical order.
    pub tags: Vec<String>,
}

/// What to set on candidates; absent fields stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CandidateMark {
    /// Which candidates.
    pub candidate_ids: Vec<i64>,
    /// Starred or not.
    pub starred: Option<bool>,
    /// Reviewed or not.
    pub reviewed: Option<bool>,
    /// Tags to give them. Surrounding white space is ignored, and so is case where such a tag exists.
    pub add_tags: Vec<String>,
    /// Tags to take from them.
    pub remove_tags: Vec<String>,
}

/// A tag that is in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tag {
    /// The tag.
    pub name: String,
    /// How many candidates have it.
    pub candidates: u32,
}

/// A note on a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Note {
    /// Names the note.
    pub note_id: String,
    /// The interview it is pinned to, where it is.
    pub interview_id: Option<String>,
    /// The second of the recording it is pinned to, where it is.
    pub at_seconds: Option<f64>,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: i64,
    /// When it was changed last; absent if never.
    pub edited_at: Option<i64>,
}

/// Writes a note, or changes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PutNote {
    /// The note to change, or to bring back after it was removed; a new one when absent.
    pub note_id: Option<String>,
    /// On whom.
    pub candidate_id: i64,
    /// The interview to pin it to.
    pub interview_id: Option<String>,
    /// The second to pin it to.
    pub at_seconds: Option<f64>,
    /// What it says. At most 20,000 characters, and not empty.
    pub text: String,
}

/// A view of the candidates table, kept under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedView {
    /// Names the view; empty for a new one.
    pub view_id: String,
    /// What the recruiter calls it.
    pub name: String,
    /// Whom it shows, in which order.
    pub filter: PeopleFilter,
    /// Which columns it shows, in the window's own words, from the left.
    pub columns: Vec<String>,
}

/// What came of taking in a file of marks. Nothing that is here is overwritten by something older.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportedMarks {
    /// Candidates whose marks were added to.
    pub candidates: u32,
    /// Notes that were added or changed.
    pub notes: u32,
    /// Views that were added.
    pub views: u32,
    /// Marks of inbox items that were added.
    pub inbox: u32,
    /// Marks in the file that were here already.
    pub unchanged: u32,
    /// Marks on people who are not in this cache (yet): kept until they are.
    pub waiting: u32,
}

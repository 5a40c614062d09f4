//! All marks as one file, and back: for another computer, or for safe keeping. The format is described
//! in `docs/MARKS.md`.

mod take_in;
mod write;

pub use take_in::{Taken, take_in};
pub use write::write;

use serde::{Deserialize, Serialize};

/// What the file says that it is.
const FORMAT: &str = "ribbon-desk-marks";
/// The version of the format that this program writes.
const VERSION: u32 = 1;

/// The file. Times are milliseconds since 1970.
#[derive(Debug, Serialize, Deserialize)]
struct MarksFile {
    format: String,
    version: u32,
    written_at: i64,
    #[serde(default)]
    people: Vec<PersonMarks>,
    #[serde(default)]
    notes: Vec<NoteMark>,
    #[serde(default)]
    views: Vec<ViewMark>,
    #[serde(default)]
    inbox: Vec<InboxMark>,
    #[serde(default)]
    columns: Vec<ColumnMark>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PersonMarks {
    person: String,
    #[serde(default)]
    starred: bool,
    #[serde(default)]
    starred_set_at: i64,
    #[serde(default)]
    reviewed_at: Option<i64>,
    #[serde(default)]
    reviewed_set_at: i64,
    #[serde(default)]
    tags: Vec<TagMark>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TagMark {
    name: String,
    given: bool,
    set_at: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct NoteMark {
    note_id: String,
    person: String,
    #[serde(default)]
    interview_id: Option<String>,
    #[serde(default)]
    at_ms: Option<i64>,
    text: String,
    created_at: i64,
    #[serde(default)]
    edited_at: Option<i64>,
    #[serde(default)]
    removed_at: Option<i64>,
    set_at: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct ViewMark {
    view_id: String,
    name: String,
    filter: serde_json::Value,
    #[serde(default)]
    columns: Vec<String>,
    created_at: i64,
    #[serde(default)]
    removed_at: Option<i64>,
    set_at: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct InboxMark {
    key: String,
    /// What a status change was: its key is of the computer that wrote the file.
    #[serde(default)]
    moved: Option<Moved>,
    #[serde(default)]
    read_at: Option<i64>,
    #[serde(default)]
    starred_at: Option<i64>,
    #[serde(default)]
    done_at: Option<i64>,
    #[serde(default)]
    snoozed_until: Option<i64>,
    #[serde(default)]
    set_at: i64,
}

/// A status change, by what does not differ between two computers.
#[derive(Debug, Serialize, Deserialize)]
struct Moved {
    person: String,
    flow_id: String,
    to: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct ColumnMark {
    flow_id: String,
    keys: Vec<String>,
    set_at: i64,
}

#[cfg(test)]
mod tests;

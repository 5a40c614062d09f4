//! Invitations: one, or many from a file, each with what came of it.

use crate::pipeline::FlowStatus;
use crate::said::Said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How it stands with an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InviteOutcome {
    /// Not asked for yet.
    Waiting,
    /// Ribbon is being asked.
    Asked,
    /// Made; its link is here.
    Made,
    /// Ribbon said no.
    Refused,
    /// No clear answer: it may have been made or not. Never repeated by itself.
    Unknown,
    /// Made, as the user found in Ribbon's list; its link cannot be had again.
    Found,
    /// Given up by the user.
    Left,
    /// A line of the file that nobody can be invited from.
    Bad,
}

/// Invites one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteOne {
    /// Into which flow.
    pub flow_id: String,
    /// Their address; empty when not known.
    pub email: String,
    /// Their given name; empty when not known.
    pub first_name: String,
    /// Their family name; empty when not known.
    pub last_name: String,
    /// The member of the team to whom the interview is assigned.
    #[serde(default)]
    pub recruiter_id: Option<String>,
}

/// A file as it was chosen, or cells as they were pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteFile {
    /// Its name.
    pub name: String,
    /// Its bytes in base64.
    pub base64: String,
}

/// Which column, counted from 0, holds what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteMapping {
    /// The e-mail address.
    pub email: Option<u32>,
    /// The given name.
    pub first_name: Option<u32>,
    /// The family name.
    pub last_name: Option<u32>,
}

/// Asks what would become of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteFileQuery {
    /// Into which flow.
    pub flow_id: String,
    /// The file.
    pub file: InviteFile,
    /// Which column holds what; guessed when it is not said.
    pub mapping: Option<InviteMapping>,
    /// Whether to leave out addresses that stand in the file before, and those that were invited into
    /// this flow from here before.
    pub skip_repeats: bool,
    /// The member of the team to whom the interviews are assigned.
    #[serde(default)]
    pub recruiter_id: Option<String>,
}

/// A line that would be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteLine {
    /// Its number in the file.
    pub line: u32,
    /// The address.
    pub email: String,
    /// The given name.
    pub first_name: String,
    /// The family name.
    pub last_name: String,
}

/// A line that would not be invited, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteBadLine {
    /// Its number in the file.
    pub line: u32,
    /// Why.
    pub reason: Said,
}

/// What would become of a file. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvitePlan {
    /// The column names.
    pub columns: Vec<String>,
    /// Which column holds what.
    pub mapping: InviteMapping,
    /// What is worth knowing of how it was read: the separator, the coding.
    pub notes: Vec<Said>,
    /// How many would be invited.
    pub people: u32,
    /// The first of them.
    pub preview: Vec<InviteLine>,
    /// All lines that would not be, each with its reason.
    pub bad: Vec<InviteBadLine>,
    /// Lines that repeat an address of the file or of an earlier invitation, left out or not.
    pub repeats: Vec<InviteBadLine>,
}

/// What a batch is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InviteState {
    /// One after the other is asked for.
    Running,
    /// Nothing is asked for until the user goes on.
    Stopped,
    /// Nothing is left to ask for.
    Done,
}

/// How many invitations stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteCounts {
    /// Not asked for yet.
    pub waiting: u32,
    /// Being asked for.
    pub asked: u32,
    /// Made.
    pub made: u32,
    /// Refused.
    pub refused: u32,
    /// Without a clear answer.
    pub unknown: u32,
    /// Made as found, without a link.
    pub found: u32,
    /// Given up.
    pub left: u32,
    /// Lines that nobody can be invited from.
    pub bad: u32,
}

/// All that one file, or one form, asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteBatch {
    /// Names it in other commands.
    pub id: i64,
    /// Into which flow.
    pub flow_id: String,
    /// Its title.
    pub flow_title: String,
    /// The file's name; empty for a single invitation.
    pub file_name: String,
    /// What the member of the team is called to whom the interviews are assigned.
    pub recruiter: Option<String>,
    /// When it was made.
    pub made_at: i64,
    /// What it is doing.
    pub state: InviteState,
    /// Why it stopped by itself.
    pub why: Option<String>,
    /// Whether the flow takes interviews.
    pub flow_status: FlowStatus,
    /// How many stand how.
    pub counts: InviteCounts,
}

/// Asks for a slice of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteRowsQuery {
    /// The batch.
    pub batch_id: i64,
    /// Only those that stand so.
    pub only: Option<InviteOutcome>,
    /// Skip so many.
    pub offset: u32,
    /// At most so many (1–500).
    pub limit: u32,
}

/// An interview that may be what came of an invitation without a clear answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteTrace {
    /// The interview in Ribbon's list.
    pub interview_id: String,
    /// When it was first seen here.
    pub first_seen_at: i64,
    /// Whether Ribbon says that it is this address's; else it says nobody's.
    pub same_address: bool,
}

/// One invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteRow {
    /// Names it in other commands.
    pub id: i64,
    /// The line of the file; 0 for a single invitation.
    pub line: u32,
    /// Who, as far as known.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// How it stands.
    pub outcome: InviteOutcome,
    /// Why, or a remark of Ribbon's.
    pub message: Option<String>,
    /// The same by its name, where it is the program's own: of a line that nobody is invited from.
    pub reason: Option<Said>,
    /// When Ribbon was asked last.
    pub asked_at: Option<i64>,
    /// The single-use link.
    pub link: Option<String>,
    /// For `outcome = unknown`: what in Ribbon's list may have come of it.
    pub traces: Vec<InviteTrace>,
}

/// A batch with a slice of its invitations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InviteRows {
    /// The batch.
    pub batch: InviteBatch,
    /// The slice, in the file's order.
    pub rows: Vec<InviteRow>,
}

/// What the user decides on an invitation that was refused or has no clear answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum InviteDecision {
    /// Ask Ribbon (once more).
    Again {
        /// The invitation.
        id: i64,
    },
    /// It was made; as which interview, where that is known.
    Found {
        /// The invitation.
        id: i64,
        /// The interview.
        interview_id: Option<String>,
    },
    /// Leave it.
    Leave {
        /// The invitation.
        id: i64,
    },
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Where.
    pub path: String,
}

/// Writes a text to a file in the downloads folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveText {
    /// The file's name, without a folder.
    pub file_name: String,
    /// What it holds: text, or with `is_base64` bytes in Base64.
    pub content: String,
    /// Whether `content` is Base64.
    pub is_base64: bool,
}

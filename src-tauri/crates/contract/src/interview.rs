//! One interview: transcript, questions, summary, scores, recording.

use crate::candidate::InterviewSummary;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One interview with everything that was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct InterviewDetail {
    /// The interview without its transcript.
    pub interview: InterviewSummary,
    /// The candidate.
    pub candidate_id: i64,
    /// An AI's summary.
    pub summary: Option<String>,
    /// An AI's scores, in Ribbon's order; criteria that were not scored are left out.
    pub scores: Vec<Score>,
    /// The turns of the conversation.
    pub segments: Vec<Segment>,
    /// What was said as one text, where it is not known turn by turn.
    pub transcript: Option<String>,
    /// Where each question of the flow is dealt with.
    pub questions: Vec<Question>,
}

/// What interviews are scored by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Criterion {
    /// By what it is known in filters and saved views: `communication`, `culture_fit:percentage`.
    pub key: String,
    /// Its name as Ribbon writes it. The window has words of its own for the criteria that every flow
    /// has.
    pub name: String,
    /// How its values are to be shown: `out_of_5`, `percentage` (times 20), `binary` (5 is yes, 0 no)
    /// or a word that the specification does not name.
    pub system: String,
}

/// One score with the flow's mean to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Score {
    /// Which criterion.
    pub criterion: Criterion,
    /// Out of five, whatever the system.
    pub value: f64,
    /// The mean of this criterion over the flow's interviews.
    pub flow_average: Option<f64>,
}

/// One turn of the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Segment {
    /// Who speaks: `agent`, `user` or another word of Ribbon's.
    pub role: String,
    /// What is said.
    pub content: String,
    /// When the turn begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds.
    pub end: f64,
    /// The words.
    pub words: Vec<String>,
    /// When each word begins, in seconds.
    pub starts: Vec<f64>,
    /// When each word ends, in seconds.
    pub ends: Vec<f64>,
}

/// Where a question of the flow is dealt with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Question {
    /// The question as it was given when the flow was made.
    pub text: String,
    /// Indices into [`InterviewDetail::segments`].
    pub segments: Vec<u32>,
    /// Where the section begins, in seconds.
    pub start: f64,
    /// Where the section ends, in seconds.
    pub end: f64,
}

/// Which recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// Sound alone.
    Audio,
    /// Picture and sound.
    Video,
}

/// Asks where a recording can be played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MediaQuery {
    /// The interview.
    pub interview_id: String,
    /// Which recording.
    pub kind: MediaKind,
}

/// Where a recording can be played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Media {
    /// On this computer's loopback interface; changes with every start of the program.
    pub url: String,
    /// Whether it is wholly in the cache and plays without a network.
    pub offline: bool,
}

/// How loud a recording is along its length, for drawing. Only of recordings that are wholly in the
/// cache and in a format that can be decoded here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Waveform {
    /// Peaks in equal steps, each 0–255.
    pub peaks: Vec<u8>,
    /// The recording's length, in seconds.
    pub duration_seconds: f64,
}

//! What could not be read of something that Ribbon sent.

use serde::{Deserialize, Serialize};

/// One field that could not be read as documented. Everything else of the item was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// Where it is, such as `interview_data.scores[2].score`; empty when it is the item as a whole.
    pub field: String,
    /// What is wrong with it.
    pub reason: ProblemReason,
}

impl FieldProblem {
    /// A problem of the field at this path.
    pub fn new(field: impl Into<String>, reason: ProblemReason) -> Self {
        Self {
            field: field.into(),
            reason,
        }
    }
}

/// What is wrong with a field. The window has words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemReason {
    /// It is of another type than documented.
    WrongType,
    /// A number that is not finite, or outside of what is documented.
    OutOfRange,
    /// A text with characters that are none: a lone surrogate, NUL, bytes that are not UTF-8. They
    /// were replaced by U+FFFD.
    DamagedText,
    /// Not a date in ISO 8601.
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

impl ProblemReason {
    /// In English, for logs and for commands without a window.
    pub fn describe(self) -> &'static str {
        match self {
            Self::WrongType => "not of the documented type",
            Self::OutOfRange => "out of range",
            Self::DamagedText => "damaged text, replaced",
            Self::BadDate => "not a date",
            Self::Missing => "missing",
            Self::NotJson => "not JSON",
            Self::OtherItem => "of another item than was asked for",
            Self::TooLarge => "larger than Ribbon sends",
        }
    }
}

/// The fields of an interview that one answer may leave out while another holds them. What an answer
/// does not hold, or holds in a form that cannot be read, never overwrites what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InterviewField {
    /// The team.
    Team,
    /// Whether it was held.
    Status,
    /// The transcript as one text.
    Transcript,
    /// The transcript in segments, with word times.
    Segments,
    /// Which segments answer which question.
    Questions,
    /// Where the audio recording is: not in the newest API.
    AudioUrl,
    /// Where the video recording is.
    VideoUrl,
    /// The summary.
    Summary,
    /// Every score.
    Scores,
    /// The scores of a flow's own criteria: not in the API of April 2026.
    CustomScores,
    /// When it began: not in the API of April 2026.
    StartedAt,
    /// When it ended: not in the API of April 2026.
    EndedAt,
}

/// The same for a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowField {
    /// The team.
    Team,
    /// The organisation's name.
    OrgName,
    /// The title.
    Title,
    /// The questions.
    Questions,
    /// The language.
    Language,
    /// The kind of interview.
    InterviewType,
    /// Whether video is recorded.
    Video,
    /// Whether candidates can add documents.
    DocUpload,
    /// Where webhooks are posted.
    WebhookUrl,
    /// The secret that they are signed with.
    WebhookSecret,
    /// Open, closed or archived: not in the API of April 2026.
    Status,
    /// The voice.
    Voice,
    /// Where candidates are sent afterwards.
    RedirectUrl,
    /// What the interviewer says first.
    Intro,
    /// What the interviewer says last.
    Outro,
    /// Background for the interviewer.
    AdditionalInfo,
    /// How the interviewer should behave.
    AdditionalInstructions,
    /// The logo.
    Logo,
}

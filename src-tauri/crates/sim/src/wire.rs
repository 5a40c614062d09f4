//! The shapes of Ribbon's answers and requests, field by field as its two API descriptions name them. A
//! field that only one of them has is left out of the other's answers.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{FlowId, InterviewId, MemberId, TeamId};
use crate::score::Score;

/// Every error's body: it has either a message or, for a validation error of the newest description,
/// details.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorBody {
    pub(crate) code: u16,
    pub(crate) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) errors: Option<Value>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Team {
    pub(crate) id: TeamId,
    pub(crate) name: String,
    pub(crate) created_at: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct TeamMember {
    pub(crate) id: MemberId,
    pub(crate) email: Option<String>,
    pub(crate) full_name: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Interview {
    pub(crate) interview_flow_id: FlowId,
    pub(crate) interview_id: InterviewId,
    pub(crate) team_id: TeamId,
    pub(crate) status: &'static str,
    pub(crate) interview_data: Option<InterviewData>,
    /// Only in the newest description.
    #[serde(flatten)]
    pub(crate) dates: Option<Dates>,
}

/// ISO 8601; null until the interview is taken.
#[derive(Debug, Serialize)]
pub(crate) struct Dates {
    pub(crate) started_at: Option<String>,
    pub(crate) ended_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct InterviewData {
    pub(crate) transcript: String,
    pub(crate) transcript_with_timestamp: Vec<Segment>,
    pub(crate) questions_to_transcript_mapping: Vec<QuestionMapping>,
    /// Only in the description of April 2026.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audio_url: Option<Option<String>>,
    pub(crate) video_url: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) scores: Option<Scores>,
    pub(crate) interviewee_email_address: Option<String>,
    pub(crate) interviewee_first_name: Option<String>,
    pub(crate) interviewee_last_name: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Segment {
    pub(crate) content: String,
    pub(crate) role: &'static str,
    pub(crate) words: Vec<TimedWord>,
}

/// A word's times in seconds.
#[derive(Debug, Serialize)]
pub(crate) struct TimedWord {
    pub(crate) end: f64,
    pub(crate) start: f64,
    pub(crate) word: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct QuestionMapping {
    pub(crate) script_question: String,
    pub(crate) transcript_item_indices: Vec<usize>,
    pub(crate) start_timestamp: f64,
    pub(crate) end_timestamp: f64,
    pub(crate) transcript_items: Vec<BaseSegment>,
}

#[derive(Debug, Serialize)]
pub(crate) struct BaseSegment {
    pub(crate) content: String,
    pub(crate) role: &'static str,
}

/// Scores in the form of either description.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Scores {
    Fields(ScoreFields),
    List(Vec<Score>),
}

/// The default criteria's points out of five, which are all that the description of April 2026 has.
#[derive(Debug, Serialize)]
pub(crate) struct ScoreFields {
    pub(crate) communication: Option<u8>,
    pub(crate) motivation: Option<u8>,
    pub(crate) skills: Option<u8>,
    pub(crate) language_vocabulary_and_expression: Option<u8>,
    pub(crate) language_grammar_and_structure: Option<u8>,
    pub(crate) language_fluency_and_pace: Option<u8>,
    pub(crate) language_comprehension: Option<u8>,
}

impl ScoreFields {
    /// The fields for these scores, which begin with those by the default criteria.
    pub(crate) fn of(scores: &[Score]) -> Self {
        let points = |index: usize| {
            let score = scores.get(index)?.score?;
            Some(score.round().clamp(0.0, 5.0) as u8)
        };
        Self {
            communication: points(0),
            motivation: points(1),
            skills: points(2),
            language_vocabulary_and_expression: points(3),
            language_grammar_and_structure: points(4),
            language_fluency_and_pace: points(5),
            language_comprehension: points(6),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct InterviewFlow {
    pub(crate) interview_flow_id: FlowId,
    pub(crate) team_id: TeamId,
    pub(crate) org_name: String,
    pub(crate) title: String,
    pub(crate) questions: Vec<String>,
    #[serde(flatten)]
    pub(crate) options: FlowOptions,
    /// Only in the newest description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<FlowStatus>,
}

/// Whether a flow takes interviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowStatus {
    /// It does.
    #[default]
    Open,
    /// It does not, for now.
    Closed,
    /// It was deleted. The description of April 2026 no longer lists it.
    Archived,
}

/// What may be said about a flow beyond its name and questions, in requests and answers alike.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FlowOptions {
    pub(crate) voice_id: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) company_logo_url: Option<String>,
    pub(crate) additional_info: Option<String>,
    pub(crate) additional_instructions: Option<String>,
    pub(crate) interview_type: Option<String>,
    pub(crate) is_video_enabled: Option<bool>,
    pub(crate) is_doc_upload_enabled: Option<bool>,
    pub(crate) redirect_url: Option<String>,
    pub(crate) webhook_url: Option<String>,
    pub(crate) webhook_secret_key: Option<String>,
    pub(crate) intro: Option<String>,
    pub(crate) outro: Option<String>,
}

/// The body of `POST /v1/interview-flows`.
#[derive(Debug, Deserialize)]
pub(crate) struct NewFlow {
    pub(crate) org_name: String,
    pub(crate) title: String,
    pub(crate) questions: Vec<String>,
    pub(crate) team_id: Option<String>,
    pub(crate) preamble_video_url: Option<String>,
    #[serde(flatten)]
    pub(crate) options: FlowOptions,
}

/// The body of `POST /v1/interviews`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInterview {
    pub(crate) interview_flow_id: String,
    pub(crate) interviewee_email_address: Option<String>,
    pub(crate) interviewee_first_name: Option<String>,
    pub(crate) interviewee_last_name: Option<String>,
    pub(crate) assigned_recruiter_id: Option<String>,
}

//! What is asked of Ribbon, and the short answers to what is made or removed there.

use crate::wire::time;
use domain::{FlowId, InterviewId, InterviewStatus, Interviewee, TeamId, UnixMs};
use serde::{Deserialize, Serialize};

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How many at most. The newest API grants 2,000 flows and 1,000 of anything else; what that of
    /// April 2026 grants is not documented.
    pub limit: u32,
    /// How many to pass over. Ribbon's order is not documented, and the list moves while one reads.
    pub offset: u32,
}

impl Default for Paging {
    /// The documented default for flows: the first hundred.
    fn default() -> Self {
        Self {
            limit: 100,
            offset: 0,
        }
    }
}

/// How much of what was said an answer is to hold. The API of April 2026 does not know this and
/// answers in full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transcript {
    /// The text, and every word with its time: nearly all of an interview's bytes.
    #[default]
    Full,
    /// The text alone.
    Text,
    /// Nothing of it.
    None,
}

impl Transcript {
    pub(crate) fn pair(self) -> Option<(&'static str, String)> {
        let word = match self {
            // Ribbon's own default.
            Self::Full => return None,
            Self::Text => "text",
            Self::None => "none",
        };
        Some(("transcript", word.to_owned()))
    }
}

/// Which interviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterviewQuery {
    /// How many at most; Ribbon's own default is 20, its newest API grants up to 1,000.
    pub limit: u32,
    /// How many to pass over.
    pub offset: u32,
    /// `None` for all; the API of April 2026 then takes `completed`.
    pub status: Option<InterviewStatus>,
    /// One team's only; `None` for all teams of the organisation.
    pub team_id: Option<TeamId>,
    /// One flow's only. The API of April 2026 does not know this and ignores it.
    pub flow_id: Option<FlowId>,
    /// Those that ended at or after this time. The API of April 2026 ignores it.
    pub ended_after: Option<UnixMs>,
    /// Those that ended at or before this time. The API of April 2026 ignores it.
    pub ended_before: Option<UnixMs>,
    /// How much of what was said.
    pub transcript: Transcript,
}

impl InterviewQuery {
    /// The first twenty of the given status, of all teams.
    pub fn new(status: InterviewStatus) -> Self {
        Self {
            limit: 20,
            offset: 0,
            status: Some(status),
            team_id: None,
            flow_id: None,
            ended_after: None,
            ended_before: None,
            transcript: Transcript::Full,
        }
    }

    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("limit", self.limit.to_string()),
            ("offset", self.offset.to_string()),
        ];
        let status = self.status.as_ref();
        pairs.extend(status.map(|status| ("status", status.as_str().to_owned())));
        let team = self.team_id.as_ref();
        pairs.extend(team.map(|team| ("team_id", team.to_string())));
        let flow = self.flow_id.as_ref();
        pairs.extend(flow.map(|flow| ("interview_flow_id", flow.to_string())));
        pairs.extend(self.ended_after.map(|at| ("ended_after", time::write(at))));
        pairs.extend(
            self.ended_before
                .map(|at| ("ended_before", time::write(at))),
        );
        pairs.extend(self.transcript.pair());
        pairs
    }
}

/// A flow to be made (specification: `PostInterviewFlowsRequest`). What is `None` is left to
/// Ribbon's default. There is no call that edits a flow later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewFlow {
    /// The organisation's name as candidates see it.
    pub org_name: String,
    /// The flow's title.
    pub title: String,
    /// The questions, at most 20 (Ribbon refuses more with 422).
    pub questions: Vec<String>,
    /// The team it belongs to; else the organisation's oldest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// One of the documented voices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<String>,
    /// One of the documented languages, such as `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Address of a logo; else Ribbon's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_logo_url: Option<String>,
    /// Background that the interviewer may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<String>,
    /// How the interviewer should behave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_instructions: Option<String>,
    /// `recruitment` or `general`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interview_type: Option<String>,
    /// Whether to record video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_video_enabled: Option<bool>,
    /// Whether candidates can add documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_doc_upload_enabled: Option<bool>,
    /// Where candidates are sent afterwards, a full address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// Where Ribbon posts this flow's webhooks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
    /// With which secret it signs them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_secret_key: Option<String>,
    /// What the interviewer says first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    /// What the interviewer says last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outro: Option<String>,
    /// Address of a video that candidates see first (at most 100 MB).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preamble_video_url: Option<String>,
}

/// An interview to be made, which is an invitation for one candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInterview {
    /// The flow to follow.
    pub flow_id: FlowId,
    /// Who is invited. Without an e-mail address the interview does not appear on Ribbon's own
    /// platform (documented).
    pub interviewee: Interviewee,
    /// A team member's id (a UUID) of the flow's own team.
    pub assigned_recruiter_id: Option<String>,
}

/// [`NewInterview`] as Ribbon wants it (specification: `PostInterviewRequest`).
#[derive(Serialize)]
pub(crate) struct WireNewInterview<'a> {
    interview_flow_id: &'a FlowId,
    #[serde(skip_serializing_if = "Option::is_none")]
    interviewee_email_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interviewee_first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interviewee_last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_recruiter_id: Option<&'a str>,
}

impl<'a> From<&'a NewInterview> for WireNewInterview<'a> {
    fn from(new: &'a NewInterview) -> Self {
        Self {
            interview_flow_id: &new.flow_id,
            interviewee_email_address: new.interviewee.email.as_deref(),
            interviewee_first_name: new.interviewee.first_name.as_deref(),
            interviewee_last_name: new.interviewee.last_name.as_deref(),
            assigned_recruiter_id: new.assigned_recruiter_id.as_deref(),
        }
    }
}

/// What Ribbon answers to a new interview.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreatedInterview {
    /// Its id.
    pub interview_id: InterviewId,
    /// The link for the candidate. It works once and cannot be had again or built from the id.
    pub interview_link: String,
    /// A remark by Ribbon on whether the interview will be visible on its platform.
    pub hint: Option<String>,
}

/// What Ribbon answers to an archived flow.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ArchivedFlow {
    /// Its id.
    #[serde(rename = "interview_flow_id")]
    pub flow_id: FlowId,
    /// Its status from now on, in Ribbon's words.
    pub status: String,
    /// Whether it was done.
    pub success: bool,
}

//! Interviews, flows, teams and members as Ribbon describes them.
//!
//! Shapes follow the vendor's OpenAPI file (`Interview`, `InterviewData`, `InterviewFlow`, `Team`,
//! `TeamMember`), in both published versions. What we do not understand is kept as JSON text in
//! `extra`.

use crate::{FlowField, FlowId, InterviewField, InterviewId, Interviewee, Scores, TeamId, UnixMs};
use std::collections::BTreeSet;
use std::fmt;

/// One interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Interview {
    /// Its id.
    pub id: InterviewId,
    /// The flow it belongs to.
    pub flow_id: FlowId,
    /// The team it belongs to; missing only in the quick start's sample.
    pub team_id: Option<TeamId>,
    /// Whether it has been held.
    pub status: InterviewStatus,
    /// Who was interviewed.
    pub interviewee: Interviewee,
    /// When it began; `None` until it is taken.
    pub started_at: Option<UnixMs>,
    /// When it ended; `None` until it is taken.
    pub ended_at: Option<UnixMs>,
    /// What was said; `None` while the interview is incomplete.
    pub data: Option<InterviewData>,
    /// The fields that the answer does not hold or that could not be read. They have their defaults
    /// here, and must not overwrite what is stored.
    pub missing: BTreeSet<InterviewField>,
    /// What nothing of ours understands, a JSON object that [`Interview::id`] and
    /// [`Interview::flow_id`] are part of; empty when everything was understood.
    pub extra: String,
}

impl Interview {
    /// An interview that was not held yet, of nobody that is known.
    pub fn new(id: InterviewId, flow_id: FlowId) -> Self {
        Self {
            id,
            flow_id,
            team_id: None,
            status: InterviewStatus::Incomplete,
            interviewee: Interviewee::default(),
            started_at: None,
            ended_at: None,
            data: None,
            missing: BTreeSet::new(),
            extra: String::new(),
        }
    }
}

/// Whether an interview has been held. The specification names two values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InterviewStatus {
    /// Held and analysed.
    Completed,
    /// Invited, not held to the end.
    Incomplete,
    /// A value that the specification does not name.
    Other(String),
}

impl InterviewStatus {
    /// Reads the API's word.
    pub fn parse(text: &str) -> Self {
        match text {
            "completed" => Self::Completed,
            "incomplete" => Self::Incomplete,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The API's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Completed => "completed",
            Self::Incomplete => "incomplete",
            Self::Other(other) => other,
        }
    }
}

impl fmt::Display for InterviewStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What was said and how it was judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InterviewData {
    /// The full transcript as one text.
    pub transcript: String,
    /// The transcript in turns, with word times.
    pub segments: Vec<Segment>,
    /// Which turns answer which question of the flow.
    pub questions: Vec<QuestionSpan>,
    /// Where the audio recording can be had; perishable.
    pub audio_url: Option<String>,
    /// Where the video recording can be had; perishable.
    pub video_url: Option<String>,
    /// An AI's summary.
    pub summary: Option<String>,
    /// An AI's scores.
    pub scores: Scores,
}

/// One turn of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Who speaks: `agent` or `user` in the documented examples.
    pub role: String,
    /// What is said.
    pub content: String,
    /// The words with their times.
    pub words: Vec<Word>,
}

/// One word of a turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// When it begins, in seconds from the start of the recording.
    pub start: f64,
    /// When it ends, in seconds from the start of the recording.
    pub end: f64,
    /// The word.
    pub word: String,
}

/// Where a question of the flow is dealt with.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionSpan {
    /// The question as it was given when the flow was made.
    pub script_question: String,
    /// Indices into [`InterviewData::segments`]; often but not necessarily consecutive.
    pub items: Vec<u32>,
    /// Where the section begins, in seconds.
    pub start: f64,
    /// Where the section ends, in seconds.
    pub end: f64,
}

/// Whether a flow takes interviews. The specification names three values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowStatus {
    /// It takes interviews.
    Open,
    /// It takes none at present.
    Closed,
    /// It takes none any more.
    Archived,
    /// A value that the specification does not name.
    Other(String),
}

impl FlowStatus {
    /// Reads the API's word.
    pub fn parse(text: &str) -> Self {
        match text {
            "open" => Self::Open,
            "closed" => Self::Closed,
            "archived" => Self::Archived,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The API's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Archived => "archived",
            Self::Other(other) => other,
        }
    }

    /// Whether candidates can be invited, as far as the word tells: only `closed` and `archived` are
    /// known to rule it out.
    pub fn takes_invitations(&self) -> bool {
        !matches!(self, Self::Closed | Self::Archived)
    }
}

/// One interview flow (a job's interview script).
#[derive(Clone, PartialEq, Eq)]
pub struct Flow {
    /// Its id.
    pub id: FlowId,
    /// The team it belongs to.
    pub team_id: Option<TeamId>,
    /// The organisation's name as candidates see it.
    pub org_name: String,
    /// The flow's title.
    pub title: String,
    /// The questions asked.
    pub questions: Vec<String>,
    /// A language tag such as `en-US`.
    pub language: Option<String>,
    /// `recruitment` or `general`.
    pub interview_type: Option<String>,
    /// Whether interviews are recorded on video.
    pub is_video_enabled: bool,
    /// Where Ribbon posts this flow's webhooks.
    pub webhook_url: Option<String>,
    /// With which secret it signs them.
    pub webhook_secret_key: Option<String>,
    /// Whether it takes interviews; `None` when Ribbon does not say.
    pub status: Option<FlowStatus>,
    /// The interviewer's voice.
    pub voice_id: Option<String>,
    /// Whether candidates can add documents.
    pub is_doc_upload_enabled: bool,
    /// Where candidates are sent afterwards.
    pub redirect_url: Option<String>,
    /// What the interviewer says first.
    pub intro: Option<String>,
    /// What the interviewer says last.
    pub outro: Option<String>,
    /// Background that the interviewer may use.
    pub additional_info: Option<String>,
    /// How the interviewer should behave.
    pub additional_instructions: Option<String>,
    /// Address of the logo.
    pub company_logo_url: Option<String>,
    /// The fields that the answer does not hold or that could not be read. They have their defaults
    /// here, and must not overwrite what is stored.
    pub missing: BTreeSet<FlowField>,
    /// What nothing of ours understands, a JSON object that [`Flow::id`] is part of; empty when
    /// everything was understood.
    pub extra: String,
}

impl Flow {
    /// A flow of which nothing is known but its id.
    pub fn new(id: FlowId) -> Self {
        Self {
            id,
            team_id: None,
            org_name: String::new(),
            title: String::new(),
            questions: Vec::new(),
            language: None,
            interview_type: None,
            is_video_enabled: false,
            webhook_url: None,
            webhook_secret_key: None,
            status: None,
            voice_id: None,
            is_doc_upload_enabled: false,
            redirect_url: None,
            intro: None,
            outro: None,
            additional_info: None,
            additional_instructions: None,
            company_logo_url: None,
            missing: BTreeSet::new(),
            extra: String::new(),
        }
    }
}

impl fmt::Debug for Flow {
    /// The secret stays out of logs and panics, and so does what else there may be in `extra`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flow")
            .field("id", &self.id)
            .field("title", &self.title)
            .field("is_signed", &self.webhook_secret_key.is_some())
            .finish_non_exhaustive()
    }
}

/// A team of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// When it was made, as Ribbon wrote it.
    pub created_at: String,
}

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMember {
    /// The id to pass as `assigned_recruiter_id`.
    pub id: String,
    /// The member's address.
    pub email: Option<String>,
    /// The member's name.
    pub full_name: Option<String>,
}

//! Flows in full: whether their webhooks reach us, making one, archiving one.

use crate::pipeline::FlowSummary;
use crate::said::Said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a flow's webhooks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WebhookWay {
    /// Not known yet: Ribbon has not described the flow.
    Unknown,
    /// To the address that is the organisation's default, if one is set: the flow has none of its own.
    Organisation,
    /// To the relay that this computer is paired with.
    Relay,
    /// Somewhere else: a tunnel, a channel, another program.
    Elsewhere,
}

/// The last webhook of a flow that was understood here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowHeard {
    /// The event's type in Ribbon's words.
    pub event_type: Option<String>,
    /// When it was received.
    pub at: i64,
    /// Whether its signature was checked and fits.
    pub verified: bool,
}

/// A flow with everything that the Flows screen shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlowDetail {
    /// The flow with its counts.
    pub flow: FlowSummary,
    /// Where its webhooks go.
    pub way: WebhookWay,
    /// The host they go to, for `way = elsewhere`.
    pub host: Option<String>,
    /// Whether their signatures can be checked: the flow has a secret or, for `way = organisation`, the
    /// organisation's was entered here.
    pub is_signed: bool,
    /// The last of them that reached us.
    pub heard: Option<FlowHeard>,
}

/// What Ribbon says of a flow besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowContent {
    /// The questions in their order.
    pub questions: Vec<String>,
    /// `recruitment`, `general` or another word of Ribbon's.
    pub interview_type: Option<String>,
    /// The interviewer's voice; absent where Ribbon chooses.
    pub voice: Option<NamedId>,
    /// Whether that is Ribbon's default voice.
    pub is_default_voice: bool,
    /// Whether candidates can add documents.
    pub is_doc_upload_enabled: bool,
    /// What the interviewer says first.
    pub intro: Option<String>,
    /// What the interviewer says last.
    pub outro: Option<String>,
    /// Where candidates are sent afterwards.
    pub redirect_url: Option<String>,
    /// Background that the interviewer may use.
    pub additional_info: Option<String>,
    /// How the interviewer should behave.
    pub additional_instructions: Option<String>,
    /// Address of the logo.
    pub company_logo_url: Option<String>,
}

/// One flow's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlowPage {
    /// The flow, and where its webhooks go.
    pub detail: FlowDetail,
    /// The rest; absent while Ribbon has not described the flow.
    pub content: Option<FlowContent>,
}

/// The secret of the organisation's default webhook.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrganisationSecret {
    /// The secret; absent or empty to forget the one that is kept.
    pub secret: Option<String>,
}

impl std::fmt::Debug for OrganisationSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrganisationSecret(…)")
    }
}

/// A new flow of which it is not known whether Ribbon made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnclearFlow {
    /// Names the question in [`crate::commands`].
    pub id: i64,
    /// The title that was asked for.
    pub title: String,
    /// When.
    pub asked_at: i64,
}

/// The Flows screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlowsPage {
    /// All flows, the closed and the archived ones last.
    pub flows: Vec<FlowDetail>,
    /// New flows without a clear answer.
    pub unclear: Vec<UnclearFlow>,
}

/// One of several, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedId {
    /// To pass back.
    pub id: String,
    /// To show.
    pub name: String,
}

/// What a new flow begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowDraft {
    /// The organisation's name, as other flows have it.
    pub org_name: String,
    /// The webhook address that leads to the paired relay, as far as it is known.
    pub webhook_url: Option<String>,
    /// The paired relay's address up to the secret part, to recognise its webhook addresses by.
    pub relay: Option<String>,
    /// A strong secret, made for this draft.
    pub webhook_secret_key: String,
    /// The organisation's teams.
    pub teams: Vec<NamedId>,
    /// The documented voices.
    pub voices: Vec<NamedId>,
    /// The documented languages.
    pub languages: Vec<NamedId>,
}

/// A flow to be made. An empty text is left to Ribbon's default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewFlow {
    /// The organisation's name as candidates see it.
    pub org_name: String,
    /// The flow's title.
    pub title: String,
    /// The questions; empty ones are left out.
    pub questions: Vec<String>,
    /// A team; else the organisation's oldest.
    pub team_id: String,
    /// One of the documented voices.
    pub voice_id: String,
    /// One of the documented languages.
    pub language: String,
    /// `recruitment` or `general`.
    pub interview_type: String,
    /// Whether to record video.
    pub is_video_enabled: bool,
    /// Whether candidates can add documents.
    pub is_doc_upload_enabled: bool,
    /// What the interviewer says first.
    pub intro: String,
    /// What the interviewer says last.
    pub outro: String,
    /// Background that the interviewer may use.
    pub additional_info: String,
    /// How the interviewer should behave.
    pub additional_instructions: String,
    /// Address of a logo.
    pub company_logo_url: String,
    /// Address of a video that candidates see first.
    pub preamble_video_url: String,
    /// Where candidates are sent afterwards.
    pub redirect_url: String,
    /// Where Ribbon posts the flow's webhooks.
    pub webhook_url: String,
    /// With which secret it signs them.
    pub webhook_secret_key: String,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldProblem {
    /// The field's name in [`NewFlow`].
    pub field: String,
    /// What is wrong and what to do.
    pub said: Said,
}

/// What came of a flow to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadeFlow {
    /// The new flow; none when there are problems, and then nothing was sent.
    pub flow_id: Option<String>,
    /// What is to be put right first.
    pub problems: Vec<FieldProblem>,
}

//! Everything the stand-in knows, for tests that compare a client's picture with it.

use serde::Serialize;

use crate::config::Api;
use crate::ids::{FlowId, InterviewId, TeamId};
use crate::moment::{Moment, Zone};
use crate::score::{Criterion, Score};
use crate::shared::Shared;
use crate::webhooks::Sent;
use crate::wire::FlowStatus;
use crate::world::{Interview, Step, order_name};

/// The whole truth at one moment.
#[derive(Debug, Clone, Serialize)]
pub struct Truth {
    /// What everything was generated from.
    pub seed: u64,
    /// Which API description answers.
    pub api: Api,
    /// Where new interviews appear in the list.
    pub order: &'static str,
    /// All flows, archived ones included.
    pub flows: Vec<TrueFlow>,
    /// Where the webhooks of flows without a URL of their own go.
    pub org_webhook_url: Option<String>,
    /// All interviews of the organisation but deleted ones, in the order they were created.
    pub interviews: Vec<TrueInterview>,
    /// Every candidate who has been moved, by flow.
    pub candidates: Vec<TrueCandidate>,
    /// Every webhook, in the order of sending, and how it was answered.
    pub webhooks: Vec<Sent>,
    /// What belongs to another organisation and answers 403.
    pub foreign: Foreign,
    /// How many API calls have come.
    pub requests: u64,
    /// How many bytes of answers, recordings included, have gone out.
    pub bytes_served: u64,
}

/// A flow.
#[derive(Debug, Clone, Serialize)]
pub struct TrueFlow {
    /// Its id.
    pub interview_flow_id: FlowId,
    /// Its title.
    pub title: String,
    /// Whether its interviews have a video.
    pub is_video_enabled: bool,
    /// Whether it takes interviews.
    pub status: FlowStatus,
    /// Whether it is archived.
    pub archived: bool,
    /// What it scores beyond the default criteria.
    pub criteria: Vec<Criterion>,
    /// Its own webhook's address.
    pub webhook_url: Option<String>,
}

/// An interview.
#[derive(Debug, Clone, Serialize)]
pub struct TrueInterview {
    /// Its id.
    pub interview_id: InterviewId,
    /// Its flow's id.
    pub interview_flow_id: FlowId,
    /// `completed` or `incomplete`.
    pub status: &'static str,
    /// Its candidate's address.
    pub email: Option<String>,
    /// Its candidate's first name.
    pub first_name: Option<String>,
    /// Its candidate's last name.
    pub last_name: Option<String>,
    /// When it began, in ISO 8601 and UTC; nothing while it is incomplete.
    pub started_at: Option<String>,
    /// When it ended, in ISO 8601 and UTC; nothing while it is incomplete.
    pub ended_at: Option<String>,
    /// Its scores by the default criteria and then by the flow's own; nothing without an analysis.
    pub scores: Option<Vec<Score>>,
    /// Whether its recordings have been revoked.
    pub is_revoked: bool,
    /// Whether an answer names an audio recording: the newest description has none.
    pub has_audio: bool,
    /// Whether a video recording can be fetched.
    pub has_video: bool,
    /// The link webhooks carry.
    pub interview_link: String,
}

/// A candidate's way through one flow.
#[derive(Debug, Clone, Serialize)]
pub struct TrueCandidate {
    /// The flow's id.
    pub interview_flow_id: String,
    /// The address in lower case.
    pub email: String,
    /// The status reached.
    pub status: String,
    /// Each step there.
    pub chain: Vec<Step>,
}

/// What belongs to another organisation.
#[derive(Debug, Clone, Serialize)]
pub struct Foreign {
    /// A flow.
    pub interview_flow_id: Option<FlowId>,
    /// An interview.
    pub interview_id: Option<InterviewId>,
    /// A team.
    pub team_id: TeamId,
}

/// What is true now.
pub(crate) fn tell(app: &Shared) -> Truth {
    let world = app.world();
    let (own, foreign): (Vec<&Interview>, Vec<&Interview>) = world
        .interviews()
        .partition(|interview| !interview.flow.is_foreign());
    Truth {
        seed: world.seed,
        api: app.config.api,
        order: order_name(app.config.order),
        flows: world
            .flows
            .iter()
            .filter(|flow| !flow.is_foreign())
            .map(|flow| TrueFlow {
                interview_flow_id: flow.id.clone(),
                title: flow.title.clone(),
                is_video_enabled: flow.records_video(),
                status: flow.status,
                archived: flow.status == FlowStatus::Archived,
                criteria: flow.criteria.clone(),
                webhook_url: flow.options.webhook_url.clone(),
            })
            .collect(),
        org_webhook_url: world.org_webhook.url.clone(),
        interviews: own
            .iter()
            .map(|interview| tell_interview(app, interview))
            .collect(),
        candidates: world
            .chains
            .iter()
            .map(|(flow, email, steps)| TrueCandidate {
                interview_flow_id: flow.to_owned(),
                email: email.to_owned(),
                status: steps
                    .last()
                    .map(|step| step.new_status.clone())
                    .unwrap_or_default(),
                chain: steps.to_vec(),
            })
            .collect(),
        webhooks: app.postbox.sent(),
        foreign: Foreign {
            interview_flow_id: foreign.first().map(|interview| interview.flow.id.clone()),
            interview_id: foreign.first().map(|interview| interview.id),
            team_id: world.foreign_team,
        },
        requests: app.requests(),
        bytes_served: app.bytes(),
    }
}

fn tell_interview(app: &Shared, interview: &Interview) -> TrueInterview {
    let seed = app.config.seed;
    let written = |moment: Option<Moment>| moment.and_then(|moment| moment.written(Zone::Z));
    TrueInterview {
        interview_id: interview.id,
        interview_flow_id: interview.flow.id.clone(),
        status: interview.status(),
        email: interview.who.email.clone(),
        first_name: interview.who.first_name.clone(),
        last_name: interview.who.last_name.clone(),
        started_at: written(interview.started(seed)),
        ended_at: written(interview.ended),
        scores: interview.scores(seed),
        is_revoked: interview.revoked,
        has_audio: interview.has_audio() && app.config.api != Api::Latest,
        has_video: interview.has_video(),
        interview_link: interview.link(&app.config.link_base),
    }
}

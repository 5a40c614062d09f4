//! Everything the stand-in knows, for tests that compare a client's picture with it.

use serde::Serialize;

use crate::ids::{FlowId, InterviewId, TeamId};
use crate::shared::Shared;
use crate::webhooks::Sent;
use crate::world::{Interview, Step, order_name};

/// The whole truth at one moment.
#[derive(Debug, Clone, Serialize)]
pub struct Truth {
    /// What everything was generated from.
    pub seed: u64,
    /// Where new interviews appear in the list.
    pub order: &'static str,
    /// All flows, archived ones included.
    pub flows: Vec<TrueFlow>,
    /// All interviews of the organisation, in the order they were created.
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
    /// Whether it no longer appears in lists.
    pub archived: bool,
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
    /// Whether an audio recording can be fetched.
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
        .iter()
        .partition(|interview| !interview.flow.is_foreign());
    Truth {
        seed: world.seed,
        order: order_name(app.config.order),
        flows: world
            .flows
            .iter()
            .filter(|flow| !flow.is_foreign())
            .map(|flow| TrueFlow {
                interview_flow_id: flow.id.clone(),
                title: flow.title.clone(),
                is_video_enabled: flow.records_video(),
                archived: flow.archived,
            })
            .collect(),
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
    TrueInterview {
        interview_id: interview.id,
        interview_flow_id: interview.flow.id.clone(),
        status: interview.status(),
        email: interview.who.email.clone(),
        first_name: interview.who.first_name.clone(),
        last_name: interview.who.last_name.clone(),
        has_audio: interview.has_audio(),
        has_video: interview.has_video(),
        interview_link: interview.link(&app.config.link_base),
    }
}

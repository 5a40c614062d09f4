//! The three webhooks, with their fields in the order of the published examples. They name the e-mail
//! address differently, and the status change has no interview, id or time: that is Ribbon's doing.

use serde::Serialize;

use crate::ids::{FlowId, InterviewId};
use crate::world::{Flow, Interview, Moved};

/// A webhook's body.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Event {
    Interview(InterviewEvent),
    Status(StatusEvent),
}

#[derive(Debug, Serialize)]
pub(crate) struct InterviewEvent {
    event_type: &'static str,
    interview_flow_id: FlowId,
    interview_id: InterviewId,
    interview_link: String,
    interview_flow_name: String,
    interviewee_email_address: Option<String>,
    interviewee_first_name: Option<String>,
    interviewee_last_name: Option<String>,
    status: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct StatusEvent {
    event_type: &'static str,
    interview_flow_id: FlowId,
    interview_flow_name: String,
    interviewee_email: String,
    new_status: String,
    previous_status: String,
}

impl Event {
    pub(crate) fn interview_processed(interview: &Interview, link_base: &str) -> Self {
        Self::of_interview("interview_processed", interview, link_base)
    }

    pub(crate) fn video_processed(interview: &Interview, link_base: &str) -> Self {
        Self::of_interview("video_processed", interview, link_base)
    }

    pub(crate) fn candidate_status_updated(flow: &Flow, email: &str, moved: &Moved) -> Self {
        Self::Status(StatusEvent {
            event_type: "candidate_status_updated",
            interview_flow_id: flow.id.clone(),
            interview_flow_name: flow.title.clone(),
            interviewee_email: email.to_owned(),
            new_status: moved.new_status.clone(),
            previous_status: moved.previous_status.clone(),
        })
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Interview(event) => event.event_type,
            Self::Status(event) => event.event_type,
        }
    }

    fn of_interview(event_type: &'static str, interview: &Interview, link_base: &str) -> Self {
        Self::Interview(InterviewEvent {
            event_type,
            interview_flow_id: interview.flow.id.clone(),
            interview_id: interview.id,
            interview_link: interview.link(link_base),
            interview_flow_name: interview.flow.title.clone(),
            interviewee_email_address: interview.who.email.clone(),
            interviewee_first_name: interview.who.first_name.clone(),
            interviewee_last_name: interview.who.last_name.clone(),
            status: interview.status(),
        })
    }
}

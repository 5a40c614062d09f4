//! What Ribbon posts.
//!
//! Three event types are documented, and more may come. None carries an event id or a time. What
//! cannot be read here is the caller's to keep and show: a webhook is posted once.

use crate::wire::fields::{Fields, Read, Source, without_bom};
use crate::wire::repair::readable;
use domain::{FlowId, InterviewId, InterviewStatus, Interviewee, Status};
use serde::de::IgnoredAny;

/// A webhook that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Webhook {
    /// `interview_processed`: held and analysed; a video may still follow.
    InterviewProcessed(InterviewEvent),
    /// `video_processed`: the video can be had. Only of flows that record one.
    VideoProcessed(InterviewEvent),
    /// `candidate_status_updated`: a candidate was moved in the pipeline.
    CandidateStatusUpdated(StatusEvent),
    /// An event type that is not documented yet.
    Unknown {
        /// Its name.
        event_type: String,
    },
}

impl Webhook {
    /// The event type as Ribbon names it.
    #[must_use]
    pub fn event_type(&self) -> &str {
        match self {
            Self::InterviewProcessed(_) => "interview_processed",
            Self::VideoProcessed(_) => "video_processed",
            Self::CandidateStatusUpdated(_) => "candidate_status_updated",
            Self::Unknown { event_type } => event_type,
        }
    }
}

/// Something happened to an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterviewEvent {
    /// The flow.
    pub flow_id: FlowId,
    /// The interview.
    pub interview_id: InterviewId,
    /// The link as received. It holds another id than the interview's, so it cannot be built.
    pub interview_link: Option<String>,
    /// The flow's title.
    pub flow_name: Option<String>,
    /// Who was interviewed; every field may be missing.
    pub interviewee: Interviewee,
    /// The interview's status. Where it is missing, `completed`: only held interviews are processed.
    pub status: InterviewStatus,
    /// Fields that are not documented, a JSON object; empty when there are none.
    pub extra: String,
}

/// A candidate was moved from one stage to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEvent {
    /// The flow whose pipeline it is.
    pub flow_id: FlowId,
    /// The flow's title.
    pub flow_name: Option<String>,
    /// The candidate's address as received. It is all that tells who is meant: this event carries
    /// no interview's id.
    pub email: Option<String>,
    /// The stage before, if named.
    pub previous: Option<Status>,
    /// The stage now.
    pub new: Status,
    /// Fields that are not documented, a JSON object; empty when there are none.
    pub extra: String,
}

/// Why a webhook cannot be read. No variant quotes the body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// The body is not JSON. The vendor's printed examples are not: they end in a comma too many.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1; 0 when the line is empty.
        column: usize,
    },
    /// The body is JSON and no object.
    #[error("JSON, but not an object")]
    NotAnObject,
    /// A field is missing, null or blank without which the event says nothing.
    #[error("the field `{0}` is missing")]
    Missing(&'static str),
    /// Such a field is there and is no text.
    #[error("the field `{0}` is not a text")]
    NotText(&'static str),
}

/// Reads a webhook's body.
///
/// # Errors
/// [`ParseError`] when the body is no JSON object or lacks what the event is about: its type, the
/// flow, the interview or the new status. Every other field may be missing or of another type; the
/// latter is then found in `extra`.
pub fn parse(body: &[u8]) -> Result<Webhook, ParseError> {
    let repaired = readable(without_bom(body));
    let source = Source::new(&repaired);
    let Some(fields) = source.object() else {
        return Err(not_an_object(&repaired.text));
    };
    let mut fields = EventFields(fields);
    let event_type = fields.needed("event_type")?;
    match event_type.as_str() {
        "interview_processed" => interview_event(fields).map(Webhook::InterviewProcessed),
        "video_processed" => interview_event(fields).map(Webhook::VideoProcessed),
        "candidate_status_updated" => status_event(fields).map(Webhook::CandidateStatusUpdated),
        _ => Ok(Webhook::Unknown { event_type }),
    }
}

fn interview_event(mut fields: EventFields<'_>) -> Result<InterviewEvent, ParseError> {
    Ok(InterviewEvent {
        interview_id: InterviewId::new(fields.needed("interview_id")?),
        flow_id: FlowId::new(fields.needed("interview_flow_id")?),
        interview_link: fields.text("interview_link"),
        flow_name: fields.text("interview_flow_name"),
        interviewee: Interviewee {
            email: fields.email(),
            first_name: fields.text("interviewee_first_name"),
            last_name: fields.text("interviewee_last_name"),
        },
        status: fields
            .text("status")
            .map_or(InterviewStatus::Completed, |word| {
                InterviewStatus::parse(&word)
            }),
        extra: fields.rest(),
    })
}

fn status_event(mut fields: EventFields<'_>) -> Result<StatusEvent, ParseError> {
    Ok(StatusEvent {
        new: Status::new(&fields.needed("new_status")?),
        flow_id: FlowId::new(fields.needed("interview_flow_id")?),
        flow_name: fields.text("interview_flow_name"),
        email: fields.email(),
        previous: fields
            .text("previous_status")
            .map(|stage| Status::new(&stage)),
        extra: fields.rest(),
    })
}

/// Why a body that is no object is none.
fn not_an_object(text: &str) -> ParseError {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => ParseError::NotAnObject,
        Err(error) => ParseError::NotJson {
            line: error.line(),
            column: error.column(),
        },
    }
}

/// The fields that have not been read yet. A damaged character in a text costs that character alone.
struct EventFields<'a>(Fields<'a>);

impl EventFields<'_> {
    /// Takes a text. Null and blank are as good as missing; another type is found in `extra`.
    fn text(&mut self, name: &str) -> Option<String> {
        let text = self.0.text(name).value();
        text.filter(|text| !text.trim().is_empty())
    }

    /// Takes a text without which the event says nothing.
    fn needed(&mut self, name: &'static str) -> Result<String, ParseError> {
        match self.0.text(name) {
            Read::Value(text) if !text.trim().is_empty() => Ok(text),
            Read::Wrong => Err(ParseError::NotText(name)),
            Read::Absent | Read::Null | Read::Value(_) => Err(ParseError::Missing(name)),
        }
    }

    /// Takes the address under either name: `candidate_status_updated` is documented with
    /// `interviewee_email`, the other events with `interviewee_email_address`. Should both come, the
    /// other one is left among what is not documented.
    fn email(&mut self) -> Option<String> {
        self.text("interviewee_email_address")
            .or_else(|| self.text("interviewee_email"))
    }

    /// What nothing has taken, or could not be read.
    fn rest(self) -> String {
        self.0.rest(&[]).unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "webhook_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "webhook_fuzz.rs"]
mod fuzz;

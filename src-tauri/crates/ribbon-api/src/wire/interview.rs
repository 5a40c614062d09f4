//! Interviews (specification: `Interview`).

use super::extra_text;
use super::interview_data::WireData;
use crate::Error;
use domain::{FlowId, Interview, InterviewId, InterviewStatus, Interviewee, TeamId};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads one interview as the API writes it, also one that was stored earlier.
///
/// Both documented shapes are accepted: ids and status beside `interview_data` (specification) or
/// inside it (quick start). Fields that are not documented are kept in [`Interview::extra`], those
/// of `interview_data` under that name. A missing status is told from whether there is data.
///
/// # Errors
/// [`Error::Truncated`] when the JSON ends early; [`Error::Unreadable`] when it is not JSON, not of
/// the documented shape, or names no interview or flow.
pub fn parse_interview(bytes: &[u8]) -> Result<Interview, Error> {
    let wire: WireInterview =
        serde_json::from_slice(bytes).map_err(|error| Error::unreadable(&error))?;
    wire.into_interview()
}

/// What the quick start puts inside `interview_data` and the specification beside it.
#[derive(Default)]
pub(super) struct Identity {
    pub(super) interview_id: Option<String>,
    pub(super) flow_id: Option<String>,
    pub(super) team_id: Option<String>,
    pub(super) status: Option<String>,
}

#[derive(Default)]
struct WireInterview {
    identity: Identity,
    data: Option<WireData>,
    extra: Map<String, Value>,
}

impl WireInterview {
    fn into_interview(self) -> Result<Interview, Error> {
        let Self {
            identity: outer,
            data,
            mut extra,
        } = self;
        let mut inner = Identity::default();
        let mut interviewee = Interviewee::default();
        let data = data.map(|data| {
            let parts = data.into_parts();
            inner = parts.identity;
            interviewee = parts.interviewee;
            if !parts.extra.is_empty() {
                extra.insert("interview_data".into(), Value::Object(parts.extra));
            }
            parts.data
        });
        let id = needed(outer.interview_id.or(inner.interview_id), "interview_id")?;
        let flow_id = needed(outer.flow_id.or(inner.flow_id), "interview_flow_id")?;
        let status = match outer.status.or(inner.status) {
            Some(word) => InterviewStatus::parse(&word),
            None if data.is_some() => InterviewStatus::Completed,
            None => InterviewStatus::Incomplete,
        };
        Ok(Interview {
            id: InterviewId::new(id),
            flow_id: FlowId::new(flow_id),
            team_id: outer.team_id.or(inner.team_id).map(TeamId::new),
            status,
            interviewee,
            data,
            extra: extra_text(extra),
        })
    }
}

fn needed(text: Option<String>, name: &str) -> Result<String, Error> {
    text.filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Error::Unreadable {
            what: format!("an interview without `{name}`"),
        })
}

/// The fields by name. Written out, because serde's `flatten` would buffer every word's time.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    InterviewId,
    InterviewFlowId,
    TeamId,
    Status,
    InterviewData,
    Other(String),
}

impl<'de> Deserialize<'de> for WireInterview {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InterviewVisitor)
    }
}

struct InterviewVisitor;

impl<'de> Visitor<'de> for InterviewVisitor {
    type Value = WireInterview;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an interview")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WireInterview, A::Error> {
        let mut wire = WireInterview::default();
        while let Some(field) = map.next_key()? {
            match field {
                Field::InterviewId => wire.identity.interview_id = map.next_value()?,
                Field::InterviewFlowId => wire.identity.flow_id = map.next_value()?,
                Field::TeamId => wire.identity.team_id = map.next_value()?,
                Field::Status => wire.identity.status = map.next_value()?,
                Field::InterviewData => wire.data = map.next_value()?,
                Field::Other(name) => {
                    wire.extra.insert(name, map.next_value()?);
                }
            }
        }
        Ok(wire)
    }
}

#[cfg(test)]
#[path = "interview_tests.rs"]
mod tests;

//! Interviews (specification: `Interview`), both descriptions.

use super::careful;
use super::fields::without_bom;
use super::interview_data::WireData;
use crate::item::Item;
use domain::{
    FlowId, Interview, InterviewField, InterviewId, InterviewStatus, Interviewee, TeamId, UnixMs,
};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// Reads one interview as either description of the API writes it, or what was kept of one: see
/// [`Interview::extra`].
///
/// A field that cannot be read costs that field alone, and is listed in [`crate::Reading::problems`].
/// Ids and status may stand beside `interview_data` (specification) or inside it (quick start). A
/// missing status is told from whether there is data.
pub fn parse_interview(bytes: &[u8]) -> Item<Interview> {
    // An escaped NUL is sound JSON and no text; hardly ever is there one.
    let is_plain = memchr::memmem::find(bytes, b"\\u0000").is_none();
    let wire = is_plain.then(|| serde_json::from_slice::<WireInterview>(without_bom(bytes)));
    match wire
        .and_then(Result::ok)
        .and_then(WireInterview::into_interview)
    {
        Some(interview) => Item::flawless(interview),
        None => careful::interview(bytes),
    }
}

/// What the quick start puts inside `interview_data` and the specification beside it.
#[derive(Default)]
pub(super) struct Identity {
    pub(super) interview_id: Option<String>,
    pub(super) flow_id: Option<String>,
    pub(super) team_id: Option<String>,
    pub(super) status: Option<String>,
}

/// An interview without a flaw and without a field that we do not know: as nearly all are.
#[derive(Default)]
struct WireInterview {
    identity: Identity,
    times: [Option<UnixMs>; 2],
    data: Option<WireData>,
    seen: BTreeSet<InterviewField>,
}

impl WireInterview {
    /// `None` when it has to be read with care.
    fn into_interview(self) -> Option<Interview> {
        let Self {
            identity: outer,
            times: [started_at, ended_at],
            data,
            seen,
        } = self;
        let mut inner = Identity::default();
        let mut interviewee = Interviewee::default();
        let mut missing: BTreeSet<_> = OUTER.into_iter().filter(|it| !seen.contains(it)).collect();
        let data = match data {
            Some(data) => {
                let parts = data.into_parts();
                inner = parts.identity;
                interviewee = parts.interviewee;
                missing.extend(parts.missing);
                Some(parts.data)
            }
            None => {
                missing.extend(careful::DATA);
                None
            }
        };
        if inner.team_id.is_some() {
            missing.remove(&InterviewField::Team);
        }
        if inner.status.is_some() {
            missing.remove(&InterviewField::Status);
        }
        let needed = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let status = match outer.status.or(inner.status) {
            Some(word) => InterviewStatus::parse(&word),
            None if data.is_some() => InterviewStatus::Completed,
            None => InterviewStatus::Incomplete,
        };
        Some(Interview {
            id: InterviewId::new(needed(outer.interview_id.or(inner.interview_id))?),
            flow_id: FlowId::new(needed(outer.flow_id.or(inner.flow_id))?),
            team_id: outer.team_id.or(inner.team_id).map(TeamId::new),
            status,
            interviewee,
            started_at,
            ended_at,
            data,
            missing,
            extra: String::new(),
        })
    }
}

/// The fields that stand beside `interview_data`.
const OUTER: [InterviewField; 4] = [
    InterviewField::Team,
    InterviewField::Status,
    InterviewField::StartedAt,
    InterviewField::EndedAt,
];

/// The fields by name. Written out, because serde's `flatten` would buffer every word's time.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    InterviewId,
    InterviewFlowId,
    TeamId,
    Status,
    StartedAt,
    EndedAt,
    InterviewData,
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
                Field::TeamId => {
                    wire.identity.team_id = map.next_value()?;
                    wire.seen.insert(InterviewField::Team);
                }
                Field::Status => {
                    wire.identity.status = map.next_value()?;
                    wire.seen.insert(InterviewField::Status);
                }
                Field::StartedAt => {
                    wire.times[0] = date(&mut map)?;
                    wire.seen.insert(InterviewField::StartedAt);
                }
                Field::EndedAt => {
                    wire.times[1] = date(&mut map)?;
                    wire.seen.insert(InterviewField::EndedAt);
                }
                Field::InterviewData => wire.data = map.next_value()?,
            }
        }
        Ok(wire)
    }
}

fn date<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<UnixMs>, A::Error> {
    let text: Option<String> = map.next_value()?;
    text.map(|text| super::time::parse(&text).ok_or_else(|| de::Error::custom("not a date")))
        .transpose()
}

#[cfg(test)]
#[path = "interview_tests.rs"]
mod tests;

//! Interviews (specification: `Interview`), both descriptions.

use super::careful;
use super::fields::{object_text, without_bom};
use super::interview_data::WireData;
use crate::item::Item;
use domain::{FlowId, Interview, InterviewField, InterviewId, Interviewee, TeamId, UnixMs};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
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

/// An interview without a flaw, as nearly all are.
#[derive(Default)]
struct WireInterview {
    identity: Identity,
    times: [Option<UnixMs>; 2],
    data: Option<WireData>,
    seen: BTreeSet<InterviewField>,
    /// Fields that are not known, as JSON.
    extra: BTreeMap<String, String>,
}

impl WireInterview {
    /// `None` when it has to be read with care.
    fn into_interview(self) -> Option<Interview> {
        let Self {
            identity: outer,
            times: [started_at, ended_at],
            data,
            mut seen,
            mut extra,
        } = self;
        let mut inner = Identity::default();
        let mut interviewee = Interviewee::default();
        let data = data.map(|data| {
            let parts = data.into_parts();
            inner = parts.identity;
            interviewee = parts.interviewee;
            seen.extend(parts.seen);
            let rest = object_text(parts.extra, &[]);
            extra.extend(rest.map(|rest| ("interview_data".to_owned(), rest)));
            parts.data
        });
        let needed = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let id = needed(outer.interview_id.or(inner.interview_id))?;
        let flow_id = needed(outer.flow_id.or(inner.flow_id))?;
        let ids = [
            ("interview_id", id.as_str()),
            ("interview_flow_id", flow_id.as_str()),
        ];
        let extra = object_text(extra, &ids).unwrap_or_default();
        let fields = BESIDE_DATA.iter().chain(&careful::DATA);
        Some(Interview {
            id: InterviewId::new(id),
            flow_id: FlowId::new(flow_id),
            team_id: outer.team_id.or(inner.team_id).map(TeamId::new),
            status: careful::status_of(outer.status.or(inner.status), data.is_some()),
            interviewee,
            started_at,
            ended_at,
            data,
            missing: fields
                .filter(|field| !seen.contains(field))
                .copied()
                .collect(),
            extra,
        })
    }
}

/// The fields that stand beside `interview_data`.
const BESIDE_DATA: [InterviewField; 4] = [
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
                Field::Other(name) => {
                    let raw: &RawValue = map.next_value()?;
                    wire.extra.insert(name, raw.get().to_owned());
                }
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

#[cfg(test)]
#[path = "field_tests.rs"]
mod field_tests;

#[cfg(test)]
#[path = "damage_tests.rs"]
mod damage_tests;

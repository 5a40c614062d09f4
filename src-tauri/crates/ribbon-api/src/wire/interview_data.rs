//! What was said in an interview (specification: `InterviewData`).

use super::fields::{Read, Source};
use super::interview::Identity;
use super::object::Object;
use super::or_default;
use super::repair::Repaired;
use super::scores::{self, ScoresRead};
use domain::{InterviewData, InterviewField, Interviewee, QuestionSpan, Segment, Word};
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// `interview_data` without a flaw.
#[derive(Default)]
pub(super) struct WireData {
    identity: Identity,
    interviewee: Interviewee,
    transcript: Option<String>,
    segments: Option<Vec<Object<WireSegment>>>,
    questions: Option<Vec<Object<WireQuestion>>>,
    audio_url: Option<String>,
    video_url: Option<String>,
    summary: Option<String>,
    scores: Option<ScoresRead>,
    seen: BTreeSet<InterviewField>,
    extra: BTreeMap<String, String>,
}

/// `interview_data` sorted by where its parts belong.
pub(super) struct Parts {
    pub(super) identity: Identity,
    pub(super) interviewee: Interviewee,
    pub(super) data: InterviewData,
    /// The fields that it holds.
    pub(super) seen: BTreeSet<InterviewField>,
    /// Fields that are not known, as JSON.
    pub(super) extra: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSegment {
    #[serde(default, deserialize_with = "or_default")]
    role: String,
    #[serde(default, deserialize_with = "or_default")]
    content: String,
    #[serde(default, deserialize_with = "or_default")]
    words: Vec<Object<WireWord>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireWord {
    #[serde(default, deserialize_with = "or_default")]
    start: f64,
    #[serde(default, deserialize_with = "or_default")]
    end: f64,
    #[serde(default, deserialize_with = "or_default")]
    word: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireQuestion {
    #[serde(default, deserialize_with = "or_default")]
    script_question: String,
    #[serde(default, deserialize_with = "or_default")]
    transcript_item_indices: Vec<u32>,
    #[serde(default, deserialize_with = "or_default")]
    start_timestamp: f64,
    #[serde(default, deserialize_with = "or_default")]
    end_timestamp: f64,
    /// They repeat the segments that the indices name.
    #[serde(default, rename = "transcript_items")]
    _transcript_items: IgnoredAny,
}

impl WireData {
    pub(super) fn into_parts(self) -> Parts {
        let mut seen = self.seen;
        let mut extra = self.extra;
        let scores = self.scores.map(|read| {
            if !read.has_custom {
                seen.remove(&InterviewField::CustomScores);
            }
            extra.extend(read.rest.map(|rest| ("scores".to_owned(), rest)));
            read.scores
        });
        let data = InterviewData {
            transcript: self.transcript.unwrap_or_default(),
            segments: all(self.segments),
            questions: all(self.questions),
            audio_url: self.audio_url,
            video_url: self.video_url,
            summary: self.summary,
            scores: scores.unwrap_or_default(),
        };
        Parts {
            identity: self.identity,
            interviewee: self.interviewee,
            data,
            seen,
            extra,
        }
    }
}

fn all<T, U: From<T>>(list: Option<Vec<Object<T>>>) -> Vec<U> {
    list.into_iter().flatten().map(|it| it.0.into()).collect()
}

/// Reads scores in which every field that is known can be read.
fn scores(raw: &RawValue) -> Option<ScoresRead> {
    let repaired = Repaired::sound(raw.get());
    let source = Source::new(&repaired);
    match scores::read(&source, "scores", raw.get()) {
        Read::Value(read) if source.is_sound() => Some(read),
        _ => None,
    }
}

impl From<WireSegment> for Segment {
    fn from(wire: WireSegment) -> Self {
        let word = |Object(WireWord { start, end, word })| Word { start, end, word };
        Self {
            role: wire.role,
            content: wire.content,
            words: wire.words.into_iter().map(word).collect(),
        }
    }
}

impl From<WireQuestion> for QuestionSpan {
    fn from(wire: WireQuestion) -> Self {
        Self {
            script_question: wire.script_question,
            items: wire.transcript_item_indices,
            start: wire.start_timestamp,
            end: wire.end_timestamp,
        }
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    InterviewId,
    InterviewFlowId,
    TeamId,
    Status,
    IntervieweeEmailAddress,
    IntervieweeFirstName,
    IntervieweeLastName,
    Transcript,
    TranscriptWithTimestamp,
    QuestionsToTranscriptMapping,
    AudioUrl,
    VideoUrl,
    Summary,
    Scores,
    Other(String),
}

impl<'de> Deserialize<'de> for WireData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DataVisitor)
    }
}

struct DataVisitor;

impl<'de> Visitor<'de> for DataVisitor {
    type Value = WireData;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an interview's data")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WireData, A::Error> {
        let mut wire = WireData::default();
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
                Field::IntervieweeEmailAddress => wire.interviewee.email = map.next_value()?,
                Field::IntervieweeFirstName => wire.interviewee.first_name = map.next_value()?,
                Field::IntervieweeLastName => wire.interviewee.last_name = map.next_value()?,
                Field::Transcript => {
                    wire.transcript = map.next_value()?;
                    wire.seen.insert(InterviewField::Transcript);
                }
                Field::TranscriptWithTimestamp => {
                    wire.segments = map.next_value()?;
                    wire.seen.insert(InterviewField::Segments);
                }
                Field::QuestionsToTranscriptMapping => {
                    wire.questions = map.next_value()?;
                    wire.seen.insert(InterviewField::Questions);
                }
                Field::AudioUrl => {
                    wire.audio_url = map.next_value()?;
                    wire.seen.insert(InterviewField::AudioUrl);
                }
                Field::VideoUrl => {
                    wire.video_url = map.next_value()?;
                    wire.seen.insert(InterviewField::VideoUrl);
                }
                Field::Summary => {
                    wire.summary = map.next_value()?;
                    wire.seen.insert(InterviewField::Summary);
                }
                Field::Scores => {
                    // Of a name that comes twice, the last counts.
                    wire.scores = match map.next_value::<Option<&RawValue>>()? {
                        Some(raw) => {
                            Some(scores(raw).ok_or_else(|| de::Error::custom("not scores"))?)
                        }
                        None => None,
                    };
                    let fields = [InterviewField::Scores, InterviewField::CustomScores];
                    wire.seen.extend(fields);
                }
                Field::Other(name) => {
                    let raw: &RawValue = map.next_value()?;
                    wire.extra.insert(name, raw.get().to_owned());
                }
            }
        }
        Ok(wire)
    }
}

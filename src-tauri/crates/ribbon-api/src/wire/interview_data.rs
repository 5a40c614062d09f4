//! What was said in an interview (specification: `InterviewData`).

use super::interview::Identity;
use super::or_default;
use domain::{InterviewData, Interviewee, QuestionSpan, Scores, Segment, Word};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// `interview_data` with whatever else stands in it.
#[derive(Default)]
pub(super) struct WireData {
    identity: Identity,
    interviewee: Interviewee,
    transcript: Option<String>,
    segments: Option<Vec<WireSegment>>,
    questions: Option<Vec<WireQuestion>>,
    audio_url: Option<String>,
    video_url: Option<String>,
    summary: Option<String>,
    scores: Option<Map<String, Value>>,
    extra: Map<String, Value>,
}

/// `interview_data` sorted by where its parts belong.
pub(super) struct Parts {
    pub(super) identity: Identity,
    pub(super) interviewee: Interviewee,
    pub(super) data: InterviewData,
    pub(super) extra: Map<String, Value>,
}

#[derive(Deserialize)]
struct WireSegment {
    #[serde(default, deserialize_with = "or_default")]
    role: String,
    #[serde(default, deserialize_with = "or_default")]
    content: String,
    #[serde(default, deserialize_with = "or_default")]
    words: Vec<WireWord>,
}

#[derive(Deserialize)]
struct WireWord {
    #[serde(default, deserialize_with = "or_default")]
    start: f64,
    #[serde(default, deserialize_with = "or_default")]
    end: f64,
    #[serde(default, deserialize_with = "or_default")]
    word: String,
}

/// `transcript_items` is left out: it repeats the segments that the indices name.
#[derive(Deserialize)]
struct WireQuestion {
    #[serde(default, deserialize_with = "or_default")]
    script_question: String,
    #[serde(default, deserialize_with = "or_default")]
    transcript_item_indices: Vec<i64>,
    #[serde(default, deserialize_with = "or_default")]
    start_timestamp: f64,
    #[serde(default, deserialize_with = "or_default")]
    end_timestamp: f64,
}

impl WireData {
    pub(super) fn into_parts(self) -> Parts {
        let mut extra = self.extra;
        let (scores, other_scores) = scores(self.scores.unwrap_or_default());
        if !other_scores.is_empty() {
            extra.insert("scores".into(), Value::Object(other_scores));
        }
        let data = InterviewData {
            transcript: self.transcript.unwrap_or_default(),
            segments: self
                .segments
                .into_iter()
                .flatten()
                .map(Into::into)
                .collect(),
            questions: self
                .questions
                .into_iter()
                .flatten()
                .map(Into::into)
                .collect(),
            audio_url: self.audio_url,
            video_url: self.video_url,
            summary: self.summary,
            scores,
        };
        Parts {
            identity: self.identity,
            interviewee: self.interviewee,
            data,
            extra,
        }
    }
}

/// Takes the documented scores out; what is left is unknown, or is no whole number, and is kept.
fn scores(mut map: Map<String, Value>) -> (Scores, Map<String, Value>) {
    let mut take = |name: &str| {
        let score = whole_number(map.get(name)?);
        if score.is_some() || map.get(name).is_some_and(Value::is_null) {
            map.remove(name);
        }
        score
    };
    let scores = Scores {
        communication: take("communication"),
        motivation: take("motivation"),
        skills: take("skills"),
        language_vocabulary_and_expression: take("language_vocabulary_and_expression"),
        language_grammar_and_structure: take("language_grammar_and_structure"),
        language_fluency_and_pace: take("language_fluency_and_pace"),
        language_comprehension: take("language_comprehension"),
    };
    (scores, map)
}

/// A whole number, also when it is written `4.0`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and small"
)]
fn whole_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && number.abs() < 1e6).then_some(number as i64)
    })
}

impl From<WireSegment> for Segment {
    fn from(wire: WireSegment) -> Self {
        let word = |WireWord { start, end, word }| Word { start, end, word };
        Self {
            role: wire.role,
            content: wire.content,
            words: wire.words.into_iter().map(word).collect(),
        }
    }
}

impl From<WireQuestion> for QuestionSpan {
    fn from(wire: WireQuestion) -> Self {
        let indices = wire.transcript_item_indices.into_iter();
        Self {
            script_question: wire.script_question,
            items: indices
                .filter_map(|index| u32::try_from(index).ok())
                .collect(),
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
                Field::TeamId => wire.identity.team_id = map.next_value()?,
                Field::Status => wire.identity.status = map.next_value()?,
                Field::IntervieweeEmailAddress => wire.interviewee.email = map.next_value()?,
                Field::IntervieweeFirstName => wire.interviewee.first_name = map.next_value()?,
                Field::IntervieweeLastName => wire.interviewee.last_name = map.next_value()?,
                Field::Transcript => wire.transcript = map.next_value()?,
                Field::TranscriptWithTimestamp => wire.segments = map.next_value()?,
                Field::QuestionsToTranscriptMapping => wire.questions = map.next_value()?,
                Field::AudioUrl => wire.audio_url = map.next_value()?,
                Field::VideoUrl => wire.video_url = map.next_value()?,
                Field::Summary => wire.summary = map.next_value()?,
                Field::Scores => wire.scores = map.next_value()?,
                Field::Other(name) => {
                    wire.extra.insert(name, map.next_value()?);
                }
            }
        }
        Ok(wire)
    }
}

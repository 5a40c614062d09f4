//! What was said in an interview (specification: `InterviewData`).

use super::fields::{Read, Source};
use super::interview::Identity;
use super::repair::Repaired;
use super::{careful, or_default, scores};
use domain::{InterviewData, InterviewField, Interviewee, QuestionSpan, Segment, Word};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;

/// `interview_data` without a flaw.
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
    scores: Option<scores::Told>,
    seen: BTreeSet<InterviewField>,
}

/// `interview_data` sorted by where its parts belong.
pub(super) struct Parts {
    pub(super) identity: Identity,
    pub(super) interviewee: Interviewee,
    pub(super) data: InterviewData,
    pub(super) missing: Vec<InterviewField>,
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
        let seen = self.seen;
        let mut missing: Vec<_> = careful::DATA
            .into_iter()
            .filter(|field| !seen.contains(field))
            .collect();
        let scores = self.scores.map(|told| {
            if !told.has_custom {
                missing.push(InterviewField::CustomScores);
            }
            told.scores
        });
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
            scores: scores.unwrap_or_default(),
        };
        Parts {
            identity: self.identity,
            interviewee: self.interviewee,
            data,
            missing,
        }
    }
}

/// Reads scores that have no flaw.
fn scores(raw: &RawValue) -> Option<scores::Told> {
    let repaired = Repaired::sound(raw.get());
    let source = Source::new(&repaired);
    let told = scores::read(&source, "scores", raw.get());
    let is_sound = source.is_sound();
    match told {
        Read::Value(told) if is_sound && told.rest.is_none() => Some(told),
        _ => None,
    }
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
                    if let Some(raw) = map.next_value::<Option<Box<RawValue>>>()? {
                        let told = scores(&raw).ok_or_else(|| de::Error::custom("scores"))?;
                        wire.scores = Some(told);
                    }
                    let fields = [InterviewField::Scores, InterviewField::CustomScores];
                    wire.seen.extend(fields);
                }
            }
        }
        Ok(wire)
    }
}

//! One interview's record, and how it is shown.

use std::sync::{Arc, OnceLock};

use uuid::Uuid;

use super::{Flow, Who};
use crate::chance::Chance;
use crate::conversation::{self, Conversation, Setting};
use crate::ids::InterviewId;
use crate::moment::{Moment, Zone};
use crate::score::Score;
use crate::version::{TranscriptMode, Version};
use crate::wire;

/// An interview; what was said in it is composed when asked for.
#[derive(Debug, Clone)]
pub(crate) struct Interview {
    pub(crate) id: InterviewId,
    /// Its place in the order of creation, from which its content follows.
    pub(crate) number: u64,
    pub(crate) flow: Arc<Flow>,
    /// The UUID in its link, which is another one than its id, as with Ribbon.
    pub(crate) link: Uuid,
    pub(crate) who: Who,
    /// When it was completed; nothing while it is not.
    pub(crate) ended: Option<Moment>,
    pub(crate) video_ready: bool,
    /// How often its scores have been made again.
    pub(crate) revision: u32,
    /// Its recording's length in milliseconds, once somebody has asked for it.
    pub(crate) length: Arc<OnceLock<u64>>,
    /// Its recordings have been deleted.
    pub(crate) revoked: bool,
    /// Made through the API and waiting for the candidate.
    pub(crate) invited: bool,
}

/// How far a new interview has come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Parts {
    pub(crate) ended: Option<Moment>,
    pub(crate) video_ready: bool,
    pub(crate) invited: bool,
}

/// How an answer shows interviews.
pub(crate) struct View<'a> {
    pub(crate) seed: u64,
    pub(crate) version: Version,
    pub(crate) transcript: TranscriptMode,
    /// Gives a recording's address from its file name.
    pub(crate) media: &'a dyn Fn(&str) -> Option<String>,
}

impl Interview {
    pub(crate) fn is_completed(&self) -> bool {
        self.ended.is_some()
    }

    pub(crate) fn status(&self) -> &'static str {
        if self.is_completed() {
            "completed"
        } else {
            "incomplete"
        }
    }

    /// The link as webhooks and `POST /v1/interviews` give it.
    pub(crate) fn link(&self, link_base: &str) -> String {
        format!(
            "{link_base}/recruit/interviews/{}/{}",
            self.flow.id, self.link
        )
    }

    pub(crate) fn has_audio(&self) -> bool {
        self.is_completed() && !self.revoked
    }

    pub(crate) fn has_video(&self) -> bool {
        self.has_audio() && self.video_ready && self.flow.records_video()
    }

    /// How high the candidate speaks.
    pub(crate) fn hertz(&self) -> u64 {
        150 + self.link.as_u128() as u64 % 90
    }

    /// What was said, composed anew.
    pub(crate) fn conversation(&self, seed: u64) -> Conversation {
        conversation::compose(self.setting(seed))
    }

    /// What it scored, by the default criteria and then by the flow's own; nothing without an analysis.
    pub(crate) fn scores(&self, seed: u64) -> Option<Vec<Score>> {
        self.is_completed()
            .then(|| conversation::review(self.setting(seed), self.revision).scores)
            .flatten()
    }

    /// When it began; nothing while it is not completed.
    pub(crate) fn started(&self, seed: u64) -> Option<Moment> {
        let ended = self.ended?;
        let length = self
            .length
            .get_or_init(|| self.conversation(seed).length_ms);
        Some(ended.minus(*length))
    }

    /// The text of one of its dates. Ribbon documents ISO 8601 and no more, so one interview in four
    /// writes `+00:00` and another one no zone.
    pub(crate) fn written(&self, moment: Option<Moment>) -> Option<String> {
        let zone = match self.number % 4 {
            1 => Zone::Offset,
            3 => Zone::Unsaid,
            _ => Zone::Z,
        };
        moment.and_then(|moment| moment.written(zone))
    }

    /// The whole interview as the API shows it.
    pub(crate) fn shown(&self, view: &View<'_>) -> wire::Interview {
        let dates = || wire::Dates {
            started_at: self.written(self.started(view.seed)),
            ended_at: self.written(self.ended),
        };
        wire::Interview {
            interview_flow_id: self.flow.id.clone(),
            interview_id: self.id,
            team_id: self.flow.team,
            status: self.status(),
            interview_data: self.is_completed().then(|| self.data(view)),
            dates: (view.version == Version::Latest).then(dates),
        }
    }

    fn data(&self, view: &View<'_>) -> wire::InterviewData {
        let review = conversation::review(self.setting(view.seed), self.revision);
        let address = |ending: &str| (view.media)(&format!("{}.{ending}", self.id));
        let audio_url = self.has_audio().then(|| address("wav")).flatten();
        let said = self.said(view);
        wire::InterviewData {
            transcript: said.transcript,
            transcript_with_timestamp: said.segments,
            questions_to_transcript_mapping: said.mapping,
            audio_url: (view.version == Version::April2026).then_some(audio_url),
            video_url: self.has_video().then(|| address("webm")).flatten(),
            summary: review.summary,
            scores: review.scores.map(|scores| match view.version {
                Version::April2026 => wire::Scores::Fields(wire::ScoreFields::of(&scores)),
                Version::Latest => wire::Scores::List(scores),
            }),
            interviewee_email_address: self.who.email.clone(),
            interviewee_first_name: self.who.first_name.clone(),
            interviewee_last_name: self.who.last_name.clone(),
        }
    }

    /// What was said, as much of it as is asked for.
    fn said(&self, view: &View<'_>) -> Said {
        if view.transcript == TranscriptMode::None {
            return Said::default();
        }
        let talk = self.conversation(view.seed);
        let contents: Vec<String> = talk.turns.iter().map(|turn| talk.content(turn)).collect();
        let transcript = transcript(&talk, &contents);
        if view.transcript == TranscriptMode::Text {
            return Said {
                transcript,
                ..Said::default()
            };
        }
        Said {
            transcript,
            mapping: mapping(&talk, &contents),
            segments: segments(talk, contents),
        }
    }

    fn setting(&self, seed: u64) -> Setting<'_> {
        // One person does about as well each time.
        let person = self.who.key().unwrap_or_else(|| self.id.to_string());
        Setting {
            seed,
            number: self.number,
            flow: &self.flow,
            language: self.flow.language(),
            ability: Chance::new(seed, &person, 0).fraction(),
        }
    }
}

/// The transcript fields of an answer; empty where they are not asked for.
#[derive(Default)]
struct Said {
    transcript: String,
    segments: Vec<wire::Segment>,
    mapping: Vec<wire::QuestionMapping>,
}

fn transcript(talk: &Conversation, contents: &[String]) -> String {
    let lines: Vec<String> = talk
        .turns
        .iter()
        .zip(contents)
        .map(|(turn, content)| format!("{}: {content}", turn.speaker.name()))
        .collect();
    lines.join("\n")
}

fn segments(talk: Conversation, contents: Vec<String>) -> Vec<wire::Segment> {
    talk.turns
        .into_iter()
        .zip(contents)
        .map(|(turn, content)| wire::Segment {
            content,
            role: turn.speaker.name(),
            words: turn
                .words
                .into_iter()
                .map(|word| wire::TimedWord {
                    end: seconds(word.end_ms),
                    start: seconds(word.start_ms),
                    word: word.text,
                })
                .collect(),
        })
        .collect()
}

fn mapping(talk: &Conversation, contents: &[String]) -> Vec<wire::QuestionMapping> {
    talk.topics
        .iter()
        .map(|topic| {
            let turns = || {
                topic
                    .turns
                    .iter()
                    .filter_map(|&index| talk.turns.get(index))
            };
            wire::QuestionMapping {
                script_question: topic.question.clone(),
                transcript_item_indices: topic.turns.clone(),
                start_timestamp: seconds(turns().next().map_or(0, |turn| turn.start_ms())),
                end_timestamp: seconds(turns().next_back().map_or(0, |turn| turn.end_ms())),
                transcript_items: topic
                    .turns
                    .iter()
                    .filter_map(|&index| Some((talk.turns.get(index)?, contents.get(index)?)))
                    .map(|(turn, content)| wire::BaseSegment {
                        content: content.clone(),
                        role: turn.speaker.name(),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1_000.0
}

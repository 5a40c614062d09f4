//! One interview's record, and how it is shown.

use std::sync::Arc;

use uuid::Uuid;

use super::{Flow, Who};
use crate::chance::Chance;
use crate::conversation::{self, Conversation, Setting};
use crate::ids::InterviewId;
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
    pub(crate) completed: bool,
    pub(crate) video_ready: bool,
    /// Its recordings have been deleted.
    pub(crate) revoked: bool,
    /// Made through the API and waiting for the candidate.
    pub(crate) invited: bool,
}

/// How far a new interview has come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Parts {
    pub(crate) completed: bool,
    pub(crate) video_ready: bool,
    pub(crate) invited: bool,
}

impl Interview {
    pub(crate) fn status(&self) -> &'static str {
        if self.completed {
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
        self.completed && !self.revoked
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

    /// The whole interview as the API shows it. `media` gives a recording's address from its file name.
    pub(crate) fn shown(
        &self,
        seed: u64,
        media: &dyn Fn(&str) -> Option<String>,
    ) -> wire::Interview {
        wire::Interview {
            interview_flow_id: self.flow.id.clone(),
            interview_id: self.id,
            team_id: self.flow.team,
            status: self.status(),
            interview_data: self.completed.then(|| self.data(seed, media)),
        }
    }

    fn data(&self, seed: u64, media: &dyn Fn(&str) -> Option<String>) -> wire::InterviewData {
        let talk = self.conversation(seed);
        let review = conversation::review(self.setting(seed));
        let address = |ending: &str| media(&format!("{}.{ending}", self.id));
        let contents: Vec<String> = talk.turns.iter().map(|turn| talk.content(turn)).collect();
        wire::InterviewData {
            transcript: transcript(&talk, &contents),
            questions_to_transcript_mapping: mapping(&talk, &contents),
            transcript_with_timestamp: segments(talk, contents),
            audio_url: self.has_audio().then(|| address("wav")).flatten(),
            video_url: self.has_video().then(|| address("webm")).flatten(),
            summary: review.summary,
            scores: review.scores,
            interviewee_email_address: self.who.email.clone(),
            interviewee_first_name: self.who.first_name.clone(),
            interviewee_last_name: self.who.last_name.clone(),
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

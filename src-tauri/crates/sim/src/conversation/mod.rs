//! What was said in an interview and when: composed anew from the seed each time it is asked for, so that
//! fifty thousand interviews cost no memory.

mod clock;
mod compose;
mod length;
mod review;

pub(crate) use compose::compose;
pub(crate) use review::review;

use crate::bank::Language;
use crate::world::Flow;

/// Who is speaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// Ribbon's interviewer.
    Agent,
    /// The candidate.
    User,
}

impl Speaker {
    /// The role's name in a transcript.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::User => "user",
        }
    }
}

/// A word and when it is heard, in milliseconds from the recording's start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) start_ms: u64,
    pub(crate) end_ms: u64,
    pub(crate) text: String,
}

/// What one speaker says until the other one speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) speaker: Speaker,
    pub(crate) words: Vec<Word>,
}

/// A question of the flow and the turns that deal with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Topic {
    pub(crate) question: String,
    pub(crate) turns: Vec<usize>,
}

/// A whole interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conversation {
    pub(crate) turns: Vec<Turn>,
    pub(crate) topics: Vec<Topic>,
    /// The recording's length: a moment longer than the last word.
    pub(crate) length_ms: u64,
    /// What stands between two words of its language.
    pub(crate) separator: &'static str,
}

/// What a conversation follows from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) seed: u64,
    /// The interview's own number.
    pub(crate) number: u64,
    pub(crate) flow: &'a Flow,
    pub(crate) language: &'static Language,
    /// How well the candidate does, from 0 to 1.
    pub(crate) ability: f64,
}

impl Conversation {
    /// The text of one turn.
    pub(crate) fn content(&self, turn: &Turn) -> String {
        let words: Vec<&str> = turn.words.iter().map(|word| word.text.as_str()).collect();
        words.join(self.separator)
    }
}

impl Turn {
    pub(crate) fn start_ms(&self) -> u64 {
        self.words.first().map_or(0, |word| word.start_ms)
    }

    pub(crate) fn end_ms(&self) -> u64 {
        self.words.last().map_or(0, |word| word.end_ms)
    }
}

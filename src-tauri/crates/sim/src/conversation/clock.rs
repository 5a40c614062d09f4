//! Turns sentences into words with times: how long a word takes, and the pauses between words, sentences
//! and speakers.

use super::{Speaker, Turn, Word};
use crate::chance::Chance;

/// The time that has passed in a conversation, and who speaks how fast.
#[derive(Debug)]
pub(super) struct Clock {
    now_ms: u64,
    character_ms: u64,
    user_pace: f64,
    chance: Chance,
}

impl Clock {
    pub(super) fn new(character_ms: u64, mut chance: Chance) -> Self {
        let now_ms = chance.between(300, 1_200);
        let user_pace = 0.88 + chance.fraction() * 0.3;
        Self {
            now_ms,
            character_ms,
            user_pace,
            chance,
        }
    }

    pub(super) fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// Speaks a whole turn, after the pause that a change of speakers takes.
    pub(super) fn speak(&mut self, speaker: Speaker, sentences: &[Vec<String>]) -> Turn {
        let mut words = Vec::new();
        for sentence in sentences {
            words.extend(self.sentence(speaker, sentence));
        }
        self.now_ms += self.chance.between(450, 1_300);
        Turn { speaker, words }
    }

    /// Speaks one sentence and the short pause after it.
    pub(super) fn sentence(&mut self, speaker: Speaker, sentence: &[String]) -> Vec<Word> {
        let words = sentence
            .iter()
            .map(|text| self.word(speaker, text))
            .collect();
        self.now_ms += self.chance.between(180, 520);
        words
    }

    fn word(&mut self, speaker: Speaker, text: &str) -> Word {
        let characters = text.chars().filter(|c| c.is_alphanumeric()).count().max(1) as u64;
        let plain = 95 + characters * self.character_ms;
        let pace = match speaker {
            Speaker::Agent => 1.0,
            Speaker::User => self.user_pace,
        };
        let spoken = (plain as f64 * pace * (0.9 + self.chance.fraction() * 0.2)) as u64;
        let start_ms = self.now_ms;
        let end_ms = start_ms + spoken;
        self.now_ms = end_ms + self.chance.between(15, 70);
        Word {
            start_ms,
            end_ms,
            text: text.to_owned(),
        }
    }
}

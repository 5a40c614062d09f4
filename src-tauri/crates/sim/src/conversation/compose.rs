//! Writes a conversation: greeting, the flow's questions with answers and follow-ups, farewell, until the
//! interview is as long as it should be.

use super::clock::Clock;
use super::{Conversation, Setting, Speaker, Topic, length};
use crate::bank::{self, COMPANIES};
use crate::chance::Chance;

/// What the farewell takes, in milliseconds.
const FAREWELL_MS: u64 = 9_000;
/// How long a candidate speaks before the interviewer asks back, in milliseconds.
const STRETCH_MS: (u64, u64) = (18_000, 55_000);

/// The conversation that belongs to this setting, always the same one.
pub(crate) fn compose(setting: Setting<'_>) -> Conversation {
    let mut chance = Chance::new(setting.seed, "conversation", setting.number);
    let target_ms = length::target_ms(&mut chance);
    let clock = Clock::new(
        setting.language.character_ms,
        Chance::new(setting.seed, "clock", setting.number),
    );
    let mut writer = Writer {
        setting,
        answers: Deck::new(answers(&setting), &mut chance),
        chance,
        clock,
        turns: Vec::new(),
    };
    writer.greet();
    let topics = writer.ask_everything(target_ms.saturating_sub(FAREWELL_MS));
    writer.take_leave();
    let last_ms = writer.turns.last().map_or(0, super::Turn::end_ms);
    Conversation {
        length_ms: last_ms + 900,
        turns: writer.turns,
        topics,
        separator: setting.language.separator,
    }
}

/// What this candidate may say: what fits the profession and what fits any.
fn answers(setting: &Setting<'_>) -> Vec<&'static str> {
    let role = setting.flow.role.and_then(|index| bank::roles().get(index));
    let own = role.map(|role| role.answers.as_slice()).unwrap_or_default();
    own.iter()
        .chain(&setting.language.answers)
        .copied()
        .collect()
}

struct Writer<'a> {
    setting: Setting<'a>,
    chance: Chance,
    clock: Clock,
    answers: Deck,
    turns: Vec<super::Turn>,
}

impl Writer<'_> {
    fn greet(&mut self) {
        let greeting = self.chance.phrase(&self.setting.language.greetings);
        let hello = self.chance.phrase(&self.setting.language.hello);
        self.say(Speaker::Agent, &[greeting]);
        self.say(Speaker::User, &[hello]);
    }

    fn take_leave(&mut self) {
        let closing = self.chance.phrase(&self.setting.language.closings);
        let thanks = self.chance.phrase(&self.setting.language.thanks);
        self.say(Speaker::Agent, &[closing]);
        self.say(Speaker::User, &[thanks]);
    }

    /// Deals with each question in turn, sharing the time until `end_ms` evenly.
    fn ask_everything(&mut self, end_ms: u64) -> Vec<Topic> {
        let begun_ms = self.clock.now_ms();
        let questions = &self.setting.flow.questions;
        let count = questions.len().max(1) as u64;
        let share_ms = end_ms.saturating_sub(begun_ms) / count;
        let mut topics = Vec::with_capacity(questions.len());
        for (number, question) in (1..).zip(questions) {
            let first = self.turns.len();
            self.ask(number, question);
            self.answer_until(begun_ms + share_ms * number as u64);
            topics.push(Topic {
                question: question.clone(),
                turns: (first..self.turns.len()).collect(),
            });
        }
        if questions.is_empty() {
            self.answer_until(end_ms);
        }
        topics
    }

    fn ask(&mut self, number: usize, question: &str) {
        let spoken = self
            .setting
            .flow
            .spoken_question(number - 1)
            .unwrap_or(question);
        let mut sentences = Vec::new();
        if number > 1 {
            let thanks = self.chance.phrase(&self.setting.language.acknowledgements);
            sentences.push(self.words(thanks));
        }
        sentences.push(self.words(spoken));
        let turn = self.clock.speak(Speaker::Agent, &sentences);
        self.turns.push(turn);
    }

    /// The candidate answers, and the interviewer asks back now and then, until the time is used up.
    fn answer_until(&mut self, end_ms: u64) {
        loop {
            let stretch_ms = self.chance.between(STRETCH_MS.0, STRETCH_MS.1);
            let mut stop_ms = end_ms.min(self.clock.now_ms() + stretch_ms);
            if end_ms.saturating_sub(stop_ms) < STRETCH_MS.0 / 2 {
                stop_ms = end_ms;
            }
            self.answer_once(stop_ms);
            if stop_ms >= end_ms || self.clock.now_ms() >= end_ms {
                return;
            }
            let back = self.chance.phrase(&self.setting.language.follow_ups);
            self.say(Speaker::Agent, &[back]);
        }
    }

    fn answer_once(&mut self, stop_ms: u64) {
        let mut words = Vec::new();
        if self.chance.happens(0.4) {
            let opener = self.chance.phrase(&self.setting.language.openers);
            let opener = self.words(opener);
            words.extend(self.clock.sentence(Speaker::User, &opener));
        }
        loop {
            let template = self.answers.draw(&mut self.chance);
            let sentence = self.words(template);
            words.extend(self.clock.sentence(Speaker::User, &sentence));
            if self.clock.now_ms() >= stop_ms || sentence.is_empty() {
                break;
            }
        }
        let mut turn = self.clock.speak(Speaker::User, &[]);
        turn.words = words;
        self.turns.push(turn);
    }

    fn say(&mut self, speaker: Speaker, templates: &[&str]) {
        let sentences: Vec<_> = templates
            .iter()
            .map(|template| self.words(template))
            .collect();
        let turn = self.clock.speak(speaker, &sentences);
        self.turns.push(turn);
    }

    /// The words of a template. Where a language puts no space between words the template's spaces only
    /// mark them, and a name filled in keeps its own.
    fn words(&mut self, template: &str) -> Vec<String> {
        if self.setting.language.separator.is_empty() {
            template
                .split_whitespace()
                .map(|word| self.fill(word))
                .collect()
        } else {
            self.fill(template)
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        }
    }

    fn fill(&mut self, template: &str) -> String {
        if !template.contains('{') {
            return template.to_owned();
        }
        template
            .replace("{title}", &self.setting.flow.title)
            .replace("{org}", &self.setting.flow.org_name)
            .replace("{n}", &self.chance.between(2, 12).to_string())
            .replace("{p}", &(self.chance.between(2, 12) * 5).to_string())
            .replace("{company}", self.chance.phrase(&COMPANIES))
    }
}

/// Sentences drawn without repeating one before all have been used.
struct Deck {
    sentences: Vec<&'static str>,
    next: usize,
}

impl Deck {
    fn new(sentences: Vec<&'static str>, chance: &mut Chance) -> Self {
        let mut deck = Self { sentences, next: 0 };
        deck.shuffle(chance);
        deck
    }

    fn draw(&mut self, chance: &mut Chance) -> &'static str {
        if self.next >= self.sentences.len() {
            self.shuffle(chance);
        }
        let drawn = self.sentences.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        drawn
    }

    fn shuffle(&mut self, chance: &mut Chance) {
        for last in (1..self.sentences.len()).rev() {
            self.sentences.swap(last, chance.below(last + 1));
        }
        self.next = 0;
    }
}

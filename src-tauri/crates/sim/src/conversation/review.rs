//! The summary and the scores an interview ends with. They follow from how able the candidate is, so that
//! several interviews of one person resemble each other.

use super::Setting;
use crate::chance::Chance;
use crate::wire::Scores;

/// What the analysis says; either part may be missing, as with Ribbon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Review {
    pub(crate) summary: Option<String>,
    pub(crate) scores: Option<Scores>,
}

/// The review that belongs to this setting, always the same one.
pub(crate) fn review(setting: Setting<'_>) -> Review {
    let mut chance = Chance::new(setting.seed, "review", setting.number);
    let summary = summary(&setting, &mut chance);
    let scores = scores(&setting, &mut chance);
    Review {
        summary: (!chance.happens(0.03)).then_some(summary),
        scores: (!chance.happens(0.03)).then_some(scores),
    }
}

fn summary(setting: &Setting<'_>, chance: &mut Chance) -> String {
    let mut sentences = Vec::new();
    if setting.ability > 0.35 {
        sentences.push(chance.phrase(&setting.language.strong));
    }
    if setting.ability < 0.65 {
        sentences.push(chance.phrase(&setting.language.weak));
    }
    let gap = if setting.language.separator.is_empty() {
        ""
    } else {
        " "
    };
    sentences.join(gap)
}

fn scores(setting: &Setting<'_>, chance: &mut Chance) -> Scores {
    let mut score = |missing: f64| {
        let wobble = chance.fraction() * 1.6 - 0.8;
        let points = (1.0 + setting.ability * 4.0 + wobble)
            .round()
            .clamp(1.0, 5.0) as u8;
        (!chance.happens(missing)).then_some(points)
    };
    let (communication, motivation, skills) = (score(0.01), score(0.04), score(0.04));
    let no_language = if setting.flow.scores_language {
        0.02
    } else {
        1.0
    };
    Scores {
        communication,
        motivation,
        skills,
        language_vocabulary_and_expression: score(no_language),
        language_grammar_and_structure: score(no_language),
        language_fluency_and_pace: score(no_language),
        language_comprehension: score(no_language),
    }
}

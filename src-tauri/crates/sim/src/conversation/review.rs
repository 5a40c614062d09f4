//! The summary and the scores an interview ends with. They follow from how able the candidate is, so that
//! several interviews of one person resemble each other.

use super::Setting;
use crate::chance::Chance;
use crate::score::{DEFAULT_CRITERIA, Score, ScoringSystem};

/// What the analysis says; either part may be missing, as with Ribbon.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Review {
    pub(crate) summary: Option<String>,
    /// By the default criteria, then by the flow's own.
    pub(crate) scores: Option<Vec<Score>>,
}

/// The review that belongs to this setting, always the same one. `revision` counts how often the scores
/// have been made again since.
pub(crate) fn review(setting: Setting<'_>, revision: u32) -> Review {
    let mut chance = Chance::new(setting.seed, "review", setting.number);
    let summary = summary(&setting, &mut chance);
    let mut scores = default_scores(&setting, &mut chance);
    scores.extend(own_scores(&setting));
    let summary = (!chance.happens(0.03)).then_some(summary);
    let is_scored = !chance.happens(0.03);
    Review {
        summary,
        scores: (is_scored || revision > 0).then(|| revised(&scores, revision)),
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

/// Scores by the default criteria; those about language only where the flow asks for them.
fn default_scores(setting: &Setting<'_>, chance: &mut Chance) -> Vec<Score> {
    let no_language = if setting.flow.scores_language {
        0.02
    } else {
        1.0
    };
    let missing = [
        0.01,
        0.04,
        0.04,
        no_language,
        no_language,
        no_language,
        no_language,
    ];
    DEFAULT_CRITERIA
        .into_iter()
        .zip(missing)
        .map(|(name, missing)| {
            let points = points(setting, chance);
            Score {
                name: name.to_owned(),
                score: (!chance.happens(missing)).then_some(points),
                scoring_system: ScoringSystem::OutOf5,
            }
        })
        .collect()
}

/// Scores by the flow's own criteria, now and then one without.
fn own_scores(setting: &Setting<'_>) -> Vec<Score> {
    let mut chance = Chance::new(setting.seed, "own criteria", setting.number);
    setting
        .flow
        .criteria
        .iter()
        .map(|criterion| {
            let points = points(setting, &mut chance);
            let percent = (setting.ability * 80.0 + chance.fraction() * 20.0).round();
            let score = match criterion.scoring_system {
                ScoringSystem::OutOf5 => points,
                ScoringSystem::Percentage => percent / 20.0,
                ScoringSystem::Binary if percent >= 40.0 => 5.0,
                ScoringSystem::Binary => 0.0,
            };
            Score {
                name: criterion.name.clone(),
                score: (!chance.happens(0.08)).then_some(score),
                scoring_system: criterion.scoring_system,
            }
        })
        .collect()
}

/// From 1 to 5.
fn points(setting: &Setting<'_>, chance: &mut Chance) -> f64 {
    let wobble = chance.fraction() * 1.6 - 0.8;
    (1.0 + setting.ability * 4.0 + wobble)
        .round()
        .clamp(1.0, 5.0)
}

/// The scores after so many revisions. Each changes at least one of them: the first criterion is always
/// scored from the first revision on.
fn revised(scores: &[Score], revision: u32) -> Vec<Score> {
    let mut revised: Vec<Score> = scores.iter().map(|one| one.revised(revision)).collect();
    if revision > 0
        && let Some(first) = revised.first_mut()
        && first.score.is_none()
    {
        first.score = Some(f64::from(revision % 5 + 1));
    }
    revised
}

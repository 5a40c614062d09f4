//! Scores by criterion, as the newest API description shows them.

use std::fmt;

use serde::Serialize;

/// The criteria every interview is scored by, in the order of Ribbon's answers. The API descriptions do
/// not name them: these are the fields of the description of April 2026 in readable form.
pub(crate) const DEFAULT_CRITERIA: [&str; 7] = [
    "Communication",
    "Motivation",
    "Skills",
    "Language Vocabulary and Expression",
    "Language Grammar and Structure",
    "Language Fluency and Pace",
    "Language Comprehension",
];

/// How a criterion's score is to be shown; the score itself goes from 0 to 5 in every system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ScoringSystem {
    /// Points.
    #[serde(rename = "out_of_5")]
    OutOf5,
    /// The score times 20.
    #[serde(rename = "percentage")]
    Percentage,
    /// 5 is yes and 0 is no.
    #[serde(rename = "binary")]
    Binary,
}

impl ScoringSystem {
    const ALL: [Self; 3] = [Self::OutOf5, Self::Percentage, Self::Binary];

    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::OutOf5 => "out_of_5",
            Self::Percentage => "percentage",
            Self::Binary => "binary",
        }
    }

    /// The system with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.name() == name)
    }
}

impl fmt::Display for ScoringSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A criterion that a flow adds to the default ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name, as the organisation wrote it.
    pub name: String,
    /// How its scores are to be shown.
    pub scoring_system: ScoringSystem,
}

/// What an interview scored by one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The criterion's name.
    pub name: String,
    /// From 0 to 5 in every system; nothing when it was not scored.
    pub score: Option<f64>,
    /// How it is to be shown.
    pub scoring_system: ScoringSystem,
}

impl Score {
    /// The score that the analysis comes to when it is made again for the `revision`th time. It differs
    /// from that of the revision before unless the criterion is not scored.
    pub(crate) fn revised(&self, revision: u32) -> Self {
        let steps = f64::from(revision);
        let revised = |score: f64| match self.scoring_system {
            ScoringSystem::OutOf5 => (score - 1.0 + steps).rem_euclid(5.0) + 1.0,
            ScoringSystem::Percentage => {
                (score * 20.0 + 7.0 * steps).round().rem_euclid(101.0) / 20.0
            }
            ScoringSystem::Binary if revision.is_multiple_of(2) => score,
            ScoringSystem::Binary => 5.0 - score,
        };
        Self {
            score: self.score.map(revised),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_revision_changes_the_score_and_stays_in_range() {
        for scoring_system in ScoringSystem::ALL {
            let first = Score {
                name: "Any".to_owned(),
                score: Some(5.0),
                scoring_system,
            };
            for revision in 0..200 {
                let (before, after) = (first.revised(revision), first.revised(revision + 1));
                assert_ne!(before, after, "{scoring_system} at revision {revision}");
                let score = after.score.unwrap();
                assert!((0.0..=5.0).contains(&score), "{score} in {scoring_system}");
            }
            assert_eq!(first.revised(0), first, "revision 0 is the first analysis");
        }
    }
}

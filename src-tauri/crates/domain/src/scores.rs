//! The scores Ribbon's AI gives an interview.

use serde::{Deserialize, Serialize};

/// Which score. The names are the API's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreKind {
    /// General: communication.
    Communication,
    /// General: motivation.
    Motivation,
    /// General: skills.
    Skills,
    /// Language: vocabulary and expression.
    LanguageVocabularyAndExpression,
    /// Language: grammar and structure.
    LanguageGrammarAndStructure,
    /// Language: fluency and pace.
    LanguageFluencyAndPace,
    /// Language: comprehension.
    LanguageComprehension,
}

/// Whole numbers out of five; each may be missing (api-spec: `Scores`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scores {
    /// See [`ScoreKind::Communication`].
    pub communication: Option<i64>,
    /// See [`ScoreKind::Motivation`].
    pub motivation: Option<i64>,
    /// See [`ScoreKind::Skills`].
    pub skills: Option<i64>,
    /// See [`ScoreKind::LanguageVocabularyAndExpression`].
    pub language_vocabulary_and_expression: Option<i64>,
    /// See [`ScoreKind::LanguageGrammarAndStructure`].
    pub language_grammar_and_structure: Option<i64>,
    /// See [`ScoreKind::LanguageFluencyAndPace`].
    pub language_fluency_and_pace: Option<i64>,
    /// See [`ScoreKind::LanguageComprehension`].
    pub language_comprehension: Option<i64>,
}

impl Scores {
    /// Every kind, in the API's order.
    pub const KINDS: [ScoreKind; 7] = [
        ScoreKind::Communication,
        ScoreKind::Motivation,
        ScoreKind::Skills,
        ScoreKind::LanguageVocabularyAndExpression,
        ScoreKind::LanguageGrammarAndStructure,
        ScoreKind::LanguageFluencyAndPace,
        ScoreKind::LanguageComprehension,
    ];

    /// One score.
    pub fn get(&self, kind: ScoreKind) -> Option<i64> {
        match kind {
            ScoreKind::Communication => self.communication,
            ScoreKind::Motivation => self.motivation,
            ScoreKind::Skills => self.skills,
            ScoreKind::LanguageVocabularyAndExpression => self.language_vocabulary_and_expression,
            ScoreKind::LanguageGrammarAndStructure => self.language_grammar_and_structure,
            ScoreKind::LanguageFluencyAndPace => self.language_fluency_and_pace,
            ScoreKind::LanguageComprehension => self.language_comprehension,
        }
    }

    /// The scores that were given, in the API's order.
    pub fn given(&self) -> impl Iterator<Item = (ScoreKind, i64)> {
        Self::KINDS
            .into_iter()
            .filter_map(|kind| self.get(kind).map(|score| (kind, score)))
    }

    /// The mean of the scores that were given, out of five; `None` when there is none.
    #[expect(
        clippy::cast_precision_loss,
        reason = "seven one-digit numbers are exact in f64"
    )]
    pub fn average(&self) -> Option<f64> {
        let (sum, count) = self
            .given()
            .fold((0, 0), |(sum, n), (_, score)| (sum + score, n + 1));
        (count > 0).then(|| sum as f64 / f64::from(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_counts_only_what_was_given() {
        let scores = Scores {
            communication: Some(5),
            skills: Some(4),
            ..Scores::default()
        };
        assert_eq!(scores.average(), Some(4.5), "two of seven");
        assert_eq!(Scores::default().average(), None, "no score has no average");
    }
}

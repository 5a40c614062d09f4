//! The scores that Ribbon's AI gives an interview, by criterion.

use serde::{Deserialize, Serialize};

/// How a score is meant to be shown. Whatever the system, Ribbon's value is out of five.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScoringSystem {
    /// A number out of five.
    OutOf5,
    /// A percentage: the value times 20.
    Percentage,
    /// Yes (5) or no (0).
    Binary,
    /// A system that the specification does not name.
    Other(String),
}

impl ScoringSystem {
    /// Reads the API's word.
    pub fn parse(text: &str) -> Self {
        match text {
            "out_of_5" => Self::OutOf5,
            "percentage" => Self::Percentage,
            "binary" => Self::Binary,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The API's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::OutOf5 => "out_of_5",
            Self::Percentage => "percentage",
            Self::Binary => "binary",
            Self::Other(other) => other,
        }
    }

    /// Whether scores of this system count towards an interview's average: see [`Scores::average`].
    pub fn counts_towards_average(&self) -> bool {
        matches!(self, Self::OutOf5 | Self::Percentage)
    }
}

/// Identifies a criterion across flows and across versions of Ribbon's API.
///
/// It is made of the criterion's name, ignoring case and punctuation, and of its scoring system
/// unless that is out of five: `customer_empathy`, `culture_fit:percentage`. The seven default
/// criteria have the names that the API of April 2026 gave them, however Ribbon writes them today.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CriterionKey(String);

impl CriterionKey {
    /// The key of a criterion with this name.
    pub fn new(name: &str, system: &ScoringSystem) -> Self {
        let name = name_key(name);
        match system {
            ScoringSystem::OutOf5 => Self(name),
            other => Self(format!("{name}:{}", other.as_str())),
        }
    }

    /// Takes a key that was made before.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key without its scoring system, as [`name_key`] makes it.
    pub fn name(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(name, _)| name)
    }

    /// Whether this is one of the seven criteria that every flow has.
    pub fn is_default(&self) -> bool {
        DEFAULT_CRITERIA.iter().any(|(key, _)| *key == self.0)
    }

    /// The key of the `nth` criterion with the same name in one list, from 2.
    fn repeated(&self, nth: usize) -> Self {
        Self(format!("{}_{nth}", self.0))
    }
}

/// The criteria that every flow has, in Ribbon's order: key and English name. The keys are the field
/// names of the API of April 2026; the newest description does not say how it names them.
pub const DEFAULT_CRITERIA: [(&str, &str); 7] = [
    ("communication", "Communication"),
    ("motivation", "Motivation"),
    ("skills", "Skills"),
    (
        "language_vocabulary_and_expression",
        "Language: vocabulary and expression",
    ),
    (
        "language_grammar_and_structure",
        "Language: grammar and structure",
    ),
    ("language_fluency_and_pace", "Language: fluency and pace"),
    ("language_comprehension", "Language: comprehension"),
];

/// A criterion's name as it is compared: lower-case words joined by `_`. A default criterion is
/// recognised with or without "language" and "and".
pub fn name_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let essence = |words: &mut dyn Iterator<Item = &str>| {
        let kept = words.filter(|word| !matches!(*word, "language" | "and"));
        kept.map(str::to_owned).collect::<Vec<_>>()
    };
    let wanted = essence(&mut words.iter().copied());
    let default = DEFAULT_CRITERIA
        .iter()
        .find(|(key, _)| !wanted.is_empty() && essence(&mut key.split('_')) == wanted);
    match default {
        Some((key, _)) => (*key).to_owned(),
        // A name of punctuation alone.
        None if words.is_empty() => lower.trim().to_owned(),
        None => words.join("_"),
    }
}

/// What one criterion of an interview was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Which criterion.
    pub key: CriterionKey,
    /// The criterion's name as Ribbon writes it.
    pub name: String,
    /// How the value is to be shown.
    pub system: ScoringSystem,
    /// From 0 to 5 whatever the system; `None` when it was not scored.
    pub value: Option<f64>,
}

/// The scores of an interview, in Ribbon's order; each criterion once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores(Vec<Score>);

impl Scores {
    /// Takes names, systems and values in Ribbon's order. A criterion that has the same name and
    /// system as an earlier one gets a key of its own.
    pub fn new(list: impl IntoIterator<Item = (String, ScoringSystem, Option<f64>)>) -> Self {
        let mut scores: Vec<Score> = Vec::new();
        for (name, system, value) in list {
            let plain = CriterionKey::new(&name, &system);
            let mut key = plain.clone();
            let mut nth = 2;
            while scores.iter().any(|score| score.key == key) {
                key = plain.repeated(nth);
                nth += 1;
            }
            scores.push(Score {
                key,
                name,
                system,
                value,
            });
        }
        Self(scores)
    }

    /// The default criteria with these values, as the API of April 2026 wrote them.
    pub fn of_defaults(values: [Option<f64>; 7]) -> Self {
        let criteria = DEFAULT_CRITERIA.iter().zip(values);
        Self::new(
            criteria.map(|((_, name), value)| ((*name).to_owned(), ScoringSystem::OutOf5, value)),
        )
    }

    /// Takes scores whose keys are known to differ.
    pub fn from_stored(scores: Vec<Score>) -> Self {
        Self(scores)
    }

    /// Every criterion, scored or not.
    pub fn iter(&self) -> std::slice::Iter<'_, Score> {
        self.0.iter()
    }

    /// Whether no criterion is listed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a criterion was given.
    pub fn value(&self, key: &CriterionKey) -> Option<f64> {
        self.0.iter().find(|score| score.key == *key)?.value
    }

    /// The criteria that were scored, with their values.
    pub fn given(&self) -> impl Iterator<Item = (&Score, f64)> {
        self.0
            .iter()
            .filter_map(|score| score.value.map(|value| (score, value)))
    }

    /// The mean out of five of the criteria that were scored out of five or as a percentage; `None`
    /// when there is none. Yes or no, and systems that we do not know, are left out: they are no
    /// degrees of anything.
    pub fn average(&self) -> Option<f64> {
        let (sum, count) = self
            .given()
            .filter(|(score, _)| score.system.counts_towards_average())
            .fold((0.0, 0_u32), |(sum, count), (_, value)| {
                (sum + value, count + 1)
            });
        (count > 0).then(|| sum / f64::from(count))
    }

    /// These scores, followed by the criteria of `before` that an answer does not name: it is in the
    /// shape of April 2026, or one of them could not be read.
    #[must_use]
    pub fn with_rest_of(mut self, before: &Self) -> Self {
        for score in &before.0 {
            if self.0.iter().all(|own| own.key != score.key) {
                self.0.push(score.clone());
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(list: &[(&str, &str, Option<f64>)]) -> Scores {
        Scores::new(list.iter().map(|(name, system, value)| {
            ((*name).to_owned(), ScoringSystem::parse(system), *value)
        }))
    }

    #[test]
    fn average_leaves_out_yes_or_no_and_unknown_systems() {
        let scores = scores(&[
            ("Communication", "out_of_5", Some(5.0)),
            ("Culture fit", "percentage", Some(4.0)),
            ("Has a licence", "binary", Some(0.0)),
            ("Aura", "colours", Some(1.0)),
            ("Skills", "out_of_5", None),
        ]);
        assert_eq!(scores.average(), Some(4.5), "two of five count");
        assert_eq!(Scores::default().average(), None, "no score, no average");
    }

    #[test]
    fn default_criteria_are_recognised_however_they_are_written() {
        for name in [
            "language_vocabulary_and_expression",
            "Language: Vocabulary & Expression",
            "Vocabulary and expression",
        ] {
            assert_eq!(
                name_key(name),
                "language_vocabulary_and_expression",
                "{name}"
            );
        }
        assert_eq!(
            name_key("COMMUNICATION"),
            "communication",
            "case is ignored"
        );
        assert_eq!(
            name_key(" Customer  empathy!"),
            "customer_empathy",
            "custom"
        );
        assert_eq!(name_key("共感力"), "共感力", "any script");
        assert_eq!(name_key("Language"), "language", "not a default criterion");
        assert_eq!(name_key("!!"), "!!", "punctuation alone");
    }

    #[test]
    fn criteria_of_one_name_have_keys_of_their_own() {
        let scores = scores(&[
            ("Skills", "out_of_5", Some(1.0)),
            ("Skills", "binary", Some(5.0)),
            ("skills", "out_of_5", Some(3.0)),
        ]);
        let keys: Vec<_> = scores.iter().map(|score| score.key.as_str()).collect();
        assert_eq!(keys, ["skills", "skills:binary", "skills_2"]);
        let key = CriterionKey::from_text("skills:binary");
        assert_eq!((scores.value(&key), key.name()), (Some(5.0), "skills"));
    }

    #[test]
    fn an_answer_of_the_old_shape_keeps_custom_criteria() {
        let before = scores(&[
            ("Communication", "out_of_5", Some(1.0)),
            ("Culture fit", "percentage", Some(4.0)),
        ]);
        let mut values = [None; 7];
        values[0] = Some(2.0);
        let merged = Scores::of_defaults(values).with_rest_of(&before);
        let given: Vec<_> = merged
            .given()
            .map(|(score, value)| (score.key.as_str(), value))
            .collect();
        assert_eq!(
            given,
            [("communication", 2.0), ("culture_fit:percentage", 4.0)]
        );
    }
}

//! Scores, in the shape of either description.

use super::fields::{Fields, Read, Source};
use domain::scores::DEFAULT_CRITERIA;
use domain::{ProblemReason, Scores, ScoringSystem};

/// The highest value of the systems that are documented.
const HIGHEST: f64 = 5.0;

/// Scores, and how they were written.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    pub(super) scores: Scores,
    /// Whether a flow's own criteria can be among them: not in the shape of April 2026.
    pub(super) has_custom: bool,
    /// Raw: what was not understood of them.
    pub(super) rest: Option<String>,
}

/// Reads `scores`: a list of criteria (newest description), or an object of seven (April 2026).
pub(super) fn read<'a>(source: &'a Source<'a>, field: &str, raw: &'a str) -> Read<Told> {
    match raw.bytes().next() {
        Some(b'[') => source.list(field, raw).and_then(|list| {
            let entries = list.into_iter().enumerate();
            let scores =
                entries.filter_map(|(nth, raw)| entry(source, &format!("{field}[{nth}]"), raw));
            Read::Value(Told {
                scores: Scores::new(scores.collect::<Vec<_>>()),
                has_custom: true,
                rest: None,
            })
        }),
        Some(b'{') => match source.inner(field, raw) {
            Some(fields) => Read::Value(object(fields)),
            None => Read::Wrong,
        },
        Some(b'n') => Read::Null,
        _ => source.wrong(field, ProblemReason::WrongType),
    }
}

type Entry = (String, ScoringSystem, Option<f64>);

fn entry<'a>(source: &'a Source<'a>, field: &str, raw: &'a str) -> Option<Entry> {
    let mut fields = source.inner(field, raw)?;
    let Some(name) = fields
        .text("name")
        .value()
        .filter(|name| !name.trim().is_empty())
    else {
        source.problem(&format!("{field}.name"), ProblemReason::Missing);
        return None;
    };
    let system = match fields.text("scoring_system") {
        Read::Value(word) => ScoringSystem::parse(&word),
        // Which it is nobody knows: the value is shown as it is.
        Read::Wrong => ScoringSystem::Other("unknown".to_owned()),
        Read::Absent | Read::Null => {
            source.problem(&format!("{field}.scoring_system"), ProblemReason::Missing);
            ScoringSystem::OutOf5
        }
    };
    let value = fields.take("score", |source, field, raw| {
        let number = source.number(field, raw);
        number.and_then(|value| within(source, field, &system, value))
    });
    Some((name, system, value.value()))
}

fn within(source: &Source<'_>, field: &str, system: &ScoringSystem, value: f64) -> Read<f64> {
    let is_known = !matches!(system, ScoringSystem::Other(_));
    if is_known && !(0.0..=HIGHEST).contains(&value) {
        return source.wrong(field, ProblemReason::OutOfRange);
    }
    Read::Value(value)
}

fn object(mut fields: Fields<'_>) -> Told {
    let values = DEFAULT_CRITERIA.map(|(name, _)| {
        let value = fields.take(name, |source, field, raw| {
            let number = source.number(field, raw);
            number.and_then(|value| within(source, field, &ScoringSystem::OutOf5, value))
        });
        value.value()
    });
    Told {
        scores: Scores::of_defaults(values),
        has_custom: false,
        rest: fields.rest(&[]),
    }
}

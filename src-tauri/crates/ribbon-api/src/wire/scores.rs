//! Scores, in the shape of either description.

use super::fields::{Fields, Read, Source};
use domain::scores::DEFAULT_CRITERIA;
use domain::{ProblemReason, Scores, ScoringSystem};

/// The highest value of the systems that are documented.
const HIGHEST: f64 = 5.0;

/// Scores, and how they were written.
#[derive(Debug, PartialEq)]
pub(super) struct ScoresRead {
    pub(super) scores: Scores,
    /// Whether a flow's own criteria can be among them: not in the shape of April 2026.
    pub(super) has_custom: bool,
    /// All of them as they were received, if something was not understood.
    pub(super) rest: Option<String>,
}

/// Reads `scores`: a list of criteria (newest description), or an object of seven (April 2026).
pub(super) fn read<'a>(source: &'a Source<'a>, field: &str, raw: &'a str) -> Read<ScoresRead> {
    match raw.bytes().next() {
        Some(b'[') => source
            .list(field, raw)
            .and_then(|entries| list(source, field, raw, entries)),
        Some(b'{') => match source.inner(field, raw) {
            Some(fields) => object(source, field, raw, fields),
            None => Read::Wrong,
        },
        Some(b'n') => Read::Null,
        _ => source.wrong(field, ProblemReason::WrongType),
    }
}

/// Reads a list of criteria, but for those without a name. One without any criterion is no such list.
fn list<'a>(
    source: &'a Source<'a>,
    field: &str,
    raw: &'a str,
    entries: Vec<&'a str>,
) -> Read<ScoresRead> {
    let is_empty = entries.is_empty();
    let before = source.count();
    let entries = entries.into_iter().enumerate();
    let scores: Vec<Entry> = entries
        .filter_map(|(nth, raw)| entry(source, &format!("{field}[{nth}]"), raw))
        .collect();
    if scores.is_empty() && !is_empty {
        return Read::Wrong;
    }
    Read::Value(ScoresRead {
        scores: Scores::new(scores),
        has_custom: true,
        rest: (source.count() > before).then(|| source.original(raw)),
    })
}

type Entry = (String, ScoringSystem, Option<f64>);

fn entry<'a>(source: &'a Source<'a>, field: &str, raw: &'a str) -> Option<Entry> {
    let mut fields = source.inner(field, raw)?;
    let name = match fields.text("name") {
        Read::Value(name) if !name.trim().is_empty() => name,
        Read::Wrong => return None,
        Read::Absent | Read::Null | Read::Value(_) => {
            fields.lacks("name");
            return None;
        }
    };
    let system = match fields.text("scoring_system") {
        Read::Value(word) => ScoringSystem::parse(&word),
        // The value is out of five whatever the system.
        Read::Wrong => ScoringSystem::OutOf5,
        Read::Absent | Read::Null => {
            fields.lacks("scoring_system");
            ScoringSystem::OutOf5
        }
    };
    let value = fields.take("score", |source, field, raw| {
        let number = source.number(field, raw);
        number.and_then(|value| within(source, field, &system, value))
    });
    fields.finish_entry();
    // One that cannot be read must not pass for one that was not given.
    match value {
        Read::Wrong => None,
        value => Some((name, system, value.value())),
    }
}

fn within(source: &Source<'_>, field: &str, system: &ScoringSystem, value: f64) -> Read<f64> {
    let is_known = !matches!(system, ScoringSystem::Other(_));
    if is_known && !(0.0..=HIGHEST).contains(&value) {
        return source.wrong(field, ProblemReason::OutOfRange);
    }
    Read::Value(value)
}

/// Reads the seven criteria of April 2026. An object without any of them has another meaning.
fn object<'a>(
    source: &'a Source<'a>,
    field: &str,
    raw: &'a str,
    mut fields: Fields<'a>,
) -> Read<ScoresRead> {
    let before = source.count();
    let read = DEFAULT_CRITERIA.map(|(name, _)| {
        fields.take(name, |source, field, raw| {
            let number = source.number(field, raw);
            number.and_then(|value| within(source, field, &ScoringSystem::OutOf5, value))
        })
    });
    if read.iter().all(|score| *score == Read::Absent) {
        return source.wrong(field, ProblemReason::WrongType);
    }
    fields.finish_entry();
    let is_readable = read.each_ref().map(|score| *score != Read::Wrong);
    let scores = Scores::of_defaults(read.map(Read::value));
    let readable = scores.iter().zip(is_readable).filter(|(_, is)| *is);
    Read::Value(ScoresRead {
        scores: Scores::from_stored(readable.map(|(score, _)| score.clone()).collect()),
        has_custom: false,
        rest: (source.count() > before).then(|| source.original(raw)),
    })
}

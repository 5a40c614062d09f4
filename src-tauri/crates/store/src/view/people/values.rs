//! The values that the filters give to a statement.

use super::ever::{self, Ever};
use super::{Filter, Held, scored};
use crate::view::named::Named;

/// The values of the filters that are set; `words` are those of the name, in the index's language,
/// `criteria` the numbers of those that are filtered by.
pub(super) fn of<'a>(
    filter: &'a Filter,
    words: &'a str,
    criteria: &[i64],
) -> Vec<(&'static str, Named<'a>)> {
    let text = |name, value: &'a Option<String>| Some((name, Named::Text(value.as_deref()?)));
    let words = (!words.is_empty()).then_some((":name", Named::Text(words)));
    let is_of_record = filter.ever.is_some() || filter.held.is_some();
    // What the record is looked through for names both in any case.
    let scope = |name, value: &'a Option<String>| match value {
        None if is_of_record => Some((name, Named::Nothing)),
        value => text(name, value),
    };
    [
        scope(":flow", &filter.flow_id),
        scope(":team", &filter.team_id),
        text(":column", &filter.column),
        text(":language", &filter.language),
        text(":tag", &filter.tag),
        words,
        filter.min_average.map(|it| (":min", Named::Real(it))),
        filter.max_average.map(|it| (":max", Named::Real(it))),
        filter.seen_from.map(|it| (":from", Named::Whole(it.0))),
        filter.seen_before.map(|it| (":before", Named::Whole(it.0))),
    ]
    .into_iter()
    .flatten()
    .chain(interviewed(filter))
    .chain(scored::values(&filter.scores, criteria))
    .chain(cohort(filter))
    .chain(filter.held.iter().flat_map(held_within))
    .collect()
}

/// When the newest held interview took place; whose is not known fits no period.
fn interviewed(filter: &Filter) -> Vec<(&'static str, Named<'static>)> {
    let (from, before) = (filter.interviewed_from, filter.interviewed_before);
    if from.is_none() && before.is_none() {
        return Vec::new();
    }
    vec![
        (
            ":interviewed_from",
            Named::Whole(from.map_or(i64::MIN, |it| it.0)),
        ),
        (
            ":interviewed_before",
            Named::Whole(before.map_or(i64::MAX, |it| it.0)),
        ),
    ]
}

/// The status that was ever reached, if it is one, and the period.
fn cohort(filter: &Filter) -> Vec<(&'static str, Named<'_>)> {
    let Some(column) = &filter.ever else {
        return Vec::new();
    };
    let from = filter.ever_from.map_or(i64::MIN, |it| it.0);
    let before = filter.ever_before.map_or(i64::MAX, |it| it.0);
    let mut named = vec![
        (":cohort_from", Named::Whole(from)),
        (":cohort_before", Named::Whole(before)),
        (
            ":cohort_undated",
            Named::Whole(i64::from(filter.ever_from.is_none())),
        ),
    ];
    if Ever::of(column) == Ever::In {
        named.push((":was", Named::Text(ever::status(column))));
    }
    named
}

/// The period and the scores of the interview that was held.
fn held_within(held: &Held) -> Vec<(&'static str, Named<'_>)> {
    let score = |value: Option<f64>| value.map_or(Named::Nothing, Named::Real);
    let from = held.from.map_or(i64::MIN, |it| it.0);
    let before = held.before.map_or(i64::MAX, |it| it.0);
    let mut named = vec![
        (":held_from", Named::Whole(from)),
        (":held_before", Named::Whole(before)),
        (
            ":held_undated",
            Named::Whole(i64::from(held.from.is_none())),
        ),
        (":held_min", score(held.min_average)),
        (":held_max", score(held.max_average)),
    ];
    if let Some(criterion) = &held.criterion {
        named.push((":held_criterion", Named::Text(criterion.as_str())));
    }
    named
}

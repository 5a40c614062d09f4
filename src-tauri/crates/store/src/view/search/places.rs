//! Where in an interview it was said.

use super::query::Query;
use super::snippet::{self, Piece};
use crate::coding::Said;
use domain::Segment;
use std::cmp::Reverse;

/// A place where it was said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SaidAt {
    /// Whether an AI wrote it in its summary.
    pub(super) is_summary: bool,
    /// The text around it.
    pub(super) snippet: Vec<Piece>,
    /// Who said it, in Ribbon's word.
    pub(super) role: Option<String>,
    /// When it was said, in seconds from the beginning.
    pub(super) seconds: Option<f64>,
}

/// The places in an interview, at most so many: those where most of what was looked for stands
/// together, in the order in which they were said, the summary last.
pub(super) fn in_interview(said: &Said, query: &Query, most: usize) -> Vec<SaidAt> {
    let turns = said
        .segments
        .iter()
        .map(|turn| (turn.content.as_str(), Some(turn), false));
    let whole = said
        .segments
        .is_empty()
        .then_some((said.transcript.as_str(), None, false));
    let summary = said.summary.as_deref().map(|text| (text, None, true));
    let texts = turns.chain(whole).chain(summary);
    let mut found: Vec<_> = texts
        .enumerate()
        .filter_map(|(nth, text)| {
            let marks = query.marks(text.0);
            (marks.terms > 0).then_some((nth, text, marks))
        })
        .collect();
    found.sort_by_key(|(_, _, marks)| Reverse(marks.terms));
    found.truncate(most);
    found.sort_by_key(|(nth, ..)| *nth);
    let places = found
        .into_iter()
        .map(|(_, (text, turn, is_summary), marks)| SaidAt {
            is_summary,
            snippet: snippet::around(text, &marks.places),
            role: turn.map(|turn| turn.role.clone()),
            seconds: turn.and_then(|turn| second(turn, marks.places.first()?.start)),
        });
    places.collect()
}

/// When the word that stands at this place of a turn was said.
fn second(turn: &Segment, place: usize) -> Option<f64> {
    let mut at = 0;
    for word in &turn.words {
        let rest = turn.content.get(at..)?;
        let Some(begin) = rest.find(word.word.as_str()) else {
            continue;
        };
        at += begin + word.word.len();
        if at > place {
            return Some(word.start);
        }
    }
    turn.words.first().map(|word| word.start)
}

//! What was found, shown in its surroundings with the words marked.

use super::query::{Query, Term};
use crate::words::{self, Unit};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// So much is shown before the first word, in characters, and twice as much from it on.
const AROUND: usize = 60;

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_match: bool,
}

/// Where a query's terms stand in a text.
pub(super) struct Marks {
    /// In bytes, in order, none upon another.
    pub(super) places: Vec<Range<usize>>,
    /// How many of the terms stand there.
    pub(super) terms: usize,
}

impl Query {
    /// Where the words and phrases stand in a text.
    pub(super) fn marks(&self, text: &str) -> Marks {
        let units = words::units(text);
        let mut places = Vec::new();
        let mut terms = 0;
        for term in &self.terms {
            let before = places.len();
            places.extend(term.places(&units));
            terms += usize::from(places.len() > before);
        }
        places.sort_unstable_by_key(|place| (place.start, place.end));
        Marks {
            places: united(places),
            terms,
        }
    }
}

impl Term {
    /// Whether it stands in a text.
    pub(super) fn stands_in(&self, units: &[Unit]) -> bool {
        words::find(units, &self.units, self.is_beginning, 0).is_some()
    }

    fn places(&self, units: &[Unit]) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(found) = words::find(units, &self.units, self.is_beginning, from) {
            let ends = units.get(found.start).zip(units.get(found.end - 1));
            places.extend(ends.map(|(first, last)| first.place.start..last.place.end));
            from = found.end;
        }
        places
    }
}

/// Places that overlap or touch, as one.
fn united(places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut united: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match united.last_mut().filter(|last| place.start <= last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => united.push(place),
        }
    }
    united
}

/// The whole text with the places marked.
pub(super) fn whole(text: &str, places: &[Range<usize>]) -> Vec<Piece> {
    pieces(text, &(0..text.len()), places)
}

/// The text around the first of the places, cut at white space as far as possible.
pub(super) fn around(text: &str, places: &[Range<usize>]) -> Vec<Piece> {
    let first = places.first().map_or(0, |place| place.start);
    let shown = begin(text, first)..end(text, first);
    let mut shown_pieces = pieces(text, &shown, places);
    if shown.start > 0 {
        cut_off(&mut shown_pieces, 0, "…");
    }
    if shown.end < text.len() {
        let last = shown_pieces.len();
        cut_off(&mut shown_pieces, last, "…");
    }
    shown_pieces
}

/// Says that there is more text there, in a piece that is not marked.
fn cut_off(pieces: &mut Vec<Piece>, at: usize, sign: &str) {
    let text = match at {
        0 => format!("{sign} "),
        _ => format!(" {sign}"),
    };
    let beside = pieces
        .get_mut(at.saturating_sub(1))
        .filter(|piece| !piece.is_match);
    match beside {
        Some(piece) if at == 0 => piece.text.insert_str(0, &text),
        Some(piece) => piece.text.push_str(&text),
        None => pieces.insert(
            at,
            Piece {
                text,
                is_match: false,
            },
        ),
    }
}

fn begin(text: &str, first: usize) -> usize {
    let before = text.get(..first).unwrap_or_default();
    let mut back = before
        .char_indices()
        .rev()
        .filter(|(_, sign)| !is_combining_mark(*sign));
    let Some((from, _)) = back.nth(AROUND - 1).filter(|(at, _)| *at > 0) else {
        return 0;
    };
    let space = before
        .get(from..)
        .and_then(|head| head.find(char::is_whitespace));
    let at_word = space.map_or(from, |space| from + space);
    let head = text.get(at_word..).unwrap_or_default();
    at_word + (head.len() - head.trim_start().len())
}

fn end(text: &str, first: usize) -> usize {
    let after = text.get(first..).unwrap_or_default();
    let mut ahead = after
        .char_indices()
        .filter(|(_, sign)| !is_combining_mark(*sign));
    let Some((to, _)) = ahead.nth(AROUND * 2) else {
        return text.len();
    };
    let tail = after.get(..to).unwrap_or_default();
    // Not before the word that was found.
    let space = tail
        .rfind(char::is_whitespace)
        .filter(|space| *space > AROUND);
    let kept = tail.get(..space.unwrap_or(to)).unwrap_or_default();
    first + kept.trim_end().len()
}

fn pieces(text: &str, shown: &Range<usize>, places: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |range: Range<usize>, is_match| {
        let text = text.get(range).unwrap_or_default();
        if !text.is_empty() {
            let text = one_line(text);
            pieces.push(Piece { text, is_match });
        }
    };
    let mut at = shown.start;
    for place in places {
        let (start, end) = (place.start.max(at), place.end.min(shown.end));
        if start < end {
            add(at..start, false);
            add(start..end, true);
            at = end;
        }
    }
    add(at..shown.end, false);
    pieces
}

/// White space as one space.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(sign),
        }
    }
    line
}

#[cfg(test)]
mod tests;

//! What a search has found, in its surroundings.

use crate::coding::Said;
use crate::table::{interview, search};
use crate::{Connection, Result};
use domain::{InterviewId, Segment};
use rusqlite::OptionalExtension;
use std::ops::Range;

/// So much is shown on each side of the words, in characters.
const AROUND: usize = 60;

/// One interview that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which.
    pub interview_id: String,
    /// In which flow.
    pub flow_id: String,
    /// The candidate's name, else their address.
    pub candidate: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// What was said around the first place; `None` where only the person is meant.
    pub snippet: Option<String>,
    /// When it was said, in seconds from the beginning.
    pub seconds: Option<f64>,
}

/// Interviews in which all words of `text` occur, people first: at most `limit`.
///
/// # Errors
/// When the cache cannot be read.
pub fn find(connection: &Connection, text: &str, limit: u32) -> Result<Vec<Found>> {
    let words = words_of(text);
    search::find(connection, text, limit)?
        .into_iter()
        .filter_map(|id| one(connection, &id, &words).transpose())
        .collect()
}

fn one(connection: &Connection, id: &InterviewId, words: &[String]) -> Result<Option<Found>> {
    let row = connection
        .prepare_cached(
            "SELECT interview.num, interview.flow_id, coalesce(candidate.name, candidate.email),
                 coalesce(interview.email, candidate.email)
             FROM interview JOIN candidate ON candidate.id = interview.candidate_id
             WHERE interview.interview_id = ?",
        )?
        .query_row([id.as_str()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((num, flow_id, candidate, email)) = row else {
        return Ok(None);
    };
    let said = interview::said(connection, num)?;
    let place = said.as_ref().and_then(|said| place(said, words));
    let (snippet, seconds) = place.map_or((None, None), |(text, at)| (Some(text), at));
    Ok(Some(Found {
        interview_id: id.as_str().to_owned(),
        flow_id,
        candidate,
        email,
        snippet,
        seconds,
    }))
}

/// The first place at which one of the words was said: the text around it, and the second.
fn place(said: &Said, words: &[String]) -> Option<(String, Option<f64>)> {
    let in_turns = said.segments.iter().find_map(|segment| {
        let range = first(&segment.content, words)?;
        Some((around(&segment.content, &range), second(segment, words)))
    });
    let in_text = |text: &str| first(text, words).map(|range| (around(text, &range), None));
    in_turns
        .or_else(|| in_text(&said.transcript))
        .or_else(|| said.summary.as_deref().and_then(in_text))
}

fn second(segment: &Segment, words: &[String]) -> Option<f64> {
    let said = segment.words.iter();
    said.filter(|word| first(&word.word, words).is_some())
        .map(|word| word.start)
        .next()
}

/// Where the first word of the text begins and ends that is, or begins with, one of `words`.
fn first(text: &str, words: &[String]) -> Option<Range<usize>> {
    let mut from = 0;
    text.split_inclusive(|sign: char| !is_of_word(sign))
        .map(|piece| {
            let range = from..from + piece.len();
            from = range.end;
            (
                range,
                fold(piece.trim_end_matches(|sign: char| !is_of_word(sign))),
            )
        })
        .find(|(_, piece)| words.iter().any(|word| piece.starts_with(word.as_str())))
        .map(|(range, _)| range)
}

/// The text around a place, cut at white space as far as possible.
fn around(text: &str, range: &Range<usize>) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.start..).unwrap_or_default();
    let begin = before.char_indices().rev().nth(AROUND).map(|(at, _)| at);
    let head = begin.map_or(before, |at| before.get(at..).unwrap_or_default());
    let head = match (begin, head.find(char::is_whitespace)) {
        (Some(_), Some(space)) => {
            format!("… {}", head.get(space..).unwrap_or_default().trim_start())
        }
        (Some(_), None) => format!("…{head}"),
        (None, _) => head.to_owned(),
    };
    let end = after.char_indices().nth(AROUND * 2).map(|(at, _)| at);
    let tail = end.map_or(after, |at| after.get(..at).unwrap_or_default());
    let tail = match (end, tail.rfind(char::is_whitespace)) {
        (Some(_), Some(space)) => format!("{} …", tail.get(..space).unwrap_or_default()),
        (Some(_), None) => format!("{tail}…"),
        (None, _) => tail.to_owned(),
    };
    format!("{head}{tail}")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|sign| !is_of_word(sign))
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '\u{300}'..='\u{36f}')
}

/// As the index compares: without regard to case, nor to the accents that it takes off.
fn fold(text: &str) -> String {
    let decomposed = unicode_normalization::UnicodeNormalization::nfd(text);
    decomposed
        .filter(|sign| !matches!(sign, '\u{300}'..='\u{36f}'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests;

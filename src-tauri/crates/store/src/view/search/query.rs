//! What was typed into the search field: words, phrases in quotes, filters.

use super::bound::{BOUNDS, Bound, ScoreBound, is_bound, score_bound};
use super::days::{self, Period, Today};
use crate::words::{self, Unit};

/// What is looked for. Nothing that is typed is an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// All of these must occur.
    pub(super) terms: Vec<Term>,
    /// Words of a flow's title, or its id; one of these.
    pub(super) flows: Vec<String>,
    /// Words of a status, `invited` or `none`; one of these.
    pub(super) statuses: Vec<String>,
    /// Language tags or their beginnings; one of these.
    pub(super) languages: Vec<String>,
    /// Words of a team's name, or its id; one of these.
    pub(super) teams: Vec<String>,
    /// All of these must hold of the average.
    pub(super) scores: Vec<ScoreBound>,
    /// All of these must hold of the criteria that are called so.
    pub(super) criteria: Vec<(String, ScoreBound)>,
    /// When an interview must have taken place: within one of these.
    pub(super) periods: Vec<Period>,
    /// Of whom something is unread.
    pub(super) is_unread: bool,
    /// What the recruiter has marked.
    pub(super) marks: MarkFilter,
    /// The words and phrases as they were typed.
    pub words: Vec<String>,
    /// What looks like a filter and means nothing: taken for words.
    pub not_understood: Vec<String>,
}

/// Filters by the recruiter's own marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkFilter {
    /// All of these tags.
    pub(super) tags: Vec<String>,
    /// Starred.
    pub(super) is_starred: bool,
    /// Marked reviewed.
    pub(super) is_reviewed: bool,
}

/// A row of units to be found side by side: a word, a run of signs, or a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) units: Vec<Unit>,
    /// Whether the last word may be the beginning of one.
    pub(super) is_beginning: bool,
}

const QUOTES: [char; 5] = ['"', '“', '”', '„', '‟'];

impl Query {
    /// Reads what was typed on this day.
    pub fn parse(text: &str, today: &Today) -> Self {
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (part, after) = next_part(rest);
            query.take(part, after.is_empty(), today);
            rest = after;
        }
        query
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && !self.has_filters()
    }

    /// What the index of words is asked; empty when there are no words.
    pub fn asked(&self) -> String {
        let terms = self.terms.iter();
        let words: Vec<String> = terms
            .flat_map(|term| words::asked(&term.units, term.is_beginning))
            .collect();
        words.join(" AND ")
    }

    pub(super) fn has_filters(&self) -> bool {
        let lists = [&self.flows, &self.statuses, &self.languages, &self.teams];
        lists.iter().any(|list| !list.is_empty())
            || !self.scores.is_empty()
            || !self.criteria.is_empty()
            || !self.periods.is_empty()
            || self.is_unread
            || self.marks != MarkFilter::default()
    }

    fn take(&mut self, part: Part<'_>, is_last: bool, today: &Today) {
        match part {
            Part::Quoted { text, is_closed } => {
                let units = words::units(text);
                self.add(text, units, is_last && !is_closed);
            }
            Part::Plain(text) => match self.filter(text, today) {
                Filter::Taken => {}
                Filter::None => self.take_words(text, is_last),
                Filter::Unknown => {
                    self.not_understood.push(text.to_owned());
                    self.take_words(text, is_last);
                }
            },
        }
    }

    /// Each word by itself, and each run of single signs.
    fn take_words(&mut self, text: &str, is_last: bool) {
        let mut units = words::units(text);
        if is_last {
            leave_out_unfinished(&mut units);
        }
        let last = units.len();
        let mut term: Vec<Unit> = Vec::new();
        for (unit, nth) in units.into_iter().zip(1..) {
            if !unit.follows && !term.is_empty() {
                self.add_typed(text, std::mem::take(&mut term), false);
            }
            term.push(unit);
            if nth == last {
                self.add_typed(text, std::mem::take(&mut term), is_last);
            }
        }
    }

    fn add_typed(&mut self, text: &str, units: Vec<Unit>, is_beginning: bool) {
        let ends = units.first().zip(units.last());
        let place = ends.map(|(first, last)| first.place.start..last.place.end);
        let typed = place.and_then(|place| text.get(place)).unwrap_or_default();
        self.add(typed, units, is_beginning);
    }

    fn add(&mut self, typed: &str, units: Vec<Unit>, is_beginning: bool) {
        if !units.is_empty() {
            self.words.push(typed.trim().to_owned());
            self.terms.push(Term {
                units,
                is_beginning,
            });
        }
    }

    fn filter(&mut self, text: &str, today: &Today) -> Filter {
        if let Some(bound) = text
            .get(..5)
            .filter(|key| key.eq_ignore_ascii_case("score"))
        {
            let bound = text.get(bound.len()..).unwrap_or_default();
            if let Some(named) = bound.strip_prefix(':').filter(|it| !is_bound(it)) {
                return self.criterion(named);
            }
            if bound.starts_with(['>', '<', '=', ':']) {
                return self.score(bound);
            }
        }
        let Some((key, value)) = text.split_once(':') else {
            return Filter::None;
        };
        let value = value.trim_matches(QUOTES).trim();
        let list = match key.to_ascii_lowercase().as_str() {
            "flow" => &mut self.flows,
            "status" => &mut self.statuses,
            "lang" => &mut self.languages,
            "team" => &mut self.teams,
            "tag" => &mut self.marks.tags,
            "date" => return self.date(value, today),
            "is" => return self.state(value),
            other => return looks_like_filter(other, value),
        };
        // Nothing yet: it is being typed.
        if !value.is_empty() {
            list.push(value.to_owned());
        }
        Filter::Taken
    }

    fn state(&mut self, value: &str) -> Filter {
        match value.to_ascii_lowercase().as_str() {
            "" => {}
            "unread" => self.is_unread = true,
            "starred" => self.marks.is_starred = true,
            "reviewed" => self.marks.is_reviewed = true,
            _ => return Filter::Unknown,
        }
        Filter::Taken
    }

    fn date(&mut self, value: &str, today: &Today) -> Filter {
        match days::parse(value, today) {
            Some(period) => self.periods.push(period),
            // Nothing yet: it is being typed.
            None if value.is_empty() => {}
            None => return Filter::Unknown,
        }
        Filter::Taken
    }

    fn score(&mut self, text: &str) -> Filter {
        match score_bound(text) {
            Bound::None | Bound::Of(ScoreBound::Is(_)) => return Filter::Unknown,
            Bound::Unfinished => {}
            Bound::Of(bound) => self.scores.push(bound),
        }
        Filter::Taken
    }

    /// A criterion by its name, which may be in quotes, and what it must have been given.
    fn criterion(&mut self, text: &str) -> Filter {
        let (name, bound) = match text.strip_prefix(QUOTES) {
            // The name is being typed.
            Some(inside) if !inside.contains(QUOTES) => return Filter::Taken,
            Some(inside) => inside.split_once(QUOTES).unwrap_or((inside, "")),
            None => text.split_at(text.find(BOUNDS).unwrap_or(text.len())),
        };
        match score_bound(bound) {
            Bound::None => return Filter::Unknown,
            Bound::Unfinished => {}
            Bound::Of(bound) => self.criteria.push((name.trim().to_owned(), bound)),
        }
        Filter::Taken
    }
}

enum Filter {
    Taken,
    None,
    /// It looks like one.
    Unknown,
}

fn looks_like_filter(key: &str, value: &str) -> Filter {
    let is_word = key.len() > 1 && key.bytes().all(|byte| byte.is_ascii_alphabetic());
    match is_word && !value.is_empty() && !value.starts_with("//") {
        true => Filter::Unknown,
        false => Filter::None,
    }
}

/// A syllable of Hangul whose last part is only being typed is none yet.
fn leave_out_unfinished(units: &mut Vec<Unit>) {
    let is_part = |unit: &Unit| {
        unit.text
            .starts_with(|sign| matches!(sign, '\u{1100}'..='\u{11ff}'))
    };
    if units.len() > 1 && units.last().is_some_and(is_part) {
        units.pop();
    }
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Quoted { text: &'a str, is_closed: bool },
    Plain(&'a str),
}

/// The first part of a text that begins with one, and what comes after it.
fn next_part(text: &str) -> (Part<'_>, &str) {
    let (part, after) = match text.strip_prefix(QUOTES) {
        Some(inside) => match inside.split_once(QUOTES) {
            Some((text, after)) => (
                Part::Quoted {
                    text,
                    is_closed: true,
                },
                after,
            ),
            None => (
                Part::Quoted {
                    text: inside,
                    is_closed: false,
                },
                "",
            ),
        },
        None => {
            let (plain, after) = text.split_at(end_of_plain(text));
            (Part::Plain(plain), after)
        }
    };
    (part, after.trim_start())
}

/// Up to the next white space, but not to one in the quotes of a filter.
fn end_of_plain(text: &str) -> usize {
    let mut in_quotes = false;
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        let is_quote = QUOTES.contains(&sign);
        match (in_quotes, is_quote) {
            (true, true) => {
                let end = at + sign.len_utf8();
                // A comparison goes on after the name of a criterion.
                let rest = text.get(end..).unwrap_or_default();
                match rest.starts_with(BOUNDS) {
                    true => return end + rest.find(char::is_whitespace).unwrap_or(rest.len()),
                    false => return end,
                }
            }
            (false, true) if before == ':' => in_quotes = true,
            // A phrase that begins right after a word.
            (false, true) if at > 0 => return at,
            (false, _) if sign.is_whitespace() => return at,
            _ => {}
        }
        before = sign;
    }
    text.len()
}

#[cfg(test)]
mod tests;

//! Search over everything ever said, and over the recruiter's notes: who was found, and where.

mod bound;
mod days;
mod hits;
mod narrow;
mod notes;
mod of_interview;
mod places;
mod query;
mod snippet;

use crate::coding::Said;
use crate::table::interview;
use crate::table::pipeline::STATUS_PREFIX;
use crate::{Connection, Result};
pub use days::Today;
use domain::{InterviewId, UnixMs};
use hits::Search;
#[cfg(test)]
pub(super) use narrow::INTERVIEWED;
use narrow::Narrow;
pub use query::Query;
use rusqlite::OptionalExtension;
pub use snippet::Piece;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// Places that are shown of one candidate.
const PLACES: usize = 5;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The candidates: those who are called so, those of whom it was noted, those who said it or were
    /// told so; the newest first in each.
    pub people: Vec<FoundPerson>,
    /// Whether there are more.
    pub has_more: bool,
    /// Criteria and teams that filters name and that are not known here.
    pub unknown: Vec<String>,
}

/// A candidate who was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPerson {
    /// Who.
    pub candidate_id: i64,
    /// Their name, else their address; empty when neither is known.
    pub name: Vec<Piece>,
    /// Their address.
    pub email: Vec<Piece>,
    /// The newest status that has reached us.
    pub status: Option<String>,
    /// The average of their newest held interview.
    pub average: Option<f64>,
    /// When that interview took place, as far as Ribbon tells.
    pub interviewed_at: Option<UnixMs>,
    /// When it was first seen; `None` where none was held.
    pub received_at: Option<UnixMs>,
    /// How many of their interviews Ribbon no longer has.
    pub gone: u32,
    /// Where. Empty for who is only called so.
    pub places: Vec<Place>,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// In the conversation.
    Said,
    /// In the summary that an AI wrote.
    Summary,
    /// In a note of the recruiter's.
    Note,
}

/// A place where it was said or written.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What kind of place.
    pub kind: PlaceKind,
    /// In which interview.
    pub interview_id: Option<String>,
    /// Since when Ribbon no longer has it.
    pub gone_at: Option<UnixMs>,
    /// The flow's title.
    pub flow: Option<String>,
    /// The text around it.
    pub snippet: Vec<Piece>,
    /// Who said it, in Ribbon's word.
    pub role: Option<String>,
    /// When it was said, in seconds from the beginning.
    pub seconds: Option<f64>,
}

/// Who was found, with what is shown of them yet to be read.
struct Candidate {
    id: i64,
    notes: Vec<Place>,
    /// Interviews in which it was said, with what was said where it was read already.
    said: Vec<(i64, Option<Said>)>,
}

/// Candidates of whom all of a query holds, at most so many. Reads no more transcripts than are shown,
/// and stops early once `is_overtaken`.
///
/// # Errors
/// When the cache cannot be read.
pub fn find(
    connection: &Connection,
    query: &Query,
    most: usize,
    is_overtaken: &dyn Fn() -> bool,
) -> Result<Answer> {
    let narrow = Narrow::of(connection, query)?;
    let (mut found, has_more) = match query.terms.is_empty() {
        true if !query.has_filters() => (Vec::new(), false),
        true => listed(connection, &narrow, most)?,
        false => {
            let search = Search {
                connection,
                query,
                narrow: &narrow,
                is_overtaken,
            };
            said(&search, most)?
        }
    };
    let mut people = Vec::new();
    for candidate in found.drain(..) {
        if is_overtaken() {
            break;
        }
        people.extend(shown(connection, query, candidate)?);
    }
    Ok(Answer {
        people,
        has_more,
        unknown: narrow.unknown,
    })
}

/// The interviews of which all of a query holds, people first, at most so many; for a query of filters
/// alone the newest such of each candidate.
///
/// # Errors
/// When the cache cannot be read.
pub fn interviews(connection: &Connection, query: &Query, most: usize) -> Result<Vec<InterviewId>> {
    let narrow = Narrow::of(connection, query)?;
    let mut nums = Vec::new();
    if query.terms.is_empty() && query.has_filters() {
        for candidate in narrow.list(connection, most)? {
            nums.extend(match narrow.interview.is_empty() {
                true => newest(connection, candidate, narrow.flows.as_ref())?,
                false => narrow.interview.of(connection, candidate)?,
            });
        }
    } else if most > 0 {
        let search = Search {
            connection,
            query,
            narrow: &narrow,
            is_overtaken: &|| false,
        };
        search.visit(|hit| {
            // Who is called so was found, whichever interview it says that of.
            let is_meant = !hit.by_name
                || narrow.interview.is_empty()
                || narrow.interview.holds(connection, hit.num)?;
            nums.extend(is_meant.then_some(hit.num));
            Ok(go_on_while(nums.len() < most))
        })?;
    }
    let mut id = connection.prepare_cached("SELECT interview_id FROM interview WHERE num = ?")?;
    let ids = nums
        .into_iter()
        .map(|num| id.query_row([num], |row| row.get::<_, String>(0).map(InterviewId::new)));
    Ok(ids.collect::<Result<_, _>>()?)
}

fn listed(connection: &Connection, narrow: &Narrow, most: usize) -> Result<(Vec<Candidate>, bool)> {
    let mut ids = narrow.list(connection, most.saturating_add(1))?;
    let has_more = ids.len() > most;
    ids.truncate(most);
    let people = ids.into_iter().map(|id| Candidate {
        id,
        notes: Vec::new(),
        said: Vec::new(),
    });
    Ok((people.collect(), has_more))
}

/// Gathers candidates in the order of the hits until there is one more than is shown. Notes come after
/// the people who are called so, for whom nothing is read.
fn said(search: &Search<'_>, most: usize) -> Result<(Vec<Candidate>, bool)> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut notes = Some(notes::find(search.connection, search.query, search.narrow)?);
    let is_whole = search.visit(|hit| {
        if !hit.by_name {
            add_notes(&mut found, notes.take());
        }
        let said = (!hit.by_name).then_some((hit.num, hit.said));
        of(&mut found, hit.candidate).said.extend(said);
        Ok(go_on_while(found.len() <= most))
    })?;
    add_notes(&mut found, notes);
    let has_more = found.len() > most || !is_whole;
    found.truncate(most);
    Ok((found, has_more))
}

fn add_notes(found: &mut Vec<Candidate>, notes: Option<Vec<(i64, Place)>>) {
    for (candidate, place) in notes.into_iter().flatten() {
        of(found, candidate).notes.push(place);
    }
}

/// The candidate among those who were found, added if need be. Lists are short.
fn of(found: &mut Vec<Candidate>, id: i64) -> &mut Candidate {
    let at = found.iter().position(|known| known.id == id);
    let at = at.unwrap_or_else(|| {
        found.push(Candidate {
            id,
            notes: Vec::new(),
            said: Vec::new(),
        });
        found.len() - 1
    });
    // What `at` names was looked up or pushed just now.
    #[expect(
        clippy::indexing_slicing,
        reason = "the place was found in this very list"
    )]
    &mut found[at]
}

fn shown(
    connection: &Connection,
    query: &Query,
    candidate: Candidate,
) -> Result<Option<FoundPerson>> {
    let who = connection
        .prepare_cached(
            "SELECT coalesce(name, email, ''), coalesce(email, '') FROM candidate WHERE id = ?",
        )?
        .query_row([candidate.id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    let Some((name, email)) = who else {
        return Ok(None);
    };
    let mut places = candidate.notes;
    for (num, said) in candidate.said {
        let left = PLACES.saturating_sub(places.len());
        if left == 0 {
            break;
        }
        places.extend(in_interview(connection, query, num, said, left)?);
    }
    places.truncate(PLACES);
    let status = status(connection, candidate.id)?;
    let newest = newest_held(connection, candidate.id)?;
    Ok(Some(FoundPerson {
        candidate_id: candidate.id,
        name: snippet::whole(&name, &query.marks(&name).places),
        email: snippet::whole(&email, &query.marks(&email).places),
        status,
        average: newest.average,
        interviewed_at: newest.interviewed_at,
        received_at: newest.received_at,
        gone: newest.gone,
        places,
    }))
}

fn in_interview(
    connection: &Connection,
    query: &Query,
    num: i64,
    said: Option<Said>,
    most: usize,
) -> Result<Vec<Place>> {
    let said = match said {
        Some(said) => said,
        None => interview::said(connection, num)?.unwrap_or_default(),
    };
    let (interview_id, flow, gone_at): (String, Option<String>, Option<i64>) = connection
        .prepare_cached(
            "SELECT interview_id, nullif(flow.title, ''), gone_at FROM interview
             LEFT JOIN flow ON flow.flow_id = interview.flow_id WHERE num = ?",
        )?
        .query_row([num], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let places = places::in_interview(&said, query, most).into_iter();
    Ok(places
        .map(|place| Place {
            kind: if place.is_summary {
                PlaceKind::Summary
            } else {
                PlaceKind::Said
            },
            interview_id: Some(interview_id.clone()),
            gone_at: gone_at.map(UnixMs),
            flow: flow.clone(),
            snippet: place.snippet,
            role: place.role,
            seconds: place.seconds,
        })
        .collect())
}

/// The newest status of a candidate.
fn status(connection: &Connection, candidate: i64) -> Result<Option<String>> {
    let column: Option<String> = connection
        .prepare_cached(
            "SELECT column_key FROM standing WHERE candidate_id = ? ORDER BY since DESC, flow_id LIMIT 1",
        )?
        .query_row([candidate], |row| row.get(0))
        .optional()?;
    Ok(column.and_then(|column| column.strip_prefix(STATUS_PREFIX).map(str::to_owned)))
}

/// What is shown of a candidate's newest held interview, and how many of theirs are gone.
#[derive(Default)]
struct NewestHeld {
    average: Option<f64>,
    interviewed_at: Option<UnixMs>,
    received_at: Option<UnixMs>,
    gone: u32,
}

fn newest_held(connection: &Connection, candidate: i64) -> Result<NewestHeld> {
    let gone = connection
        .prepare_cached(
            "SELECT count(*) FROM interview WHERE candidate_id = ? AND gone_at IS NOT NULL",
        )?
        .query_row([candidate], |row| row.get(0))?;
    let held = connection
        .prepare_cached(
            "SELECT average, coalesce(ended_at, started_at), first_seen_at FROM interview
             WHERE candidate_id = ? AND status <> 'incomplete'
             ORDER BY happened_at DESC, num DESC LIMIT 1",
        )?
        .query_row([candidate], |row| {
            Ok(NewestHeld {
                average: row.get(0)?,
                interviewed_at: row.get::<_, Option<i64>>(1)?.map(UnixMs),
                received_at: Some(UnixMs(row.get(2)?)),
                gone,
            })
        })
        .optional()?;
    Ok(held.unwrap_or(NewestHeld {
        gone,
        ..NewestHeld::default()
    }))
}

/// The newest interview of a candidate in these flows, or in any.
fn newest(
    connection: &Connection,
    candidate: i64,
    flows: Option<&HashSet<String>>,
) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT num, flow_id FROM interview WHERE candidate_id = ? ORDER BY num DESC",
    )?;
    let mut rows = statement.query([candidate])?;
    while let Some(row) = rows.next()? {
        let flow: String = row.get(1)?;
        if flows.is_none_or(|flows| flows.contains(&flow)) {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

fn go_on_while(wanted: bool) -> ControlFlow<()> {
    match wanted {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    }
}

/// What the first place in an interview shows, as one text, and its second.
pub(crate) fn first_place(said: &Said, query: &Query) -> Option<(String, Option<f64>)> {
    let place = places::in_interview(said, query, 1).into_iter().next()?;
    let text: String = place
        .snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    Some((text, place.seconds))
}

#[cfg(test)]
mod tests;

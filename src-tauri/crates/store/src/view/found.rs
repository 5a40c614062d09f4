//! What a search has found, in its surroundings.

use crate::table::interview;
use crate::view::search::{self, Query, Today};
use crate::{Connection, Result};
use domain::InterviewId;
use rusqlite::OptionalExtension;

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

/// Interviews of which all of `text` holds, people first: at most `limit`.
///
/// # Errors
/// When the cache cannot be read.
pub fn find(connection: &Connection, text: &str, limit: u32, today: &Today) -> Result<Vec<Found>> {
    let query = Query::parse(text, today);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    search::interviews(connection, &query, most)?
        .into_iter()
        .filter_map(|id| one(connection, &id, &query).transpose())
        .collect()
}

fn one(connection: &Connection, id: &InterviewId, query: &Query) -> Result<Option<Found>> {
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
    let place = said
        .as_ref()
        .and_then(|said| search::first_place(said, query));
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

#[cfg(test)]
mod tests;

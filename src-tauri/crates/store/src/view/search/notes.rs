//! Notes of the recruiter's in which it is written.

use super::narrow::Narrow;
use super::query::Query;
use super::snippet;
use super::{Place, PlaceKind};
use crate::table::search_note;
use crate::{Connection, Result};
use domain::UnixMs;
use rusqlite::OptionalExtension;

/// Notes that are looked at; nobody writes so many with the same words.
const MOST: usize = 200;

/// The notes that match: on whom, and where.
pub(super) fn find(
    connection: &Connection,
    query: &Query,
    narrow: &Narrow,
) -> Result<Vec<(i64, Place)>> {
    let asked = query.asked();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for note_id in search_note::matching(connection, &asked, MOST)? {
        let Some(note) = written(connection, &note_id)? else {
            continue;
        };
        let marks = query.marks(&note.text);
        if marks.terms == query.terms.len() && narrow.leaves(connection, note.candidate)? {
            let place = Place {
                kind: PlaceKind::Note,
                interview_id: note.interview_id,
                gone_at: note.gone_at,
                flow: note.flow,
                snippet: snippet::around(&note.text, &marks.places),
                role: None,
                seconds: note.seconds,
            };
            found.push((note.candidate, place));
        }
    }
    Ok(found)
}

struct Written {
    candidate: i64,
    interview_id: Option<String>,
    flow: Option<String>,
    gone_at: Option<UnixMs>,
    seconds: Option<f64>,
    text: String,
}

/// A note whose person is in the cache.
fn written(connection: &Connection, note_id: &str) -> Result<Option<Written>> {
    let row = connection
        .prepare_cached(
            "SELECT coalesce(
                 (SELECT id FROM candidate WHERE email = note.person),
                 (SELECT id FROM candidate
                  WHERE 'anonymous:' || anonymous_interview = note.person
                      AND anonymous_interview = substr(note.person, 11))
             ), note.interview_id,
             (SELECT nullif(flow.title, '') FROM interview JOIN flow USING (flow_id)
              WHERE interview.interview_id = note.interview_id),
             (SELECT gone_at FROM interview
              WHERE interview.interview_id = note.interview_id),
             note.at_ms / 1000.0, note.text
             FROM mark_note AS note WHERE note.note_id = ?",
        )?
        .query_row([note_id], |row| {
            let candidate: Option<i64> = row.get(0)?;
            Ok(candidate.map(|candidate| {
                Ok::<_, rusqlite::Error>(Written {
                    candidate,
                    interview_id: row.get(1)?,
                    flow: row.get(2)?,
                    gone_at: row.get::<_, Option<i64>>(3)?.map(UnixMs),
                    seconds: row.get(4)?,
                    text: row.get(5)?,
                })
            }))
        })
        .optional()?;
    Ok(row.flatten().transpose()?)
}

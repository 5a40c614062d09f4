//! Whether what a notice told was read meanwhile.

use std::collections::HashSet;
use store::table::outbox;
use store::view::inbox::{self, Query};
use store::{Connection, Result};

/// The newest unread items are looked through, so many at a time and so often at most. What is further
/// down is older than any notice that is still on screen.
const AT_ONCE: u32 = 2_000;
const TIMES: u32 = 5;

/// Of whom something is told: the candidate, and the interview where it is about one.
type About = (i64, Option<String>);

/// Those of the notices of which nothing is left to read: everything about the same interview, or the
/// same candidate's status, was read, done with or put off.
pub(crate) fn settled(connection: &Connection, held: &[(i32, Vec<i64>)]) -> Result<Vec<i32>> {
    let mut about: Vec<(i32, HashSet<About>)> = Vec::new();
    for (id, covers) in held {
        let mut told = HashSet::new();
        for one in covers {
            told.extend(outbox::target(connection, *one)?);
        }
        // Of what is not in this cache nobody knows whether it was read.
        if !told.is_empty() {
            about.push((*id, told));
        }
    }
    let mut query = Query {
        unread_only: true,
        limit: AT_ONCE,
        ..Query::default()
    };
    for _ in 0..TIMES {
        let page = inbox::list(connection, &query)?;
        let is_last = page.len() < AT_ONCE as usize;
        let unread: HashSet<About> = page
            .into_iter()
            .map(|item| (item.candidate_id, item.interview_id))
            .collect();
        about.retain(|(_, told)| told.is_disjoint(&unread));
        if is_last || about.is_empty() {
            break;
        }
        query.offset += AT_ONCE;
    }
    Ok(about.into_iter().map(|(id, _)| id).collect())
}

#[cfg(test)]
mod tests;

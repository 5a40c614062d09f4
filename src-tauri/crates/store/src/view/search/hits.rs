//! Interviews that match, one after the other.

use super::narrow::Narrow;
use super::query::{Query, Term};
use crate::coding::Said;
use crate::table::{interview, search};
use crate::words::{self, Unit};
use crate::{Connection, Result};
use rusqlite::OptionalExtension;
use search::Index;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// What the index cannot tell alone (whether words stand side by side) is looked up in the texts of
/// so many interviews at most; who searches for a rare phrase of frequent words is told that there
/// may be more.
const MOST_READ: usize = 1_000;

/// An interview that matches.
pub(super) struct Hit {
    /// The row's number.
    pub(super) num: i64,
    /// Whose.
    pub(super) candidate: i64,
    /// Whether they are called so.
    pub(super) by_name: bool,
    /// What was said, where it had to be read.
    pub(super) said: Option<Said>,
}

/// What is visited.
pub(super) struct Search<'a> {
    pub(super) connection: &'a Connection,
    pub(super) query: &'a Query,
    pub(super) narrow: &'a Narrow,
    /// Whether nobody waits for the answer any more.
    pub(super) is_overtaken: &'a dyn Fn() -> bool,
}

impl Search<'_> {
    /// Visits the interviews that match, people first, the newest first in each, until told to stop.
    /// Answers whether all of them were visited.
    pub(super) fn visit(
        &self,
        mut visit: impl FnMut(Hit) -> Result<ControlFlow<()>>,
    ) -> Result<bool> {
        let mut is_whole = true;
        let mut seen = HashSet::new();
        for index in [Index::People, Index::All] {
            let Some(asked) = self.asked(index) else {
                continue;
            };
            let mut read = 0;
            search::visit(self.connection, index, &asked, |num| {
                if read >= MOST_READ || (self.is_overtaken)() {
                    is_whole = false;
                    return Ok(ControlFlow::Break(()));
                }
                if index == Index::All && seen.contains(&num) {
                    return Ok(ControlFlow::Continue(()));
                }
                let Some(hit) = self.hit(index, num, &mut read)? else {
                    return Ok(ControlFlow::Continue(()));
                };
                seen.insert(num);
                let next = visit(hit)?;
                is_whole &= next.is_continue();
                Ok(next)
            })?;
            if !is_whole {
                break;
            }
        }
        Ok(is_whole)
    }

    /// What the index is asked; `None` when nothing can match.
    fn asked(&self, index: Index) -> Option<String> {
        let asked = self.query.asked();
        match self.narrow.flow_words().filter(|_| index == Index::All) {
            None => (!asked.is_empty()).then_some(asked),
            Some(flows) if flows.is_empty() => None,
            Some(flows) => {
                let flows: Vec<String> = flows.iter().map(|flow| format!("\"{flow}\"")).collect();
                Some(format!("{asked} AND ({})", flows.join(" OR ")))
            }
        }
    }

    fn hit(&self, index: Index, num: i64, read: &mut usize) -> Result<Option<Hit>> {
        let candidate = self
            .connection
            .prepare_cached("SELECT candidate_id FROM interview WHERE num = ?")?
            .query_row([num], |row| row.get(0))
            .optional()?;
        let Some(candidate) = candidate else {
            return Ok(None);
        };
        if !self.narrow.leaves(self.connection, candidate)? {
            return Ok(None);
        }
        let filter = &self.narrow.interview;
        let is_said = index == Index::All;
        if is_said && !filter.is_empty() && !filter.holds(self.connection, num)? {
            return Ok(None);
        }
        let mut said = None;
        let unsure: Vec<&Term> = self.unsure().collect();
        if !unsure.is_empty() {
            let mut texts = vec![person(self.connection, num)?];
            if index == Index::All {
                *read += 1;
                let known = interview::said(self.connection, num)?.unwrap_or_default();
                let summary = known.summary.as_deref();
                let all = search::said(&known.segments, &known.transcript, summary);
                texts.extend(all.map(str::to_owned));
                said = Some(known);
            }
            if !stand_in(&unsure, &texts) {
                return Ok(None);
            }
        }
        Ok(Some(Hit {
            num,
            candidate,
            by_name: index == Index::People,
            said,
        }))
    }

    /// What has to be looked up in the text.
    fn unsure(&self) -> impl Iterator<Item = &Term> {
        let terms = self.query.terms.iter();
        terms.filter(|term| !words::is_told_by_index(&term.units))
    }
}

/// Whether each term stands in some of the texts.
fn stand_in(terms: &[&Term], texts: &[String]) -> bool {
    let mut left: Vec<&&Term> = terms.iter().collect();
    for text in texts {
        let units: Vec<Unit> = words::units(text);
        left.retain(|term| !term.stands_in(&units));
        if left.is_empty() {
            return true;
        }
    }
    left.is_empty()
}

/// Names and addresses under which an interview's person is in the index.
fn person(connection: &Connection, num: i64) -> Result<String> {
    Ok(connection
        .prepare_cached(
            "SELECT concat_ws(char(10), candidate.name, candidate.email,
                 concat_ws(' ', interview.first_name, interview.last_name), interview.email)
             FROM interview JOIN candidate ON candidate.id = interview.candidate_id
             WHERE interview.num = ?",
        )?
        .query_row([num], |row| row.get(0))?)
}

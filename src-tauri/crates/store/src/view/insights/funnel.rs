//! How many got how far.

use super::{Cohort, Query, Step};
use crate::table::pipeline::{INVITED, NONE, STATUS_PREFIX};
use crate::{Connection, Result};
use std::collections::{HashMap, HashSet};

/// Who was interviewed, held or not; the index alone answers this.
pub(in crate::view) const INTERVIEWED: &str = "SELECT candidate_id, status <> 'incomplete'
     FROM interview INDEXED BY interview_by_flow WHERE flow_id = ?";
/// Every status that a chain names; the index alone answers this.
pub(in crate::view) const NAMED: &str = "SELECT candidate_id, previous, new, gap_after
     FROM transition INDEXED BY transition_by_flow WHERE flow_id = ?";
/// Where everybody stands; the index alone answers this.
pub(in crate::view) const STANDING: &str = "SELECT column_key, candidate_id FROM standing
     INDEXED BY standing_by_column WHERE flow_id = ?";

/// Who was counted in each column, over the flows that were read.
#[derive(Default)]
pub(super) struct Funnel {
    columns: HashMap<String, Column>,
}

/// Candidates; one who was counted in several flows stands here several times.
#[derive(Default)]
struct Column {
    reached: Vec<i64>,
    now: Vec<i64>,
}

/// How many they are, each counted once.
fn count(mut candidates: Vec<i64>) -> u32 {
    candidates.sort_unstable();
    candidates.dedup();
    u32::try_from(candidates.len()).unwrap_or(u32::MAX)
}

impl Funnel {
    /// Counts a flow's candidates.
    pub(super) fn read(
        &mut self,
        connection: &Connection,
        flow: &str,
        cohort: &Cohort,
    ) -> Result<()> {
        if cohort.seen.is_empty() {
            return Ok(());
        }
        let (mut invited, mut held) = (HashSet::new(), HashSet::new());
        let mut statement = connection.prepare_cached(INTERVIEWED)?;
        let mut rows = statement.query([flow])?;
        while let Some(row) = rows.next()? {
            let candidate: i64 = row.get(0)?;
            if cohort.seen.contains(&candidate) {
                invited.insert(candidate);
                if row.get(1)? {
                    held.insert(candidate);
                }
            }
        }
        self.reached(INVITED.to_owned(), invited);
        self.reached(NONE.to_owned(), held);
        for (status, candidates) in named(connection, flow, cohort)? {
            self.reached(format!("{STATUS_PREFIX}{status}"), candidates);
        }
        self.count_standing(connection, flow, cohort)
    }

    fn reached(&mut self, column: String, candidates: HashSet<i64>) {
        let column = self.columns.entry(column).or_default();
        column.reached.extend(candidates);
    }

    fn count_standing(
        &mut self,
        connection: &Connection,
        flow: &str,
        cohort: &Cohort,
    ) -> Result<()> {
        let mut statement = connection.prepare_cached(STANDING)?;
        let mut rows = statement.query([flow])?;
        let (mut column, mut candidates) = (String::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let here = row.get_ref(0)?.as_str().unwrap_or_default();
            if here != column {
                let now = std::mem::take(&mut candidates);
                self.stand(std::mem::replace(&mut column, here.to_owned()), now);
            }
            let candidate = row.get(1)?;
            if cohort.seen.contains(&candidate) {
                candidates.push(candidate);
            }
        }
        self.stand(column, candidates);
        Ok(())
    }

    fn stand(&mut self, column: String, candidates: Vec<i64>) {
        self.columns
            .entry(column)
            .or_default()
            .now
            .extend(candidates);
    }

    /// The steps in the order of the boards: invited, interviewed, then each status.
    pub(super) fn steps(mut self, connection: &Connection, query: &Query) -> Result<Vec<Step>> {
        let mut statement = connection.prepare_cached(
            "SELECT status FROM pipeline_column
             WHERE (?1 IS NULL OR flow_id = ?1)
                 AND (?2 IS NULL OR flow_id IN (SELECT flow_id FROM flow WHERE team_id = ?2))
             GROUP BY status ORDER BY avg(position), status",
        )?;
        let statuses = statement.query_map([&query.flow_id, &query.team_id], |row| row.get(0))?;
        let mut columns = vec![INVITED.to_owned(), NONE.to_owned()];
        for status in statuses {
            let status: String = status?;
            columns.push(format!("{STATUS_PREFIX}{status}"));
        }
        // Such as only a change that fitted nothing names.
        let known: HashSet<&String> = columns.iter().collect();
        let others = self
            .columns
            .keys()
            .filter(|column| !column.is_empty() && !known.contains(column));
        let mut others: Vec<String> = others.cloned().collect();
        others.sort_unstable();
        columns.extend(others);
        let steps = columns.into_iter().map(|column| {
            let Column { reached, now } = self.columns.remove(&column).unwrap_or_default();
            Step {
                column,
                reached: count(reached),
                now: count(now),
            }
        });
        Ok(steps.collect())
    }
}

/// Who ever stood in each status, as far as the record names it.
fn named(
    connection: &Connection,
    flow: &str,
    cohort: &Cohort,
) -> Result<HashMap<String, HashSet<i64>>> {
    let mut named: HashMap<String, HashSet<i64>> = HashMap::new();
    let mut statement = connection.prepare_cached(NAMED)?;
    let mut rows = statement.query([flow])?;
    while let Some(row) = rows.next()? {
        let candidate: i64 = row.get(0)?;
        if !cohort.seen.contains(&candidate) {
            continue;
        }
        for column in 1..=3 {
            let Some(status) = row.get_ref(column)?.as_str_or_null().unwrap_or_default() else {
                continue;
            };
            match named.get_mut(status) {
                Some(candidates) => {
                    candidates.insert(candidate);
                }
                None => {
                    named.insert(status.to_owned(), HashSet::from([candidate]));
                }
            }
        }
    }
    Ok(named)
}

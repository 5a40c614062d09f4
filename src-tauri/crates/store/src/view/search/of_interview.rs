//! The filters that one and the same interview has to meet: its flow, its scores, when it took place.

use super::bound::ScoreBound;
use super::days::Period;
use crate::table::criterion::in_units;
use crate::view::dated::is_dated;
use crate::{Connection, Error, Result};
use rusqlite::{OptionalExtension, Row};
use std::collections::HashSet;

/// What an interview that was held has to meet, all of it.
#[derive(Debug, Default)]
pub(super) struct InterviewFilter {
    /// In one of these flows.
    pub(super) flows: Option<HashSet<String>>,
    /// Of its average.
    pub(super) averages: Vec<ScoreBound>,
    /// Of one of the criteria with these numbers, for each.
    pub(super) criteria: Vec<(Vec<i64>, ScoreBound)>,
    /// In one of these.
    pub(super) periods: Vec<Period>,
}

/// Interviews that were held, the newest first.
macro_rules! held {
    ($whose:literal) => {
        concat!(
            "SELECT num, flow_id, average, scores, happened_at, ",
            is_dated!("interview"),
            " FROM interview WHERE ",
            $whose,
            " AND status <> 'incomplete' ORDER BY happened_at DESC, num DESC"
        )
    };
}

impl InterviewFilter {
    /// Whether nothing is asked of an interview. A flow alone is asked of the candidate.
    pub(super) fn is_empty(&self) -> bool {
        self.averages.is_empty() && self.criteria.is_empty() && self.periods.is_empty()
    }

    /// The newest interview of a candidate that meets it.
    pub(super) fn of(&self, connection: &Connection, candidate: i64) -> Result<Option<i64>> {
        let mut statement = connection.prepare_cached(held!("candidate_id = ?"))?;
        let mut rows = statement.query([candidate])?;
        while let Some(row) = rows.next()? {
            if self.is_met(row)? {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
    }

    /// Whether an interview meets it.
    pub(super) fn holds(&self, connection: &Connection, num: i64) -> Result<bool> {
        let met = connection
            .prepare_cached(held!("num = ?"))?
            .query_row([num], |row| Ok(self.is_met(row)))
            .optional()?;
        met.unwrap_or(Ok(false))
    }

    fn is_met(&self, row: &Row<'_>) -> Result<bool> {
        let (flow, average): (String, Option<f64>) = (row.get(1)?, row.get(2)?);
        let (happened_at, is_dated): (i64, bool) = (row.get(4)?, row.get(5)?);
        let is_in = |period: &Period| (period.from..period.before).contains(&happened_at);
        let is_plain = self.flows.as_ref().is_none_or(|all| all.contains(&flow))
            && self
                .averages
                .iter()
                .all(|it| average.is_some_and(|of| it.holds(of)))
            && (self.periods.is_empty() || is_dated && self.periods.iter().any(is_in));
        if !is_plain || self.criteria.is_empty() {
            return Ok(is_plain);
        }
        let scores: Option<String> = row.get(3)?;
        let scores = scores.as_deref().unwrap_or("[]");
        // A criterion without a value stands alone.
        let scores: Vec<Vec<f64>> = serde_json::from_str(scores)
            .map_err(|error| Error::Damaged(format!("scores: {error}")))?;
        Ok(self.criteria.iter().all(|(ids, bound)| {
            scores.iter().any(|score| match score.as_slice() {
                #[expect(clippy::cast_possible_truncation, reason = "a small whole number")]
                [id, value] => {
                    ids.contains(&(*id as i64)) && bound.units().contains(&in_units(*value))
                }
                _ => false,
            })
        }))
    }
}

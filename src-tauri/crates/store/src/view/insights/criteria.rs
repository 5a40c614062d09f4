//! How interviews were scored by each criterion.

use super::{Query, STEPS, count_score, mean};
use crate::table::criterion::{self, Criterion};
use crate::{Connection, Error, Result};
use domain::FlowId;
use std::collections::HashMap;

/// How the interviews of a period were scored by one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionScores {
    /// The criterion.
    pub criterion: Criterion,
    /// Interviews by their value: from 0 in steps of half a point, 5 in the last one.
    pub steps: [u32; STEPS],
    /// The mean value.
    pub mean: f64,
}

/// What was counted for each criterion, by its number.
#[derive(Default)]
pub(super) struct Criteria {
    counted: HashMap<i64, Counted>,
}

#[derive(Default)]
struct Counted {
    steps: [u32; STEPS],
    total: i64,
}

impl Criteria {
    /// Counts the stored scores of an interview.
    pub(super) fn count(&mut self, stored: &str) -> Result<()> {
        for (id, value) in criterion::given(stored)? {
            let counted = self.counted.entry(id).or_default();
            let value = criterion::in_units(value);
            counted.total += value;
            count_score(&mut counted.steps, value);
        }
        Ok(())
    }

    /// What was counted: in the order in which the flow lists its criteria, or those first that all
    /// flows have and then the others by name.
    pub(super) fn figures(
        mut self,
        connection: &Connection,
        query: &Query,
    ) -> Result<Vec<CriterionScores>> {
        let criteria = match &query.flow_id {
            Some(flow) => criterion::of_flow(connection, &FlowId::new(flow.as_str()))?,
            None => criterion::all(connection)?,
        };
        let mut figures = Vec::new();
        for criterion in criteria {
            let Some(counted) = self.counted.remove(&criterion.id) else {
                continue;
            };
            if let Some(mean) = mean(counted.total, counted.steps.iter().sum()) {
                figures.push(CriterionScores {
                    criterion,
                    steps: counted.steps,
                    mean,
                });
            }
        }
        match self.counted.keys().next() {
            None => Ok(figures),
            Some(id) => Err(Error::Damaged(format!(
                "scores by an unknown criterion: {id}"
            ))),
        }
    }
}

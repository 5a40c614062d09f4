//! Figures over a period. Every definition stands with its field.

mod chains;
mod criteria;
mod funnel;

use super::dated::is_dated;
use crate::table::criterion;
use crate::{Connection, Result};
use chains::Chains;
use criteria::Criteria;
pub use criteria::CriterionScores;
use domain::UnixMs;
use rusqlite::params;
use std::collections::HashSet;
#[cfg(test)]
pub(super) use {
    chains::CHAINS,
    funnel::{INTERVIEWED, NAMED, STANDING},
};

/// Steps of half a point.
pub const STEPS: usize = 10;

/// Which figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Only this flow.
    pub flow_id: Option<String>,
    /// Only flows of this team.
    pub team_id: Option<String>,
    /// From this moment on. `None`: from the beginning, together with the interviews that came with
    /// the first synchronisation and of which Ribbon does not tell when they took place. They are in
    /// no other period.
    pub from: Option<UnixMs>,
    /// Until before this moment.
    pub before: UnixMs,
    /// Where each day begins, oldest first.
    pub days: Vec<UnixMs>,
}

/// The figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// For each day: interviews that took place on it, and status changes seen on it.
    pub daily: Vec<Day>,
    /// How many got how far, of those of whom an interview or a status change happened in the period in
    /// the same flow; each candidate counts once.
    pub funnel: Vec<Step>,
    /// Stays in each status that ended in the period. One that a gap in the record ends or begins is
    /// not counted: nobody knows how long it was.
    pub stays: Vec<Stays>,
    /// Held interviews by their average: from 0 in steps of half a point, 5 in the last one.
    pub scores: [u32; STEPS],
    /// The same interviews by each criterion that at least one of them was scored by.
    pub criteria: Vec<CriterionScores>,
    /// Interviews that took place in the period; where Ribbon does not tell when, that were received
    /// in it.
    pub held: u32,
    /// Interviews of whatever time that are on no day: they came with the first synchronisation, and
    /// Ribbon does not tell when they took place.
    pub undated: u32,
    /// Of those that were held, such as Ribbon no longer has.
    pub gone: u32,
    /// Interviews first seen in the period that were not held yet.
    pub waiting: u32,
    /// The mean of the averages of those that were held.
    pub average: Option<f64>,
    /// Status changes seen in the period.
    pub changes: u32,
    /// Of these, such before which at least one never reached us.
    pub gaps: u32,
}

/// One day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// When it begins.
    pub begins: UnixMs,
    /// Interviews.
    pub held: u32,
    /// Status changes.
    pub changes: u32,
}

/// One column of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `invited`, `none` or `status:` and the status.
    pub column: String,
    /// Who ever stood in it: everyone who has an interview was invited; whoever held one was
    /// interviewed; a status counts wherever the record names it, also as one that was left.
    pub reached: u32,
    /// Who stands in it now.
    pub now: u32,
}

/// How long candidates stay in a status.
#[derive(Clone, Debug, PartialEq)]
pub struct Stays {
    /// The status.
    pub status: String,
    /// How long each stay was that ended in the period, in milliseconds, the shortest first.
    pub ended: Vec<i64>,
    /// Who is in it now, whenever they came.
    pub now: u32,
}

impl Query {
    fn is_within(&self, at: UnixMs) -> bool {
        at >= self.begin() && at < self.before
    }

    fn begin(&self) -> UnixMs {
        self.from.unwrap_or(UnixMs(i64::MIN))
    }

    /// The day in which a moment of the period lies.
    fn day(&self, at: UnixMs) -> Option<usize> {
        self.days.partition_point(|day| *day <= at).checked_sub(1)
    }
}

/// Candidates of whom something was seen in the period, in one flow.
struct Cohort {
    seen: HashSet<i64>,
}

/// What is summed up over the interviews of all flows.
#[derive(Default)]
struct Sums {
    /// In 420ths.
    averages: i64,
    criteria: Criteria,
}

/// The figures of a period.
///
/// # Errors
/// When the cache cannot be read.
pub fn read(connection: &Connection, query: &Query) -> Result<Figures> {
    let begins = query.days.iter().map(|day| Day {
        begins: *day,
        ..Day::default()
    });
    let mut figures = Figures {
        daily: begins.collect(),
        ..Figures::default()
    };
    let mut sums = Sums::default();
    let mut chains = Chains::default();
    let mut funnel = funnel::Funnel::default();
    for flow in flows(connection, query)? {
        let mut cohort = Cohort {
            seen: HashSet::new(),
        };
        interviews(
            connection,
            query,
            &flow,
            &mut figures,
            &mut cohort,
            &mut sums,
        )?;
        chains.read(connection, query, &flow, &mut figures, &mut cohort)?;
        funnel.read(connection, &flow, &cohort)?;
    }
    let scored: u32 = figures.scores.iter().sum();
    figures.average = mean(sums.averages, scored);
    figures.gone = gone(connection, query)?;
    figures.criteria = sums.criteria.figures(connection, query)?;
    figures.stays = chains.stays(connection, query)?;
    figures.funnel = funnel.steps(connection, query)?;
    Ok(figures)
}

/// The mean of so many values whose sum is in 420ths; `None` of nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "sums of 420ths are exact in f64"
)]
fn mean(total: i64, count: u32) -> Option<f64> {
    (count > 0).then(|| total as f64 / criterion::UNIT / f64::from(count))
}

fn flows(connection: &Connection, query: &Query) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT flow_id FROM (
             SELECT flow_id FROM interview_sum UNION SELECT flow_id FROM standing_sum
         ) WHERE (?1 IS NULL OR flow_id = ?1)
             AND (?2 IS NULL OR flow_id IN (SELECT flow_id FROM flow WHERE team_id = ?2))",
    )?;
    let rows = statement.query_map([&query.flow_id, &query.team_id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Two indexes alone answer this.
pub(super) const INTERVIEWS: &str = concat!(
    "SELECT happened_at, candidate_id, CAST(round(average * 420) AS INTEGER), ",
    is_dated!("interview"),
    ", scores FROM interview INDEXED BY interview_by_flow
     WHERE flow_id = ? AND status = ? AND happened_at < ?"
);

/// Counts a flow's interviews.
fn interviews(
    connection: &Connection,
    query: &Query,
    flow: &str,
    figures: &mut Figures,
    cohort: &mut Cohort,
    sums: &mut Sums,
) -> Result<()> {
    let mut statuses = connection.prepare_cached(
        "SELECT status FROM interview_sum WHERE flow_id = ? AND kind = 'interviews'",
    )?;
    let statuses = statuses.query_map([flow], |row| row.get::<_, String>(0))?;
    let mut statement = connection.prepare_cached(INTERVIEWS)?;
    for status in statuses {
        let status = status?;
        let is_held = status != "incomplete";
        let mut rows = statement.query(params![flow, status, query.before.0])?;
        while let Some(row) = rows.next()? {
            let (at, is_dated) = (UnixMs(row.get(0)?), row.get::<_, bool>(3)?);
            figures.undated += u32::from(!is_dated);
            let is_in_period = match is_dated {
                true => query.is_within(at),
                false => query.from.is_none(),
            };
            if !is_in_period {
                continue;
            }
            cohort.seen.insert(row.get(1)?);
            if !is_held {
                figures.waiting += 1;
                continue;
            }
            figures.held += 1;
            let day = query.day(at).filter(|_| is_dated);
            if let Some(day) = day.and_then(|day| figures.daily.get_mut(day)) {
                day.held += 1;
            }
            if let Some(average) = row.get::<_, Option<i64>>(2)? {
                sums.averages += average;
                count_score(&mut figures.scores, average);
            }
            if let Some(scores) = row
                .get_ref(4)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?
            {
                sums.criteria.count(scores)?;
            }
        }
    }
    Ok(())
}

/// How many of the interviews of the period Ribbon no longer has.
fn gone(connection: &Connection, query: &Query) -> Result<u32> {
    let sql = concat!(
        "SELECT count(*) FROM interview INDEXED BY interview_gone
         WHERE gone_at IS NOT NULL AND status <> 'incomplete'
             AND happened_at >= ?1 AND happened_at < ?2 AND (?3 OR ",
        is_dated!("interview"),
        ") AND (?4 IS NULL OR flow_id = ?4)
             AND (?5 IS NULL OR flow_id IN (SELECT flow_id FROM flow WHERE team_id = ?5))"
    );
    let values = params![
        query.begin().0,
        query.before.0,
        query.from.is_none(),
        query.flow_id,
        query.team_id
    ];
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(values, |row| row.get(0))?)
}

/// Half a point is 210 of 420.
fn count_score(scores: &mut [u32; STEPS], average: i64) {
    let step = usize::try_from(average / 210).unwrap_or(0).min(STEPS - 1);
    if let Some(step) = scores.get_mut(step) {
        *step += 1;
    }
}

#[cfg(test)]
mod tests;

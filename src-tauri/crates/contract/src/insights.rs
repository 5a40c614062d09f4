//! Figures over a period: how many, how far, how long, how good.

use crate::interview::Criterion;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct InsightsQuery {
    /// Only this flow.
    pub flow_id: Option<String>,
    /// Only flows of this team.
    pub team_id: Option<String>,
    /// From this moment on. Absent: from the beginning, together with the interviews of which it is
    /// not known when they took place (see [`Insights::undated`]).
    pub from: Option<i64>,
    /// Until before this moment.
    pub before: i64,
    /// Where each day begins: moments, oldest first, the first not after `from` (the window knows the
    /// reader's time zone and its changes; at most 400).
    pub days: Vec<i64>,
}

/// The figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Insights {
    /// Interviews that took place on each day of `days`; one whose date Ribbon does not tell counts on
    /// the day it was received.
    pub daily: Vec<DayCount>,
    /// How many of those who were seen in the period got how far.
    pub funnel: Vec<FunnelStep>,
    /// How long candidates stay in each status, from one change to the next as seen here.
    pub time_in_status: Vec<StatusTime>,
    /// How the average scores of the period's interviews are spread: ten steps of half a point.
    pub scores: Vec<ScoreStep>,
    /// The same interviews by each criterion that they were scored by.
    pub criteria: Vec<CriterionFigures>,
    /// Interviews of the period that were held.
    pub held: u32,
    /// Interviews of whatever period that are on no day: they came with the first synchronisation, and
    /// Ribbon does not tell when they took place.
    pub undated: u32,
    /// Of those that were held, such as Ribbon no longer has.
    pub gone: u32,
    /// Interviews of the period that were not held yet.
    pub waiting: u32,
    /// Mean of the average scores.
    pub average: Option<f64>,
    /// Status changes of the period.
    pub changes: u32,
    /// Of these, such after which at least one never reached us: the funnel and the times lack it.
    pub gaps: u32,
}

/// Interviews of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DayCount {
    /// When the day begins.
    pub day: i64,
    /// Interviews that were held.
    pub held: u32,
    /// Status changes.
    pub changes: u32,
}

/// How many got so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FunnelStep {
    /// The column: `invited`, `none` (interviewed) or `status:` and the status itself.
    pub column: String,
    /// Who ever stood in it, among those seen in the period.
    pub reached: u32,
    /// Who stands in it now.
    pub now: u32,
    /// The share of the step before, of 1; absent for the first.
    pub of_previous: Option<f64>,
}

/// How long candidates stay in a status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StatusTime {
    /// The status.
    pub status: String,
    /// Over so many stays that have ended.
    pub ended: u32,
    /// Candidates who are in it now.
    pub now: u32,
    /// Half of the ended stays were shorter, in days.
    pub median_days: Option<f64>,
    /// Nine of ten ended stays were shorter, in days.
    pub p90_days: Option<f64>,
}

/// How the period's interviews were scored by one criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CriterionFigures {
    /// The criterion.
    pub criterion: Criterion,
    /// Interviews that were scored by it.
    pub interviews: u32,
    /// Mean value out of five, whatever the criterion's system: of five, it is the share of yes.
    pub mean: f64,
    /// The interviews by their value: ten steps of half a point.
    pub steps: Vec<ScoreStep>,
}

/// Interviews whose score is in one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScoreStep {
    /// From this on.
    pub from: f64,
    /// Up to below this, and including it for the last step.
    pub to: f64,
    /// So many interviews.
    pub interviews: u32,
}

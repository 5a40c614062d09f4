//! Figures over a period: how many, how far, how long, how good.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct InsightsQuery {
    /// Only this flow.
    pub flow_id: Option<String>,
    /// From this moment on.
    pub from: i64,
    /// Until before this moment.
    pub before: i64,
    /// Where each day begins: moments, oldest first, the first not after `from` (the window knows the
    /// reader's time zone and its changes; at most 400).
    pub days: Vec<i64>,
}

/// The figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Insights {
    /// Interviews first seen here on each day of `days`.
    pub daily: Vec<DayCount>,
    /// How many of those who were seen in the period got how far.
    pub funnel: Vec<FunnelStep>,
    /// How long candidates stay in each status, from one change to the next as seen here.
    pub time_in_status: Vec<StatusTime>,
    /// How the average scores of the period's interviews are spread: ten steps of half a point.
    pub scores: Vec<ScoreStep>,
    /// Interviews of the period that were held.
    pub held: u32,
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

/// Interviews whose average is in one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScoreStep {
    /// From this on.
    pub from: f64,
    /// Up to below this, and including it for the last step.
    pub to: f64,
    /// So many interviews.
    pub interviews: u32,
}

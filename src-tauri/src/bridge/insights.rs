//! Figures over a period.

use super::interview::criterion;
use contract::insights::{
    CriterionFigures, DayCount, FunnelStep, Insights, InsightsQuery, ScoreStep, StatusTime,
};
use domain::UnixMs;
use store::view::insights::{CriterionScores, Figures, Query, Stays, Step};

/// More days than this are never asked for.
const MOST_DAYS: usize = 400;
const DAY_MS: f64 = 24.0 * 3_600_000.0;

/// What the window asks, as the cache takes it; or what is wrong with it.
pub(crate) fn query(asked: InsightsQuery) -> Result<Query, &'static str> {
    let days: Vec<UnixMs> = asked.days.into_iter().map(UnixMs).collect();
    if asked.from.is_some_and(|from| from >= asked.before) {
        return Err("The period must end after it begins.");
    }
    if days.len() > MOST_DAYS {
        return Err("At most 400 days can be shown one by one.");
    }
    if !days.is_sorted_by(|one, next| one < next) {
        return Err("The days must follow each other.");
    }
    let begin = asked.from.unwrap_or(0);
    if days.first().is_some_and(|first| first.0 > begin) {
        return Err("The first day must not begin after the period.");
    }
    Ok(Query {
        flow_id: asked.flow_id,
        team_id: asked.team_id,
        from: asked.from.map(UnixMs),
        before: UnixMs(asked.before),
        days,
    })
}

/// The figures.
pub(crate) fn insights(figures: Figures) -> Insights {
    let daily = figures.daily.iter().map(|day| DayCount {
        day: day.begins.0,
        held: day.held,
        changes: day.changes,
    });
    Insights {
        daily: daily.collect(),
        funnel: funnel(figures.funnel),
        time_in_status: figures.stays.into_iter().map(status_time).collect(),
        scores: scores(&figures.scores),
        criteria: figures.criteria.into_iter().map(by_criterion).collect(),
        held: figures.held,
        undated: figures.undated,
        gone: figures.gone,
        waiting: figures.waiting,
        average: figures.average,
        changes: figures.changes,
        gaps: figures.gaps,
    }
}

fn funnel(steps: Vec<Step>) -> Vec<FunnelStep> {
    let mut before: Option<u32> = None;
    let steps = steps.into_iter().map(|step| {
        let previous = before.replace(step.reached).filter(|count| *count > 0);
        FunnelStep {
            of_previous: previous.map(|count| f64::from(step.reached) / f64::from(count)),
            column: step.column,
            reached: step.reached,
            now: step.now,
        }
    });
    steps.collect()
}

fn status_time(stays: Stays) -> StatusTime {
    StatusTime {
        ended: u32::try_from(stays.ended.len()).unwrap_or(u32::MAX),
        now: stays.now,
        median_days: shorter(&stays.ended, 1, 2),
        p90_days: shorter(&stays.ended, 9, 10),
        status: stays.status,
    }
}

/// So many out of so many stays were not longer than this, in days; `None` without stays.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of some years are exact in f64"
)]
fn shorter(sorted: &[i64], part: usize, whole: usize) -> Option<f64> {
    let rank = (sorted.len() * part).div_ceil(whole).checked_sub(1)?;
    sorted.get(rank).map(|lasted| *lasted as f64 / DAY_MS)
}

fn scores(counts: &[u32]) -> Vec<ScoreStep> {
    let steps = (0_u32..).zip(counts).map(|(step, count)| ScoreStep {
        from: f64::from(step) / 2.0,
        to: f64::from(step + 1) / 2.0,
        interviews: *count,
    });
    steps.collect()
}

fn by_criterion(scored: CriterionScores) -> CriterionFigures {
    CriterionFigures {
        criterion: criterion(scored.criterion),
        interviews: scored.steps.iter().sum(),
        mean: scored.mean,
        steps: scores(&scored.steps),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_that_makes_no_sense_is_refused_with_why() {
        let asked = |from, before, days: &[i64]| {
            query(InsightsQuery {
                from: Some(from),
                before,
                days: days.to_vec(),
                ..InsightsQuery::default()
            })
        };
        assert!(asked(5, 5, &[]).is_err(), "it has no length");
        assert!(asked(5, 9, &[6]).is_err(), "before the first day");
        assert!(asked(5, 9, &[5, 5]).is_err(), "a day of no length");
        assert!(asked(5, 9, &vec![0; 401]).is_err(), "too many");
        assert!(asked(5, 9, &[1, 7]).is_ok(), "the first day began before");
    }

    #[test]
    fn each_step_of_the_funnel_is_a_share_of_the_one_before() {
        let step = |column: &str, reached| Step {
            column: column.into(),
            reached,
            now: 0,
        };
        let steps = funnel(vec![
            step("invited", 4),
            step("none", 0),
            step("status:A", 1),
        ]);
        let shares: Vec<_> = steps.iter().map(|step| step.of_previous).collect();
        assert_eq!(
            shares,
            [None, Some(0.0), None],
            "of nobody there is no share"
        );
    }

    #[test]
    fn half_of_the_stays_and_nine_of_ten_were_not_longer() {
        let days = |count: i64| count * 24 * 3_600_000;
        let ended: Vec<i64> = (1..=10).map(days).collect();
        let told = status_time(Stays {
            status: "A".into(),
            ended,
            now: 3,
        });
        assert_eq!((told.median_days, told.p90_days), (Some(5.0), Some(9.0)));
        assert_eq!((told.ended, told.now), (10, 3));
        assert_eq!(shorter(&[], 1, 2), None, "no stays");
        assert_eq!(shorter(&[days(2)], 1, 2), Some(2.0), "a single one");
    }

    #[test]
    fn the_scores_are_ten_steps_of_half_a_point() {
        let steps = scores(&[0; 10]);
        let ends = (
            steps.first().map(|it| it.from),
            steps.last().map(|it| it.to),
        );
        assert_eq!((steps.len(), ends), (10, (Some(0.0), Some(5.0))));
    }
}

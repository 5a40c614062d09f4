//! Candidates side by side: in which flows they were interviewed, and what is usual there.

use crate::table::criterion::{self, AVERAGE, Criterion, UNIT};
use crate::{Connection, Error, Result};
use domain::FlowId;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashMap};

/// A candidate's newest held interview in a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldIn {
    /// The flow.
    pub flow_id: String,
    /// Its title; `None` while unknown.
    pub flow: Option<String>,
    /// The interview.
    pub interview_id: String,
    /// The interview's row.
    pub num: i64,
}

/// The flows in which a candidate was interviewed, each with the newest held interview.
pub fn held(connection: &Connection, candidate: i64) -> Result<Vec<HeldIn>> {
    let mut statement = connection.prepare_cached(
        "SELECT interview.flow_id, nullif(flow.title, ''), interview.interview_id, interview.num,
             max(interview.happened_at)
         FROM interview LEFT JOIN flow ON flow.flow_id = interview.flow_id
         WHERE interview.candidate_id = ? AND interview.status <> 'incomplete'
         GROUP BY interview.flow_id",
    )?;
    let rows = statement.query_map([candidate], |row| {
        Ok(HeldIn {
            flow_id: row.get(0)?,
            flow: row.get(1)?,
            interview_id: row.get(2)?,
            num: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The column in which a candidate stands in a flow.
pub fn column(connection: &Connection, flow: &str, candidate: i64) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT column_key FROM standing WHERE flow_id = ? AND candidate_id = ?")?
        .query_row(params![flow, candidate], |row| row.get(0))
        .optional()?)
}

/// The questions of a flow as far as known, and its title.
pub fn script(connection: &Connection, flow: &FlowId) -> Result<(Option<String>, Vec<String>)> {
    let row = connection
        .prepare_cached("SELECT nullif(title, ''), questions FROM flow WHERE flow_id = ?")?
        .query_row([flow.as_str()], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    let Some((title, questions)) = row else {
        return Ok((None, Vec::new()));
    };
    let questions = serde_json::from_str(&questions)
        .map_err(|error| Error::Damaged(format!("flow questions: {error}")))?;
    Ok((title, questions))
}

/// The median of a criterion over a flow's held interviews.
#[derive(Clone, Debug, PartialEq)]
pub struct Median {
    /// Which criterion; `None` for the average.
    pub criterion: Option<Criterion>,
    /// Out of five.
    pub median: f64,
    /// The mean, out of five.
    pub mean: f64,
    /// Over so many interviews.
    pub interviews: u32,
}

/// The medians over a flow's held interviews: of the average, then of each criterion that was scored,
/// in Ribbon's order.
pub fn medians(connection: &Connection, flow: &FlowId) -> Result<Vec<Median>> {
    let mut counts: HashMap<i64, BTreeMap<i64, u32>> = HashMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT criterion_id, value, n FROM score_count WHERE flow_id = ? AND n > 0",
    )?;
    let mut rows = statement.query([flow.as_str()])?;
    while let Some(row) = rows.next()? {
        let of_criterion = counts.entry(row.get(0)?).or_default();
        of_criterion.insert(row.get(1)?, row.get(2)?);
    }
    let of = |criterion: Option<Criterion>, id| {
        let counts = counts.get(&id)?;
        let (median, interviews) = median(counts)?;
        Some(Median {
            criterion,
            median: median / UNIT,
            mean: mean(counts, interviews) / UNIT,
            interviews,
        })
    };
    let criteria = criterion::of_flow(connection, flow)?;
    let of_scores = criteria
        .into_iter()
        .filter_map(|criterion| of(Some(criterion.clone()), criterion.id));
    Ok(of(None, AVERAGE).into_iter().chain(of_scores).collect())
}

/// The mean of values that were counted, of which there are so many.
#[expect(
    clippy::cast_precision_loss,
    reason = "420ths of scores are exact in f64"
)]
fn mean(counts: &BTreeMap<i64, u32>, total: u32) -> f64 {
    let sum: i64 = counts
        .iter()
        .map(|(value, count)| value * i64::from(*count))
        .sum();
    sum as f64 / f64::from(total)
}

/// The middle of the values that were counted, or the mean of the two in the middle.
#[expect(
    clippy::cast_precision_loss,
    reason = "420ths of scores are exact in f64"
)]
fn median(counts: &BTreeMap<i64, u32>) -> Option<(f64, u32)> {
    let total: u32 = counts.values().sum();
    let nth = |wanted: u32| {
        let mut before = 0;
        counts.iter().find_map(|(value, count)| {
            before += count;
            (wanted < before).then_some(*value as f64)
        })
    };
    let (low, high) = (nth(total.checked_sub(1)? / 2)?, nth(total / 2)?);
    Some((f64::midpoint(low, high), total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{self, BACKEND, Desk, NURSE, held as a_held, invited, jane, person};
    use domain::Interview;

    fn scored(id: &str, flow: &str, communication: f64, skills: Option<f64>) -> Interview {
        let email = format!("{id}@example.com");
        let mut told = a_held(id, flow, person("A", "B", Some(&email)), "hello");
        if let Some(data) = &mut told.data {
            let skills = skills.map(|skills| ("skills", skills));
            let given: Vec<_> = [("communication", communication)]
                .into_iter()
                .chain(skills)
                .collect();
            data.scores = test_support::scored(&given);
        }
        told
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_both_middles() {
        let desk = Desk::new();
        for (id, communication, skills) in [
            ("i1", 1.0, None),
            ("i2", 5.0, None),
            ("i3", 4.0, Some(2.0)),
            ("i4", 4.0, Some(5.0)),
        ] {
            desk.told(&scored(id, BACKEND, communication, skills), 1);
        }
        desk.told(&scored("i5", NURSE, 1.0, Some(1.0)), 1);
        desk.told(&invited("i6", BACKEND, jane()), 1);
        let medians = desk.read(|it| medians(it, &FlowId::new(BACKEND)));
        let told: Vec<_> = medians
            .iter()
            .map(|one| {
                let key = one.criterion.as_ref().map(|one| one.key.as_str());
                (key, one.median, one.mean, one.interviews)
            })
            .collect();
        let expected = [
            // 1, 5, 3 and 4.5.
            (None, 3.75, 3.375, 4),
            (Some("communication"), 4.0, 3.5, 4),
            (Some("skills"), 3.5, 3.5, 2),
        ];
        assert_eq!(told, expected, "of this flow's held interviews");
        assert!(
            desk.read(|it| super::medians(it, &FlowId::new("f9")))
                .is_empty(),
            "no interviews"
        );
    }

    #[test]
    fn the_newest_held_interview_counts_in_each_flow() {
        let desk = Desk::new();
        desk.flow(BACKEND, "Backend Engineer");
        let (_, person) = desk.told(&a_held("i1", BACKEND, jane(), "one"), 1);
        desk.told(&a_held("i2", BACKEND, jane(), "two"), 2);
        desk.told(&invited("i3", BACKEND, jane()), 3);
        desk.told(&invited("i4", NURSE, jane()), 4);
        let held = desk.read(|it| held(it, person.0));
        let [only] = held.as_slice() else {
            panic!("one flow: {held:?}")
        };
        assert_eq!(only.interview_id, "i2", "the newest that was held");
        assert_eq!(only.flow.as_deref(), Some("Backend Engineer"));
    }
}

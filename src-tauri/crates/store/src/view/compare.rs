//! Candidates side by side: in which flows they were interviewed, and what is usual there.

use crate::{Connection, Result};
use domain::{FlowId, ScoreKind, Scores};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

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
        "SELECT interview.flow_id, nullif(flow.title, ''), interview.interview_id, max(interview.num)
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
    Ok(row.map_or((None, Vec::new()), |(title, questions)| {
        (title, serde_json::from_str(&questions).unwrap_or_default())
    }))
}

/// The median of a score over a flow's held interviews.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Median {
    /// Which score; `None` for the mean of an interview's scores.
    pub kind: Option<ScoreKind>,
    /// Out of five.
    pub median: f64,
    /// Over so many interviews.
    pub interviews: u32,
}

/// The index alone answers this.
pub(super) const SCORES: &str = "SELECT communication, motivation, skills,
         language_vocabulary_and_expression, language_grammar_and_structure,
         language_fluency_and_pace, language_comprehension,
         CAST(round(average * 420) AS INTEGER)
     FROM interview INDEXED BY interview_by_flow WHERE flow_id = ? AND status <> 'incomplete'";

/// The medians over a flow's held interviews: of the average, then of each score that was given, in
/// the API's order.
pub fn medians(connection: &Connection, flow: &str) -> Result<Vec<Median>> {
    let mut counts: [BTreeMap<i64, u32>; 8] = Default::default();
    let mut statement = connection.prepare_cached(SCORES)?;
    let mut rows = statement.query([flow])?;
    while let Some(row) = rows.next()? {
        for (column, counts) in counts.iter_mut().enumerate() {
            if let Some(value) = row.get::<_, Option<i64>>(column)? {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    let [scores @ .., averages] = &counts;
    let of_average = median(averages).map(|(median, interviews)| Median {
        kind: None,
        // Averages are counted in 420ths, which makes them whole numbers.
        median: median / 420.0,
        interviews,
    });
    let of_scores = Scores::KINDS
        .into_iter()
        .zip(scores)
        .filter_map(|(kind, counts)| {
            let (median, interviews) = median(counts)?;
            Some(Median {
                kind: Some(kind),
                median,
                interviews,
            })
        });
    Ok(of_average.into_iter().chain(of_scores).collect())
}

/// The middle of the values that were counted, or the mean of the two in the middle.
#[expect(
    clippy::cast_precision_loss,
    reason = "scores and 420ths of them are exact in f64"
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
    use crate::test_support::{BACKEND, Desk, NURSE, held as a_held, invited, jane, person};
    use domain::Interview;

    fn scored(id: &str, flow: &str, communication: i64, skills: Option<i64>) -> Interview {
        let email = format!("{id}@example.com");
        let mut told = a_held(id, flow, person("A", "B", Some(&email)), "hello");
        if let Some(data) = &mut told.data {
            data.scores = Scores {
                communication: Some(communication),
                skills,
                ..Scores::default()
            };
        }
        told
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_both_middles() {
        let desk = Desk::new();
        for (id, communication, skills) in [
            ("i1", 1, None),
            ("i2", 5, None),
            ("i3", 4, Some(2)),
            ("i4", 4, Some(5)),
        ] {
            desk.told(&scored(id, BACKEND, communication, skills), 1);
        }
        desk.told(&scored("i5", NURSE, 1, Some(1)), 1);
        desk.told(&invited("i6", BACKEND, jane()), 1);
        let medians = desk.read(|it| medians(it, BACKEND));
        let told: Vec<_> = medians
            .iter()
            .map(|one| (one.kind, one.median, one.interviews))
            .collect();
        let expected = [
            // 1, 5, 3 and 4.5.
            (None, 3.75, 4),
            (Some(ScoreKind::Communication), 4.0, 4),
            (Some(ScoreKind::Skills), 3.5, 2),
        ];
        assert_eq!(told, expected, "of this flow's held interviews");
        assert!(
            desk.read(|it| super::medians(it, "f9")).is_empty(),
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

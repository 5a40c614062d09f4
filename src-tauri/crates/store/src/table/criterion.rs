//! What interviews are scored by.

use crate::{Connection, Error, Result, Tx};
use domain::scores::DEFAULT_CRITERIA;
use domain::{CriterionKey, FlowId, Score, Scores, ScoringSystem};
use rusqlite::{OptionalExtension, params};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::HashMap;

/// One criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// The row's number.
    pub id: i64,
    /// By what it is known outside of this cache.
    pub key: CriterionKey,
    /// Its name as Ribbon wrote it last.
    pub name: String,
    /// How its values are to be shown.
    pub system: ScoringSystem,
}

/// Stands for the average in the counts of criteria.
pub const AVERAGE: i64 = 0;

/// In which unit values are counted and compared: whole numbers, of which sums neither round nor
/// drift. 420 is a multiple of 1 to 7.
pub const UNIT: f64 = 420.0;

/// A value in [`UNIT`]s, as the cache counts it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and values are out of five"
)]
pub fn in_units(value: f64) -> i64 {
    (value * UNIT).round() as i64
}

/// Every criterion that is known: those that all flows have first, then by name.
pub fn all(connection: &Connection) -> Result<Vec<Criterion>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, key, name, system FROM criterion ORDER BY name COLLATE NOCASE, id",
    )?;
    let rows = statement.query_map([], read)?;
    let mut all: Vec<Criterion> = rows.collect::<Result<_, _>>()?;
    all.sort_by_key(|criterion| {
        let place = DEFAULT_CRITERIA
            .iter()
            .position(|(key, _)| *key == criterion.key.as_str());
        place.unwrap_or(DEFAULT_CRITERIA.len())
    });
    Ok(all)
}

/// The criteria that a flow's interviews list, in Ribbon's order.
pub fn of_flow(connection: &Connection, flow: &FlowId) -> Result<Vec<Criterion>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, key, name, system FROM flow_criterion JOIN criterion ON id = criterion_id
         WHERE flow_id = ? ORDER BY position, id",
    )?;
    let rows = statement.query_map([flow.as_str()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The criterion with this key.
pub fn find(connection: &Connection, key: &CriterionKey) -> Result<Option<Criterion>> {
    Ok(connection
        .prepare_cached("SELECT id, key, name, system FROM criterion WHERE key = ?")?
        .query_row([key.as_str()], read)
        .optional()?)
}

/// The mean of each criterion over a flow's held interviews, by the criterion's number.
pub fn means(connection: &Connection, flow: &FlowId) -> Result<HashMap<i64, f64>> {
    let mut statement = connection.prepare_cached(
        "SELECT criterion_id, sum(value * n) / 420.0 / sum(n) FROM score_count
         WHERE flow_id = ? AND n > 0 GROUP BY criterion_id",
    )?;
    let rows = statement.query_map([flow.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes the criteria of an interview's scores known, and gives the scores as they are stored.
pub(crate) fn store(tx: &Tx<'_>, flow: &FlowId, scores: &Scores) -> Result<Option<String>> {
    if scores.is_empty() {
        return Ok(None);
    }
    let mut stored = Vec::new();
    for (score, position) in scores.iter().zip(0_i64..) {
        let id = ensure(tx, score)?;
        place(tx, flow, id, position)?;
        stored.push(match score.value {
            Some(value) if value.fract() == 0.0 => format!("[{id},{value:.0}]"),
            Some(value) => format!("[{id},{value}]"),
            None => format!("[{id}]"),
        });
    }
    Ok(Some(format!("[{}]", stored.join(","))))
}

/// Reads scores as they were stored.
///
/// # Errors
/// [`Error::Damaged`] when the text is not what was written.
pub fn load(connection: &Connection, stored: Option<&str>) -> Result<Scores> {
    let Some(stored) = stored else {
        return Ok(Scores::default());
    };
    let mut by_id =
        connection.prepare_cached("SELECT id, key, name, system FROM criterion WHERE id = ?")?;
    let mut scores = Vec::new();
    for (id, value) in pairs(stored)? {
        let criterion = by_id.query_row([id], read).optional()?;
        let criterion = criterion.ok_or_else(|| damaged(&"an unknown criterion"))?;
        scores.push(Score {
            key: criterion.key,
            name: criterion.name,
            system: criterion.system,
            value,
        });
    }
    Ok(Scores::from_stored(scores))
}

/// The values that were given, with the numbers of their criteria, out of scores as [`store`] wrote
/// them.
///
/// # Errors
/// [`Error::Damaged`] when the text is not what was written.
pub(crate) fn given(stored: &str) -> Result<impl Iterator<Item = (i64, f64)>> {
    let pairs = pairs(stored)?.into_iter();
    Ok(pairs.filter_map(|(id, value)| Some((id, value?))))
}

/// The number of a criterion and its value, as a list of one or two.
struct Stored(i64, Option<f64>);

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Stored;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a criterion's number and its value, if there is one")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Stored, A::Error> {
                let id = list.next_element()?;
                let id = id.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                Ok(Stored(id, list.next_element()?))
            }
        }
        deserializer.deserialize_seq(List)
    }
}

fn pairs(stored: &str) -> Result<Vec<(i64, Option<f64>)>> {
    let stored: Vec<Stored> = serde_json::from_str(stored).map_err(|error| damaged(&error))?;
    Ok(stored
        .into_iter()
        .map(|Stored(id, value)| (id, value))
        .collect())
}

fn damaged(error: &dyn std::fmt::Display) -> Error {
    Error::Damaged(format!("scores: {error}"))
}

fn ensure(tx: &Tx<'_>, score: &Score) -> Result<i64> {
    let known: Option<(i64, String)> = tx
        .prepare_cached("SELECT id, name FROM criterion WHERE key = ?")?
        .query_row([score.key.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match known {
        Some((id, name)) if name == score.name => Ok(id),
        // What the API of April 2026 tells has no name of its own.
        Some((id, _)) if is_our_name(score) => Ok(id),
        Some((id, _)) => {
            tx.prepare_cached("UPDATE criterion SET name = ? WHERE id = ?")?
                .execute(params![score.name, id])?;
            Ok(id)
        }
        None => Ok(tx
            .prepare_cached(
                "INSERT INTO criterion (key, name, system) VALUES (?, ?, ?) RETURNING id",
            )?
            .query_row(
                params![score.key.as_str(), score.name, score.system.as_str()],
                |row| row.get(0),
            )?),
    }
}

fn is_our_name(score: &Score) -> bool {
    DEFAULT_CRITERIA
        .iter()
        .any(|(key, name)| *key == score.key.as_str() && *name == score.name)
}

fn place(tx: &Tx<'_>, flow: &FlowId, criterion: i64, position: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO flow_criterion (flow_id, criterion_id, position) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET position = excluded.position
             WHERE position <> excluded.position",
    )?
    .execute(params![flow.as_str(), criterion, position])?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Criterion> {
    Ok(Criterion {
        id: row.get(0)?,
        key: CriterionKey::from_text(row.get::<_, String>(1)?),
        name: row.get(2)?,
        system: ScoringSystem::parse(&row.get::<_, String>(3)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{BACKEND, Desk};

    fn scores() -> Scores {
        let list = [
            ("Communication", "out_of_5", Some(4.0)),
            ("Culture fit", "percentage", Some(3.5)),
            ("Has a licence", "binary", None),
        ];
        Scores::new(
            list.map(|(name, system, value)| {
                (name.to_owned(), ScoringSystem::parse(system), value)
            }),
        )
    }

    #[test]
    fn scores_come_back_as_they_were_stored() {
        let desk = Desk::new();
        let flow = FlowId::new(BACKEND);
        let stored = desk.write(|tx| store(tx, &flow, &scores()));
        assert_eq!(
            desk.read(|it| load(it, stored.as_deref())),
            scores(),
            "names, systems, values, order"
        );
        let names: Vec<_> = desk.read(|it| of_flow(it, &flow));
        let names: Vec<_> = names.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Communication", "Culture fit", "Has a licence"]);
        assert_eq!(desk.read(|it| load(it, None)), Scores::default());
    }

    #[test]
    fn a_criterion_is_stored_once_and_takes_the_newest_name() {
        let desk = Desk::new();
        let flow = FlowId::new(BACKEND);
        let named = |name: &str| Scores::new([(name.to_owned(), ScoringSystem::OutOf5, Some(1.0))]);
        desk.write(|tx| store(tx, &flow, &named("Customer empathy")));
        desk.write(|tx| store(tx, &flow, &named("Customer Empathy")));
        let key = CriterionKey::new("customer empathy", &ScoringSystem::OutOf5);
        let found = desk.read(|it| find(it, &key)).expect("it is known");
        assert_eq!(found.name, "Customer Empathy", "as it is written today");
        assert_eq!(desk.read(all).len(), 1, "once");
    }

    #[test]
    fn damaged_scores_are_an_error() {
        let desk = Desk::new();
        for text in ["x", "[[99,1]]", "[[]]"] {
            let read = desk.store.read(|it| load(it, Some(text)));
            assert!(matches!(read, Err(Error::Damaged(_))), "{text}: {read:?}");
        }
    }
}

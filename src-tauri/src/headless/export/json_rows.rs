//! Rows as one JSON array of objects, a line each.
//!
//! Scores are an array under `scores`, as Ribbon writes it, each with the criterion's `key` in
//! addition. The seven criteria that every flow has also stand under the names by which the API of
//! April 2026 sent them, so that a program which reads those goes on working.

use domain::scores::DEFAULT_CRITERIA;
use domain::{CriterionKey, Scores};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::ops::ControlFlow;
use store::view::export::{Cell, Column, Sink};

/// Writes rows as JSON.
pub(super) struct JsonRows<W: Write> {
    out: W,
    columns: Vec<Column>,
    count: u64,
    done: io::Result<()>,
}

impl<W: Write> JsonRows<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            columns: Vec::new(),
            count: 0,
            done: Ok(()),
        }
    }

    /// Writes what is left; says what went wrong, if anything.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.done?;
        let end = if self.count == 0 { "[]" } else { "\n]" };
        writeln!(self.out, "{end}")?;
        self.out.flush()
    }
}

impl<W: Write> Sink for JsonRows<W> {
    fn columns(&mut self, columns: &[Column]) -> ControlFlow<()> {
        self.columns = columns.to_vec();
        ControlFlow::Continue(())
    }

    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()> {
        let mut object = Map::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            if let Column::Scores(_) = column {
                object.extend(defaults(&cell));
            }
            object.insert(column.name().to_owned(), value(cell));
        }
        let before = if self.count == 0 { "[" } else { "," };
        self.count += 1;
        self.done = write!(self.out, "{before}\n{}", Value::Object(object));
        match self.done {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// A cell as JSON.
pub(in crate::headless) fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Flag(flag) => flag.into(),
        Cell::Whole(number) => number.into(),
        Cell::Real(number) => number.into(),
        Cell::Text(text) => text.into(),
        Cell::Scores(scores) => list(&scores),
    }
}

fn list(scores: &Scores) -> Value {
    let list = scores.iter().map(|score| {
        json!({
            "name": score.name,
            "key": score.key.as_str(),
            "score": score.value.map(number),
            "scoring_system": score.system.as_str(),
        })
    });
    list.collect()
}

/// The criteria that every flow has, under their keys.
fn defaults(cell: &Cell) -> impl Iterator<Item = (String, Value)> {
    DEFAULT_CRITERIA.into_iter().map(move |(key, _)| {
        let given = match cell {
            Cell::Scores(scores) => scores.value(&CriterionKey::from_text(key)),
            _ => None,
        };
        (key.to_owned(), given.map_or(Value::Null, number))
    })
}

/// A score; a whole number as Ribbon writes it, without a point.
fn number(score: f64) -> Value {
    match format!("{score}").parse::<i64>() {
        Ok(whole) => whole.into(),
        Err(_) => score.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ScoringSystem;

    #[test]
    fn none_one_and_many_rows_are_each_one_array() {
        for count in 0..3 {
            let mut out = Vec::new();
            let mut rows = JsonRows::new(&mut out);
            let columns = ["gap", "name"].map(|name| Column::Named(name.to_owned()));
            assert!(rows.columns(&columns).is_continue());
            for _ in 0..count {
                let cells = vec![Cell::Flag(true), Cell::Text("=\"x\"".to_owned())];
                assert!(rows.row(cells).is_continue());
            }
            rows.end().unwrap();
            let array: Vec<Value> = serde_json::from_slice(&out).unwrap();
            assert_eq!(array.len(), count, "as many as there are");
            for object in array {
                assert_eq!(object["gap"], true);
                assert_eq!(object["name"], "=\"x\"", "a text stays as it is");
            }
        }
    }

    #[test]
    fn scores_are_an_array_and_the_seven_of_every_flow_have_fields_too() {
        let scores = Scores::new([
            ("Communication".to_owned(), ScoringSystem::OutOf5, Some(4.0)),
            ("Skills".to_owned(), ScoringSystem::OutOf5, None),
            ("Fit".to_owned(), ScoringSystem::Percentage, Some(3.5)),
        ]);
        let mut out = Vec::new();
        let mut rows = JsonRows::new(&mut out);
        assert!(
            rows.columns(&[Column::Scores(scores.clone())])
                .is_continue()
        );
        for cell in [Cell::Scores(scores), Cell::Empty] {
            assert!(rows.row(vec![cell]).is_continue());
        }
        rows.end().unwrap();
        let array: Value = serde_json::from_slice(&out).unwrap();
        let scored = &array[0];
        assert_eq!(
            scored["scores"],
            json!([
                {"name": "Communication", "key": "communication", "score": 4,
                 "scoring_system": "out_of_5"},
                {"name": "Skills", "key": "skills", "score": null, "scoring_system": "out_of_5"},
                {"name": "Fit", "key": "fit:percentage", "score": 3.5,
                 "scoring_system": "percentage"},
            ])
        );
        assert_eq!(scored["communication"], json!(4));
        assert_eq!(scored["skills"], Value::Null);
        assert_eq!(scored.as_object().unwrap().len(), 8, "seven and the array");
        assert_eq!(array[1]["scores"], Value::Null, "there are none");
        assert_eq!(array[1]["communication"], Value::Null);
    }
}

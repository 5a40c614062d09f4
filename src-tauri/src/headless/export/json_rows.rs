//! Rows as one JSON array of objects, a line each.

use serde_json::{Map, Value};
use std::io::{self, Write};
use std::ops::ControlFlow;
use store::view::export::{Cell, Sink};

/// Writes rows as JSON.
pub(super) struct JsonRows<W: Write> {
    out: W,
    names: Vec<String>,
    count: u64,
    done: io::Result<()>,
}

impl<W: Write> JsonRows<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            names: Vec::new(),
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
    fn columns(&mut self, names: &[&str]) -> ControlFlow<()> {
        self.names = names.iter().map(|name| (*name).to_owned()).collect();
        ControlFlow::Continue(())
    }

    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()> {
        let cells = cells.into_iter().map(value);
        let object: Map<String, Value> = self.names.iter().cloned().zip(cells).collect();
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_one_and_many_rows_are_each_one_array() {
        for count in 0..3 {
            let mut out = Vec::new();
            let mut rows = JsonRows::new(&mut out);
            assert!(rows.columns(&["gap", "name"]).is_continue());
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
}

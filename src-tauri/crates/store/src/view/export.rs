//! Everything of one kind, a row at a time: for spreadsheets and other programs.
//!
//! The columns have the names of Ribbon's API; `first_seen_at`, `seen_by` and `gap` are ours.

use crate::table::interview;
use crate::{Connection, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::types::ValueRef;
use std::ops::ControlFlow;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A row for each person.
    Candidates,
    /// A row for each interview.
    Interviews,
    /// A row for each status change.
    Transitions,
    /// A row for each webhook as it was received.
    Deliveries,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Another number.
    Real(f64),
    /// A text.
    Text(String),
}

/// Whoever takes the rows in, in the order of the columns.
pub trait Sink {
    /// The names of the columns, before any row.
    fn columns(&mut self, names: &[&str]) -> ControlFlow<()>;
    /// One row. After [`ControlFlow::Break`] no more come.
    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()>;
}

/// How a column is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Flag,
    /// The stored transcript: two columns, the summary and the text.
    Said,
    /// Bytes as received: two columns, as text where they are text, else as Base64.
    Body,
}

impl Kind {
    fn of(column: &str) -> Self {
        match column {
            "gap" => Self::Flag,
            "said" => Self::Said,
            "body" => Self::Body,
            _ => Self::Plain,
        }
    }
}

/// Hands every row over, oldest first. Holds one row at a time.
///
/// # Errors
/// When the cache cannot be read.
pub fn each(connection: &Connection, what: What, sink: &mut dyn Sink) -> Result<()> {
    let mut statement = connection.prepare(sql(what))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let kinds: Vec<Kind> = names.iter().map(|name| Kind::of(name)).collect();
    if sink.columns(&headings(&names, &kinds)).is_break() {
        return Ok(());
    }
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut cells = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            let value = row.get_ref(at)?;
            match (kind, value) {
                (Kind::Said, ValueRef::Integer(num)) => {
                    let said = interview::said(connection, num)?;
                    cells.extend(said.map_or([Cell::Empty, Cell::Empty], |said| {
                        let summary = said.summary.map_or(Cell::Empty, Cell::Text);
                        [summary, Cell::Text(said.transcript)]
                    }));
                }
                (Kind::Body, ValueRef::Blob(bytes)) => cells.extend(body(bytes)),
                (Kind::Said | Kind::Body, _) => cells.extend([Cell::Empty, Cell::Empty]),
                (Kind::Flag, value) => cells.push(Cell::Flag(value == ValueRef::Integer(1))),
                (Kind::Plain, value) => cells.push(plain(value)),
            }
        }
        if sink.row(cells).is_break() {
            break;
        }
    }
    Ok(())
}

fn sql(what: What) -> &'static str {
    match what {
        What::Candidates => include_str!("export_candidates.sql"),
        What::Interviews => include_str!("export_interviews.sql"),
        What::Transitions => include_str!("export_transitions.sql"),
        What::Deliveries => include_str!("export_deliveries.sql"),
    }
}

fn headings<'a>(names: &'a [String], kinds: &[Kind]) -> Vec<&'a str> {
    let pairs = names.iter().zip(kinds);
    pairs
        .flat_map(|(name, kind)| match kind {
            Kind::Said => vec!["summary", "transcript"],
            Kind::Body => vec!["body", "body_base64"],
            Kind::Plain | Kind::Flag => vec![name.as_str()],
        })
        .collect()
}

fn body(bytes: &[u8]) -> [Cell; 2] {
    match std::str::from_utf8(bytes) {
        Ok(text) => [Cell::Text(text.to_owned()), Cell::Empty],
        Err(_) => [Cell::Empty, Cell::Text(STANDARD.encode(bytes))],
    }
}

fn plain(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Empty,
        ValueRef::Integer(number) => Cell::Whole(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(STANDARD.encode(bytes)),
    }
}

#[cfg(test)]
mod tests;

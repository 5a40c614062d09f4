//! Everything of one kind, a row at a time: for spreadsheets and other programs.
//!
//! The columns have the names of Ribbon's API. `first_seen_at`, `seen_by`, `gap`, `interviewed_at` and
//! those of what Ribbon no longer has are ours.

use crate::table::criterion;
use crate::table::interview;
use crate::{Connection, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Score, Scores};
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
    /// What an interview was scored.
    Scores(Scores),
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// One value under this name.
    Named(String),
    /// The scores: [`Cell::Scores`], or [`Cell::Empty`]. Lists, without values, the seven criteria
    /// that all flows have and then every other that is known.
    Scores(Scores),
}

impl Column {
    /// Its name; that of the scores is `scores`.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Scores(_) => "scores",
        }
    }
}

/// Takes the rows in, their cells in the order of the columns.
pub trait Sink {
    /// The columns, before any row.
    fn columns(&mut self, columns: &[Column]) -> ControlFlow<()>;
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
    /// The stored scores.
    Scores,
}

impl Kind {
    fn of(column: &str) -> Self {
        match column {
            "gap" => Self::Flag,
            "said" => Self::Said,
            "body" => Self::Body,
            "scores" => Self::Scores,
            _ => Self::Plain,
        }
    }
}

/// Gives every row to `sink`, oldest first. Holds one row at a time.
///
/// # Errors
/// When the cache cannot be read.
pub fn each(connection: &Connection, what: What, sink: &mut dyn Sink) -> Result<()> {
    let mut statement = connection.prepare(sql(what))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let kinds: Vec<Kind> = names.iter().map(|name| Kind::of(name)).collect();
    if sink
        .columns(&columns(connection, names, &kinds)?)
        .is_break()
    {
        return Ok(());
    }
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut cells = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            cells.extend(read(connection, *kind, row.get_ref(at)?)?);
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

fn columns(connection: &Connection, names: Vec<String>, kinds: &[Kind]) -> Result<Vec<Column>> {
    let mut columns = Vec::new();
    for (name, kind) in names.into_iter().zip(kinds) {
        let named = |name: &str| Column::Named(name.to_owned());
        match kind {
            Kind::Said => columns.extend(["summary", "transcript"].map(named)),
            Kind::Body => columns.extend(["body", "body_base64"].map(named)),
            Kind::Scores => columns.push(Column::Scores(criteria(connection)?)),
            Kind::Plain | Kind::Flag => columns.push(Column::Named(name)),
        }
    }
    Ok(columns)
}

/// Every criterion, those of all flows first.
fn criteria(connection: &Connection) -> Result<Scores> {
    let mut criteria: Vec<Score> = Scores::of_defaults([None; 7]).iter().cloned().collect();
    let known = criterion::all(connection)?;
    let others = known.into_iter().filter(|it| !it.key.is_default());
    criteria.extend(others.map(|it| Score {
        key: it.key,
        name: it.name,
        system: it.system,
        value: None,
    }));
    Ok(Scores::from_stored(criteria))
}

/// The cells of a value.
fn read(connection: &Connection, kind: Kind, value: ValueRef<'_>) -> Result<Vec<Cell>> {
    Ok(match (kind, value) {
        (Kind::Said, ValueRef::Integer(num)) => match interview::said(connection, num)? {
            Some(said) => {
                let summary = said.summary.map_or(Cell::Empty, Cell::Text);
                vec![summary, Cell::Text(said.transcript)]
            }
            None => vec![Cell::Empty, Cell::Empty],
        },
        (Kind::Body, ValueRef::Blob(bytes)) => body(bytes).into(),
        (Kind::Said | Kind::Body, _) => vec![Cell::Empty, Cell::Empty],
        (Kind::Scores, ValueRef::Null) => vec![Cell::Empty],
        (Kind::Scores, value) => {
            let stored = value.as_str().map_err(rusqlite::Error::from)?;
            vec![Cell::Scores(criterion::load(connection, Some(stored))?)]
        }
        (Kind::Flag, value) => vec![Cell::Flag(value == ValueRef::Integer(1))],
        (Kind::Plain, value) => vec![plain(value)],
    })
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

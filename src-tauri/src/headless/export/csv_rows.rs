//! Rows as CSV: RFC 4180, UTF-8, a line of names first. Made for spreadsheets, which take a text for
//! a formula that begins in a certain way, and run it: such a text gets an apostrophe in front.
//! Each criterion is a column.

use crate::bridge::score_columns::{ScoreColumn, score_columns};
use csv::{Terminator, Writer, WriterBuilder};
use std::io::{self, Write};
use std::ops::ControlFlow;
use store::view::export::{Cell, Column, Sink};

/// Writes rows as CSV.
pub(super) struct CsvRows<W: Write> {
    out: Writer<W>,
    columns: Vec<Column>,
    /// What the column of scores is written as.
    scores: Vec<ScoreColumn>,
    failed: Option<csv::Error>,
}

impl<W: Write> CsvRows<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out: WriterBuilder::new()
                .terminator(Terminator::CRLF)
                .from_writer(out),
            columns: Vec::new(),
            scores: Vec::new(),
            failed: None,
        }
    }

    /// Writes what is left; says what went wrong, if anything.
    pub(super) fn end(mut self) -> io::Result<()> {
        match self.failed.take() {
            Some(error) => Err(error.into()),
            None => self.out.flush(),
        }
    }

    fn write<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> ControlFlow<()> {
        match self.out.write_record(cells) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

impl<W: Write> Sink for CsvRows<W> {
    fn columns(&mut self, columns: &[Column]) -> ControlFlow<()> {
        self.columns = columns.to_vec();
        let fixed = columns.iter().map(Column::name);
        let mut headings = Vec::new();
        for column in columns {
            match column {
                Column::Named(name) => headings.push(name.clone()),
                Column::Scores(criteria) => {
                    self.scores = score_columns(criteria, fixed.clone());
                    headings.extend(self.scores.iter().map(|it| it.heading.clone()));
                }
            }
        }
        self.write(headings.iter().map(|heading| invite_list::inert(heading)))
    }

    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()> {
        let mut texts = Vec::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            match (column, &cell) {
                (Column::Scores(_), Cell::Scores(scores)) => {
                    texts.extend(self.scores.iter().map(|column| column.text(scores)));
                }
                (Column::Scores(_), _) => texts.extend(self.scores.iter().map(|_| String::new())),
                (Column::Named(_), _) => texts.push(text(cell)),
            }
        }
        self.write(texts)
    }
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => invite_list::inert(&text),
        // They are columns of their own.
        Cell::Scores(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Scores, ScoringSystem};

    fn written(cells: Vec<Cell>) -> String {
        let mut out = Vec::new();
        let mut rows = CsvRows::new(&mut out);
        let columns = ["a", "b"].map(|name| Column::Named(name.to_owned()));
        assert!(rows.columns(&columns).is_continue());
        assert!(rows.row(cells).is_continue());
        rows.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe() {
        for begin in ["=", "+", "-", "@", "\t", "\r"] {
            let evil = format!("{begin}cmd|' /C calc'!A0");
            let all = written(vec![Cell::Text(evil.clone()), Cell::Whole(-3)]);
            let mut reader = csv::Reader::from_reader(all.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            assert_eq!(&row[0], format!("'{evil}"), "made harmless");
            assert_eq!(&row[1], "-3", "a number of ours is no formula");
        }
    }

    #[test]
    fn quotes_commas_and_lines_come_back_as_they_were() {
        let said = "She said \"no\",\nthen\r\nleft — für immer";
        let all = written(vec![Cell::Text(said.to_owned()), Cell::Empty]);
        assert!(all.starts_with("a,b\r\n"), "names first, CRLF: {all:?}");
        let mut reader = csv::Reader::from_reader(all.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(&row[0], said);
        assert_eq!(&row[1], "", "nothing is known");
    }

    #[test]
    fn each_criterion_is_a_column_and_no_heading_is_a_formula() {
        let one = |name: &str, system: &str, value| {
            (name.to_owned(), ScoringSystem::parse(system), value)
        };
        let criteria = Scores::new([
            one("Communication", "out_of_5", None),
            one("=1+1", "out_of_5", None),
            one("Fit, in short", "percentage", None),
        ]);
        let given = Scores::new([one("=1+1", "out_of_5", Some(2.5))]);
        let mut out = Vec::new();
        let mut rows = CsvRows::new(&mut out);
        let columns = [Column::Named("id".into()), Column::Scores(criteria)];
        assert!(rows.columns(&columns).is_continue());
        for cell in [Cell::Scores(given), Cell::Empty] {
            assert!(rows.row(vec![Cell::Whole(1), cell]).is_continue());
        }
        rows.end().unwrap();
        let lines = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(
            lines,
            [
                "id,communication,'=1+1,\"Fit, in short (%)\"",
                "1,,2.5,",
                "1,,,"
            ]
        );
    }
}

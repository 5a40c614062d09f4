//! Rows as CSV: RFC 4180, UTF-8, a line of names first. Made for spreadsheets, which take a text for
//! a formula that begins in a certain way, and run it: such a text gets an apostrophe in front.

use csv::{Terminator, Writer, WriterBuilder};
use std::io::{self, Write};
use std::ops::ControlFlow;
use store::view::export::{Cell, Sink};

/// Writes rows as CSV.
pub(super) struct CsvRows<W: Write> {
    out: Writer<W>,
    failed: Option<csv::Error>,
}

impl<W: Write> CsvRows<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out: WriterBuilder::new()
                .terminator(Terminator::CRLF)
                .from_writer(out),
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
    fn columns(&mut self, names: &[&str]) -> ControlFlow<()> {
        self.write(names)
    }

    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()> {
        self.write(cells.into_iter().map(text))
    }
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => invite_list::inert(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: Vec<Cell>) -> String {
        let mut out = Vec::new();
        let mut rows = CsvRows::new(&mut out);
        assert!(rows.columns(&["a", "b"]).is_continue());
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
}

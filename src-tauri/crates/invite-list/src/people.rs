//! From lines to people.

use crate::address::{self, AddressFault};
use crate::{Mapping, Sheet};
use domain::{Email, Interviewee};
use std::collections::HashMap;

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The line of the file.
    pub line: u64,
    /// The line as it was read.
    pub cells: Vec<String>,
    /// Who.
    pub who: Interviewee,
    /// The earlier line with the same address.
    pub same_as: Option<u64>,
}

/// A line that nobody can be invited from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line of the file.
    pub line: u64,
    /// The line as it was read.
    pub cells: Vec<String>,
    /// Why.
    pub reason: Fault,
}

/// Why nobody can be invited from a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A quotation mark is opened and never closed, so that the lines after it became a part of this
    /// one.
    QuoteOpen,
    /// It has more cells than there are columns.
    TooManyCells {
        /// Cells of the line.
        cells: usize,
        /// Columns of the file.
        columns: usize,
    },
    /// No column is chosen for the address.
    NoEmailColumn,
    /// The address is none.
    Address {
        /// As it was written, shortened where it is long.
        text: String,
        /// Why it is none.
        fault: AddressFault,
    },
}

/// What is to become of each line: every one is in the first or in the second list, in the file's
/// order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Those to be invited.
    pub people: Vec<Person>,
    /// Lines that nobody can be invited from.
    pub bad: Vec<BadLine>,
}

/// Makes people out of a file's lines.
pub fn plan(sheet: &Sheet, mapping: Mapping) -> Plan {
    let mut plan = Plan::default();
    let mut seen: HashMap<Email, u64> = HashMap::new();
    for line in &sheet.lines {
        let cell = |column: Option<usize>| {
            let cell = line.cells.get(column?)?.trim();
            (!cell.is_empty()).then(|| cell.to_owned())
        };
        let who = Interviewee {
            email: cell(mapping.email),
            first_name: cell(mapping.first_name),
            last_name: cell(mapping.last_name),
        };
        if let Some(reason) = fault(sheet, line, mapping, &who) {
            plan.bad.push(BadLine {
                line: line.number,
                cells: line.cells.clone(),
                reason,
            });
            continue;
        }
        let email = who.email.as_deref().and_then(Email::parse);
        let same_as = email.as_ref().and_then(|email| seen.get(email).copied());
        if let Some(email) = email {
            seen.entry(email).or_insert(line.number);
        }
        plan.people.push(Person {
            line: line.number,
            cells: line.cells.clone(),
            who,
            same_as,
        });
    }
    plan
}

fn fault(sheet: &Sheet, line: &crate::Line, mapping: Mapping, who: &Interviewee) -> Option<Fault> {
    if line.is_open {
        return Some(Fault::QuoteOpen);
    }
    let mut beyond = line.cells.iter().skip(sheet.columns.len());
    if beyond.any(|cell| !cell.is_empty()) {
        return Some(Fault::TooManyCells {
            cells: line.cells.len(),
            columns: sheet.columns.len(),
        });
    }
    if mapping.email.is_none() {
        return Some(Fault::NoEmailColumn);
    }
    let email = who.email.as_deref().unwrap_or_default();
    address::fault(email).map(|fault| Fault::Address {
        text: shortened(email),
        fault,
    })
}

/// No more of a cell than helps to find it.
fn shortened(text: &str) -> String {
    let mut signs = text.chars();
    let begin: String = signs.by_ref().take(60).collect();
    if signs.next().is_some() {
        format!("{begin}…")
    } else {
        begin
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn planned(text: &str) -> Plan {
        let sheet = read(text.as_bytes()).unwrap();
        plan(&sheet, sheet.guess())
    }

    #[test]
    fn a_spreadsheets_file_becomes_people() {
        let plan = planned("Vorname;Nachname;E-Mail\r\nJörg;\"Meier; Dr.\";j@x.de\r\n;;k@x.de\r\n");
        assert_eq!(plan.bad, [], "all can be invited");
        let jörg = &plan.people[0].who;
        assert_eq!(jörg.last_name.as_deref(), Some("Meier; Dr."));
        assert_eq!(jörg.email.as_deref(), Some("j@x.de"));
        assert_eq!(plan.people[1].who.first_name, None, "an empty cell");
    }

    #[test]
    fn a_bad_line_is_listed_by_its_number_with_the_reason() {
        let plan = planned("Name,E-mail\nJane,jane\nJoe,\nJim,j@x.co,extra\nAnn,a@x.co,\n");
        let bad: Vec<(u64, Fault)> = plan
            .bad
            .iter()
            .map(|bad| (bad.line, bad.reason.clone()))
            .collect();
        let address = |text: &str, fault| Fault::Address {
            text: text.to_owned(),
            fault,
        };
        assert_eq!(bad[0], (2, address("jane", AddressFault::NoAt)));
        assert_eq!(bad[1], (3, address("", AddressFault::Missing)));
        let (cells, columns) = (3, 2);
        assert_eq!(bad[2], (4, Fault::TooManyCells { cells, columns }));
        assert_eq!(plan.people.len(), 1, "an empty cell too many is none");
    }

    #[test]
    fn the_same_address_again_names_the_line_where_it_stood_first() {
        let plan = planned("E-mail\na@x.co\nb@x.co\n A@X.co \n");
        let same: Vec<Option<u64>> = plan.people.iter().map(|one| one.same_as).collect();
        assert_eq!(same, [None, None, Some(2)], "case does not matter");
    }
}

//! Every row is exported once, under Ribbon's own names.

use super::*;
use crate::test_support::{BACKEND, Desk, held, invited, jane, nobody};

#[derive(Default)]
struct Taken {
    names: Vec<String>,
    rows: Vec<Vec<Cell>>,
    most: Option<usize>,
}

impl Sink for Taken {
    fn columns(&mut self, names: &[&str]) -> ControlFlow<()> {
        self.names = names.iter().map(|name| (*name).to_owned()).collect();
        ControlFlow::Continue(())
    }

    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()> {
        self.rows.push(cells);
        match self.most {
            Some(most) if self.rows.len() >= most => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

impl Taken {
    fn of(desk: &Desk, what: What) -> Self {
        let mut taken = Self::default();
        desk.read(|connection| each(connection, what, &mut taken));
        taken
    }

    fn cell(&self, row: usize, name: &str) -> &Cell {
        let at = self.names.iter().position(|known| known == name);
        &self.rows[row][at.unwrap_or_else(|| panic!("no column {name}"))]
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn an_interview_is_exported_with_what_was_said_and_when_it_was_first_seen() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    desk.told(
        &held("i1", BACKEND, jane(), "I like queues"),
        1_700_000_000_123,
    );
    desk.told(&invited("i2", BACKEND, nobody()), 5);
    let taken = Taken::of(&desk, What::Interviews);
    assert_eq!(taken.rows.len(), 2, "each once");
    for (name, cell) in [
        ("interview_id", text("i1")),
        ("interview_flow_id", text(BACKEND)),
        ("interview_flow_name", text("Backend Engineer")),
        ("status", text("completed")),
        ("interviewee_email_address", text("jane.doe@example.com")),
        ("communication", Cell::Whole(5)),
        ("motivation", Cell::Empty),
        ("average_score", Cell::Real(4.0)),
        ("first_seen_at", text("2023-11-14T22:13:20.123Z")),
        ("seen_by", text("rest")),
        ("gap", Cell::Flag(false)),
        ("transcript", text("I like queues")),
    ] {
        assert_eq!(taken.cell(0, name), &cell, "{name}");
    }
    assert_eq!(
        taken.cell(1, "transcript"),
        &Cell::Empty,
        "nothing was said"
    );
    assert!(
        taken.rows.iter().all(|row| row.len() == taken.names.len()),
        "as many cells as names"
    );
}

#[test]
fn a_person_is_one_row_however_many_interviews_there_are() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "a"), 1);
    desk.told(&held("i2", BACKEND, jane(), "b"), 2);
    desk.told(&held("i3", BACKEND, nobody(), "c"), 3);
    let taken = Taken::of(&desk, What::Candidates);
    assert_eq!(taken.rows.len(), 2, "Jane, and the one nobody knows");
    assert_eq!(taken.cell(0, "interviews"), &Cell::Whole(2));
    assert_eq!(taken.cell(1, "interviewee_email_address"), &Cell::Empty);
}

#[test]
fn bytes_that_are_no_text_are_exported_too() {
    let desk = Desk::new();
    desk.write(|tx| {
        Ok(tx.execute(
            "INSERT INTO delivery (source, road, received_at, headers, body, trust, outcome)
             VALUES ('relay', 'relay', 1, '[]', x'7b7d', 'verified', 'applied'),
                    ('relay', 'relay', 2, '[]', x'ff00', 'absent', 'quarantined')",
            [],
        )?)
    });
    let taken = Taken::of(&desk, What::Deliveries);
    assert_eq!(taken.cell(0, "body"), &text("{}"));
    assert_eq!(taken.cell(1, "body"), &Cell::Empty);
    assert_eq!(taken.cell(1, "body_base64"), &text("/wA="));
}

#[test]
fn whoever_has_enough_gets_no_more() {
    let desk = Desk::new();
    for n in 0..5 {
        desk.told(&invited(&format!("i{n}"), BACKEND, nobody()), n);
    }
    let mut taken = Taken {
        most: Some(2),
        ..Taken::default()
    };
    desk.read(|connection| each(connection, What::Interviews, &mut taken));
    assert_eq!(taken.rows.len(), 2, "a reader that left ends the export");
}

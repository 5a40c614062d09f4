//! Every row is exported once, under Ribbon's own names.

use super::*;
use crate::test_support::{BACKEND, Desk, held, invited, jane, nobody, scored};
use domain::{InterviewId, ScoringSystem, UnixMs};

#[derive(Default)]
struct Taken {
    names: Vec<String>,
    criteria: Vec<String>,
    rows: Vec<Vec<Cell>>,
    most: Option<usize>,
}

impl Sink for Taken {
    fn columns(&mut self, columns: &[Column]) -> ControlFlow<()> {
        for column in columns {
            self.names.push(column.name().to_owned());
            match column {
                Column::Named(_) => {}
                Column::Scores(criteria) => {
                    self.criteria = criteria
                        .iter()
                        .map(|it| it.key.as_str().to_owned())
                        .collect();
                }
            }
        }
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
    let mut dated = held("i1", BACKEND, jane(), "I like queues");
    dated.ended_at = Some(UnixMs(1_699_999_200_000));
    desk.told(&dated, 1_700_000_000_123);
    desk.told(&invited("i2", BACKEND, nobody()), 5);
    let taken = Taken::of(&desk, What::Interviews);
    assert_eq!(taken.rows.len(), 2, "each once");
    for (name, cell) in [
        ("interview_id", text("i1")),
        ("interview_flow_id", text(BACKEND)),
        ("interview_flow_name", text("Backend Engineer")),
        ("status", text("completed")),
        ("interviewee_email_address", text("jane.doe@example.com")),
        ("started_at", Cell::Empty),
        ("ended_at", text("2023-11-14T22:00:00.000Z")),
        (
            "scores",
            Cell::Scores(scored(&[("communication", 5.0), ("skills", 3.0)])),
        ),
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

#[test]
fn what_ribbon_no_longer_has_is_exported_and_marked() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "a"), 1);
    desk.told(&held("i2", BACKEND, jane(), "b"), 2);
    desk.write(|tx| interview::mark_gone(tx, &InterviewId::new("i1"), UnixMs(1_700_000_000_123)));
    desk.write(|tx| {
        Ok(tx.execute(
            "UPDATE interview SET recordings_gone_at = 1700000000999 WHERE interview_id = 'i2'",
            [],
        )?)
    });
    let taken = Taken::of(&desk, What::Interviews);
    let since = |row, name| taken.cell(row, name).clone();
    assert_eq!(
        [
            since(0, "no_longer_at_ribbon_since"),
            since(1, "no_longer_at_ribbon_since"),
            since(0, "recordings_gone_since"),
            since(1, "recordings_gone_since"),
        ],
        [
            text("2023-11-14T22:13:20.123Z"),
            Cell::Empty,
            Cell::Empty,
            text("2023-11-14T22:13:20.999Z"),
        ]
    );
    let people = Taken::of(&desk, What::Candidates);
    assert_eq!(people.cell(0, "no_longer_at_ribbon"), &Cell::Whole(1));
    assert_eq!(people.cell(0, "interviews"), &Cell::Whole(2), "of these");
}

#[test]
fn a_candidate_is_exported_with_when_the_newest_interview_took_place() {
    let desk = Desk::new();
    let mut newest = held("i1", BACKEND, jane(), "a");
    newest.ended_at = Some(UnixMs(1_700_000_000_123));
    desk.told(&newest, 1_700_000_009_000);
    let mut oldest = held("i2", BACKEND, jane(), "b");
    oldest.started_at = Some(UnixMs(1_600_000_000_000));
    desk.told(&oldest, 1_700_000_010_000);
    desk.told(&held("i3", BACKEND, nobody(), "c"), 3);
    let taken = Taken::of(&desk, What::Candidates);
    let at = |row| taken.cell(row, "interviewed_at").clone();
    assert_eq!(at(0), text("2023-11-14T22:13:20.123Z"));
    assert_eq!(at(1), Cell::Empty, "Ribbon did not say when");
}

#[test]
fn criteria_are_named_with_the_seven_of_every_flow_first() {
    let desk = Desk::new();
    let seven = domain::scores::DEFAULT_CRITERIA.map(|(key, _)| key.to_owned());
    let taken = Taken::of(&desk, What::Interviews);
    assert_eq!(taken.criteria, seven, "also where nothing was scored");
    let mut told = held("i1", BACKEND, jane(), "a");
    if let Some(data) = &mut told.data {
        data.scores = Scores::new([
            ("Aura".to_owned(), ScoringSystem::Binary, Some(5.0)),
            ("Skills".to_owned(), ScoringSystem::OutOf5, Some(5.0)),
        ]);
    }
    desk.told(&told, 1);
    let taken = Taken::of(&desk, What::Interviews);
    assert_eq!(taken.criteria[..7], seven);
    assert_eq!(taken.criteria[7..], ["aura:binary"]);
}

#[test]
fn damaged_scores_are_an_error_of_the_export() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "a"), 1);
    desk.write(|tx| {
        tx.execute_batch("DROP TRIGGER score_count_before; DROP TRIGGER score_count_after")?;
        Ok(tx.execute("UPDATE interview SET scores = '[[99,1]]'", [])?)
    });
    let mut taken = Taken::default();
    let read = desk.store.read(|it| each(it, What::Interviews, &mut taken));
    assert!(matches!(read, Err(crate::Error::Damaged(_))), "{read:?}");
}

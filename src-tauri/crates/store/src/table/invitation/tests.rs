//! A link is never lost, and nobody is asked for twice by accident.

use super::*;
use crate::table::invite_batch::{self, NewBatch, State};
use crate::test_support::{BACKEND, Desk, NURSE, invited, jane, nobody, zoe};

fn batch_of(desk: &Desk, people: &[Interviewee]) -> i64 {
    let all: Vec<NewInvitation> = people
        .iter()
        .zip(2..)
        .map(|(who, line)| NewInvitation {
            line,
            cells: vec![who.email.clone().unwrap_or_default()],
            who: who.clone(),
            bad: None,
        })
        .collect();
    desk.write(|tx| {
        let columns = ["E-mail".to_owned()];
        let new = NewBatch {
            flow: &FlowId::new(BACKEND),
            file_name: "people.csv",
            columns: &columns,
            recruiter: Some("m1"),
        };
        let id = invite_batch::add(tx, &new, UnixMs(1))?;
        add(tx, id, &all, UnixMs(1))?;
        Ok(id)
    })
}

fn the_next(desk: &Desk) -> Next {
    desk.read(next).expect("somebody waits")
}

fn state(desk: &Desk, batch: i64) -> State {
    desk.read(|it| invite_batch::find(it, batch)).unwrap().state
}

#[test]
fn rows_are_asked_for_in_the_files_order_and_a_newer_batch_goes_first() {
    let desk = Desk::new();
    let file = batch_of(&desk, &[jane(), zoe()]);
    assert_eq!(the_next(&desk).who, jane(), "the first line");
    let single = batch_of(&desk, &[nobody()]);
    assert_eq!(the_next(&desk).batch, single, "one does not wait for many");
    desk.write(|tx| invite_batch::set_state(tx, single, State::Stopped, None));
    assert_eq!(the_next(&desk).batch, file, "a stopped batch asks nothing");
}

#[test]
fn what_was_asked_is_no_longer_next_and_ends_unknown_when_nobody_hears_the_answer() {
    let desk = Desk::new();
    let batch = batch_of(&desk, &[jane()]);
    let asked = the_next(&desk).id;
    desk.write(|tx| ask(tx, asked, UnixMs(2)));
    assert_eq!(desk.read(next), None, "not asked for twice");
    assert_eq!(desk.write(|tx| orphan(tx, "ended", UnixMs(3))), 1, "one");
    desk.write(|tx| invite_batch::close_if_done(tx, batch));
    let row = desk.read(|it| find(it, asked)).unwrap();
    assert_eq!(row.outcome, Outcome::Unknown);
    assert_eq!(row.message.as_deref(), Some("ended"));
    assert_eq!(state(&desk, batch), State::Done, "nothing is left to ask");
    assert_eq!(
        desk.read(next),
        None,
        "and nothing is asked again by itself"
    );
}

#[test]
fn a_link_that_comes_late_is_kept_and_nothing_unmakes_it() {
    let desk = Desk::new();
    batch_of(&desk, &[jane()]);
    let id = the_next(&desk).id;
    desk.write(|tx| ask(tx, id, UnixMs(2)));
    desk.write(|tx| orphan(tx, "ended", UnixMs(3)));
    let interview = InterviewId::new("i1");
    desk.write(|tx| made(tx, id, &interview, "https://r/x", None, UnixMs(4)));
    desk.write(|tx| settle(tx, id, Outcome::Unknown, Some("late"), UnixMs(5)));
    let row = desk.read(|it| find(it, id)).unwrap();
    assert_eq!(row.outcome, Outcome::Made);
    assert_eq!(row.link.as_deref(), Some("https://r/x"), "told once, kept");
    assert_eq!(row.interview, Some(interview));
}

#[test]
fn a_person_counts_as_invited_unless_it_was_refused_or_given_up() {
    let desk = Desk::new();
    batch_of(&desk, &[jane()]);
    let flow = FlowId::new(BACKEND);
    let email = "jane.doe@example.com";
    let is = |desk: &Desk, flow: &FlowId| desk.read(|it| is_invited(it, flow, email));
    assert!(is(&desk, &flow), "waiting");
    assert!(!is(&desk, &FlowId::new(NURSE)), "into another flow");
    let id = the_next(&desk).id;
    for (outcome, invited) in [
        (Outcome::Unknown, true),
        (Outcome::Refused, false),
        (Outcome::Left, false),
    ] {
        desk.write(|tx| settle(tx, id, outcome, None, UnixMs(3)));
        assert_eq!(is(&desk, &flow), invited, "{outcome:?}");
    }
}

#[test]
fn traces_of_an_unclear_invitation_are_new_interviews_that_nobody_else_made() {
    let desk = Desk::new();
    desk.told(&invited("old", BACKEND, nobody()), 5);
    batch_of(&desk, &[jane(), zoe()]);
    let (first, second) = (the_next(&desk).id, the_next(&desk).id + 1);
    desk.write(|tx| {
        ask(tx, first, UnixMs(10))?;
        settle(tx, first, Outcome::Unknown, None, UnixMs(11))?;
        made(tx, second, &InterviewId::new("zoes"), "l", None, UnixMs(12))
    });
    desk.told(&invited("zoes", BACKEND, nobody()), 12);
    desk.told(&invited("elsewhere", NURSE, nobody()), 13);
    desk.told(&invited("others", BACKEND, zoe()), 13);
    desk.told(&invited("hers", BACKEND, jane()), 14);
    desk.told(&invited("untold", BACKEND, nobody()), 14);
    let found: Vec<String> = desk
        .read(|it| traces(it, first))
        .into_iter()
        .map(|trace| trace.interview.to_string())
        .collect();
    assert_eq!(found, ["hers", "untold"], "hers by address comes first");
    let hers = InterviewId::new("hers");
    desk.write(|tx| super::found(tx, first, Some(&hers), UnixMs(15)));
    let row = desk.read(|it| find(it, first)).unwrap();
    assert_eq!((row.outcome, row.link), (Outcome::Found, None), "no link");
}

#[test]
fn counts_and_slices_name_every_line_of_the_file() {
    let desk = Desk::new();
    let batch = batch_of(&desk, &[jane(), zoe()]);
    let bad = NewInvitation {
        line: 4,
        cells: vec!["x".into()],
        who: nobody(),
        bad: Some("no address".into()),
    };
    desk.write(|tx| add(tx, batch, std::slice::from_ref(&bad), UnixMs(1)));
    let counts = desk.read(|it| counts(it, batch));
    assert_eq!(counts[&Outcome::Waiting], 2, "{counts:?}");
    assert_eq!(counts[&Outcome::Bad], 1, "{counts:?}");
    let rows = desk.read(|it| list(it, batch, None, 1, 10));
    let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 4], "after the first");
    let rows = desk.read(|it| list(it, batch, Some(Outcome::Bad), 0, 10));
    assert_eq!(rows[0].message.as_deref(), Some("no address"));
}

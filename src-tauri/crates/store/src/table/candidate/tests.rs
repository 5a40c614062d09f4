//! One address is one person, and names are remembered.

use super::*;
use crate::table::{event, interview};
use crate::test_support::{BACKEND, Desk, by_email, held, invited, jane, nobody};
use domain::{FlowId, InterviewId, Road};

fn known(desk: &Desk, email: &str, name: Option<&str>, at: i64) -> CandidateId {
    desk.write(|tx| ensure(tx, &by_email(email), name, UnixMs(at)))
}

#[test]
fn one_address_is_one_person_however_it_is_written() {
    let desk = Desk::new();
    let first = known(&desk, "Jane.Doe@Example.com", None, 1);
    assert_eq!(
        known(&desk, " jane.doe@example.COM ", None, 2),
        first,
        "the same person"
    );
    assert_ne!(
        known(&desk, "jane.doe@example.org", None, 3),
        first,
        "another address"
    );
    assert_eq!(desk.read(count), 2);
}

#[test]
fn a_new_name_is_shown_and_the_old_one_remembered() {
    let desk = Desk::new();
    let id = known(&desk, "jane@example.com", Some("Jane Doe"), 1);
    known(&desk, "jane@example.com", None, 2);
    known(&desk, "jane@example.com", Some("Jane Roe"), 3);
    let now = desk.read(|it| get(it, id)).expect("she is here");
    assert_eq!(now.name.as_deref(), Some("Jane Roe"), "the newest");
    assert_eq!(
        desk.read(|it| names(it, id)),
        ["Jane Roe", "Jane Doe"],
        "newest first"
    );
    let changes = desk.number("SELECT count(*) FROM change");
    known(&desk, "jane@example.com", Some("Jane Roe"), 4);
    assert_eq!(
        desk.number("SELECT count(*) FROM change"),
        changes,
        "nothing new"
    );
}

#[test]
fn interviews_without_an_address_are_strangers_to_each_other() {
    let desk = Desk::new();
    let (_, first) = desk.told(&invited("i1", BACKEND, nobody()), 1);
    let (_, second) = desk.told(&invited("i2", BACKEND, nobody()), 1);
    assert_ne!(first, second, "nobody says that they are one");
    let key = CandidateKey::Anonymous(InterviewId::new("i1"));
    assert_eq!(
        desk.read(|it| find(it, &key)).map(|found| found.id),
        Some(first)
    );
}

#[test]
fn a_person_goes_when_nothing_points_to_them_and_not_before() {
    let desk = Desk::new();
    let event = desk.happened(&held("i1", BACKEND, nobody(), "hello"), 1, false);
    let id = CandidateId(desk.number("SELECT candidate_id FROM interview"));
    let remove = || desk.write(|tx| remove_if_orphan(tx, id));
    assert!(!remove(), "an interview points to them");
    let person = known(&desk, "jane.doe@example.com", Some("Jane Doe"), 2);
    let num = desk.write(|tx| {
        let told = held("i1", BACKEND, jane(), "hello");
        interview::put(tx, &told, person, Road::Rest, UnixMs(2))
    });
    assert!(!remove(), "event {event} still does");
    desk.write(|tx| event::move_to(tx, num, person));
    assert!(remove(), "nothing does any more");
    assert_eq!(desk.read(|it| get(it, id)), None, "gone");
    let left = "SELECT count(*) FROM standing WHERE flow_id = '7b896044'";
    assert_eq!(desk.number(left), 0, "with their place on the board");
    assert_eq!(
        FlowId::new(BACKEND).as_str(),
        "7b896044",
        "the flow that is meant"
    );
}

//! What was found is shown where it was said.

use super::*;
use crate::test_support::today;
use crate::test_support::{BACKEND, Desk, held, invited, jane, zoe};

fn found(desk: &Desk, text: &str) -> Vec<Found> {
    desk.read(|connection| find(connection, text, 10, &today()))
}

#[test]
fn a_word_is_shown_in_its_surroundings_with_its_second() {
    let desk = Desk::new();
    let said = "First I moved the office and then I moved Kubernetes clusters at night";
    desk.told(&held("i1", BACKEND, jane(), said), 1);
    let found = found(&desk, "kubern");
    assert_eq!(found.len(), 1, "one interview");
    assert_eq!(found[0].interview_id, "i1");
    assert_eq!(found[0].candidate.as_deref(), Some("Jane Doe"));
    assert_eq!(found[0].seconds, Some(9.0), "a word a second: the tenth");
    let snippet = found[0].snippet.as_deref().unwrap();
    assert!(snippet.contains("Kubernetes clusters"), "{snippet}");
}

#[test]
fn a_long_turn_is_cut_on_both_sides() {
    let desk = Desk::new();
    let said = format!("{} needle {}", "hay ".repeat(200), "straw ".repeat(200));
    desk.told(&held("i1", BACKEND, jane(), said.trim()), 1);
    let snippet = found(&desk, "needle").remove(0).snippet.unwrap();
    assert!(snippet.starts_with("… hay"), "{snippet}");
    assert!(snippet.ends_with("straw …"), "{snippet}");
    assert!(snippet.chars().count() < 240, "{snippet}");
}

#[test]
fn a_person_is_found_without_having_said_anything_and_accents_do_not_matter() {
    let desk = Desk::new();
    desk.told(&invited("i1", BACKEND, zoe()), 1);
    desk.told(&held("i2", BACKEND, jane(), "I met Zoë at the café"), 2);
    let found = found(&desk, "zoe");
    let ids: Vec<&str> = found.iter().map(|one| one.interview_id.as_str()).collect();
    assert_eq!(ids, ["i1", "i2"], "the person first");
    assert_eq!(found[0].snippet, None, "nothing was said yet");
    assert_eq!(found[1].seconds, Some(2.0), "the third word");
}

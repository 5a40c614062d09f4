//! What a user types never fails, and finds what was said and nothing that no longer stands there.

use super::*;
use crate::test_support::{BACKEND, Desk, held, invited, jane, nobody, person, zoe};
use proptest::prelude::*;

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let ids = desk.read(|connection| find(connection, text, 10));
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}

/// Two people, each with an interview.
fn two() -> Desk {
    let desk = Desk::new();
    desk.told(
        &held(
            "i1",
            BACKEND,
            jane(),
            "I moved the payments to another region",
        ),
        1,
    );
    desk.told(
        &held(
            "i2",
            BACKEND,
            zoe(),
            "Ma première école était près de Doe Street",
        ),
        2,
    );
    desk
}

#[test]
fn every_word_must_occur_in_whatever_order_and_case() {
    let desk = two();
    assert_eq!(found(&desk, "REGION moved"), ["i1"], "both were said");
    assert_eq!(found(&desk, "region école"), [""; 0], "by different people");
}

#[test]
fn the_last_word_may_still_be_typed() {
    let desk = two();
    assert_eq!(found(&desk, "moved the pay"), ["i1"], "payments");
    assert_eq!(found(&desk, "pay moved"), [""; 0], "only the last one");
    assert_eq!(
        found(&desk, "p"),
        ["i2", "i1"],
        "a single letter, the newest first"
    );
}

#[test]
fn accents_matter_neither_in_what_was_said_nor_in_what_is_typed() {
    let desk = two();
    for text in [
        "ecole",
        "ÉCOLE",
        "angstrom",
        "zoe",
        "Zoë Å",
        "e\u{301}cole",
        "premie\u{300}re",
    ] {
        assert_eq!(found(&desk, text), ["i2"], "{text:?}");
    }
}

#[test]
fn people_called_so_come_before_those_who_only_said_it() {
    let desk = two();
    assert_eq!(
        found(&desk, "doe"),
        ["i1", "i2"],
        "Jane Doe, then Doe Street"
    );
    assert_eq!(found(&desk, "jane.doe@example.com"), ["i1"], "by address");
    let one = desk.read(|connection| find(connection, "doe", 1));
    assert_eq!(one, [InterviewId::new("i1")], "no more than asked for");
}

#[test]
fn an_invited_person_is_found_before_anything_was_said() {
    let desk = Desk::new();
    desk.told(&invited("i1", BACKEND, jane()), 1);
    assert_eq!(found(&desk, "jane"), ["i1"], "by name");
}

#[test]
fn text_that_was_replaced_is_not_found_any_more() {
    let desk = two();
    desk.told(&held("i1", BACKEND, jane(), "I stayed"), 3);
    assert_eq!(found(&desk, "payments"), [""; 0], "no longer said");
    assert_eq!(found(&desk, "stayed"), ["i1"], "said now");
    assert_eq!(found(&desk, "jane"), ["i1"], "once, not twice");
}

#[test]
fn what_was_said_stays_found_when_rest_no_longer_shows_it() {
    let desk = two();
    desk.told(&invited("i1", BACKEND, jane()), 3);
    assert_eq!(
        found(&desk, "payments"),
        ["i1"],
        "the transcript is still here"
    );
}

#[test]
fn a_person_whom_only_a_webhook_named_is_found() {
    let desk = two();
    desk.told(&held("i1", BACKEND, nobody(), "I moved the payments"), 3);
    assert_eq!(
        found(&desk, "jane"),
        ["i1"],
        "REST names nobody, the cache remembers"
    );
}

#[test]
fn whatever_a_user_types_is_a_question_and_never_an_error() {
    let desk = two();
    let typed = [
        "",
        " ",
        "\"",
        "\"\"",
        "'",
        "*",
        "region*",
        "AND",
        "OR",
        "NOT moved",
        "moved OR",
        "NEAR(moved region)",
        "name:jane",
        "{name}: jane",
        "-moved",
        "^moved",
        "(moved",
        "moved)",
        "a\0b",
        "\u{1}",
        "😀",
        "...",
        "--",
        "jane@",
        "don't",
        "C++",
        "moved; DROP TABLE search",
        "Ⓐ",
        "कर्म",
        "สวัสดี",
        "東京 大学",
        "\u{301}",
        "a\u{200d}b",
        "½",
        "\u{ffff}",
    ];
    for text in typed {
        let ids = desk.store.read(|connection| find(connection, text, 10));
        assert!(ids.is_ok(), "{text:?}: {ids:?}");
    }
    assert_eq!(
        found(&desk, "-moved (region"),
        ["i1"],
        "signs part words, no more"
    );
}

#[test]
fn scripts_that_write_vowels_as_marks_are_found() {
    let desk = Desk::new();
    desk.told(
        &held("i1", BACKEND, person("कर्म", "सिंह", None), "สวัสดี ครับ"),
        1,
    );
    for text in ["कर्म", "สวัสดี", "सिंह"] {
        assert_eq!(found(&desk, text), ["i1"], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn no_text_makes_search_fail(texts in prop::collection::vec(any::<String>(), 60)) {
        let desk = two();
        for text in texts {
            let ids = desk.store.read(|connection| find(connection, &text, 10));
            prop_assert!(ids.is_ok(), "{:?}: {:?}", text, ids);
        }
    }
}

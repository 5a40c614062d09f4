//! What a user types never fails, and finds what was said and nothing that no longer stands there.

use super::*;
use crate::table::mark::note::{self, NoteText};
use crate::table::mark::person::PersonKey;
use crate::table::search_note;
use crate::test_support::today;
use crate::test_support::{BACKEND, Desk, held, invited, jane, nobody, person, zoe};
use domain::UnixMs;
use proptest::prelude::*;

fn ask(connection: &Connection, text: &str) -> Result<Vec<InterviewId>> {
    interviews(connection, &Query::parse(text, &today()), 10)
}

fn answer(desk: &Desk, text: &str, most: usize) -> Answer {
    desk.read(|it| find(it, &Query::parse(text, &today()), most, &|| false))
}

/// Pieces as one text, with what is marked in brackets.
fn written(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| match piece.is_match {
        true => format!("[{}]", piece.text),
        false => piece.text.clone(),
    });
    pieces.collect()
}

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let ids = desk.read(|connection| ask(connection, text));
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
    let one = desk.read(|it| interviews(it, &Query::parse("doe", &today()), 1));
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
        "flow:",
        "score>",
        "\u{e000}7b896044",
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
        let ids = desk.store.read(|connection| ask(connection, text));
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

#[test]
fn a_phrase_is_found_where_its_words_stand_side_by_side() {
    let desk = two();
    assert_eq!(found(&desk, "\"the payments\""), ["i1"]);
    assert_eq!(
        found(&desk, "\"moved payments\""),
        [""; 0],
        "not side by side"
    );
    assert_eq!(
        found(&desk, "\"doe street\""),
        ["i2"],
        "not who is called Doe"
    );
    assert_eq!(
        found(&desk, "\"jane doe\" payments"),
        ["i1"],
        "a person and a word"
    );
}

#[test]
fn signs_in_another_order_are_not_found_though_each_two_stand_there() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "京大学 東京大 学東"), 1);
    assert_eq!(found(&desk, "東京大"), ["i1"]);
    assert_eq!(
        found(&desk, "学東京"),
        [""; 0],
        "学東 and 東京, but not 学東京"
    );
}

#[test]
fn candidates_are_shown_once_people_first_with_the_places_marked() {
    let desk = two();
    desk.flow(BACKEND, "Backend Engineer");
    desk.told(&held("i3", BACKEND, zoe(), "Doe is a deer"), 3);
    let answer = answer(&desk, "doe", 10);
    let names: Vec<String> = answer.people.iter().map(|one| written(&one.name)).collect();
    assert_eq!(names, ["Jane [Doe]", "Zoë Ångström"], "each once");
    assert!(!answer.has_more, "that is all");
    let [jane, zoe] = answer.people.as_slice() else {
        panic!("two: {answer:?}")
    };
    assert_eq!(written(&jane.email), "jane.[doe]@example.com");
    assert_eq!(
        (jane.average, jane.places.len()),
        (Some(4.0), 0),
        "only called so"
    );
    let places: Vec<String> = zoe.places.iter().map(|one| written(&one.snippet)).collect();
    assert_eq!(
        places,
        [
            "[Doe] is a deer",
            "Ma première école était près de [Doe] Street"
        ]
    );
    let first = &zoe.places[1];
    assert_eq!(first.seconds, Some(6.0), "a word a second: the seventh");
    assert_eq!(first.interview_id.as_deref(), Some("i2"));
    assert_eq!(first.flow.as_deref(), Some("Backend Engineer"));
    assert_eq!(
        (first.kind, first.role.as_deref()),
        (PlaceKind::Said, Some("user"))
    );
}

#[test]
fn no_more_candidates_are_shown_than_asked_for_and_that_there_are_more_is_said() {
    let desk = two();
    let one = answer(&desk, "p", 1);
    assert_eq!((one.people.len(), one.has_more), (1, true));
    let both = answer(&desk, "p", 2);
    assert_eq!((both.people.len(), both.has_more), (2, false));
    let none = answer(&desk, "nobody", 2);
    assert_eq!((none.people.len(), none.has_more), (0, false));
}

#[test]
fn a_search_that_is_overtaken_stops() {
    let desk = two();
    let left = desk.read(|it| find(it, &Query::parse("p", &today()), 10, &|| true));
    assert!(left.people.is_empty() && left.has_more, "{left:?}");
}

#[test]
fn the_second_is_that_of_the_word_also_where_words_are_not_parted() {
    let desk = Desk::new();
    let mut told = held("i1", BACKEND, jane(), "x");
    if let Some(data) = &mut told.data {
        data.segments[0].content = "我在北京大学学习".into();
        let words = ["我", "在", "北京", "大学", "学习"];
        data.segments[0].words = (0_u32..)
            .zip(words)
            .map(|(at, word)| domain::Word {
                start: f64::from(at),
                end: f64::from(at) + 0.5,
                word: word.into(),
            })
            .collect();
    }
    desk.told(&told, 1);
    let place = answer(&desk, "大学", 1).people.remove(0).places.remove(0);
    assert_eq!(place.seconds, Some(3.0), "the fourth word");
    assert_eq!(written(&place.snippet), "我在北京[大学]学习");
}

#[test]
fn a_transcript_without_segments_is_found_and_quoted() {
    let desk = Desk::new();
    let mut told = held("i1", BACKEND, jane(), "x");
    if let Some(data) = &mut told.data {
        data.segments.clear();
        data.transcript = "Interviewer: Why? Candidate: For the flowers.".into();
    }
    desk.told(&told, 1);
    let place = answer(&desk, "flowers", 1)
        .people
        .remove(0)
        .places
        .remove(0);
    assert!(written(&place.snippet).contains("For the [flowers]"));
    assert_eq!(place.seconds, None, "nobody knows when");
}

fn says(text: &str) -> NoteText {
    NoteText {
        interview_id: Some("i1".to_owned()),
        at_ms: Some(61_500),
        text: text.to_owned(),
    }
}

/// Takes a note on somebody, and gives its id.
fn noted(desk: &Desk, person: &str, text: &str) -> String {
    let who = PersonKey::parse(person).unwrap();
    desk.write(|tx| note::add(tx, &who, &says(text), UnixMs(1)))
        .note_id
}

#[test]
fn notes_are_found_after_people_and_before_what_was_said() {
    let desk = two();
    noted(&desk, "jane.doe@example.com", "Ask about Ångström");
    let found = answer(&desk, "angstrom", 10);
    let names: Vec<String> = found.people.iter().map(|one| written(&one.name)).collect();
    assert_eq!(names, ["Zoë [Ångström]", "Jane Doe"]);
    let place = &found.people[1].places[0];
    assert_eq!(written(&place.snippet), "Ask about [Ångström]");
    assert_eq!((place.kind, place.seconds), (PlaceKind::Note, Some(61.5)));
    assert_eq!(place.interview_id.as_deref(), Some("i1"));
}

#[test]
fn a_note_that_was_changed_or_removed_is_found_no_more() {
    let desk = two();
    let who = PersonKey::parse("jane.doe@example.com").unwrap();
    let note = noted(&desk, who.as_str(), "Notice period of three months");
    noted(&desk, "gone@example.com", "three years");
    let found = |text: &str| answer(&desk, text, 9).people.len();
    assert_eq!(found("three"), 1, "of people who are here");
    let change = |text: &str| {
        desk.write(|tx| note::change(tx, &note, &who, &says(text), UnixMs(2)));
    };
    change("Notice period of two months");
    assert_eq!(found("three"), 0, "changed");
    assert_eq!(found("two mon"), 1, "as it is now");
    desk.write(|tx| note::remove(tx, &note, UnixMs(3)));
    assert_eq!(found("two mon"), 0, "removed");
    desk.write(|tx| search_note::rebuild(tx));
    assert_eq!(found("two mon"), 0, "and not put in again");
    change("Notice period of two months");
    assert_eq!(found("two mon"), 1, "brought back");
    desk.write(|tx| search_note::rebuild(tx));
    assert_eq!(found("two mon"), 1, "and put in again");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn no_text_makes_search_fail(texts in prop::collection::vec(any::<String>(), 60)) {
        let desk = two();
        for text in texts {
            let ids = desk.store.read(|connection| ask(connection, &text));
            prop_assert!(ids.is_ok(), "{:?}: {:?}", text, ids);
        }
    }
}

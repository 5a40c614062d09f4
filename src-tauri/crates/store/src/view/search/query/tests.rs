//! What is typed is understood, or taken for words.

use super::*;
use crate::table::criterion::in_units;
use crate::test_support::today;
use proptest::prelude::*;

fn terms(text: &str) -> Vec<String> {
    let query = Query::parse(text, &today());
    let written = query.terms.iter().map(|term| {
        let units: Vec<&str> = term.units.iter().map(|unit| unit.text.as_str()).collect();
        format!(
            "{}{}",
            units.join(" "),
            if term.is_beginning { "*" } else { "" }
        )
    });
    written.collect()
}

#[test]
fn words_are_looked_for_one_by_one_and_the_last_may_be_a_beginning() {
    assert_eq!(terms("Moved  the pay"), ["moved", "the", "pay*"]);
    assert_eq!(
        terms("jane.doe@x.io"),
        ["jane", "doe", "x", "io*"],
        "an address"
    );
    assert_eq!(terms(" ... "), [""; 0], "signs alone");
}

#[test]
fn a_phrase_stays_together_and_one_that_is_not_closed_is_still_typed() {
    assert_eq!(terms("a \"Moved the\" b"), ["a", "moved the", "b*"]);
    assert_eq!(
        terms("“moved the”"),
        ["moved the"],
        "as a word processor writes it"
    );
    assert_eq!(
        terms("x\"moved th"),
        ["x", "moved th*"],
        "right after a word"
    );
    assert_eq!(terms("\"\" \""), [""; 0], "nothing in it");
}

#[test]
fn runs_of_scripts_without_spaces_stay_together_apart_from_words_beside_them() {
    assert_eq!(terms("Go言語 東京"), ["go", "言 語", "東 京*"]);
    assert_eq!(
        terms("한국ㅅ"),
        ["한 국*"],
        "a syllable that is being typed"
    );
}

#[test]
fn filters_are_taken_out_of_the_words() {
    let query = Query::parse(
        "flow:\"Back end\" STATUS:short lang:de tag:\"very good\" java is:unread",
        &today(),
    );
    assert_eq!(query.flows, ["Back end"]);
    assert_eq!(query.statuses, ["short"]);
    assert_eq!(query.languages, ["de"]);
    assert_eq!(query.marks.tags, ["very good"]);
    assert!(query.is_unread && !query.marks.is_starred, "{query:?}");
    assert_eq!(query.words, ["java"]);
    assert!(query.not_understood.is_empty(), "{query:?}");
    let marks = Query::parse("is:starred is:Reviewed", &today()).marks;
    assert!(marks.is_starred && marks.is_reviewed, "{marks:?}");
}

#[test]
fn scores_are_compared_in_each_way() {
    let query = Query::parse("score>3 score>=3.5 score<4 score<=4,5 score=5", &today());
    let expected = [
        ScoreBound::Above(3.0),
        ScoreBound::AtLeast(3.5),
        ScoreBound::Below(4.0),
        ScoreBound::AtMost(4.5),
        ScoreBound::Shown(5.0),
    ];
    assert_eq!(query.scores, expected);
    assert!(ScoreBound::Shown(4.3).holds(13.0 / 3.0), "as it is shown");
    assert!(!ScoreBound::Above(4.0).holds(4.0), "not above itself");
}

#[test]
fn what_only_looks_like_a_filter_is_taken_for_words_and_said_so() {
    let query = Query::parse("colour:red is:tall score>many", &today());
    assert_eq!(
        query.not_understood,
        ["colour:red", "is:tall", "score>many"]
    );
    assert_eq!(
        query.words,
        ["colour", "red", "is", "tall", "score", "many"]
    );
    let query = Query::parse("https://x.io 10:30 a:b scores flow: score>", &today());
    assert!(query.not_understood.is_empty(), "{query:?}");
    assert!(
        query.flows.is_empty() && query.scores.is_empty(),
        "still typed"
    );
}

proptest! {
    #[test]
    fn nothing_that_is_typed_makes_the_parser_fail(text in any::<String>()) {
        let query = Query::parse(&text, &today());
        prop_assert_eq!(query.words.len(), query.terms.len(), "each term as it was typed");
    }

    #[test]
    fn nothing_made_of_what_matters_makes_the_parser_fail(text in "[\"“:<>=a-c한東ก\u{e31} ]{0,40}(score|flow|is|tag)?[:<>=]?[\"“:<>=0-9 ]{0,5}") {
        let query = Query::parse(&text, &today());
        prop_assert_eq!(query.words.len(), query.terms.len(), "each term as it was typed");
    }
}

#[test]
fn criteria_are_compared_by_their_names() {
    let typed = "score:\"Customer empathy\">4 score:\"Culture fit\">=80% score:licence=yes java";
    let query = Query::parse(typed, &today());
    let named = |name: &str, bound| (name.to_owned(), bound);
    assert_eq!(
        query.criteria,
        [
            named("Customer empathy", ScoreBound::Above(4.0)),
            named("Culture fit", ScoreBound::AtLeast(4.0)),
            named("licence", ScoreBound::Is(true)),
        ]
    );
    assert_eq!(query.words, ["java"], "what comes after is a word");
    assert!(query.not_understood.is_empty(), "{query:?}");
    let query = Query::parse("score:fit=64% score:4 score<60%", &today());
    assert_eq!(
        query.criteria,
        [named("fit", ScoreBound::ShownPercent(3.2))]
    );
    let averages = [ScoreBound::Shown(4.0), ScoreBound::Below(3.0)];
    assert_eq!(query.scores, averages, "without a name it is the average");
}

#[test]
fn days_and_teams_are_filters() {
    let query = Query::parse(
        "date:2026-09 date:2026-09-01..2026-09-30 team:\"Sales EU\"",
        &today(),
    );
    assert_eq!(query.periods.len(), 2);
    assert_eq!(query.periods[0], query.periods[1], "the same month");
    assert_eq!(query.teams, ["Sales EU"]);
    let query = Query::parse("date:soon score:licence score:x>many score>yes", &today());
    let said = ["date:soon", "score:licence", "score:x>many", "score>yes"];
    assert_eq!(query.not_understood, said);
    let query = Query::parse("date: team: score:\"Cust", &today());
    assert!(query.not_understood.is_empty(), "still typed");
    assert!(!query.has_filters(), "{query:?}");
}

#[test]
fn units_of_a_bound_hold_what_the_bound_holds() {
    let bounds = [
        ScoreBound::Above(3.5),
        ScoreBound::AtLeast(3.5),
        ScoreBound::Below(3.5),
        ScoreBound::AtMost(3.5),
        ScoreBound::Shown(3.5),
        ScoreBound::ShownPercent(3.5),
        ScoreBound::Is(true),
        ScoreBound::Is(false),
    ];
    for bound in bounds {
        for tenths in 0..=50 {
            let value = f64::from(tenths) / 10.0;
            let holds = bound.units().contains(&in_units(value));
            assert_eq!(holds, bound.holds(value), "{bound:?} of {value}");
        }
    }
}

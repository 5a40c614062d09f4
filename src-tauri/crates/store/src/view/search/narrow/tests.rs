//! Filters leave whom they name, and a filter alone lists people.

use crate::table::event::What;
use crate::table::{event, flow};
use crate::test_support::today;
use crate::test_support::{BACKEND, Desk, NURSE, a_flow, held, invited, jane, person, zoe};
use crate::view::search::{Query, find};
use domain::UnixMs;

/// Jane was interviewed for the backend, Zoë is invited as a nurse, Ann was interviewed for both.
fn three() -> Desk {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    let mut nurse = a_flow(NURSE, "Krankenpfleger (Nacht)");
    nurse.language = Some("de-DE".into());
    desk.write(|tx| flow::put(tx, &nurse, UnixMs(1)));
    desk.told(&held("i1", BACKEND, jane(), "I moved the payments"), 1);
    desk.told(&invited("i2", NURSE, zoe()), 2);
    let ann = || person("Ann", "Lee", Some("ann@example.net"));
    desk.told(&held("i3", BACKEND, ann(), "I wrote payments"), 3);
    desk.told(&held("i4", NURSE, ann(), "Nachtschicht"), 4);
    desk
}

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let answer = desk.read(|it| find(it, &Query::parse(text, &today()), 10, &|| false));
    let names = answer.people.into_iter().map(|person| {
        let pieces = person.name.into_iter().map(|piece| piece.text);
        pieces.collect::<String>()
    });
    names.collect()
}

const JANE: &str = "Jane Doe";
const ZOE: &str = "Zoë Ångström";
const ANN: &str = "Ann Lee";

#[test]
fn a_filter_alone_lists_people_the_newest_first() {
    let desk = three();
    assert_eq!(found(&desk, "flow:back"), [ANN, JANE], "words of the title");
    assert_eq!(
        found(&desk, "flow:\"nacht kranken\""),
        [ANN, ZOE],
        "in any order"
    );
    assert_eq!(
        found(&desk, &format!("flow:{BACKEND}")),
        [ANN, JANE],
        "by its id"
    );
    assert_eq!(found(&desk, "lang:de"), [ANN, ZOE], "of German flows");
    assert_eq!(found(&desk, "flow:nowhere"), [""; 0], "no such flow");
    assert_eq!(found(&desk, ""), [""; 0], "nothing was asked");
}

#[test]
fn statuses_and_scores_are_those_of_one_and_the_same_flow() {
    let desk = three();
    assert_eq!(found(&desk, "status:invited"), [ZOE], "not held yet");
    assert_eq!(
        found(&desk, "status:none flow:krank"),
        [ANN],
        "held, no status"
    );
    assert_eq!(
        found(&desk, "score>=4"),
        [ANN, JANE],
        "all that were held have 4"
    );
    assert_eq!(found(&desk, "score>4"), [""; 0], "none has more");
    assert_eq!(
        found(&desk, "lang:de score=4"),
        [ANN],
        "both hold in one flow"
    );
    assert_eq!(
        found(&desk, "lang:de status:invited score=4"),
        [""; 0],
        "not in one"
    );
}

#[test]
fn words_and_filters_must_both_hold() {
    let desk = three();
    assert_eq!(found(&desk, "payments flow:back"), [ANN, JANE]);
    assert_eq!(
        found(&desk, "payments lang:de"),
        [""; 0],
        "said in another flow"
    );
    assert_eq!(found(&desk, "zoe status:invited"), [ZOE], "by name");
    assert_eq!(found(&desk, "zoe status:none"), [""; 0], "stands elsewhere");
}

#[test]
fn who_has_something_unread_is_told_by_the_inbox() {
    let desk = three();
    let told = held("i5", BACKEND, jane(), "Hello");
    let (num, jane) = desk.told(&told, 5);
    desk.write(|tx| {
        let what = What::Processed(&told.id, num);
        event::record(tx, &what, jane, &told.flow_id, UnixMs(5), false)
    });
    assert_eq!(found(&desk, "is:unread"), [JANE]);
    assert_eq!(found(&desk, "is:unread hello"), [JANE]);
    assert_eq!(found(&desk, "is:unread wrote"), [""; 0], "not hers");
}

#[test]
fn criteria_days_and_teams_leave_whom_they_name() {
    let desk = three();
    let sales = domain::Team {
        id: "team-care".into(),
        name: "Care".into(),
        created_at: "2026-01-01".into(),
    };
    desk.write(|tx| crate::table::team::put(tx, &sales));
    let nurse = domain::Flow {
        language: Some("de-DE".into()),
        team_id: Some("team-care".into()),
        ..a_flow(NURSE, "Krankenpfleger (Nacht)")
    };
    desk.write(|tx| flow::put(tx, &nurse, UnixMs(9)));
    let mut dated = held("i6", BACKEND, jane(), "again");
    dated.ended_at = Some(UnixMs(1_788_300_000_000));
    desk.told(&dated, 10);

    assert_eq!(found(&desk, "team:care"), [ANN, ZOE], "of its flows");
    assert_eq!(found(&desk, "team:care flow:back"), [""; 0]);
    assert_eq!(
        found(&desk, "date:2026-09-01"),
        [JANE],
        "when it took place"
    );
    assert_eq!(
        found(&desk, "date:2026-09 flow:krank"),
        [""; 0],
        "elsewhere"
    );
    assert_eq!(
        found(&desk, "date:<2026-09-01"),
        [""; 0],
        "of others it is not known"
    );
    assert_eq!(found(&desk, "score:communication>=4"), [ANN, JANE]);
    assert_eq!(found(&desk, "score:communication>5 date:2026"), [""; 0]);
    assert_eq!(
        found(&desk, "payments score:communication>=80%"),
        [ANN, JANE]
    );
}

#[test]
fn one_and_the_same_interview_meets_all_that_is_asked_of_interviews() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    desk.flow(NURSE, "Nurse");
    let told = |id: &str, flow: &str, who: domain::Interviewee, score: Option<f64>, at: i64| {
        let mut told = held(id, flow, who, "kubernetes");
        let name = "Customer empathy".to_owned();
        let list = score.map(|it| (name, domain::ScoringSystem::OutOf5, Some(it)));
        told.data.as_mut().expect("it was held").scores = domain::Scores::new(list);
        told.ended_at = Some(UnixMs(1_788_300_000_000 + at * 86_400_000));
        desk.told(&told, at);
    };
    // Jane was scored in the older one, Zoë in the newer one.
    told("i1", BACKEND, jane(), Some(5.0), 1);
    told("i2", NURSE, jane(), None, 2);
    told("i3", BACKEND, zoe(), None, 3);
    told("i4", NURSE, zoe(), Some(5.0), 4);
    let interviews = |text: &str| {
        let query = Query::parse(text, &today());
        let found = desk.read(|it| crate::view::search::interviews(it, &query, 10));
        let mut ids: Vec<String> = found.iter().map(|id| id.as_str().to_owned()).collect();
        ids.sort();
        ids
    };
    let empathy = "score:\"Customer empathy\">4";
    for (text, expected) in [
        (empathy.to_owned(), &["i1", "i4"][..]),
        (format!("kubernetes {empathy}"), &["i1", "i4"]),
        (format!("{empathy} flow:backend"), &["i1"]),
        (format!("{empathy} flow:nurse kubernetes"), &["i4"]),
        (format!("jane {empathy}"), &["i1"]),
        (format!("{empathy} date:2026-09-02"), &["i1"]),
        (format!("{empathy} date:2026-09-03"), &[]),
        ("score>4".to_owned(), &["i1", "i4"]),
        ("flow:backend".to_owned(), &["i1", "i3"]),
    ] {
        assert_eq!(interviews(&text), expected, "{text}");
    }
    assert_eq!(found(&desk, &format!("{empathy} flow:backend")), [JANE]);
}

#[test]
fn criteria_and_teams_that_are_not_known_are_said() {
    let desk = three();
    let typed = "score:\"Customer empathy\">4 team:nowhere";
    let answer = desk.read(|it| find(it, &Query::parse(typed, &today()), 10, &|| false));
    assert_eq!(answer.people.len(), 0);
    assert_eq!(answer.unknown, ["nowhere", "Customer empathy"]);
}

//! How SQLite answers what the table of candidates and the filters of a search ask.

use super::{assert_no_big_scan, plan, sorts};
use crate::test_support::Desk;
use crate::view::people::{self, Filter, Order, ScoreRange};
use crate::view::slice::Side;
use domain::{CriterionKey, UnixMs};

#[test]
fn the_table_of_everyone_walks_the_index_of_each_order_both_ways() {
    let desk = Desk::new();
    for (order, index) in [
        (Order::LastSeen, "person_by_last_seen"),
        (Order::FirstSeen, "person_by_first_seen"),
        (Order::Name, "person_by_name"),
        (Order::Interviewed, "person_by_interviewed"),
        (Order::Average, "person_by_average"),
        (Order::Interviews, "person_by_interviews"),
        (Order::Status, "person_by_status"),
    ] {
        for (reverse, side) in [
            (false, Side::Front),
            (false, Side::Back),
            (true, Side::Front),
            (true, Side::Back),
        ] {
            let filter = Filter {
                order: order.clone(),
                reverse,
                ..Filter::default()
            };
            let sql = desk.read(|it| people::page_sql(it, &filter, side));
            let steps = plan(&desk, &sql);
            assert!(!sorts(&steps), "{order:?}: already in order: {steps:#?}");
            assert!(
                steps[0].contains(&format!("COVERING INDEX {index}")),
                "{order:?}: nobody is looked up: {steps:#?}"
            );
            let filtered = Filter {
                reviewed: Some(false),
                min_average: Some(3.0),
                language: Some("de-DE".into()),
                ..filter
            };
            let steps = plan(
                &desk,
                &desk.read(|it| people::page_sql(it, &filtered, side)),
            );
            assert!(!sorts(&steps), "{order:?}, filtered: {steps:#?}");
        }
    }
}

#[test]
fn the_order_of_a_criterion_walks_indexes_alone_both_ways() {
    let desk = Desk::new();
    for (reverse, side) in [
        (false, Side::Front),
        (false, Side::Back),
        (true, Side::Front),
        (true, Side::Back),
    ] {
        let filter = Filter {
            order: Order::Criterion(CriterionKey::from_text("skills")),
            reverse,
            ..Filter::default()
        };
        let [scored, unscored] = desk.read(|it| people::half_sqls(it, &filter, side));
        let steps = plan(&desk, &scored);
        assert_eq!(steps.len(), 1, "one walk: {steps:#?}");
        assert!(
            steps[0].contains("PRIMARY KEY (criterion_id=?)"),
            "{steps:#?}"
        );
        let steps = plan(&desk, &unscored);
        assert!(!sorts(&steps), "already in order: {steps:#?}");
        for index in ["person_by_last_seen", "person_score_by_candidate"] {
            let is_covered = |step: &String| step.contains(&format!("COVERING INDEX {index}"));
            assert!(steps.iter().any(is_covered), "{index}: {steps:#?}");
        }
        let filtered = Filter {
            reviewed: Some(false),
            language: Some("de-DE".into()),
            ..filter
        };
        for sql in desk.read(|it| people::half_sqls(it, &filtered, side)) {
            let steps = plan(&desk, &sql);
            assert!(!sorts(&steps), "filtered: {steps:#?}");
            assert_no_big_scan(&steps[1..], "what follows the walk");
        }
    }
}

#[test]
fn a_filter_that_leaves_few_begins_with_them() {
    let desk = Desk::new();
    let some = |text: &str| Some(text.to_owned());
    let of = Filter::default;
    let skilled = ScoreRange {
        criterion: CriterionKey::from_text("skills"),
        min: Some(3.0),
        max: None,
    };
    for filter in [
        Filter {
            name: some("jane"),
            ..of()
        },
        Filter {
            tag: some("berlin"),
            ..of()
        },
        Filter {
            starred: Some(true),
            ..of()
        },
        Filter {
            reviewed: Some(true),
            ..of()
        },
        Filter {
            flow_id: some("f"),
            ..of()
        },
        Filter {
            flow_id: some("f"),
            column: some("none"),
            ..of()
        },
        Filter {
            column: some("none"),
            ..of()
        },
        Filter {
            team_id: some("t"),
            ..of()
        },
        Filter {
            gone: Some(true),
            ..of()
        },
        Filter {
            interviewed_from: Some(UnixMs(1)),
            ..of()
        },
        Filter {
            scores: vec![skilled.clone(), skilled.clone()],
            ..of()
        },
        Filter {
            scores: vec![skilled.clone()],
            order: Order::Criterion(skilled.criterion),
            ..of()
        },
    ] {
        for sql in [
            desk.read(|it| people::page_sql(it, &filter, Side::Front)),
            desk.read(|it| people::count_sql(it, &filter)),
        ] {
            let steps = plan(&desk, &sql);
            let small = |step: &&String| {
                let small = ["person_starred", "person_reviewed", "person_with_gone"];
                !small.iter().any(|index| step.contains(index))
            };
            let looked_at: Vec<String> = steps.iter().filter(small).cloned().collect();
            assert_no_big_scan(&looked_at, &format!("{filter:?}"));
        }
    }
}

#[test]
fn who_was_interviewed_on_a_day_is_found_by_an_index() {
    let steps = plan(&Desk::new(), crate::view::search::INTERVIEWED);
    assert_no_big_scan(&steps, "interviews of a day");
    let walks = |step: &String| step.contains("COVERING INDEX interview_by_flow");
    assert!(steps.iter().any(walks), "{steps:#?}");
}

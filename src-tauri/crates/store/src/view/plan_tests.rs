//! How SQLite answers what the screens ask: from an index, already in order.

mod people;

use crate::test_support::Desk;
use crate::view::inbox::{self, Query};
use crate::view::slice::Side;
use domain::notification::NoticeKind;

/// Tables that grow with the organisation.
const BIG: [&str; 11] = [
    "interview",
    "candidate",
    "event",
    "transition",
    "standing",
    "delivery",
    "inbox_entry",
    "mark_event",
    "person_row",
    "person_tag",
    "person_score",
];

/// The steps of a query, one a line.
fn plan(desk: &Desk, sql: &str) -> Vec<String> {
    desk.read(|connection| {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        // Unbound parameters are NULL: the plan does not depend on them.
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(row.get(3)?);
        }
        Ok(steps)
    })
}

fn assert_no_big_scan(steps: &[String], what: &str) {
    for table in BIG {
        let scans = |step: &&String| {
            let mut words = step.split(' ');
            words.next() == Some("SCAN") && words.next() == Some(table)
        };
        assert_eq!(
            steps.iter().find(scans),
            None,
            "{what} reads all of {table}: {steps:#?}"
        );
    }
}

fn sorts(steps: &[String]) -> bool {
    steps.iter().any(|step| step.contains("TEMP B-TREE"))
}

#[test]
fn the_cards_of_a_column_come_from_an_index_in_its_order() {
    let steps = plan(&Desk::new(), crate::view::board::CARDS);
    assert_no_big_scan(&steps, "a column");
    assert!(!sorts(&steps), "already in order: {steps:#?}");
    assert!(
        steps[0].contains("COVERING INDEX standing_by_column"),
        "no row is read: {steps:#?}"
    );
    let steps = plan(&Desk::new(), crate::view::board::HELD);
    let by_candidate =
        |step: &String| step.contains("interview_by_candidate (candidate_id=? AND flow_id=?)");
    assert_eq!(
        steps.iter().filter(|step| by_candidate(step)).count(),
        2,
        "{steps:#?}"
    );
}

#[test]
fn a_board_and_the_list_of_flows_read_sums_alone() {
    let desk = Desk::new();
    for (what, sql) in [
        ("columns", include_str!("board_columns.sql")),
        ("flows", include_str!("board_flows.sql")),
    ] {
        assert_no_big_scan(&plan(&desk, sql), what);
    }
}

#[test]
fn each_way_to_filter_the_inbox_walks_its_own_index_newest_first() {
    let desk = Desk::new();
    let all = Query {
        include_done: true,
        ..Query::default()
    };
    let ways = [
        (
            "flow",
            Query {
                flow_id: Some("f".into()),
                ..Query::default()
            },
            "inbox_by_flow",
        ),
        (
            "unread",
            Query {
                unread_only: true,
                ..Query::default()
            },
            "inbox_unread",
        ),
        (
            "kind",
            Query {
                kind: Some(NoticeKind::Video),
                ..Query::default()
            },
            "inbox_by_kind",
        ),
        ("open", Query::default(), "inbox_open"),
        (
            "snoozed",
            Query {
                snoozed: true,
                ..Query::default()
            },
            "inbox_snoozed",
        ),
        (
            "starred",
            Query {
                starred_only: true,
                ..Query::default()
            },
            "inbox_starred",
        ),
    ];
    for (what, query, index) in ways {
        for side in [Side::Front, Side::Back] {
            let steps = plan(&desk, &inbox::sql(&query, side));
            let walks = steps.iter().find(|step| step.contains("inbox_entry"));
            let walks = walks.expect("the page is picked first");
            assert!(
                walks.contains(&format!("COVERING INDEX {index}")),
                "{what}: {steps:#?}"
            );
        }
    }
    // No filter at all: the newest rows of the table, which is in order itself.
    let steps = plan(&desk, &inbox::sql(&all, Side::Front));
    assert!(
        steps.iter().any(|step| step == "SCAN inbox_entry"),
        "{steps:#?}"
    );
    let looked_up: Vec<_> = steps
        .iter()
        .filter(|step| step.starts_with("SEARCH"))
        .collect();
    assert!(looked_up.len() >= 6, "the rest by their keys: {steps:#?}");
}

#[test]
fn a_candidate_s_page_is_found_by_keys() {
    let desk = Desk::new();
    for (what, sql) in [
        (
            "interviews",
            concat!(
                include_str!("candidate_interview.sql"),
                " WHERE interview.candidate_id = ? ORDER BY interview.num DESC"
            ),
        ),
        (
            "events of an interview",
            "SELECT id FROM event WHERE interview_num = ?",
        ),
        (
            "events of a person",
            "SELECT 1 FROM event WHERE candidate_id = ?",
        ),
        (
            "chains",
            "SELECT id FROM transition WHERE candidate_id = ? ORDER BY +delivery_id, id",
        ),
        (
            "the link before another",
            "SELECT id, previous, new FROM transition
             WHERE candidate_id = ? AND flow_id = ? AND +delivery_id < ?
             ORDER BY +delivery_id DESC LIMIT 1",
        ),
        (
            "notices shown lately",
            "SELECT max(shown_at) FROM outbox WHERE shown_at >= ? AND notice IS NOT NULL GROUP BY notice",
        ),
        ("notices that wait", include_str!("../table/outbox_due.sql")),
    ] {
        let steps = plan(&desk, sql);
        assert_no_big_scan(&steps, what);
        assert!(
            !steps.iter().any(|step| step.starts_with("SCAN outbox")),
            "{what}: {steps:#?}"
        );
    }
}

#[test]
fn marks_tags_notes_and_a_digest_are_found_by_keys() {
    let desk = Desk::new();
    for (what, sql) in [
        ("marks", crate::table::mark::candidate::MARKS),
        ("a digest's counts", crate::view::digest::COUNTS),
        ("a digest's moves", crate::view::digest::MOVED),
        ("people of a page", include_str!("people/rows.sql")),
        (
            "what is put off",
            "SELECT min(snoozed_until) FROM mark_event WHERE snoozed_until > 0",
        ),
    ] {
        let steps = plan(&desk, sql);
        let walked = |step: &&String| !step.contains("mark_event_snoozed");
        let looked_at: Vec<String> = steps.iter().filter(walked).cloned().collect();
        assert_no_big_scan(&looked_at, what);
    }
}

#[test]
fn comparisons_and_figures_read_an_index_alone() {
    let desk = Desk::new();
    let steps = plan(&desk, crate::table::interview::ENDED_SINCE);
    let walked = |step: &&String| !step.contains("interview_gone");
    let looked_at: Vec<String> = steps.iter().filter(walked).cloned().collect();
    assert_no_big_scan(&looked_at, "what ended lately");
    for (what, sql) in [
        ("interviews of a period", crate::view::insights::INTERVIEWS),
        ("chains", crate::view::insights::CHAINS),
        (
            "the funnel's interviews",
            crate::view::insights::INTERVIEWED,
        ),
        ("the funnel's statuses", crate::view::insights::NAMED),
        ("the funnel's standing", crate::view::insights::STANDING),
    ] {
        let steps = plan(&desk, sql);
        // The line above a look-up by condition names no index.
        let is_covered = |step: &String| {
            step.contains("COVERING INDEX") || step.starts_with("CORRELATED SCALAR SUBQUERY")
        };
        assert!(steps.iter().all(is_covered), "{what}: {steps:#?}");
        assert!(!sorts(&steps), "{what}: {steps:#?}");
    }
}

//! Every file that any version made can be brought to the newest format; a newer one is left alone.

use super::*;
use crate::Store;
use crate::coding::{self, Said};
use crate::table::interview;
use crate::test_support::today;
use crate::test_support::{Desk, key};
use crate::view::{self, search::Query};
use domain::{QuestionSpan, Segment};

/// What a database is made of.
fn schema(connection: &Connection) -> Vec<(String, Option<String>)> {
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// A database of the version that knew `steps` steps.
fn of_version(steps: usize) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    for step in STEPS.iter().take(steps) {
        connection.execute_batch(step).unwrap();
    }
    connection
        .pragma_update(None, "user_version", i64::try_from(steps).unwrap())
        .unwrap();
    connection
}

#[test]
fn each_older_format_becomes_the_same_as_a_new_file() {
    let mut new = Connection::open_in_memory().unwrap();
    migrate(&mut new).unwrap();
    for steps in 0..=STEPS.len() {
        let mut old = of_version(steps);
        migrate(&mut old).unwrap();
        assert_eq!(schema(&old), schema(&new), "from format {steps}");
        assert_eq!(version(&old).unwrap(), 14, "from format {steps}");
    }
}

#[test]
fn what_stands_in_a_file_without_sums_is_counted_when_they_come() {
    let mut old = of_version(3);
    old.execute_batch(include_str!("before_sums.sql")).unwrap();
    migrate(&mut old).unwrap();
    let ask = |sql: &str| old.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let inbox = "SELECT coalesce(sum(n), 0) FROM inbox_sum WHERE";
    assert_eq!(
        ask(&format!("{inbox} unread = 1")),
        1,
        "news that nobody read"
    );
    assert_eq!(
        ask(&format!("{inbox} done = 1")),
        1,
        "the recruiter's mark counts"
    );
    assert_eq!(
        ask("SELECT n FROM delivery_sum WHERE outcome = 'applied'"),
        2,
        "webhooks"
    );
    let sum = "SELECT total FROM interview_sum WHERE kind =";
    assert_eq!(ask(&format!("{sum} 'average'")), 420 * 4, "in 420ths");
    let skills = "SELECT value FROM score_count WHERE criterion_id = 3";
    assert_eq!(ask(skills), 420 * 4, "a single score");
    assert_eq!(
        ask("SELECT candidates FROM standing_sum"),
        1,
        "the board's column"
    );
}

#[test]
fn the_gap_that_each_feed_had_noted_is_kept_when_gaps_get_a_table() {
    let mut old = of_version(4);
    old.execute_batch(
        "INSERT INTO engine_note (key, value)
         VALUES ('lost:relay:abcdefghij12', '1790000000000'), ('polled_at', '7');",
    )
    .unwrap();
    migrate(&mut old).unwrap();
    let gaps = crate::table::feed_gap::list(&old, 9).unwrap();
    let [gap] = gaps.as_slice() else {
        panic!("one gap: {gaps:?}")
    };
    assert_eq!(gap.source, "relay:abcdefghij12");
    assert_eq!((gap.from, gap.told.0), (None, 1_790_000_000_000));
    assert!(!gap.dismissed, "nobody was asked yet");
    let sql = "SELECT group_concat(key) FROM engine_note";
    let notes: String = old.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(notes, "polled_at", "no other note is touched");
}

#[test]
fn the_last_webhook_of_each_flow_is_known_from_the_deliveries_of_an_older_file() {
    let mut old = of_version(4);
    old.execute_batch(include_str!("before_deeds.sql")).unwrap();
    migrate(&mut old).unwrap();
    let heard = old.query_row(
        "SELECT group_concat(flow_id || ' ' || event_type || ' ' || received_at || ' ' || trust)
         FROM flow_heard JOIN delivery ON delivery.id = delivery_id",
        [],
        |row| row.get::<_, String>(0),
    );
    let expected = "7b896044 candidate_status_updated 3 verified";
    assert_eq!(heard.unwrap(), expected, "the newest that was understood");
    let invited = old.query_row("SELECT count(*) FROM invitation", [], |row| row.get(0));
    assert_eq!(invited, Ok(0), "nobody was invited from here");
}

#[test]
fn what_was_said_is_found_again_after_the_index_was_made_anew() {
    let mut old = of_version(4);
    old.execute_batch(include_str!("before_search.sql"))
        .unwrap();
    let said = Said {
        segments: vec![Segment {
            role: "user".into(),
            content: "I moved the payments".into(),
            words: Vec::new(),
        }],
        summary: Some("Knows regions.".into()),
        // Numbers that do not pack.
        questions: (0..200_u32)
            .map(|n| QuestionSpan {
                script_question: String::new(),
                items: vec![n.wrapping_mul(2_654_435_761), n.wrapping_mul(1_597_334_677)],
                start: f64::from(n * n % 7_919),
                end: f64::from(n * n % 7_907),
            })
            .collect(),
        ..Said::default()
    };
    let body = coding::encode(&said, None).unwrap();
    assert!(body.len() > 1_000, "{} bytes", body.len());
    old.execute(
        "INSERT INTO transcript (interview_num, body) VALUES (2, ?)",
        [body],
    )
    .unwrap();
    migrate(&mut old).unwrap();
    let again = interview::said(&old, 2).unwrap();
    assert_eq!(again, Some(said), "also what takes several pieces");
    for (text, expected) in [
        ("paym", vec!["i1"]),
        ("jane regions", vec!["i1"]),
        ("jane", vec!["i1", "i2"]),
        ("another", vec![]),
    ] {
        let found = view::search::interviews(&old, &Query::parse(text, &today()), 10).unwrap();
        let found: Vec<&str> = found.iter().map(domain::InterviewId::as_str).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn everyone_has_a_row_and_the_inbox_is_as_it_was_when_the_table_of_everyone_comes() {
    let mut old = of_version(8);
    old.execute_batch(include_str!("before_people.sql"))
        .unwrap();
    let unread = "SELECT sum(n) FROM inbox_sum WHERE unread = 1 AND done = 0";
    let ask = |connection: &Connection, sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let before = ask(&old, unread);
    migrate(&mut old).unwrap();
    assert_eq!((before, ask(&old, unread)), (1, 1), "what nobody has read");
    assert_eq!(
        ask(&old, "SELECT count(*) FROM inbox_entry WHERE starred = 1"),
        1,
        "the star"
    );
    let rows = "SELECT group_concat(name_key || ' ' || column_key || ' ' || average, '; ' ORDER BY name_key)
                FROM person_row";
    let rows: String = old.query_row(rows, [], |row| row.get(0)).unwrap();
    assert_eq!(rows, "jane doe status:hired 4.0; zoe none 3.0");
    let found = "SELECT rowid FROM search_candidate WHERE search_candidate MATCH '\"zo\"*'";
    assert_eq!(ask(&old, found), 2, "found by her name");
}

#[test]
fn a_newer_file_is_refused_with_what_to_do_and_left_alone() {
    let desk = Desk::new();
    desk.write(|tx| Ok(tx.pragma_update(None, "user_version", 99)?));
    let error = Store::open(&desk.path(), key()).err().unwrap();
    let is_newer = matches!(
        error,
        Error::Newer {
            found: 99,
            known: 14
        }
    );
    assert!(is_newer, "{error:?}");
    assert!(error.to_string().contains("newer version"), "{error}");
    assert!(error.is_permanent(), "no second try will help");
    assert_eq!(desk.number("PRAGMA user_version"), 99, "left as it was");
}

#[test]
fn opening_again_changes_nothing() {
    let desk = Desk::new();
    let before = desk.read(|connection| Ok(schema(connection)));
    let again = Store::open(&desk.path(), key()).unwrap();
    let after = again.read(|connection| Ok(schema(connection))).unwrap();
    assert_eq!(before, after, "the same format");
}

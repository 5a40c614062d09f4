//! What others read of the cache: exports, search, deliveries, status.

use crate::stage::{Desk, FLOW, moves, ribbon};
use ribbon_sim::Complete;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

#[tokio::test]
async fn each_export_has_a_row_for_everything_in_both_forms() {
    let ribbon = ribbon(20).await;
    let (desk, _relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    moves(&ribbon, "jane@example.com", &["A", "B"]).await;
    let report = desk.sync().await;
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    for (what, count, names) in [
        (
            "interviews",
            number(&report["interviews"]["total"]),
            [
                "interview_id",
                "interview_flow_id",
                "status",
                "interviewee_email_address",
            ],
        ),
        (
            "candidates",
            number(&report["candidates"]),
            [
                "interviewee_email_address",
                "status",
                "interviews",
                "average_score",
            ],
        ),
        (
            "transitions",
            2,
            [
                "interview_flow_id",
                "previous_status",
                "new_status",
                "interviewee_email",
            ],
        ),
        (
            "deliveries",
            2,
            ["event_type", "outcome", "signature", "body"],
        ),
    ] {
        let rows = desk.rows(what).await;
        assert_eq!(rows.len(), count, "{what}");
        let csv = desk.run(&["export", what, "--format", "csv"]).await;
        assert!(csv.success, "{}", csv.err);
        let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
        let headings = reader.headers().unwrap().clone();
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), count, "{what} as CSV");
        for name in names.iter().chain(&["first_seen_at", "seen_by", "gap"]) {
            let at = headings.iter().position(|it| it == *name);
            let at = at.unwrap_or_else(|| panic!("{what} has no column {name}"));
            for (row, record) in rows.iter().zip(&records) {
                let text = match &row[*name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Number(number) if number.is_f64() => {
                        number.as_f64().unwrap().to_string()
                    }
                    other => other.to_string(),
                };
                assert_eq!(&record[at], text, "{what}: {name}");
            }
        }
    }
    let transitions = desk.rows("transitions").await;
    assert_eq!(transitions[1]["previous_status"], "A");
    assert_eq!(transitions[1]["new_status"], "B");
    assert_eq!(transitions[1]["seen_by"], "relay");
    assert_eq!(transitions[1]["gap"], false);
}

#[tokio::test]
async fn a_candidate_who_calls_themselves_a_formula_does_not_run_in_a_spreadsheet() {
    let ribbon = ribbon(2).await;
    let desk = Desk::new(&ribbon);
    let wish = Complete {
        flow: FLOW.to_owned(),
        email: Some("evil@example.com".to_owned()),
        first_name: Some("=HYPERLINK(\"https://evil.example\")".to_owned()),
        last_name: Some("@SUM(A1)".to_owned()),
        ..Complete::default()
    };
    ribbon.complete_with(wish).await.unwrap();
    desk.sync().await;
    let csv = desk.run(&["export", "interviews"]).await;
    let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|record| {
            record
                .unwrap()
                .iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        cells.iter().any(|cell| cell.starts_with("'=HYPERLINK")),
        "harmless"
    );
    assert!(cells.iter().any(|cell| cell == "'@SUM(A1)"), "harmless");
    let dangerous = cells
        .iter()
        .find(|cell| cell.starts_with(['=', '+', '@', '\t']));
    assert_eq!(dangerous, None, "no cell begins a formula");
}

#[tokio::test]
async fn a_search_says_where_something_was_said() {
    let ribbon = ribbon(15).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let rows = desk.rows("interviews").await;
    let held = rows
        .iter()
        .find(|row| row["transcript"].as_str().is_some_and(|it| it.len() > 200));
    let held = held.expect("somebody said something");
    let said = held["transcript"].as_str().unwrap();
    let word = said
        .split(|sign: char| !sign.is_alphabetic())
        .find(|word| word.len() > 6);
    let word = word.expect("a long word");
    let found = desk.run(&["search", word, "--json"]).await.json();
    let hit = &found[0];
    assert!(
        hit["interview_id"].is_string() && hit["snippet"].is_string(),
        "{found}"
    );
    let snippet = hit["snippet"].as_str().unwrap().to_lowercase();
    assert!(snippet.contains(&word.to_lowercase()), "{snippet}");
    assert!(hit["seconds"].is_number(), "where it was said: {hit}");
    let by_name = desk
        .run(&[
            "search",
            held["interviewee_email_address"].as_str().unwrap(),
            "--json",
        ])
        .await
        .json();
    assert_eq!(
        by_name[0]["interviewee_email_address"],
        held["interviewee_email_address"]
    );
    let nothing = desk.run(&["search", "zzzzqqq", "--json"]).await;
    assert_eq!(nothing.json(), Value::Array(Vec::new()));
}

#[tokio::test]
async fn what_cannot_be_understood_is_listed_and_can_be_tried_again() {
    let ribbon = ribbon(2).await;
    let (desk, _relay, inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    let body = r#"{"event_type":"moon_landing"}"#;
    let signature = ribbon_api::signature::sign(crate::stage::SECRET, body.as_bytes());
    let posted = testkit::http::client()
        .unwrap()
        .post(inbox.ingest_url())
        .header("x-ribbon-signature", signature)
        .body(body)
        .send()
        .await
        .unwrap();
    assert!(posted.status().is_success(), "the relay takes it");
    moves(&ribbon, "jane@example.com", &["A"]).await;
    let report = desk.sync().await;
    assert_eq!(report["deliveries"]["quarantined"], 1, "{report}");
    let all = desk.run(&["deliveries", "list", "--json"]).await.json();
    assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
    let waiting = desk
        .run(&["deliveries", "list", "--quarantined", "--json"])
        .await
        .json();
    assert_eq!(waiting.as_array().unwrap().len(), 1, "{waiting}");
    assert!(
        waiting[0]["reason"]
            .as_str()
            .unwrap()
            .contains("moon_landing"),
        "{waiting}"
    );
    let retried = desk.run(&["deliveries", "retry", "--json"]).await.json();
    assert_eq!(retried["tried"], 1);
    assert_eq!(
        retried["quarantined"], 1,
        "this version does not know it either"
    );
    let status = desk.run(&["status", "--json"]).await.json();
    assert_eq!(status["quarantined"], 1, "counted once: {status}");
}

#[tokio::test]
async fn a_reader_that_leaves_early_is_no_failure_and_an_empty_home_is_told() {
    let ribbon = ribbon(40).await;
    let desk = Desk::new(&ribbon);
    let said = desk.run(&["export", "interviews"]).await;
    assert!(
        said.failure().contains("holds no cache yet"),
        "{}",
        said.err
    );
    desk.sync().await;
    let mut command = desk.command(&["export", "interviews", "--format", "json"]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().await.unwrap().success(), "as `head` does");
}

#[tokio::test]
async fn each_criterion_is_a_column_and_an_entry_of_the_array() {
    let ribbon = ribbon(20).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let rows = desk.rows("interviews").await;
    let csv = desk.run(&["export", "interviews"]).await;
    let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
    let headings: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let distinct: HashSet<&String> = headings.iter().collect();
    assert_eq!(distinct.len(), headings.len(), "no heading twice");
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    let at = |heading: &str| {
        let at = headings.iter().position(|it| it == heading);
        at.unwrap_or_else(|| panic!("no column {heading} in {headings:?}"))
    };
    let mut compared: HashMap<String, u32> = HashMap::new();
    for (row, record) in rows.iter().zip(&records) {
        assert_eq!(&record[at("communication")], text(&row["communication"]));
        assert_eq!(&record[at("ended_at")], text(&row["ended_at"]));
        assert_eq!(row["no_longer_at_ribbon_since"], Value::Null);
        for score in row["scores"].as_array().into_iter().flatten() {
            let (name, key) = (text(&score["name"]), text(&score["key"]));
            let system = text(&score["scoring_system"]);
            let value = score["score"].as_f64();
            let (heading, expected) = match system.as_str() {
                "out_of_5" if row.get(&key).is_some() => {
                    let field = text(&row[&key]);
                    (key, field)
                }
                "out_of_5" => (name, text(&score["score"])),
                "percentage" => (
                    format!("{name} (%)"),
                    value.map(|it| (it * 20.0).to_string()).unwrap_or_default(),
                ),
                "binary" => {
                    let answer = value.map(|it| if it == 5.0 { "yes" } else { "no" });
                    (name, answer.unwrap_or_default().to_owned())
                }
                other => panic!("an unknown system: {other}"),
            };
            assert_eq!(&record[at(&heading)], expected, "{heading} in {row}");
            *compared.entry(system).or_default() += u32::from(value.is_some());
        }
    }
    for system in ["out_of_5", "percentage", "binary"] {
        let count = compared.get(system).copied().unwrap_or(0);
        assert!(count > 0, "{system} was scored: {compared:?}");
    }
    let ended = rows
        .iter()
        .filter(|row| row["ended_at"].is_string())
        .count();
    assert!(ended > 0, "Ribbon tells when interviews took place");
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn an_interview_that_is_no_longer_at_ribbon_stays_in_exports_and_is_counted() {
    let ribbon = ribbon(5).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let before = desk.rows("interviews").await;
    let held = before.iter().find(|row| row["ended_at"].is_string());
    let id = held.expect("somebody held one")["interview_id"].clone();
    let id = id.as_str().unwrap();
    ribbon
        .delete(ribbon_sim::InterviewId::parse(id).unwrap())
        .await
        .unwrap();
    for _ in 0..2 {
        desk.run(&["sync", "--once", "--full", "--json"])
            .await
            .json();
    }
    let status = desk.run(&["status", "--json"]).await.json();
    assert_eq!(status["no_longer_at_ribbon"], 1, "{status}");
    let words = desk.run(&["status"]).await.out;
    assert!(
        words.contains("1 interviews no longer at Ribbon"),
        "{words}"
    );
    let rows = desk.rows("interviews").await;
    assert_eq!(rows.len(), before.len(), "it is kept");
    let marked: Vec<_> = rows
        .iter()
        .filter(|row| row["no_longer_at_ribbon_since"].is_string())
        .collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["interview_id"], id);
    let candidates = desk.rows("candidates").await;
    let gone: i64 = candidates
        .iter()
        .map(|row| row["no_longer_at_ribbon"].as_i64().unwrap())
        .sum();
    assert_eq!(gone, 1);
}

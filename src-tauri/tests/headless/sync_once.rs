//! `sync --once`: everything that is due, told in one object, and nothing swallowed.

use crate::stage::{Desk, FLOW, moves, ribbon};
use domain::UnixMs;
use ribbon_sim::{Fault, FaultKind};
use serde_json::{Value, json};
use store::table::outbox;

#[tokio::test]
async fn the_first_run_reads_everything_and_the_second_finds_nothing_new() {
    let ribbon = ribbon(45).await;
    let desk = Desk::new(&ribbon);
    let first = desk.sync().await;
    assert_eq!(first["interviews"]["total"], 45, "all of them: {first}");
    assert_eq!(first["interviews"]["new"], 45, "none was known");
    assert_eq!(first["flows"], 3);
    assert_eq!(first["notifications"], 0, "the backlog tells nobody");
    assert!(first["bytes"].as_u64() > Some(0), "it cost something");
    let names =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let mut shape = names(&first);
    shape.sort();
    assert_eq!(
        shape,
        [
            "bytes",
            "candidates",
            "deliveries",
            "duration_ms",
            "flows",
            "gaps",
            "interviews",
            "notifications",
            "requests",
            "unreadable"
        ],
        "one object, nothing else"
    );
    let second = desk.sync().await;
    assert_eq!(
        second["interviews"],
        json!({"total": 45, "new": 0, "updated": 0})
    );
    assert!(
        second["requests"].as_u64() < first["requests"].as_u64(),
        "it asks less when nothing is new: {second}"
    );
}

#[tokio::test]
async fn what_is_new_is_counted_and_its_notice_left_for_the_window() {
    let ribbon = ribbon(12).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    ribbon
        .complete(FLOW, Some("new@example.com"))
        .await
        .unwrap();
    let report = desk.sync().await;
    assert_eq!(report["interviews"]["new"], 1, "{report}");
    assert_eq!(report["notifications"], 1, "the window would have told it");
    let again = desk.sync().await;
    assert_eq!(again["notifications"], 0, "counted once");
    let waiting = desk.store().read(|it| outbox::due(it, UnixMs(i64::MAX)));
    assert_eq!(
        waiting.unwrap().len(),
        1,
        "and still to be shown by a window"
    );
}

#[tokio::test]
async fn the_relays_log_is_read_to_its_head_and_hints_are_fetched() {
    let ribbon = ribbon(6).await;
    let (desk, _relay, inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    moves(&ribbon, "jane@example.com", &["Interviewed", "shortlisted"]).await;
    let first = desk.sync().await;
    assert_eq!(first["deliveries"]["received"], 2, "{first}");
    assert_eq!(first["deliveries"]["applied"], 2);
    assert_eq!(
        first["notifications"], 0,
        "the first synchronisation tells nobody"
    );

    ribbon
        .complete(FLOW, Some("omar@example.com"))
        .await
        .unwrap();
    moves(&ribbon, "jane@example.com", &["accepted", "accepted"]).await;
    let second = desk.sync().await;
    assert_eq!(second["deliveries"]["received"], 5, "{second}");
    assert_eq!(
        second["deliveries"]["repeats"], 1,
        "the same change again at once"
    );
    assert_eq!(second["interviews"]["new"], 1);
    assert_eq!(second["gaps"], 0);
    let rows = desk.rows("interviews").await;
    let omar = rows
        .iter()
        .find(|it| it["interviewee_email_address"] == "omar@example.com");
    let omar = omar.expect("his interview is here");
    assert!(omar["transcript"].is_string(), "details and all: {omar}");
    assert_eq!(
        inbox.log().await.unwrap().len(),
        5,
        "as many as the relay holds"
    );
    let third = desk.sync().await;
    assert_eq!(third["deliveries"]["received"], 5, "nothing is read twice");
}

#[tokio::test]
async fn a_full_run_finds_what_no_end_of_a_list_shows() {
    let ribbon = ribbon(60).await;
    let desk = Desk::new(&ribbon);
    let first = desk.sync().await;
    let before = desk.sync().await;
    let full = desk
        .run(&["sync", "--once", "--full", "--json"])
        .await
        .json();
    assert!(
        full["bytes"].as_u64() > before["bytes"].as_u64().map(|bytes| bytes * 3),
        "every page is read again: {full}"
    );
    assert_eq!(full["interviews"]["new"], 0, "nothing was missing");
    assert_eq!(full["interviews"]["total"], first["interviews"]["total"]);
    let after = desk.sync().await;
    assert!(
        after["requests"].as_u64() <= before["requests"].as_u64(),
        "{after}"
    );
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again_within_one_run() {
    let ribbon = ribbon(30).await;
    let desk = Desk::new(&ribbon);
    ribbon
        .set_faults(vec![
            Fault {
                kind: FaultKind::Error500,
                share: 0.2,
            },
            Fault {
                kind: FaultKind::Truncate,
                share: 0.1,
            },
        ])
        .await;
    let report = desk.sync().await;
    assert_eq!(report["interviews"]["total"], 30, "all of them: {report}");
}

#[tokio::test]
async fn what_fails_is_said_with_what_to_do_and_nothing_is_printed_as_an_answer() {
    let ribbon = ribbon(3).await;
    let desk = Desk::new(&ribbon);
    desk.private("api-key", "00000000-0000-0000-0000-000000000000");
    let said = desk.run(&["sync", "--once", "--json"]).await;
    assert!(said.failure().contains("--api-key-file"), "{}", said.err);
    let said = desk.run(&["sync"]).await;
    assert!(said.failure().contains("--once"), "{}", said.err);
}

#[tokio::test]
async fn a_ribbon_that_is_gone_and_a_relay_that_is_gone_are_failures() {
    let ribbon = ribbon(3).await;
    let (desk, relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    drop(relay);
    let said = desk.run(&["sync", "--once", "--json"]).await;
    assert!(said.failure().contains("the relay at"), "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        report["interviews"]["total"], 3,
        "Ribbon was read all the same"
    );
    ribbon.shutdown().await;
    let said = desk.run(&["sync", "--once", "--json"]).await;
    assert!(said.failure().contains("cannot be reached"), "{}", said.err);
}

#[tokio::test]
async fn a_run_that_is_killed_loses_nothing() {
    let ribbon = ribbon(120).await;
    let desk = Desk::new(&ribbon);
    for _ in 0..4 {
        let mut child = desk.command(&["sync", "--once", "--json"]).spawn().unwrap();
        let asked = ribbon.request_count();
        while ribbon.request_count() < asked + 4 && child.try_wait().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        child.kill().await.unwrap();
    }
    let report = desk.sync().await;
    assert_eq!(report["interviews"]["total"], 120, "{report}");
    ribbon.complete(FLOW, None).await.unwrap();
    assert_eq!(desk.sync().await["interviews"]["total"], 121, "and goes on");
}

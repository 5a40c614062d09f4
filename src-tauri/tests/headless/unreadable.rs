//! What Ribbon sends and cannot be read is counted and said by every command, and costs nothing else.

use crate::stage::{Desk, FLOW, ribbon};
use ribbon_sim::{Damage, InterviewId, Running};
use serde_json::{Value, json};

/// The ids of interviews that were held.
async fn held(ribbon: &Running, count: usize) -> Vec<InterviewId> {
    let truth = ribbon.truth().await;
    let held = truth
        .interviews
        .iter()
        .filter(|one| one.status == "completed");
    held.take(count).map(|one| one.interview_id).collect()
}

#[tokio::test]
async fn a_damaged_field_costs_that_field_alone_and_is_said_everywhere() {
    let ribbon = ribbon(20).await;
    let ids = held(&ribbon, 3).await;
    for damage in [
        Damage::flow(FLOW, "/title", Some(r#""Sales \ud83d""#)),
        Damage::interview(ids[0], "/interview_data/summary", Some(r#""Good \ud83d""#)),
        Damage::interview(ids[1], "/interview_data/scores/0/score", Some("1e999")),
        Damage::interview(ids[2], "/interview_flow_id", Some("[]")),
    ] {
        ribbon.damage(damage).await.unwrap();
    }
    let desk = Desk::new(&ribbon);
    let said = desk.run(&["sync", "--once", "--json"]).await;
    let report = said.json();
    assert_eq!(report["interviews"]["total"], 19, "all but one: {report}");
    assert_eq!(report["flows"], 3, "{report}");
    assert_eq!(report["unreadable"]["count"], 4, "{report}");
    assert_eq!(report["unreadable"]["truncated"], false);
    let items = report["unreadable"]["items"].as_array().unwrap();
    let of = |id: &str| items.iter().find(|item| item["id"] == id).unwrap();
    let problem = |field: &str, reason: &str| json!([{"field": field, "reason": reason}]);
    assert_eq!(
        of(&ids[0].to_string())["problems"],
        problem("interview_data.summary", "damaged_text")
    );
    assert_eq!(
        of(&ids[1].to_string())["problems"],
        problem("interview_data.scores[0].score", "out_of_range")
    );
    assert_eq!(of(&ids[1].to_string())["whole"], false);
    assert_eq!(of(&ids[2].to_string())["whole"], true);
    let flow = items.iter().find(|item| item["kind"] == "flow").unwrap();
    assert_eq!(flow["problems"], problem("title", "damaged_text"));
    assert!(
        said.err
            .contains("4 items that Ribbon sent could not be read"),
        "{}",
        said.err
    );

    let status = desk.run(&["status", "--json"]).await.json();
    assert_eq!(status["unreadable"], 4);
    let words = desk.run(&["status"]).await.out;
    assert!(words.contains("ribbon-desk unreadable list"), "{words}");
    let interviews = desk.rows("interviews").await;
    let summary = |id: &str| {
        let row = interviews.iter().find(|row| row["interview_id"] == id);
        row.unwrap()["summary"].as_str().map(str::to_owned)
    };
    assert_eq!(
        summary(&ids[0].to_string()).as_deref(),
        Some("Good \u{fffd}")
    );
    assert!(
        summary(&ids[1].to_string()).is_some(),
        "only the score is missing"
    );
}

#[tokio::test]
async fn doctor_says_how_many_which_and_what_to_do() {
    let ribbon = ribbon(12).await;
    let ids = held(&ribbon, 2).await;
    for id in &ids {
        let damage = Damage::interview(*id, "/interview_data/scores/1/score", Some("1e999"));
        ribbon.damage(damage).await.unwrap();
    }
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let said = desk.run(&["doctor", "--json"]).await;
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let checks = report["checks"].as_array().unwrap();
    let answers = checks
        .iter()
        .find(|check| check["name"] == "answers")
        .unwrap();
    assert_eq!(answers["ok"], false, "{report}");
    let found = answers["found"].as_str().unwrap();
    assert!(found.starts_with("2 of Ribbon's items"), "{found}");
    assert!(found.contains("interview 2"), "the kind: {found}");
    let problem = "interview interview_data.scores[].score (out of range, 2)";
    assert!(found.contains(problem), "{found}");
    let what_to_do = answers["what_to_do"].as_str().unwrap();
    assert!(
        what_to_do.contains("ribbon-desk unreadable list"),
        "{what_to_do}"
    );
}

#[tokio::test]
async fn the_list_holds_no_content_unless_it_is_asked_for() {
    let ribbon = ribbon(12).await;
    let ids = held(&ribbon, 1).await;
    let damage = Damage::interview(
        ids[0],
        "/interview_data/summary",
        Some(r#"{"said":"secret"}"#),
    );
    ribbon.damage(damage.clone()).await.unwrap();
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let list = desk.run(&["unreadable", "list", "--json"]).await;
    assert!(!list.out.contains("secret"), "{}", list.out);
    let listed = list.json();
    assert_eq!(listed[0]["id"], ids[0].to_string());
    assert_eq!(listed[0]["kind"], "interview");
    assert!(listed[0]["first_seen_at"].as_str().unwrap().ends_with('Z'));
    let words = desk.run(&["unreadable", "list"]).await;
    assert!(
        words.out.contains("interview_data.summary"),
        "{}",
        words.out
    );
    let raw = desk
        .run(&["unreadable", "list", "--raw", &ids[0].to_string()])
        .await;
    let kept: Value = serde_json::from_str(&raw.out).unwrap();
    assert_eq!(kept["interview_data"]["summary"]["said"], "secret");
    let unknown = desk.run(&["unreadable", "list", "--raw", "nobody"]).await;
    assert!(unknown.failure().contains("nobody"), "{}", unknown.err);

    let repaired = Damage {
        raw: None,
        ..damage
    };
    ribbon.damage(repaired).await.unwrap();
    let report = desk.run(&["sync", "--once", "--full", "--json"]).await;
    assert_eq!(report.json()["unreadable"]["count"], 0, "{}", report.err);
    assert!(!report.err.contains("could not be read"), "{}", report.err);
}

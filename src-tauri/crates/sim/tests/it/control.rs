//! What is done behind a client's back: deleting, scoring again, changing flows, damaging answers, and the
//! organisation's webhook.

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use ribbon_sim::{Api, Config, Damage, FlowStatus, InterviewId, TeamId};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Bench, Receiver};

fn signed(secret: &str, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    Some(hex::encode(mac.finalize().into_bytes()))
}

#[tokio::test]
async fn a_deleted_interview_is_gone_from_everywhere() {
    for api in [Api::April2026, Api::Latest] {
        let bench = Bench::small_as(api).await;
        let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
        let (id, path) = (
            done.interview_id,
            format!("/interviews/{}", done.interview_id),
        );
        let before = bench.text("/interviews?limit=20").await;
        assert!(before.contains(&id.to_string()), "it is listed");
        bench
            .control_ok("/delete", json!({ "interview_id": id }))
            .await;
        let error = bench
            .expect(bench.call(Method::GET, &path), 422, "Error")
            .await;
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with("No interview found"), "{message}");
        let after = bench.text("/interviews?limit=20").await;
        assert!(!after.contains(&id.to_string()), "it is not listed");
        let truth = bench.sim.truth().await;
        assert_eq!(truth.interviews.len(), 40, "the truth has forgotten it");
        assert!(
            bench.sim.delete(id).await.is_err(),
            "it cannot be deleted twice"
        );
        let next = bench.sim.complete("Backend Engineer", None).await.unwrap();
        assert_ne!(next.interview_id, id, "its id is not used again");
        let wrong = json!({ "interview_id": "nobody" });
        assert_eq!(bench.control("/delete", wrong).await.0, 422, "unknown");
    }
}

#[tokio::test]
async fn scoring_again_changes_the_scores_and_tells_nobody() {
    let receiver = Receiver::answering(200).await;
    let bench = Bench::start(Config {
        interviews: 40,
        webhook_url: Some(receiver.url.clone()),
        ..Config::default()
    })
    .await;
    let truth = bench.sim.truth().await;
    for one in truth
        .interviews
        .iter()
        .filter(|one| one.status == "completed")
    {
        let path = format!("/interviews/{}?transcript=text", one.interview_id);
        let mut before = bench.get(&path, "Interview").await;
        for _ in 0..2 {
            let scores = bench.sim.rescore(one.interview_id).await.unwrap();
            let after = bench.get(&path, "Interview").await;
            assert_eq!(
                after["interview_data"]["scores"],
                json!(scores),
                "as returned"
            );
            let data = |shown: &Value, field: &str| shown["interview_data"][field].clone();
            assert_ne!(data(&after, "scores"), data(&before, "scores"), "others");
            assert_eq!(
                data(&after, "summary"),
                data(&before, "summary"),
                "only the scores"
            );
            before = after;
        }
    }
    assert!(receiver.received().is_empty(), "nobody is told");
    let open = truth
        .interviews
        .iter()
        .find(|one| one.status == "incomplete")
        .unwrap();
    let wish = json!({ "interview_id": open.interview_id });
    assert_eq!(
        bench.control("/rescore", wish).await.0,
        422,
        "there are none"
    );
}

#[tokio::test]
async fn a_flow_is_closed_archived_and_opened_again() {
    let bench = Bench::small().await;
    let id = bench.sim.truth().await.flows[0].interview_flow_id.clone();
    for status in ["closed", "archived", "open"] {
        let wish = json!({ "flow": "Backend Engineer", "status": status });
        let answer = bench.control_ok("/flow-status", wish).await;
        assert_eq!(answer["interview_flow_id"], id.0, "which flow it was");
        let flow = bench.get(&format!("/interview-flows/{id}"), "Flow").await;
        assert_eq!(flow["status"], status, "as asked for");
    }
    let wrong = json!({ "flow": "Backend Engineer", "status": "asleep" });
    assert_eq!(bench.control("/flow-status", wrong).await.0, 422, "unknown");
    let unknown = bench.sim.set_flow_status("Astronaut", FlowStatus::Closed);
    assert!(unknown.await.is_err(), "no such flow");
}

#[tokio::test]
async fn a_damaged_field_is_served_byte_for_byte_until_it_is_undone() {
    let bench = Bench::small().await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    let id = done.interview_id;
    let (single, listed) = (format!("/interviews/{id}"), "/interviews?limit=1");
    let before = bench.text(&single).await;
    for raw in [r#""\ud83d""#, "1e999", "{", "", r#""x","new_field":[1]"#] {
        let field = "/interview_data/summary";
        let wish = json!({ "interview_id": id, "field": field, "raw": raw });
        bench.control_ok("/damage", wish).await;
        let expected = format!(r#""summary":{raw},"#);
        for path in [single.as_str(), listed] {
            let body = bench.text(path).await;
            assert!(body.contains(&expected), "{path} holds {raw}");
        }
    }
    let scores = "/interview_data/scores/0/score";
    let damage = Damage::interview(id, scores, Some("\"five\""));
    bench.sim.damage(damage).await.unwrap();
    let body = bench.text(listed).await;
    assert!(body.contains(r#""score":"five""#), "two fields at once");
    for field in ["/interview_data/summary", scores] {
        bench
            .sim
            .damage(Damage::interview(id, field, None))
            .await
            .unwrap();
    }
    assert_eq!(bench.text(&single).await, before, "as it was");
}

#[tokio::test]
async fn flows_teams_members_and_whole_items_can_be_damaged() {
    let bench = Bench::small().await;
    let teams = bench.get("/teams", "Teams").await;
    let team: TeamId = serde_json::from_value(teams["teams"][0]["id"].clone()).unwrap();
    let members = bench.get("/team-members", "TeamMembers").await;
    let member = members["team_members"][0]["id"].clone();
    let flow = Damage::flow("Backend Engineer", "/status", Some("7"));
    bench.sim.damage(flow).await.unwrap();
    let damage = Damage::team(team, "", Some("null"));
    bench.sim.damage(damage).await.unwrap();
    let wish = json!({ "member": member, "field": "/email", "raw": "[]" });
    bench.control_ok("/damage", wish).await;
    assert!(
        bench
            .text("/interview-flows")
            .await
            .contains(r#""status":7"#),
        "a flow"
    );
    assert!(
        bench
            .text("/teams")
            .await
            .starts_with(r#"{"teams":[null,{"#),
        "a team"
    );
    assert!(
        bench.text("/team-members").await.contains(r#""email":[]"#),
        "a member"
    );

    let nobody = InterviewId(uuid::Uuid::nil());
    let wrong = [
        Damage::flow("Backend Engineer", "/nothing", Some("1")),
        Damage::flow("Astronaut", "/title", Some("1")),
        Damage::interview(nobody, "/status", Some("1")),
        Damage::team(TeamId(uuid::Uuid::nil()), "/name", Some("1")),
        Damage::default(),
        Damage {
            team: Some(team),
            ..Damage::flow("Backend Engineer", "/title", Some("1"))
        },
    ];
    for damage in wrong {
        assert!(
            bench.sim.damage(damage.clone()).await.is_err(),
            "{damage:?}"
        );
    }
}

#[tokio::test]
async fn a_flow_without_a_webhook_uses_the_organisations_and_its_secret() {
    let (own, org) = (
        Receiver::answering(200).await,
        Receiver::answering(200).await,
    );
    let bench = Bench::start(Config {
        webhook_url: Some(own.url.clone()),
        webhook_secret: Some("flow".to_owned()),
        org_webhook_url: Some(org.url.clone()),
        org_webhook_secret: Some("organisation".to_owned()),
        ..Config::default()
    })
    .await;
    let truth = bench.sim.truth().await;
    let without = truth
        .flows
        .iter()
        .find(|flow| flow.webhook_url.is_none())
        .unwrap();
    assert_eq!(without.status, FlowStatus::Open, "an open one");
    let path = format!("/interview-flows/{}", without.interview_flow_id);
    let shown = bench.get(&path, "Flow").await;
    assert!(shown["webhook_url"].is_null(), "it shows no address");
    assert!(shown["webhook_secret_key"].is_null(), "and no secret");

    bench
        .sim
        .complete(&without.title, Some("ann@example.com"))
        .await
        .unwrap();
    bench
        .sim
        .status(&without.title, "ann@example.com", "shortlisted")
        .await
        .unwrap();
    bench.sim.complete("Backend Engineer", None).await.unwrap();
    assert_eq!(org.received().len(), 2, "the organisation's address");
    assert_eq!(own.received().len(), 1, "a flow's own comes first");
    for webhook in org.received() {
        assert_eq!(webhook.signature, signed("organisation", &webhook.body));
    }
    for webhook in own.received() {
        assert_eq!(webhook.signature, signed("flow", &webhook.body));
    }

    let wish = json!({ "flow": "Backend Engineer", "url": null });
    bench.control_ok("/webhook", wish).await;
    bench
        .control_ok("/org-webhook", json!({ "url": org.url, "secret": "new" }))
        .await;
    bench.sim.complete("Backend Engineer", None).await.unwrap();
    let last = org.received().pop().unwrap();
    assert_eq!(last.signature, signed("new", &last.body), "from now on");
    bench.sim.set_org_webhook(None, None).await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    assert_eq!(done.webhook, None, "neither has an address");
}

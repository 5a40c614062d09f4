//! Every call answers as either description says: fields, types, status codes and error bodies.

use crate::support::{Bench, check_as};
use reqwest::Method;
use ribbon_sim::{Api, Config};
use serde_json::{Value, json};

const BOTH: [Api; 2] = [Api::April2026, Api::Latest];

#[tokio::test]
async fn every_reading_call_answers_with_exactly_the_described_fields() {
    for api in BOTH {
        reads_as_described(api).await;
    }
}

async fn reads_as_described(api: Api) {
    let config = Config {
        api,
        flows: 20,
        interviews: 60,
        ..Config::default()
    };
    let bench = Bench::start(config).await;
    bench.get("/ping", "Ping").await;
    bench.get("/teams", "Teams").await;
    bench.get("/team-members", "TeamMembers").await;
    let flows = bench.get("/interview-flows", "Flows").await;
    let listed = match api {
        Api::April2026 => 19,
        _ => 20,
    };
    assert_eq!(
        flows["interview_flows"].as_array().unwrap().len(),
        listed,
        "all flows are listed, but in April 2026 the archived one"
    );
    let flow = flows["interview_flows"][0]["interview_flow_id"]
        .as_str()
        .unwrap();
    bench.get(&format!("/interview-flows/{flow}"), "Flow").await;
    let complete = interviews(&bench, "completed").await;
    let incomplete = interviews(&bench, "incomplete").await;
    assert_eq!(
        complete.len() + incomplete.len(),
        60,
        "no interview is missing"
    );
    for (list, status) in [(&complete, "completed"), (&incomplete, "incomplete")] {
        for interview in list {
            assert_eq!(
                interview["status"], status,
                "only what was asked for is listed"
            );
            let without = interview["interview_data"].is_null();
            assert_eq!(
                without,
                status == "incomplete",
                "only complete interviews have data"
            );
            let id = interview["interview_id"].as_str().unwrap();
            let single = bench.get(&format!("/interviews/{id}"), "Interview").await;
            assert_eq!(
                &single, interview,
                "an interview read alone is the one in the list"
            );
        }
    }
}

/// All interviews of this status, in pages that stay below the largest answer.
async fn interviews(bench: &Bench, status: &str) -> Vec<Value> {
    let mut interviews = Vec::new();
    loop {
        let offset = interviews.len();
        let path = format!("/interviews?limit=20&status={status}&offset={offset}");
        let page = bench.get(&path, "Interviews").await;
        let page = page["interviews"].as_array().unwrap();
        if page.is_empty() {
            return interviews;
        }
        interviews.extend(page.iter().cloned());
    }
}

#[tokio::test]
async fn the_api_is_also_found_under_ribbons_own_prefix() {
    let bench = Bench::small().await;
    let url = format!("{}/be-api/v1/ping", bench.sim.base_url);
    let call = bench.http.get(url).bearer_auth(&bench.sim.api_key);
    bench.expect(call, 200, "Ping").await;
}

#[tokio::test]
async fn a_missing_or_wrong_key_is_refused_with_401() {
    let bench = Bench::small().await;
    let url = format!("{}/v1/ping", bench.sim.base_url);
    bench.expect(bench.http.get(&url), 401, "Error").await;
    bench
        .expect(bench.http.get(&url).bearer_auth("wrong"), 401, "Error")
        .await;
    let unknown = format!("{}/v1/nothing-here", bench.sim.base_url);
    let call = bench.http.get(unknown).bearer_auth(&bench.sim.api_key);
    bench.expect(call, 404, "Error").await;
    bench
        .expect(bench.call(Method::PUT, "/ping"), 405, "Error")
        .await;
}

#[tokio::test]
async fn what_is_unknown_answers_422_and_what_belongs_to_others_403() {
    for api in BOTH {
        refuses_as_described(api).await;
    }
}

async fn refuses_as_described(api: Api) {
    let bench = Bench::small_as(api).await;
    let foreign = bench.sim.truth().await.foreign;
    let (flow, interview) = (
        foreign.interview_flow_id.unwrap(),
        foreign.interview_id.unwrap(),
    );
    let nobody = "00000000-0000-4000-8000-000000000000";
    let cases = [
        (Method::GET, format!("/interviews/{interview}"), 403),
        (Method::DELETE, format!("/interviews/{interview}"), 403),
        (Method::GET, format!("/interviews/{nobody}"), 422),
        (Method::GET, "/interviews/not-an-id".to_owned(), 422),
        (Method::DELETE, format!("/interviews/{nobody}"), 422),
        (Method::GET, format!("/interview-flows/{flow}"), 403),
        (Method::DELETE, format!("/interview-flows/{flow}"), 403),
        (Method::GET, "/interview-flows/ffffffff".to_owned(), 422),
        (Method::DELETE, "/interview-flows/ffffffff".to_owned(), 422),
        (
            Method::GET,
            format!("/interviews?team_id={}", foreign.team_id),
            403,
        ),
        (Method::GET, format!("/interviews?team_id={nobody}"), 422),
        (
            Method::GET,
            format!("/interview-flows?team_id={}", foreign.team_id),
            403,
        ),
        (
            Method::GET,
            format!("/team-members?team_id={}", foreign.team_id),
            403,
        ),
        (Method::GET, format!("/team-members?team_id={nobody}"), 422),
    ];
    for (method, path, status) in cases {
        bench
            .expect(bench.call(method, &path), status, "Error")
            .await;
    }
    let most = match api {
        Api::April2026 => 100,
        _ => 1_000,
    };
    for query in [
        format!("limit={}", most + 1),
        "limit=0".to_owned(),
        "limit=many".to_owned(),
        "offset=-1".to_owned(),
        "status=done".to_owned(),
    ] {
        let call = bench.call(Method::GET, &format!("/interviews?{query}"));
        bench.expect(call, 422, "Invalid").await;
    }
    let of_others = json!({ "interview_flow_id": flow });
    bench
        .expect(
            bench.call(Method::POST, "/interviews").json(&of_others),
            403,
            "Error",
        )
        .await;
    let new = json!({ "org_name": "A", "title": "B", "questions": [], "team_id": foreign.team_id });
    bench
        .expect(
            bench.call(Method::POST, "/interview-flows").json(&new),
            403,
            "Error",
        )
        .await;
}

#[tokio::test]
async fn a_list_narrowed_to_a_team_shows_only_that_team() {
    let bench = Bench::small().await;
    let teams = bench.get("/teams", "Teams").await;
    for team in teams["teams"].as_array().unwrap() {
        let id = team["id"].as_str().unwrap();
        let flows = bench
            .get(&format!("/interview-flows?team_id={id}"), "Flows")
            .await;
        let flows = flows["interview_flows"].as_array().unwrap();
        assert!(!flows.is_empty(), "each team has flows");
        assert!(
            flows.iter().all(|flow| flow["team_id"] == id),
            "and only its own are listed"
        );
        let list = bench
            .get(&format!("/interviews?team_id={id}"), "Interviews")
            .await;
        let list = list["interviews"].as_array().unwrap();
        assert!(
            list.iter().all(|one| one["team_id"] == id),
            "only its interviews are listed"
        );
        let members = bench
            .get(&format!("/team-members?team_id={id}"), "TeamMembers")
            .await;
        assert!(
            !members["team_members"].as_array().unwrap().is_empty(),
            "each team has members"
        );
    }
}

#[tokio::test]
async fn a_flow_is_made_used_and_archived() {
    for api in BOTH {
        makes_and_archives_a_flow(api).await;
    }
}

async fn makes_and_archives_a_flow(api: Api) {
    let bench = Bench::small_as(api).await;
    let new = json!({
        "org_name": "Fjord & Co", "title": "Night Porter", "questions": ["Why nights?"],
        "language": "no-NO", "is_video_enabled": true, "webhook_url": null,
    });
    let made = bench.expect(
        bench.call(Method::POST, "/interview-flows").json(&new),
        200,
        "FlowMade",
    );
    let id = made.await["interview_flow_id"].as_str().unwrap().to_owned();
    let flow = bench.get(&format!("/interview-flows/{id}"), "Flow").await;
    assert_eq!(flow["title"], "Night Porter", "what was given is kept");
    let voice = match api {
        Api::April2026 => "11labs-Kate",
        _ => "db6b0ed5-d5d3-463d-ae85-518a07d3c2b4",
    };
    assert_eq!(flow["voice_id"], voice, "the documented default applies");
    let done = bench
        .sim
        .complete(&id, Some("ola@example.com"))
        .await
        .unwrap();
    let interview = bench
        .get(&format!("/interviews/{}", done.interview_id), "Interview")
        .await;
    let mapping = &interview["interview_data"]["questions_to_transcript_mapping"];
    assert_eq!(
        mapping[0]["script_question"], "Why nights?",
        "its questions are asked"
    );
    let path = format!("/interview-flows/{id}");
    bench
        .expect(bench.call(Method::DELETE, &path), 200, "FlowArchived")
        .await;
    let flows = bench.get("/interview-flows", "Flows").await;
    let listed = flows["interview_flows"].as_array().unwrap();
    let archived = listed.iter().find(|flow| flow["interview_flow_id"] == id);
    match api {
        Api::April2026 => assert!(archived.is_none(), "an archived flow is gone"),
        _ => assert_eq!(archived.unwrap()["status"], "archived", "it says so"),
    }
    bench.get(&path, "Flow").await;
}

#[tokio::test]
async fn a_flow_that_cannot_be_is_refused() {
    let base = json!({ "org_name": "A", "title": "B", "questions": ["C"] });
    let wrong = [
        ("questions", json!(vec!["?"; 21]), "Error"),
        ("voice_id", json!("nobody"), "Invalid"),
        ("language", json!("en-GB"), "Invalid"),
        ("interview_type", json!("audition"), "Invalid"),
        ("company_logo_url", json!("logo.png"), "Error"),
        ("surprise", json!(true), "Invalid"),
        ("title", json!(null), "Invalid"),
    ];
    for api in BOTH {
        let bench = Bench::small_as(api).await;
        for (field, value, shape) in &wrong {
            let mut new = base.clone();
            new[field] = value.clone();
            let call = bench.call(Method::POST, "/interview-flows").json(&new);
            bench.expect(call, 422, shape).await;
        }
        let call = bench.call(Method::POST, "/interviews").json(&json!({}));
        bench.expect(call, 422, "Invalid").await;
    }
}

#[tokio::test]
async fn an_invitation_is_incomplete_until_the_candidate_has_spoken() {
    let bench = Bench::small().await;
    let flows = bench.get("/interview-flows", "Flows").await;
    let flow = &flows["interview_flows"][0];
    let members = format!(
        "/team-members?team_id={}",
        flow["team_id"].as_str().unwrap()
    );
    let members = bench.get(&members, "TeamMembers").await;
    let recruiter = members["team_members"][0]["id"].as_str().unwrap();
    let new = json!({
        "interview_flow_id": flow["interview_flow_id"], "interviewee_email_address": "Jo@example.com",
        "interviewee_first_name": "Jo", "assigned_recruiter_id": recruiter,
    });
    let call = bench.call(Method::POST, "/interviews").json(&new);
    let made = bench.expect(call, 200, "InterviewMade").await;
    let link = made["interview_link"].as_str().unwrap();
    assert!(
        link.ends_with(&format!("?assignedRecruiterId={recruiter}")),
        "{link} names the recruiter"
    );
    assert!(made["hint"].is_null(), "there is nothing to hint at");
    let path = format!("/interviews/{}", made["interview_id"].as_str().unwrap());
    assert_eq!(
        bench.get(&path, "Interview").await["status"],
        "incomplete",
        "nobody has spoken yet"
    );
    let title = flow["title"].as_str().unwrap();
    let done = bench
        .sim
        .complete(title, Some("jo@example.com"))
        .await
        .unwrap();
    assert_eq!(
        made["interview_id"],
        done.interview_id.to_string(),
        "the invitation was followed"
    );
    assert_eq!(
        bench.get(&path, "Interview").await["status"],
        "completed",
        "now it is complete"
    );

    let anonymous = json!({ "interview_flow_id": flow["interview_flow_id"] });
    let call = bench.call(Method::POST, "/interviews").json(&anonymous);
    let made = bench.expect(call, 200, "InterviewMade").await;
    assert!(
        made["hint"].is_string(),
        "an interview without an address gets a hint"
    );
}

#[tokio::test]
async fn revoking_recordings_leaves_the_interview() {
    let bench = Bench::small_as(Api::April2026).await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    let path = format!("/interviews/{}", done.interview_id);
    let before = bench.get(&path, "Interview").await;
    let audio = before["interview_data"]["audio_url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        bench
            .http
            .get(&audio)
            .send()
            .await
            .unwrap()
            .status()
            .is_success(),
        "it can be heard"
    );
    bench
        .expect(bench.call(Method::DELETE, &path), 200, "RecordingsRevoked")
        .await;
    let after = bench.get(&path, "Interview").await;
    assert!(
        after["interview_data"]["audio_url"].is_null(),
        "the address is gone"
    );
    let transcript =
        |interview: &serde_json::Value| interview["interview_data"]["transcript"].clone();
    assert_eq!(
        transcript(&before),
        transcript(&after),
        "the transcript stays"
    );
    let answer = bench.http.get(&audio).send().await.unwrap();
    assert_eq!(
        answer.status().as_u16(),
        404,
        "the old address has perished"
    );
    check_as(bench.api, "Error", &answer.json().await.unwrap());
}

//! What only the newest description has: dates, scores by name, filters, transcript modes, page limits.

use reqwest::Method;
use ribbon_sim::{Complete, Config, FlowStatus, ScoringSystem};
use serde_json::{Value, json};

use crate::support::Bench;

async fn list(bench: &Bench, query: &str) -> Vec<Value> {
    let path = format!("/interviews?transcript=none&{query}");
    let page = bench.get(&path, "Interviews").await;
    page["interviews"].as_array().unwrap().clone()
}

fn ids(interviews: &[Value]) -> Vec<&str> {
    let ids = interviews.iter().map(|one| one["interview_id"].as_str());
    ids.map(Option::unwrap).collect()
}

fn dates(interviews: &[Value]) -> Vec<[&Value; 3]> {
    let fields = ["interview_id", "started_at", "ended_at"];
    interviews
        .iter()
        .map(|one| fields.map(|field| &one[field]))
        .collect()
}

#[tokio::test]
async fn scores_list_default_criteria_first_and_own_criteria_after() {
    let bench = Bench::small().await;
    let truth = bench.sim.truth().await;
    let flow = &truth.flows[0];
    let path = format!(
        "interview_flow_id={}&status=completed",
        flow.interview_flow_id
    );
    let mut systems = Vec::new();
    for interview in list(&bench, &path).await {
        let scores = &interview["interview_data"]["scores"];
        let known = truth
            .interviews
            .iter()
            .find(|one| interview["interview_id"] == one.interview_id.to_string())
            .unwrap();
        assert_eq!(*scores, json!(known.scores), "the truth knows the scores");
        let Some(scores) = scores.as_array() else {
            continue;
        };
        let names: Vec<&str> = scores
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            names[..3],
            ["Communication", "Motivation", "Skills"],
            "first"
        );
        let own: Vec<&str> = flow.criteria.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names[7..], own, "after all seven default criteria");
        for score in scores
            .iter()
            .filter(|one| one["scoring_system"] == "binary")
        {
            let is_answer =
                score["score"].is_null() || score["score"] == 0.0 || score["score"] == 5.0;
            assert!(is_answer, "yes, no or not scored: {score}");
        }
        systems = flow.criteria.iter().map(|one| one.scoring_system).collect();
    }
    let expected = [
        ScoringSystem::OutOf5,
        ScoringSystem::Percentage,
        ScoringSystem::Binary,
    ];
    assert_eq!(systems, expected, "the first flow scores in every system");
}

#[tokio::test]
async fn dates_lie_in_the_weeks_before_the_start_and_follow_from_the_seed() {
    let now = 1_790_000_000_000;
    let config = Config {
        now: Some(now),
        interviews: 100,
        ..Config::default()
    };
    let bench = Bench::start(config.clone()).await;
    let again = Bench::start(config).await;
    let all = list(&bench, "limit=1000").await;
    assert_eq!(
        dates(&all),
        dates(&list(&again, "limit=1000").await),
        "a seed repeats its dates"
    );
    for interview in &all {
        let is_completed = interview["status"] == "completed";
        for field in ["started_at", "ended_at"] {
            assert_eq!(interview[field].is_string(), is_completed, "{field}");
        }
    }
    let begin = "2026-08-09T00:00:00Z";
    let end = "2026-09-21T14:13:20Z";
    let within = list(
        &bench,
        &format!("limit=1000&ended_after={begin}&ended_before={end}"),
    )
    .await;
    let completed = list(&bench, "limit=1000&status=completed").await;
    assert_eq!(ids(&within), ids(&completed), "all ended in six weeks");
    let late = list(&bench, "limit=1000&ended_after=2026-09-07T00:00:00Z")
        .await
        .len();
    assert!(
        (20..60).contains(&late),
        "{late} ended in the last two weeks"
    );
    let ends: Vec<&str> = all
        .iter()
        .filter_map(|one| one["ended_at"].as_str())
        .collect();
    for ending in ["Z", "+00:00"] {
        assert!(
            ends.iter().any(|end| end.ends_with(ending)),
            "some {ending}"
        );
    }
    let zoneless = "2026-09-21T06:05:07.242".len();
    assert!(
        ends.iter().any(|end| end.len() == zoneless),
        "some name no zone"
    );
}

#[tokio::test]
async fn an_interview_ends_when_it_is_completed_and_began_its_length_before() {
    let bench = Bench::small().await;
    let wish = Complete {
        flow: "Backend Engineer".to_owned(),
        ended_at: Some("2026-05-04T12:30:00+02:00".to_owned()),
        ..Complete::default()
    };
    let done = bench.sim.complete_with(wish).await.unwrap();
    let truth = bench.sim.truth().await;
    let known = truth.interviews.last().unwrap();
    assert_eq!(known.interview_id, done.interview_id, "the newest");
    assert_eq!(
        known.ended_at.as_deref(),
        Some("2026-05-04T10:30:00.000Z"),
        "in UTC"
    );
    let started = known.started_at.as_deref().unwrap();
    let path = format!("/interviews/{}", done.interview_id);
    let shown = bench.get(&path, "Interview").await;
    let spoken = &shown["interview_data"]["transcript_with_timestamp"];
    let last = spoken.as_array().unwrap().last().unwrap()["words"]
        .as_array()
        .unwrap();
    let seconds = last.last().unwrap()["end"].as_f64().unwrap() + 0.9;
    let at = |text: &str| {
        let format = &time::format_description::well_known::Iso8601::DEFAULT;
        time::OffsetDateTime::parse(text, format).unwrap()
    };
    let took = (at("2026-05-04T10:30:00Z") - at(started)).as_seconds_f64();
    assert!((took - seconds).abs() < 0.002, "{took} s for {seconds} s");
    let wrong = json!({ "flow": "Backend Engineer", "ended_at": "yesterday" });
    assert_eq!(
        bench.control("/complete", wrong).await.0,
        422,
        "no such moment"
    );
}

#[tokio::test]
async fn filters_are_inclusive_and_leave_out_what_has_not_ended() {
    let bench = Bench::small().await;
    for ended_at in [
        "2020-01-01T10:00:00Z",
        "2020-01-01T11:00:00Z",
        "2020-01-01T12:00:00Z",
    ] {
        let wish = Complete {
            flow: "Data Analyst".to_owned(),
            ended_at: Some(ended_at.to_owned()),
            ..Complete::default()
        };
        bench.sim.complete_with(wish).await.unwrap();
    }
    let counts = [
        ("ended_before=2020-01-01T12:00:00Z", 3),
        ("ended_before=2020-01-01T11:00:00", 2),
        ("ended_before=2020-01-01T12%3A00%3A00%2B01%3A00", 2),
        (
            "ended_after=2020-01-01T11:00:00Z&ended_before=2020-01-01T12:00:00Z",
            2,
        ),
        (
            "ended_after=2020-01-01T11:00:00.001Z&ended_before=2020-01-01T12:00:00Z",
            1,
        ),
        ("ended_before=2020-01-01T12:00:00Z&status=incomplete", 0),
        (
            "ended_after=2021-01-01T00:00:00Z&ended_before=2020-01-01T12:00:00Z",
            0,
        ),
        ("interview_flow_id=nothing", 0),
    ];
    for (query, count) in counts {
        assert_eq!(list(&bench, query).await.len(), count, "{query}");
    }
    let all = list(&bench, "limit=1000").await.len();
    assert_eq!(all, 43, "both statuses without a status");
    let ended = list(&bench, "limit=1000&ended_after=2000-01-01T00:00:00Z").await;
    assert!(
        ended.iter().all(|one| one["status"] == "completed"),
        "ended"
    );
    for query in [
        "ended_after=yesterday",
        "ended_before=2020-01-01",
        "ended_after=",
        "ended_after=2020-01-01T12:00:00+01:00",
        "transcript=some",
        "status=null",
    ] {
        let call = bench.call(Method::GET, &format!("/interviews?{query}"));
        let error = bench.expect(call, 422, "Invalid").await;
        let field = query.split('=').next().unwrap();
        assert!(
            error["errors"]["query"][field].is_array(),
            "{error} names {field}"
        );
    }
    bench
        .get("/interviews?something_else=1&limit=1", "Interviews")
        .await;
}

#[tokio::test]
async fn transcripts_are_full_or_only_text_or_empty() {
    let bench = Bench::small().await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    let mut bodies = Vec::new();
    for mode in ["", "transcript=full", "transcript=text", "transcript=none"] {
        let path = format!("/interviews/{}?{mode}", done.interview_id);
        let single = bench.get(&path, "Interview").await;
        let listed = bench
            .get(&format!("/interviews?limit=1&{mode}"), "Interviews")
            .await;
        assert_eq!(listed["interviews"][0], single, "a list shows the same");
        bodies.push(single["interview_data"].clone());
    }
    let [default, full, text, none] = bodies.try_into().unwrap();
    assert_eq!(default, full, "all is the default");
    assert_eq!(text["transcript"], full["transcript"], "the text stays");
    assert_eq!(none["transcript"], "", "no text");
    for shown in [&text, &none] {
        assert_eq!(shown["transcript_with_timestamp"], json!([]), "no times");
        assert_eq!(
            shown["questions_to_transcript_mapping"],
            json!([]),
            "no mapping"
        );
        assert_eq!(shown["scores"], full["scores"], "the rest is the same");
        assert_eq!(shown["summary"], full["summary"], "the rest is the same");
    }
    let call = bench.call(
        Method::GET,
        &format!("/interviews/{}?transcript=x", done.interview_id),
    );
    bench.expect(call, 422, "Invalid").await;
}

#[tokio::test]
async fn lists_have_the_documented_page_sizes() {
    let bench = Bench::start(Config {
        flows: 25,
        interviews: 30,
        ..Config::default()
    })
    .await;
    assert_eq!(list(&bench, "").await.len(), 20, "20 interviews by default");
    assert_eq!(list(&bench, "limit=1000").await.len(), 30, "1,000 at most");
    let flows = bench.get("/interview-flows", "Flows").await;
    assert_eq!(
        flows["interview_flows"].as_array().unwrap().len(),
        20,
        "20 flows by default"
    );
    let flows = bench
        .get("/interview-flows?limit=2000&offset=5", "Flows")
        .await;
    assert_eq!(
        flows["interview_flows"].as_array().unwrap().len(),
        20,
        "2,000 at most"
    );
    let teams = bench.get("/teams?limit=1&offset=1", "Teams").await;
    assert_eq!(
        teams["teams"].as_array().unwrap().len(),
        1,
        "teams are paged"
    );
    let members = bench
        .get("/team-members?limit=1000&offset=3", "TeamMembers")
        .await;
    assert_eq!(
        members["team_members"].as_array().unwrap().len(),
        2,
        "members too"
    );
    for path in [
        "/interviews?limit=1001",
        "/interview-flows?limit=2001",
        "/interview-flows?status=done",
        "/teams?limit=1001",
        "/team-members?limit=0",
        "/team-members?offset=-1",
    ] {
        bench
            .expect(bench.call(Method::GET, path), 422, "Invalid")
            .await;
    }
}

#[tokio::test]
async fn an_answer_over_6_mb_is_refused_with_413() {
    let bench = Bench::start(Config {
        interviews: 200,
        ..Config::default()
    })
    .await;
    let call = bench.call(Method::GET, "/interviews?limit=200");
    bench.expect(call, 413, "Error").await;
    assert_eq!(
        list(&bench, "limit=200").await.len(),
        200,
        "without transcripts it fits"
    );
    let body = bench.text("/interviews?limit=20").await;
    assert!(body.len() <= 6_000_000, "a page that fits");

    let exact = Bench::start(Config {
        interviews: 200,
        answer_limit: bench.text("/interview-flows").await.len(),
        ..Config::default()
    })
    .await;
    exact.get("/interview-flows", "Flows").await;
    let call = exact.call(Method::GET, "/interviews?transcript=none&limit=200");
    exact.expect(call, 413, "Error").await;
}

#[tokio::test]
async fn closed_and_archived_flows_are_listed_with_their_interviews() {
    let bench = Bench::start(Config::default()).await;
    let status = |flow: &Value| flow["status"].as_str().unwrap().to_owned();
    let flows = bench.get("/interview-flows", "Flows").await["interview_flows"].clone();
    let statuses: Vec<String> = flows.as_array().unwrap().iter().map(status).collect();
    let expected = ["open", "open", "open", "open", "closed", "archived"];
    assert_eq!(statuses, expected, "the last two");
    for wanted in ["open", "closed", "archived"] {
        let path = format!("/interview-flows?status={wanted}");
        let only = bench.get(&path, "Flows").await["interview_flows"].clone();
        let only = only.as_array().unwrap();
        assert!(
            !only.is_empty() && only.iter().all(|flow| status(flow) == wanted),
            "{wanted}"
        );
    }
    let truth = bench.sim.truth().await;
    let archived = truth.flows.last().unwrap();
    assert_eq!(archived.status, FlowStatus::Archived, "the truth agrees");
    let path = format!("interview_flow_id={}", archived.interview_flow_id);
    assert!(!list(&bench, &path).await.is_empty(), "it has interviews");
}

#[tokio::test]
async fn some_candidates_repeat_the_interview_of_a_flow() {
    let bench = Bench::start(Config::default()).await;
    let truth = bench.sim.truth().await;
    let mut keys: Vec<_> = truth
        .interviews
        .iter()
        .filter_map(|one| {
            Some((
                one.interview_flow_id.0.clone(),
                one.email.as_ref()?.to_lowercase(),
            ))
        })
        .collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert!(
        all - keys.len() > 10,
        "only {} are repeated",
        all - keys.len()
    );
}

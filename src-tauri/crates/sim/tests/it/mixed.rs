//! In the mixed mode each request is answered by one description or the other, over the same world.

use std::collections::BTreeMap;

use ribbon_sim::{Api, Config};
use serde_json::Value;

use crate::support::{Bench, check_as};
use reqwest::Method;

/// The description that this interview or list follows.
fn followed(shape: &str, value: &Value, is_latest: bool) -> Api {
    let api = if is_latest {
        Api::Latest
    } else {
        Api::April2026
    };
    check_as(api, shape, value);
    api
}

async fn get(bench: &Bench, path: &str) -> Value {
    serde_json::from_str(&bench.text(path).await).unwrap()
}

#[tokio::test]
async fn pages_of_one_list_come_in_both_shapes_and_hold_the_same_world() {
    let config = Config {
        api: Api::Mixed,
        interviews: 90,
        ..Config::default()
    };
    let bench = Bench::start(config.clone()).await;
    let mut shapes = Vec::new();
    let mut ids = Vec::new();
    for offset in (0..90).step_by(10) {
        let path = format!("/interviews?status=completed&limit=10&offset={offset}");
        let page = get(&bench, &path).await;
        let Some(first) = page["interviews"].get(0) else {
            break;
        };
        let is_latest = first.get("ended_at").is_some();
        shapes.push(followed("Interviews", &page, is_latest));
        let page = page["interviews"].as_array().unwrap();
        ids.extend(page.iter().map(|one| one["interview_id"].to_string()));
    }
    assert!(
        shapes.contains(&Api::Latest),
        "some are in the newest shape"
    );
    assert!(shapes.contains(&Api::April2026), "and some in the old one");
    let truth = bench.sim.truth().await;
    let completed = truth
        .interviews
        .iter()
        .filter(|one| one.status == "completed");
    assert_eq!(ids.len(), completed.count(), "no interview is missing");
    ids.sort();
    ids.dedup();
    assert_eq!(
        ids.len(),
        truth
            .interviews
            .iter()
            .filter(|one| one.status == "completed")
            .count(),
        "and none comes twice"
    );
    assert_eq!(truth.api, Api::Mixed, "the truth says how it answers");
}

#[tokio::test]
async fn each_answer_follows_one_description_wholly() {
    let bench = Bench::small_as(Api::Mixed).await;
    let mut seen: BTreeMap<&str, [bool; 2]> = BTreeMap::new();
    let mut note =
        |call, api| seen.entry(call).or_default()[usize::from(api == Api::Latest)] = true;
    let id = bench.sim.truth().await.interviews[0].interview_id;
    for _ in 0..8 {
        let flows = get(&bench, "/interview-flows").await;
        let is_latest = flows["interview_flows"][0].get("status").is_some();
        note("flows", followed("Flows", &flows, is_latest));
        let count = flows["interview_flows"].as_array().unwrap().len();
        assert_eq!(count, if is_latest { 6 } else { 5 }, "archived or not");
        let one = get(&bench, &format!("/interviews/{id}")).await;
        note(
            "interview",
            followed("Interview", &one, one.get("ended_at").is_some()),
        );
        let call = bench
            .call(Method::GET, "/interviews?limit=0")
            .send()
            .await
            .unwrap();
        let error: Value = serde_json::from_str(&call.text().await.unwrap()).unwrap();
        note(
            "error",
            followed("Invalid", &error, error.get("errors").is_some()),
        );
    }
    for (call, both) in seen {
        assert_eq!(both, [true, true], "{call} in both shapes");
    }
}

//! Faults strike as asked for, and only then.

use reqwest::{Method, StatusCode};
use ribbon_sim::{Api, Config, Fault, FaultKind};

use crate::support::{Bench, Receiver, check};

async fn struck_by(kind: FaultKind) -> Bench {
    let bench = Bench::small().await;
    bench.sim.set_faults(vec![Fault::always(kind)]).await;
    bench
}

#[tokio::test]
async fn failing_and_limiting_answer_in_ribbons_form() {
    let bench = struck_by(FaultKind::Error500).await;
    bench
        .expect(bench.call(Method::GET, "/ping"), 500, "Error")
        .await;
    bench
        .sim
        .set_faults(vec![Fault::always(FaultKind::Rate429)])
        .await;
    let answer = bench.call(Method::GET, "/ping").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "too many");
    assert_eq!(answer.headers()["retry-after"], "1", "with a time to wait");
    check("Error", &answer.json().await.unwrap());
    bench.sim.set_faults(Vec::new()).await;
    bench.get("/ping", "Ping").await;
    assert_eq!(
        bench.sim.request_count(),
        3,
        "failing calls are counted too"
    );
}

#[tokio::test]
async fn a_truncated_answer_breaks_off_before_its_promised_length() {
    let bench = struck_by(FaultKind::Truncate).await;
    let answer = bench
        .call(Method::GET, "/interviews?limit=1")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "it begins well");
    assert!(answer.bytes().await.is_err(), "and does not end");
}

#[tokio::test]
async fn a_call_without_an_answer_is_cut_off_at_the_end() {
    let hold = std::time::Duration::from_millis(20);
    let faults = vec![Fault::always(FaultKind::Timeout)];
    let bench = Bench::start(Config {
        hold,
        faults,
        ..Config::default()
    })
    .await;
    let answer = bench.call(Method::GET, "/ping").send().await;
    let body = match answer {
        Ok(answer) => answer.bytes().await,
        Err(error) => Err(error),
    };
    assert!(body.is_err(), "no answer comes");
}

#[tokio::test]
async fn an_answer_is_lost_after_the_deed_and_reading_is_spared() {
    let bench = struck_by(FaultKind::Lost).await;
    let flow = bench.get("/interview-flows", "Flows").await;
    let flow = flow["interview_flows"][0]["interview_flow_id"].clone();
    let known = bench.sim.truth().await.interviews.len();
    let wish = serde_json::json!({"interview_flow_id": flow});
    let answer = bench.call(Method::POST, "/interviews").json(&wish).send();
    let body = match answer.await {
        Ok(answer) => answer.bytes().await,
        Err(error) => Err(error),
    };
    assert!(body.is_err(), "the answer does not arrive");
    let made = bench.sim.truth().await.interviews.len() - known;
    assert_eq!(made, 1, "the interview is made all the same");
}

#[tokio::test]
async fn a_refused_deed_is_not_done() {
    let bench = struck_by(FaultKind::Refused).await;
    let known = bench.sim.truth().await.interviews.len();
    let wish = serde_json::json!({"interview_flow_id": "any"});
    let call = bench.call(Method::POST, "/interviews").json(&wish);
    bench.expect(call, 422, "Error").await;
    assert_eq!(bench.sim.truth().await.interviews.len(), known, "as before");
    bench.get("/interview-flows", "Flows").await;
}

#[tokio::test]
async fn stopping_does_not_wait_for_calls_that_are_held() {
    let bench = struck_by(FaultKind::Timeout).await;
    let call = tokio::spawn(bench.call(Method::GET, "/ping").send());
    while bench.sim.request_count() == 0 {
        tokio::task::yield_now().await;
    }
    let patience = std::time::Duration::from_secs(30);
    let stopped = tokio::time::timeout(patience, bench.sim.shutdown()).await;
    assert!(stopped.is_ok(), "the hold of a minute is cut short");
    drop(call.await);
}

#[tokio::test]
async fn a_recordings_address_can_perish() {
    let bench = Bench::small_as(Api::April2026).await;
    bench
        .sim
        .set_faults(vec![Fault::always(FaultKind::Media403)])
        .await;
    let page = bench.get("/interviews?limit=1", "Interviews").await;
    let url = page["interviews"][0]["interview_data"]["audio_url"]
        .as_str()
        .unwrap();
    let answer = bench.http.get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "it has perished");
    bench.sim.set_faults(Vec::new()).await;
    let answer = bench.http.get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "and is renewed");
}

#[tokio::test]
async fn webhooks_are_doubled_dropped_or_swapped() {
    let receiver = Receiver::answering(200).await;
    let bench = Bench::small().await;
    bench.sim.set_webhook(Some(&receiver.url), None).await;
    let complete = || bench.sim.complete("Backend Engineer", None);

    bench
        .sim
        .set_faults(vec![Fault::always(FaultKind::Duplicate)])
        .await;
    complete().await.unwrap();
    let received = receiver.received();
    assert_eq!(received.len(), 2, "one happening, two webhooks");
    assert_eq!(received[0].body, received[1].body, "byte for byte the same");

    bench
        .sim
        .set_faults(vec![Fault::always(FaultKind::Drop)])
        .await;
    let dropped = complete().await.unwrap();
    assert_eq!(
        dropped.webhook.unwrap().error.as_deref(),
        Some("dropped"),
        "the caller is told"
    );
    assert_eq!(receiver.received().len(), 2, "nothing came");

    bench
        .sim
        .set_faults(vec![Fault::always(FaultKind::Reorder)])
        .await;
    let held = complete().await.unwrap();
    assert_eq!(receiver.received().len(), 2, "it is held back");
    let next = complete().await.unwrap();
    let late = receiver.received();
    assert_eq!(
        late[2].json()["interview_id"],
        next.interview_id.to_string(),
        "the next overtakes"
    );
    assert_eq!(
        late[3].json()["interview_id"],
        held.interview_id.to_string(),
        "then it follows"
    );
    complete().await.unwrap();
    bench.sim.set_faults(Vec::new()).await;
    assert_eq!(
        receiver.received().len(),
        5,
        "what is held goes out when the faults end"
    );
}

//! What happens is told by webhooks, signed and in order, and the truth remembers how they were answered.

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use ribbon_sim::{Complete, Config, Move, Outcome};
use serde_json::json;
use sha2::Sha256;

use crate::support::{Bench, Receiver, check};

async fn bench_with(receiver: &Receiver) -> Bench {
    Bench::start(Config {
        interviews: 10,
        webhook_url: Some(receiver.url.clone()),
        webhook_secret: Some("s3cret".to_owned()),
        ..Config::default()
    })
    .await
}

#[tokio::test]
async fn an_interview_is_told_first_and_its_video_later() {
    let receiver = Receiver::answering(204).await;
    let bench = bench_with(&receiver).await;
    let done = bench
        .sim
        .complete("Backend Engineer", Some("ann@example.com"))
        .await
        .unwrap();
    assert_eq!(
        done.webhook.unwrap().status,
        Some(204),
        "the call answers after the webhook"
    );
    let path = format!("/interviews/{}", done.interview_id);
    let data = bench.get(&path, "Interview").await["interview_data"].clone();
    assert!(data["video_url"].is_null(), "the video is not there yet");
    bench.sim.video(done.interview_id).await.unwrap();
    let data = bench.get(&path, "Interview").await["interview_data"].clone();
    assert!(data["video_url"].is_string(), "now it is");

    let received = receiver.received();
    let kinds: Vec<String> = received.iter().map(|one| one.kind()).collect();
    assert_eq!(
        kinds,
        ["interview_processed", "video_processed"],
        "in this order"
    );
    for webhook in &received {
        let event = webhook.json();
        check("InterviewEvent", &event);
        assert_eq!(
            event["interview_id"],
            done.interview_id.to_string(),
            "about this interview"
        );
        assert_eq!(
            event["interview_link"], done.interview_link,
            "with its link"
        );
        assert!(
            !done.interview_link.contains(&done.interview_id.to_string()),
            "of another UUID"
        );
        assert_eq!(
            event["interviewee_email_address"], "ann@example.com",
            "and its candidate"
        );
        assert_eq!(
            webhook.content_type.as_deref(),
            Some("application/json"),
            "as JSON"
        );
    }
}

#[tokio::test]
async fn webhooks_are_signed_over_the_very_bytes_sent_and_keep_the_order_of_fields() {
    let receiver = Receiver::answering(200).await;
    let bench = bench_with(&receiver).await;
    bench
        .sim
        .status("Backend Engineer", "ann@example.com", "shortlisted")
        .await
        .unwrap();
    bench.sim.complete("Backend Engineer", None).await.unwrap();
    for webhook in receiver.received() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"s3cret").unwrap();
        mac.update(&webhook.body);
        let expected = hex::encode(mac.finalize().into_bytes());
        assert_eq!(
            webhook.signature,
            Some(expected),
            "the signature fits the raw body"
        );
    }
    let body = String::from_utf8(receiver.received()[0].body.to_vec()).unwrap();
    let places: Vec<usize> = [
        "event_type",
        "interview_flow_id",
        "interview_flow_name",
        "interviewee_email",
        "new_status",
        "previous_status",
    ]
    .iter()
    .map(|field| body.find(&format!("\"{field}\"")).unwrap())
    .collect();
    assert!(
        places.is_sorted(),
        "the fields stand as in the published example: {body}"
    );
    check("StatusEvent", &receiver.received()[0].json());
    bench.sim.set_webhook(Some(&receiver.url), None).await;
    bench.sim.complete("Backend Engineer", None).await.unwrap();
    assert_eq!(
        receiver.received()[2].signature,
        None,
        "without a secret nothing is signed"
    );
}

#[tokio::test]
async fn a_chain_of_statuses_is_continued_and_can_be_broken() {
    let receiver = Receiver::answering(200).await;
    let bench = bench_with(&receiver).await;
    let (flow, email) = ("Store Manager", "ann@example.com");
    bench.sim.status(flow, email, "shortlisted").await.unwrap();
    let lost = Move {
        flow: flow.to_owned(),
        email: email.to_owned(),
        new_status: "Final round".to_owned(),
        webhook: Some(false),
        ..Move::default()
    };
    assert_eq!(
        bench.sim.status_with(lost).await.unwrap().webhook,
        None,
        "this one is lost"
    );
    bench
        .sim
        .status(flow, "ANN@example.com", "accepted")
        .await
        .unwrap();
    let steps: Vec<(String, String)> = receiver
        .received()
        .iter()
        .map(|webhook| {
            let field = |name: &str| webhook.json()[name].as_str().unwrap().to_owned();
            (field("previous_status"), field("new_status"))
        })
        .collect();
    let expected = [("Interviewed", "shortlisted"), ("Final round", "accepted")]
        .map(|(from, to)| (from.to_owned(), to.to_owned()));
    assert_eq!(steps, expected, "the receiver sees a gap");
    let truth = bench.sim.truth().await;
    let candidate = truth
        .candidates
        .iter()
        .find(|one| one.email == email)
        .unwrap();
    assert_eq!(candidate.chain.len(), 3, "the truth knows every step");
    assert_eq!(candidate.status, "accepted", "and where it ended");
}

#[tokio::test]
async fn a_refused_or_unreachable_webhook_is_recorded_and_not_tried_again() {
    let receiver = Receiver::answering(503).await;
    let bench = bench_with(&receiver).await;
    bench.sim.complete("Backend Engineer", None).await.unwrap();
    bench
        .sim
        .set_webhook(Some("http://127.0.0.1:1/"), None)
        .await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    assert!(done.webhook.unwrap().error.is_some(), "nobody answered");
    let truth = bench.sim.truth().await;
    assert_eq!(truth.webhooks.len(), 2, "one attempt each");
    assert_eq!(
        truth.webhooks[0].outcome,
        Outcome::Status(503),
        "the answer is kept"
    );
    assert!(
        matches!(truth.webhooks[1].outcome, Outcome::Error(_)),
        "and so is a failure"
    );
}

#[tokio::test]
async fn an_interview_can_appear_without_a_webhook() {
    let receiver = Receiver::answering(200).await;
    let bench = bench_with(&receiver).await;
    let wish = Complete {
        flow: "Backend Engineer".to_owned(),
        email: Some("quiet@example.com".to_owned()),
        first_name: Some("Quiet".to_owned()),
        webhook: Some(false),
        ..Complete::default()
    };
    let done = bench.sim.complete_with(wish).await.unwrap();
    let shown = bench
        .get(&format!("/interviews/{}", done.interview_id), "Interview")
        .await;
    assert_eq!(
        shown["interview_data"]["interviewee_first_name"], "Quiet",
        "it can be read"
    );
    assert!(receiver.received().is_empty(), "nobody was told");
    let again = bench
        .sim
        .complete("Registered Nurse", Some("QUIET@example.com"))
        .await
        .unwrap();
    let shown = bench
        .get(&format!("/interviews/{}", again.interview_id), "Interview")
        .await;
    assert_eq!(
        shown["interview_data"]["interviewee_first_name"], "Quiet",
        "it is the same person"
    );
}

#[tokio::test]
async fn control_calls_do_over_http_what_the_library_does() {
    let receiver = Receiver::answering(200).await;
    let bench = Bench::small().await;
    bench
        .control("/webhook", json!({ "url": receiver.url, "secret": "x" }))
        .await;
    let wish = json!({ "flow": "Backend Engineer", "email": "kim@example.com" });
    let (status, done) = bench.control("/complete", wish).await;
    assert_eq!(
        (status, &done["webhook"]["status"]),
        (200, &json!(200)),
        "{done}"
    );
    let id = &done["interview_id"];
    let (_, video) = bench.control("/video", json!({ "interview_id": id })).await;
    assert_eq!(video["webhook"]["status"], 200, "{video}");
    let wish =
        json!({ "flow": "Backend Engineer", "email": "kim@example.com", "new_status": "rejected" });
    let (_, moved) = bench.control("/status", wish).await;
    assert_eq!(moved["previous_status"], "Interviewed", "{moved}");
    let kinds: Vec<String> = receiver.received().iter().map(|one| one.kind()).collect();
    let expected = [
        "interview_processed",
        "video_processed",
        "candidate_status_updated",
    ];
    assert_eq!(kinds, expected, "everything was told");
    let url = format!("{}/sim/truth", bench.sim.base_url);
    let truth: serde_json::Value = bench
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        truth["webhooks"].as_array().unwrap().len(),
        3,
        "the truth knows them"
    );
    assert_eq!(
        truth["webhooks"][0]["outcome"]["status"], 200,
        "and their answers"
    );
    for (path, wrong) in [
        ("/complete", json!({ "flow": "Astronaut" })),
        ("/complete", json!({ "flo": "Backend Engineer" })),
        ("/video", json!({ "interview_id": "nobody" })),
        ("/status", json!({ "flow": "Backend Engineer" })),
        ("/faults", json!({ "faults": ["gremlins"] })),
    ] {
        let (status, error) = bench.control(path, wrong).await;
        assert_eq!(status, 422, "{path} refuses: {error}");
        check("Error", &error);
    }
}

#[tokio::test]
async fn a_flow_made_by_a_client_uses_its_own_webhook() {
    let (company, own) = (
        Receiver::answering(200).await,
        Receiver::answering(200).await,
    );
    let bench = bench_with(&company).await;
    let mut new = json!({ "org_name": "A", "title": "Silent", "questions": ["Why?"] });
    bench
        .expect(
            bench.call(Method::POST, "/interview-flows").json(&new),
            200,
            "FlowMade",
        )
        .await;
    new["title"] = json!("Loud");
    new["webhook_url"] = json!(own.url);
    bench
        .expect(
            bench.call(Method::POST, "/interview-flows").json(&new),
            200,
            "FlowMade",
        )
        .await;
    assert_eq!(
        bench.sim.complete("Silent", None).await.unwrap().webhook,
        None,
        "it has none"
    );
    bench.sim.complete("Loud", None).await.unwrap();
    assert_eq!(own.received().len(), 1, "its own address is told");
    assert!(company.received().is_empty(), "the company's is not");
}

#[tokio::test]
async fn things_happen_by_themselves_when_asked_to() {
    let receiver = Receiver::answering(200).await;
    let bench = Bench::start(Config {
        events_per_minute: 6_000,
        webhook_url: Some(receiver.url.clone()),
        ..Config::default()
    })
    .await;
    let kinds = ["interview_processed", "candidate_status_updated"];
    assert!(receiver.hears_of(&kinds).await, "both kinds come");
    drop(bench);
}

#[tokio::test]
async fn a_video_follows_by_itself_when_a_delay_is_set() {
    let receiver = Receiver::answering(200).await;
    let bench = Bench::start(Config {
        webhook_url: Some(receiver.url.clone()),
        video_delay: Some(std::time::Duration::from_millis(1)),
        ..Config::default()
    })
    .await;
    let done = bench.sim.complete("Backend Engineer", None).await.unwrap();
    assert!(
        receiver.hears_of(&["video_processed"]).await,
        "the video is told of"
    );
    let path = format!("/interviews/{}", done.interview_id);
    let shown = bench.get(&path, "Interview").await;
    assert!(
        shown["interview_data"]["video_url"].is_string(),
        "and is there"
    );
    let refused = bench
        .sim
        .video(ribbon_sim::InterviewId(uuid::Uuid::nil()))
        .await;
    assert!(refused.is_err(), "an unknown interview has none");
}

#[tokio::test]
async fn a_flow_without_video_never_has_one() {
    let bench = Bench::small().await;
    let done = bench.sim.complete("Data Analyst", None).await.unwrap();
    assert!(
        bench.sim.video(done.interview_id).await.is_err(),
        "there is nothing to process"
    );
}

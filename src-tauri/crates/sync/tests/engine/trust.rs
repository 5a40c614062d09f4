//! What is not signed, not understood or not about anybody.

use crate::support::{Desk, FLOW, SECRET, receive, received, sim};
use domain::Trust;
use ribbon_sim::Complete;
use serde_json::{Value, json};
use store::table::delivery;
use sync::Mode;

fn forged(id: &str) -> Value {
    json!({
        "event_type": "interview_processed",
        "interview_flow_id": "f1",
        "interview_id": id,
        "interview_link": "https://example.com/phishing",
        "interviewee_email_address": "mallory@example.com",
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interview_that_ribbon_does_not_confirm_never_becomes_a_fact() {
    let sim = sim(10).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let body = forged("6f0f4a9e-6f0f-4a9e-8f0f-6f0f4a9e6f0f")
        .to_string()
        .into_bytes();
    for trust in [Trust::Unverified, Trust::Absent] {
        let one = received(body.clone(), Some(trust));
        engine.deliver(vec![one]).await.unwrap();
    }
    // The second one repeats the first, or is judged anew when the first was judged already.
    let judged = || engine.state().quarantined > 0 && engine.state().to_fetch == 0;
    desk.until("the verdict", judged).await;
    assert_eq!(
        desk.number("SELECT count(*) FROM interview"),
        10,
        "no interview came of it"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM candidate WHERE email LIKE 'mallory%'"),
        0
    );
    let kept = desk.store.read(|it| delivery::quarantined(it, 9)).unwrap();
    assert!(
        kept[0]
            .reason
            .starts_with("not verified, and Ribbon does not confirm it"),
        "{kept:?}"
    );
    assert_eq!(kept[0].body, body, "kept byte for byte");
    let applied = "SELECT count(*) FROM delivery WHERE outcome = 'applied'";
    assert_eq!(
        desk.number(applied),
        0,
        "and its repeat does not pass for a fact either"
    );
    assert!(desk.notices().is_empty(), "nobody was told");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interview_with_a_wrong_signature_becomes_a_fact_when_ribbon_confirms_it() {
    let sim = sim(10).await;
    sim.set_webhook(None, Some(SECRET)).await;
    let desk = Desk::unhurried();
    let engine = desk.start_synced(&sim).await;
    let receiver = receive(&sim, &engine).await;
    sim.set_webhook(Some(receiver.url.as_str()), Some("another secret"))
        .await;
    let wish = Complete {
        flow: FLOW.to_owned(),
        email: Some("Ann@example.com".to_owned()),
        ..Complete::default()
    };
    let done = sim.complete_with(wish).await.unwrap();
    desk.until_notices(1).await;
    let trust = desk.text("SELECT trust FROM delivery");
    assert_eq!(trust.as_deref(), Some("unverified"), "the mark stays");
    let link = desk.text("SELECT link FROM interview WHERE email = 'Ann@example.com'");
    assert_eq!(
        link,
        Some(done.interview_link),
        "with the link that came along"
    );
    assert_eq!(engine.state().quarantined, 0, "nothing to look at");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_status_change_loses_its_mark_once_the_flow_s_new_secret_is_known() {
    let sim = sim(40).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let receiver = receive(&sim, &engine).await;
    sim.set_webhook(Some(receiver.url.as_str()), Some("a secret set meanwhile"))
        .await;
    sim.complete(FLOW, Some("ann@example.com")).await.unwrap();
    sim.status(FLOW, "ann@example.com", "shortlisted")
        .await
        .unwrap();
    let trust = "SELECT trust FROM transition";
    assert_eq!(
        desk.text(trust).as_deref(),
        Some("unverified"),
        "the secret is not known"
    );
    desk.poll(&engine).await;
    desk.until("the new secret", || {
        desk.text(trust).as_deref() == Some("verified")
    })
    .await;
    let marked = "SELECT count(*) FROM delivery WHERE trust <> 'verified'";
    assert_eq!(desk.number(marked), 0, "nor do the deliveries keep it");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_understood_is_answered_with_200_and_kept_with_its_reason() {
    let sim = sim(0).await;
    let desk = Desk::new();
    let engine = desk.start_alone();
    let receiver = receive(&sim, &engine).await;
    let http = testkit::http::client().unwrap();
    let nobody = json!({
        "event_type": "candidate_status_updated", "interview_flow_id": "f1", "new_status": "B",
    });
    let cases = [
        (
            "{\"event_type\": \"interview_processed\",}".to_owned(),
            "not JSON",
        ),
        ("[]".to_owned(), "not an object"),
        (
            json!({ "event_type": "interview_revoked" }).to_string(),
            "does not know the event type",
        ),
        (
            json!({ "event_type": "interview_processed" }).to_string(),
            "is missing",
        ),
        (nobody.to_string(), "does not say whose status changed"),
        (String::new(), "not JSON"),
    ];
    for (body, _) in &cases {
        let sent = http
            .post(receiver.url.clone())
            .body(body.clone())
            .send()
            .await
            .unwrap();
        assert_eq!(sent.status(), 200, "nobody is to send {body:?} again");
    }
    let kept = desk.store.read(|it| delivery::quarantined(it, 9)).unwrap();
    assert_eq!(kept.len(), cases.len(), "nothing is lost");
    // The newest is the first.
    for (kept, (body, reason)) in kept.iter().rev().zip(&cases) {
        assert_eq!(kept.body, body.as_bytes(), "byte for byte");
        assert!(
            kept.reason.contains(reason),
            "{:?} says {reason:?}",
            kept.reason
        );
    }
    desk.until("the count", || engine.state().quarantined == 6)
        .await;
    assert_eq!(engine.state().mode, Mode::Idle, "and the engine goes on");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn webhook_of_the_organisation_is_verified_once_its_secret_is_entered() {
    const SHARED: &str = "the-organisations-secret";
    let sim = sim(40).await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let receiver = receive(&sim, &engine).await;
    // No flow has an address of its own any more.
    sim.set_webhook(None, None).await;
    sim.set_org_webhook(Some(receiver.url.as_str()), Some(SHARED))
        .await;
    sim.complete(FLOW, Some("ann@example.com")).await.unwrap();
    sim.status(FLOW, "ann@example.com", "shortlisted")
        .await
        .unwrap();
    let trust = "SELECT group_concat(DISTINCT trust) FROM delivery";
    assert_eq!(desk.text(trust).as_deref(), Some("unverified"));
    let marked = "SELECT trust FROM transition";
    assert_eq!(desk.text(marked).as_deref(), Some("unverified"));

    desk.store
        .write::<_, store::Error>(|tx| {
            store::table::setting::set(tx, store::table::setting::ORGANISATION_SECRET, SHARED)
        })
        .unwrap();
    engine.check_signatures().await.unwrap();
    assert_eq!(
        desk.text(trust).as_deref(),
        Some("verified"),
        "the stored ones"
    );
    assert_eq!(desk.text(marked).as_deref(), Some("verified"));

    sim.status(FLOW, "ann@example.com", "rejected")
        .await
        .unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM delivery"), 3);
    assert_eq!(
        desk.text(trust).as_deref(),
        Some("verified"),
        "the next one"
    );
    engine.stop().await;
}

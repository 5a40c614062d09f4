//! Nobody reads an inbox without a device token of that inbox.

use std::{net::IpAddr, time::Duration};

use relay_protocol::InboxInfo;
use reqwest::{Method, RequestBuilder};
use tokio::time::{Instant, timeout};

use crate::support::{PATIENCE, Relay, assert_problem, json};

const CALLS: [(Method, &str, &str); 4] = [
    (Method::GET, "/events", ""),
    (Method::GET, "/events?wait=30", "text/event-stream"),
    (Method::GET, "", ""),
    (Method::POST, "/ack", ""),
];

fn call(
    relay: &Relay,
    inbox: &str,
    (method, rest, accept): &(Method, &str, &str),
) -> RequestBuilder {
    let url = relay.url(&format!("/v1/inboxes/{inbox}{rest}"));
    relay
        .client
        .request(method.clone(), url)
        .header("accept", *accept)
        .header(
            "x-forwarded-for",
            IpAddr::from(rand::random::<[u8; 4]>()).to_string(),
        )
        .body(r#"{"cursor":"a-1"}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_needs_a_token_of_the_same_inbox() {
    let relay = Relay::with(|config| {
        config.trust_forwarded_for = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let admin = relay.running.admin();
    let theirs = admin
        .create_inbox("Other", Vec::new(), false)
        .await
        .unwrap()
        .inbox;
    let revoked = admin.create_device(&relay.inbox, "lost").await.unwrap();
    admin.revoke_device(&revoked.device).await.unwrap();
    let ours = relay.inbox.as_str();
    let (id, secret) = relay.token.expose().split_once('_').unwrap();
    let not_tokens = [
        String::new(),
        "nonsense".to_owned(),
        format!("{id}_{}", "0".repeat(secret.len())),
        format!("nobody_{secret}"),
        revoked.token.expose().to_owned(),
    ];
    for kind in &CALLS {
        let response = call(&relay, ours, kind).send().await.unwrap();
        assert_eq!(
            response.headers()["www-authenticate"],
            "Bearer",
            "what is wanted"
        );
        assert_problem(response, 401, &format!("{kind:?} without a token")).await;
        for token in &not_tokens {
            let response = call(&relay, ours, kind)
                .bearer_auth(token)
                .send()
                .await
                .unwrap();
            assert_problem(response, 401, &format!("{kind:?} with {token:?}")).await;
        }
        for inbox in [theirs.as_str(), "nobodysinbox", "NOT-AN-ID"] {
            let token = relay.token.expose();
            let response = call(&relay, inbox, kind)
                .bearer_auth(token)
                .send()
                .await
                .unwrap();
            assert_problem(response, 404, &format!("{kind:?} of {inbox}")).await;
        }
        // Nor does the webhook address's own token read.
        let ingest_token = relay.ingest_path.rsplit('/').next().unwrap();
        let response = call(&relay, ours, kind).bearer_auth(ingest_token).send();
        assert_problem(response.await.unwrap(), 401, "the webhook's token").await;
        let other_scheme = call(&relay, ours, kind).basic_auth(relay.token.expose(), Some("x"));
        assert_problem(other_scheme.send().await.unwrap(), 401, "another scheme").await;
    }
    for device in &inbox_info(&relay).await.devices {
        assert_eq!(device.acked, None, "what was refused has moved nothing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_goes_only_where_its_token_belongs() {
    let relay = Relay::start().await;
    let admin = relay.running.admin();
    let theirs = admin
        .create_inbox("Other", Vec::new(), false)
        .await
        .unwrap();
    let their_token = theirs.ingest_path.rsplit('/').next().unwrap();
    let old = relay.ingest_path.rsplit('/').next().unwrap();
    let new = admin.rotate_token(&relay.inbox).await.unwrap();
    for token in [their_token, old, relay.token.expose(), "", "wrong"] {
        let url = relay.url(&format!("/in/{}/{token}", relay.inbox));
        let response = relay.client.post(url).body("x").send().await.unwrap();
        assert_problem(response, 404, &format!("{token:?}")).await;
    }
    assert_eq!(relay.page("").await.events, [], "nothing is stored");
    let url = relay.url(&new.ingest_path);
    let response = relay.client.post(url).body("x").send().await.unwrap();
    assert_eq!(response.status(), 200, "the present token of the inbox");
    admin.delete_inbox(&relay.inbox).await.unwrap();
    let url = relay.url(&new.ingest_path);
    let response = relay.client.post(url).body("x").send().await.unwrap();
    assert_problem(response, 404, "a deleted inbox").await;
    let response = relay.get("/events").send().await.unwrap();
    assert_problem(response, 401, "its devices are gone with it").await;
}

async fn inbox_info(relay: &Relay) -> InboxInfo {
    json(relay.get("").send().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_answered_with_a_problem_document() {
    let relay = Relay::start().await;
    let get = async |path: &str| relay.client.get(relay.url(path)).send().await.unwrap();
    assert_problem(get("/").await, 404, "no such path").await;
    assert_problem(
        get("/metrics").await,
        404,
        "metrics have an address of their own",
    )
    .await;
    assert_problem(get("/v1/pair").await, 405, "another method").await;
    let put = relay.client.put(relay.url(&relay.ingest_path));
    assert_problem(put.send().await.unwrap(), 405, "a webhook is posted").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_wrong_tokens_are_slowed_whatever_they_are_for() {
    for (kind, status) in [("device", 401), ("webhook", 404), ("code", 401)] {
        let relay = Relay::start().await;
        let began = Instant::now();
        for _ in 0..7 {
            let response = wrong(&relay, kind).send().await.unwrap();
            assert_problem(response, status, kind).await;
        }
        assert!(
            began.elapsed() >= Duration::from_millis(300),
            "{kind}: the sixth waits 0.1 s, the seventh 0.2 s"
        );
        relay.counts("wrong_tokens_total 7").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn right_tokens_are_not_slowed_by_wrong_ones_of_the_same_address() {
    let relay = Relay::start().await;
    for _ in 0..11 {
        tokio::spawn(wrong(&relay, "device").send());
    }
    relay.counts("wrong_tokens_total 11").await;
    let outpaced = async {
        loop {
            // Held for three seconds. Three right ones that were held as well would take nine.
            let held = tokio::spawn(wrong(&relay, "device").send());
            relay.stored(&["in time"]).await;
            let page = relay.page("").await;
            assert!(!page.events.is_empty(), "a right token reads");
            let name = inbox_info(&relay).await.name;
            assert_eq!(name, "Acme", "and is shown the inbox");
            if !held.is_finished() {
                return;
            }
        }
    };
    timeout(PATIENCE, outpaced)
        .await
        .expect("right tokens are served while a wrong one is held back");
}

/// A request with a wrong token of this kind.
fn wrong(relay: &Relay, kind: &str) -> RequestBuilder {
    let client = &relay.client;
    match kind {
        "device" => client
            .get(relay.url(&format!("/v1/inboxes/{}/events", relay.inbox)))
            .bearer_auth("wrong"),
        "webhook" => client.post(relay.url(&format!("/in/{}/wrong", relay.inbox))),
        "code" => client
            .post(relay.url("/v1/pair"))
            .body(r#"{"code":"00000-00000-00000","device_name":"Eve"}"#),
        other => panic!("no kind {other}"),
    }
}

//! The program and its command line.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use tokio::time::timeout;

use crate::support::{PATIENCE, Program, Stream, admin, admin_line, client, json, refused};

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no {key} in {value}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn from_nothing_to_a_paired_laptop_beside_a_running_relay() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let relay = Program::serve(data, &["--public-url", "https://relay.example/"]);
    assert_eq!(text(&relay.line, "store"), "sqlite", "{}", relay.line);
    assert!(!text(&relay.line, "epoch").is_empty(), "{}", relay.line);

    let made = admin(data, &["inbox", "create", "Acme"]);
    let (inbox, path) = (text(&made, "inbox"), text(&made, "ingest_path"));
    assert_eq!(
        text(&made, "ingest_url"),
        format!("https://relay.example{path}"),
        "whole"
    );
    let code = admin(data, &["pairing", "create", inbox]);
    assert!(text(&code, "expires_at").ends_with('Z'), "{code}");

    let client = client();
    let asked = serde_json::json!({"code": code["code"], "device_name": "Ada"});
    let response = client
        .post(relay.url("/v1/pair"))
        .json(&asked)
        .send()
        .await
        .unwrap();
    let paired: Value = json(response).await;
    assert_eq!(paired["inbox"], inbox, "paired");
    let posted = client
        .post(relay.url(path))
        .body("hello")
        .send()
        .await
        .unwrap();
    assert_eq!(
        posted.status(),
        StatusCode::OK,
        "the relay sees the inbox at once"
    );
    let events = relay.url(&format!("/v1/inboxes/{inbox}/events"));
    let mut stream = Stream::open(client.get(&events).bearer_auth(text(&paired, "token"))).await;
    assert_eq!(
        stream.webhook().await.body,
        b"hello",
        "and the laptop the webhook"
    );

    let devices = admin(data, &["device", "list", inbox]);
    assert_eq!(devices["devices"][0]["name"], "Ada", "{devices}");
    assert_eq!(
        admin(data, &["inbox", "show", inbox])["name"],
        "Acme",
        "shown"
    );
    assert_eq!(
        admin(data, &["inbox", "list"])["inboxes"][0]["inbox"],
        inbox,
        "listed"
    );
    admin(data, &["device", "revoke", text(&paired, "device")]);
    timeout(Duration::from_secs(5), stream.end())
        .await
        .expect("a revoked stream ends");
    let made = admin(data, &["device", "create", inbox, "Bob"]);
    let request = client.get(&events).bearer_auth(text(&made, "token"));
    assert_eq!(
        request.send().await.unwrap().status(),
        StatusCode::OK,
        "another may read"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_read_from_files_and_rotated_beside_a_running_relay() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let key = data.join("key");
    std::fs::write(&key, "Jefe\n").unwrap();
    let key = key.to_str().unwrap();
    let make = format!("inbox create A --secret-file {key} --require-signature");
    let made = admin_line(data, &make);
    assert_eq!(made["ingest_url"], Value::Null, "no address is known");
    let relay = Program::serve(data, &[]);
    let (client, inbox) = (client(), text(&made, "inbox"));
    let post = async |path: &str, signature: &str| {
        client
            .post(relay.url(path))
            .header("x-ribbon-signature", signature)
            .body("what do ya want for nothing?")
            .send()
            .await
            .unwrap()
            .status()
    };
    let good = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let path = text(&made, "ingest_path");
    assert_eq!(
        post(path, good).await,
        200,
        "the line break in the file is not part of the key"
    );
    assert_eq!(post(path, "00").await, 401, "a signature is required");
    let moved = format!("inbox rotate-token {inbox} --public-url https://a.example");
    let moved = admin_line(data, &moved);
    let url = text(&moved, "ingest_url");
    assert!(url.starts_with("https://a.example/in/"), "{moved}");
    let new = text(&moved, "ingest_path");
    assert_eq!(post(path, good).await, 404, "the old address");
    assert_eq!(post(new, good).await, 200, "the new address");
    let said = refused(data, &["inbox", "set-secrets", inbox]);
    assert!(said.contains("needs a secret"), "{said}");
    admin_line(
        data,
        &format!("inbox set-secrets {inbox} --no-require-signature"),
    );
    assert_eq!(post(new, "00").await, 200, "no longer required");
    admin(data, &["inbox", "delete", inbox]);
    assert_eq!(post(new, good).await, 404, "deleted");
    assert!(
        refused(data, &["inbox", "show", inbox]).contains("no inbox"),
        "gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminated_relay_ends_its_streams_and_exits_0_within_five_seconds() {
    let data = tempfile::tempdir().unwrap();
    let made = admin(data.path(), &["inbox", "create", "Acme"]);
    let inbox = text(&made, "inbox");
    let device = admin(data.path(), &["device", "create", inbox, "Ada"]);
    let relay = Program::serve(data.path(), &[]);
    let (client, token) = (client(), text(&device, "token"));
    let body = "candidate@example.com";
    client
        .post(relay.url(text(&made, "ingest_path")))
        .body(body)
        .send()
        .await
        .unwrap();
    let events = relay.url(&format!("/v1/inboxes/{inbox}/events"));
    let mut stream = Stream::open(client.get(&events).bearer_auth(token)).await;
    stream.webhook().await;
    client
        .get(&events)
        .bearer_auth("wrong_token")
        .send()
        .await
        .unwrap();

    let ending = tokio::spawn(stream.end());
    let stopped = tokio::task::spawn_blocking(move || relay.terminate());
    let (status, took, log) = stopped.await.unwrap();
    assert!(status.success(), "{status}: {log}");
    assert!(took < Duration::from_secs(5), "took {took:?}");
    timeout(PATIENCE, ending)
        .await
        .expect("the stream ended")
        .unwrap();
    let ingest_token = text(&made, "ingest_path").rsplit('/').next().unwrap();
    for secret in [token, ingest_token, body, "wrong_token"] {
        assert!(
            !log.contains(secret),
            "even the most talkative log keeps {secret:?} to itself"
        );
    }
    assert!(
        log.contains("a webhook is stored"),
        "it was the most talkative log: {log}"
    );
}

#[test]
fn a_mistake_is_told_on_stderr_with_a_failing_status() {
    let data = tempfile::tempdir().unwrap();
    let said = refused(data.path(), &["pairing", "create", "nobodysinbox"]);
    assert!(said.contains("there is no inbox nobodysinbox"), "{said}");
    let said = refused(data.path(), &["device", "revoke", "nobody"]);
    assert!(said.contains("no such device"), "{said}");
    let said = refused(data.path(), &["inbox", "show", "short"]);
    assert!(said.contains("12 to 64 characters"), "{said}");
}

//! Stopping: what was accepted is finished, what waits is let go.

use std::time::Duration;

use reqwest::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::{Relay, json};

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_polls_are_answered_and_half_a_webhook_may_finish() {
    let relay = Relay::start().await;
    let stream = relay.stream("").await;
    let poll = tokio::spawn(relay.get("/events?wait=30").send());
    relay.counts("polls 1").await;
    let mut webhook = relay.begin_webhook(5).await;
    let again = relay.get("");
    let stopping = tokio::spawn(relay.running.shutdown());
    stream.end().await;
    let polled: serde_json::Value = json(poll.await.unwrap().unwrap()).await;
    assert_eq!(
        polled["events"],
        serde_json::json!([]),
        "a poll is answered with what there is"
    );
    webhook.write_all(b"hello").await.unwrap();
    let mut answer = String::new();
    webhook.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200 "),
        "accepted is accepted: {answer}"
    );
    assert!(stopping.await.unwrap(), "everything was finished in time");
    // The address may be somebody else's by now; with this token only this relay would answer so.
    let answered = again.send().await.map(|response| response.status());
    assert!(
        !answered.as_ref().is_ok_and(StatusCode::is_success),
        "nobody is served any more: {answered:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_never_finishes_does_not_keep_the_relay_from_stopping() {
    let relay = Relay::with(|config| config.pace.grace = Duration::from_millis(200)).await;
    let mut webhook = relay.begin_webhook(5).await;
    webhook.write_all(b"ab").await.unwrap();
    assert!(
        !relay.running.shutdown().await,
        "it says that something was left"
    );
}

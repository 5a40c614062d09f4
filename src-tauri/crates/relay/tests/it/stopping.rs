//! Stopping: what was accepted is finished, what waits is let go.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{Relay, json};

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_polls_are_answered_and_half_a_webhook_may_finish() {
    let relay = Relay::start().await;
    let stream = relay.stream("").await;
    let poll = tokio::spawn(relay.get("/events?wait=30").send());
    let mut webhook = TcpStream::connect(relay.running.addr).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n",
        relay.ingest_path
    );
    webhook.write_all(head.as_bytes()).await.unwrap();
    let mut told = [0; 25];
    webhook.read_exact(&mut told).await.unwrap();
    assert_eq!(
        &told, b"HTTP/1.1 100 Continue\r\n\r\n",
        "the relay has begun to take it"
    );

    let address = relay.running.addr;
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
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody is let in any more"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_never_finishes_does_not_keep_the_relay_from_stopping() {
    let relay = Relay::with(|config| config.pace.grace = Duration::from_millis(200)).await;
    let mut webhook = TcpStream::connect(relay.running.addr).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nab",
        relay.ingest_path
    );
    webhook.write_all(head.as_bytes()).await.unwrap();
    relay
        .stored(&["the relay is past accepting the first"])
        .await;
    assert!(
        !relay.running.shutdown().await,
        "it says that something was left"
    );
}

//! Webhooks whose bodies come slowly or never.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::{PATIENCE, Relay, bodies};

/// Far more than one relay hears at once from one Ribbon, and fewer than it takes at once.
const STALLED: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_trickles_is_given_up_when_its_time_is_up() {
    let relay = Relay::with(|config| config.pace.body_total = Duration::from_millis(500)).await;
    let (mut answers, mut webhook) = relay.begin_webhook(100_000).await.into_split();
    let trickle = tokio::spawn(async move {
        let mut tick = tokio::time::interval(Duration::from_millis(5));
        while webhook.write_all(b"x").await.is_ok() {
            tick.tick().await;
        }
    });
    let mut answer = [0; 13];
    let reading = answers.read_exact(&mut answer);
    let read = tokio::time::timeout(PATIENCE, reading).await;
    read.expect("it is not waited for without end").unwrap();
    trickle.abort();
    assert_eq!(&answer, b"HTTP/1.1 408 ", "too slow");
    relay.counts(r#"webhooks_total{result="slow"} 1"#).await;
    assert!(
        relay.all().await.0.is_empty(),
        "what came of it is not stored"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn senders_that_stall_do_not_hold_up_others_and_are_all_told_so() {
    let relay = Relay::with(|config| config.pace.body_silence = Duration::from_secs(2)).await;
    let mut stalled = Vec::new();
    for _ in 0..STALLED {
        stalled.push(relay.begin_webhook(5).await);
    }
    relay.stored(&["meanwhile"]).await;
    for mut webhook in stalled {
        let mut answer = String::new();
        webhook.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("application/problem+json"), "{answer}");
    }
    let slow = format!(r#"webhooks_total{{result="slow"}} {STALLED}"#);
    relay.counts(&slow).await;
    let (events, _) = relay.all().await;
    assert_eq!(bodies(&events), ["meanwhile"], "half a webhook is none");
}

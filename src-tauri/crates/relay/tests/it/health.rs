//! Health, metrics, and a store that fails.

use std::time::Duration;

use rusqlite::Connection;
use tokio::time::timeout;

use crate::support::{PATIENCE, Relay, assert_problem, bodies};

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_answer_gives_503_and_never_200() {
    let relay = Relay::with(|config| config.pace.append = Duration::from_millis(200)).await;
    let lock = Connection::open(relay.database()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let response = relay.post("x").send().await.unwrap();
    assert_eq!(
        response.headers()["retry-after"],
        "5",
        "told when to come again"
    );
    assert_problem(response, 503, "not stored").await;
    let ready = relay.client.get(relay.url("/readyz")).send().await.unwrap();
    assert_problem(ready, 503, "not ready").await;
    let alive = relay
        .client
        .get(relay.url("/healthz"))
        .send()
        .await
        .unwrap();
    assert_eq!(alive.status(), 200, "but alive");
    lock.execute_batch("ROLLBACK").unwrap();
    let stored = async { while relay.post("y").send().await.unwrap().status() != 200 {} };
    timeout(PATIENCE, stored)
        .await
        .expect("back when the lock is gone");
    let events = relay.page("").await.events;
    assert_eq!(
        bodies(&events).last().map(String::as_str),
        Some("y"),
        "and a 200 is true again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_gives_503_and_works_again_when_it_is_mended() {
    let relay = Relay::start().await;
    let other = Connection::open(relay.database()).unwrap();
    other
        .execute_batch("ALTER TABLE event RENAME TO broken")
        .unwrap();
    let response = relay.post("x").send().await.unwrap();
    assert!(response.headers().contains_key("retry-after"), "try again");
    assert_problem(response, 503, "not stored").await;
    assert_problem(
        relay.get("/events").send().await.unwrap(),
        503,
        "not readable",
    )
    .await;
    other
        .execute_batch("ALTER TABLE broken RENAME TO event")
        .unwrap();
    relay.stored(&["y"]).await;
    assert_eq!(
        relay.page("").await.events.len(),
        1,
        "the first was not stored by half"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_on_an_address_of_their_own() {
    let relay = Relay::start().await;
    relay.stored(&["12345"]).await;
    relay.page("").await;
    let ready = relay.client.get(relay.url("/readyz")).send().await.unwrap();
    assert_eq!(ready.status(), 200, "ready");
    let text = relay.metrics().await;
    let device = relay.token.expose().split_once('_').unwrap().0;
    for line in [
        "ribbon_relay_webhooks_total{result=\"stored\"} 1".to_owned(),
        "ribbon_relay_webhook_bytes_total 5".to_owned(),
        "ribbon_relay_events_sent_total{via=\"poll\"} 1".to_owned(),
        "ribbon_relay_append_seconds_count 1".to_owned(),
        "ribbon_relay_store_up 1".to_owned(),
        format!(
            "ribbon_relay_device_lag{{inbox=\"{}\",device=\"{device}\"}} 1",
            relay.inbox
        ),
    ] {
        assert!(
            text.lines().any(|each| each == line),
            "{line} is missing in\n{text}"
        );
    }
}

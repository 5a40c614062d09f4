//! What a target gets, and from where on.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering::Relaxed},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ribbon_relay::{
    admin::{NewTarget, ReplayOf},
    secret::SigningSecret,
};
use sha2::Sha256;

use super::{NOON, at, clock, fast, relay};
use crate::support::{Answer, Receiver, Relay};

#[tokio::test(flavor = "multi_thread")]
async fn target_gets_body_and_kept_headers_byte_for_byte() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    relay.forwards_to(&receiver).await;
    let body: Vec<u8> = (0..=255).collect();
    let mac = Hmac::<Sha256>::new_from_slice(b"flow secret").unwrap();
    let signature = hex::encode(mac.chain_update(&body).finalize().into_bytes());
    let posted = relay
        .post(body.clone())
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "Ribbon/1")
        .header("x-ribbon-signature", &signature)
        .header("x-ribbon-twice", "a")
        .header("x-ribbon-twice", "b")
        .header("x-ribbon-relay-event", "of an earlier relay")
        .header("cookie", "secret")
        .send()
        .await
        .unwrap();
    let receipt: serde_json::Value = crate::support::json(posted).await;
    let received = receiver.next().await;
    assert_eq!(received.path, "/hook");
    assert_eq!(received.body, body, "every byte");
    assert_eq!(
        received.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(received.header("user-agent"), "Ribbon/1");
    assert_eq!(received.header("x-ribbon-signature"), signature);
    let twice = received.headers.get_all("x-ribbon-twice");
    assert!(twice.iter().eq(["a", "b"]), "repeated headers are kept");
    let events = received.headers.get_all("x-ribbon-relay-event");
    assert!(
        events.iter().eq([receipt["id"].as_str().unwrap()]),
        "the event's id, and only this relay's"
    );
    for absent in ["cookie", "webhook-signature", "accept-encoding", "referer"] {
        assert!(!received.headers.contains_key(absent), "{absent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_target_gets_all_events_in_order() {
    let relay = relay().await;
    let (mut first, mut second) = (Receiver::start().await, Receiver::start().await);
    relay.forwards_to(&first).await;
    relay.forwards_to(&second).await;
    relay.stored(&["1", "2", "3", "4", "5"]).await;
    assert_eq!(first.bodies(5).await, ["1", "2", "3", "4", "5"]);
    assert_eq!(second.bodies(5).await, ["1", "2", "3", "4", "5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn target_starts_at_the_head_or_at_the_oldest_event() {
    let relay = relay().await;
    relay.stored(&["before"]).await;
    let (mut new, mut all) = (Receiver::start().await, Receiver::start().await);
    relay.forwards_to(&new).await;
    relay
        .targets(NewTarget {
            from_oldest: true,
            ..at(&all.url("/"))
        })
        .await;
    relay.stored(&["after"]).await;
    assert_eq!(new.bodies(1).await, ["after"]);
    assert_eq!(all.bodies(2).await, ["before", "after"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_delivery_verifies_by_standard_webhooks() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    let key = [7; 24];
    let secret = format!("whsec_{}", STANDARD.encode(key));
    relay
        .targets(NewTarget {
            secret: Some(SigningSecret::new(secret)),
            ..at(&receiver.url("/"))
        })
        .await;
    let posted = relay.post("{}").header("webhook-id", "the sender's");
    assert_eq!(posted.send().await.unwrap().status(), 200);
    let received = receiver.next().await;
    let (id, timestamp) = (
        received.header("webhook-id"),
        received.header("webhook-timestamp"),
    );
    assert_eq!(id, received.event(), "replaces the sender's");
    let age = time::OffsetDateTime::now_utc().unix_timestamp() - timestamp.parse::<i64>().unwrap();
    assert!((0..60).contains(&age), "signed just now: {timestamp}");
    let mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let mac = mac.chain_update(format!("{id}.{timestamp}.{{}}"));
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(
        received.header("webhook-signature"),
        format!("v1,{signature}")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn paused_target_gets_nothing_until_it_is_resumed() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    let target = relay.forwards_to(&receiver).await;
    relay.stored(&["1"]).await;
    assert_eq!(receiver.bodies(1).await, ["1"]);
    let admin = relay.running.admin();
    receiver.answer([Answer::Never]);
    relay.stored(&["2"]).await;
    assert_eq!(receiver.bodies(1).await, ["2"]);
    admin.pause_target(&target).await.unwrap();
    receiver.dropped().await;
    relay.stored(&["3"]).await;
    let info = relay.until(&target, |info| info.lag == 2).await;
    assert!(info.paused, "{info:?}");
    assert!(receiver.ready().is_none(), "nothing while it is paused");
    admin.resume_target(&target).await.unwrap();
    assert_eq!(receiver.bodies(2).await, ["2", "3"], "nothing is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_target_is_cut_off_in_the_middle_of_a_delivery() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    receiver.answer([Answer::Never, Answer::Never]);
    let target = relay.forwards_to(&receiver).await;
    relay.stored(&["1"]).await;
    receiver.next().await;
    let admin = relay.running.admin();
    assert!(admin.delete_target(&target).await.unwrap());
    receiver.dropped().await;
    relay.forwards_to(&receiver).await;
    relay.stored(&["2"]).await;
    assert_eq!(receiver.next().await.text(), "2", "the other target");
    admin.delete_inbox(&relay.inbox).await.unwrap();
    receiver.dropped().await;
    assert!(receiver.ready().is_none(), "and nothing after that");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_replayed_by_id_and_by_time() {
    let now = Arc::new(AtomicI64::new(0));
    let seen = Arc::clone(&now);
    let minute = |number| NOON + time::Duration::minutes(number);
    let relay = Relay::with(|config| {
        fast(config);
        config.clock = clock(move || time::Duration::minutes(seen.load(Relaxed)));
    })
    .await;
    let mut receiver = Receiver::start().await;
    let target = relay.forwards_to(&receiver).await;
    let mut ids = Vec::new();
    for (number, body) in (0..).zip(["0", "1", "2", "3"]) {
        now.store(number, Relaxed);
        relay.stored(&[body]).await;
        let received = receiver.next().await;
        assert_eq!(received.text(), body);
        ids.push(received.event().to_owned());
    }
    let admin = relay.running.admin();
    let time = ReplayOf::Time(minute(1), minute(3));
    assert_eq!(admin.replay(&target, &time).await.unwrap(), 2);
    assert_eq!(receiver.bodies(2).await, ["1", "2"], "3 is not before 3");
    relay.until_done(&target).await;
    let one = ReplayOf::Event(ids[0].parse().unwrap());
    assert_eq!(admin.replay(&target, &one).await.unwrap(), 1);
    let again = receiver.next().await;
    assert_eq!((again.text(), again.event()), ("0", ids[0].as_str()));
    relay.until_done(&target).await;
    relay.stored(&["4"]).await;
    assert_eq!(receiver.bodies(1).await, ["4"], "new events go on");
    let unknown = ReplayOf::Event("01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap());
    assert!(admin.replay(&target, &unknown).await.is_err(), "unknown");
    let nothing = ReplayOf::Time(minute(10), minute(20));
    assert!(admin.replay(&target, &nothing).await.is_err(), "nothing");
}

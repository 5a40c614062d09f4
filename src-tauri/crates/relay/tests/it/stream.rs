//! Reading as a stream.

use std::time::Duration;

use relay_protocol::{Gap, GapReason};
use tokio::time::timeout;

use crate::support::{Frame, PATIENCE, Relay};

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_gives_what_is_there_and_then_what_comes() {
    let relay = Relay::start().await;
    relay.stored(&["1", "2"]).await;
    let mut stream = relay.stream("").await;
    assert_eq!(stream.webhook().await.body, b"1", "what was there");
    assert_eq!(stream.webhook().await.body, b"2", "in order");
    relay.stored(&["3"]).await;
    assert_eq!(stream.webhook().await.body, b"3", "what comes");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_event_id_wins_over_after() {
    let relay = Relay::start().await;
    relay.stored(&["1", "2", "3"]).await;
    let page = relay.page("").await;
    let request = relay
        .get(&format!("/events?after={}", page.events[0].cursor))
        .header("last-event-id", page.events[1].cursor.to_string());
    let mut stream = crate::support::Stream::open(request).await;
    assert_eq!(
        stream.webhook().await.body,
        b"3",
        "after the second, not after the first"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiet_stream_is_kept_alive() {
    let relay = Relay::with(|config| config.pace.heartbeat = Duration::from_millis(30)).await;
    let mut stream = relay.stream("?after=head").await;
    for _ in 0..3 {
        assert_eq!(
            stream.next().await,
            Some(Frame::Heartbeat),
            "a sign of life"
        );
    }
    relay.stored(&["1"]).await;
    assert_eq!(stream.webhook().await.body, b"1", "and it still works");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_tells_of_a_gap_and_goes_on_from_the_oldest() {
    let relay = Relay::start().await;
    relay.stored(&["1", "2"]).await;
    let mut stream = relay.stream("?after=zzzz-7").await;
    let Some(Frame::Event {
        id: None,
        event,
        data,
    }) = stream.next().await
    else {
        panic!("a gap has no id, for it is no place");
    };
    assert_eq!(event, "gap", "first the gap");
    let gap: Gap = serde_json::from_str(&data).unwrap();
    assert_eq!(
        (gap.requested.to_string().as_str(), gap.reason),
        ("zzzz-7", GapReason::Epoch),
        "it"
    );
    assert_eq!(stream.webhook().await.body, b"1", "then on from the oldest");
    let epoch = relay.running.admin().renew_epoch().await.unwrap();
    let Some(Frame::Event { event, data, .. }) = ({
        assert_eq!(stream.webhook().await.body, b"2", "what was on its way");
        stream.next().await
    }) else {
        panic!("a gap in the middle of a stream");
    };
    assert_eq!(
        event, "gap",
        "the store was set back while the stream was open: {data}"
    );
    assert_eq!(
        stream.webhook().await.cursor.epoch,
        epoch,
        "on in the new life"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_devices_stream_and_poll_end() {
    let relay = Relay::start().await;
    let stream = relay.stream("").await;
    let poll = tokio::spawn(relay.get("/events?wait=30").send());
    relay.counts("polls 1").await;
    let device = relay
        .token
        .expose()
        .split_once('_')
        .unwrap()
        .0
        .parse()
        .unwrap();
    relay.running.admin().revoke_device(&device).await.unwrap();
    timeout(Duration::from_secs(5), stream.end())
        .await
        .expect("within five seconds");
    let polled = timeout(Duration::from_secs(5), poll)
        .await
        .expect("the poll too");
    assert_eq!(polled.unwrap().unwrap().status(), 401, "revoked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_does_not_read_slows_nobody_and_misses_nothing() {
    const EVENTS: usize = 120;
    let relay = Relay::start().await;
    let mut slow = relay.stream("").await;
    let body = "x".repeat(200 << 10);
    for _ in 0..EVENTS {
        relay.post(body.clone()).send().await.unwrap();
    }
    // 24 MB are far more than the sockets hold, so the relay has stopped in the middle.
    let mut quick = relay.stream("?after=head").await;
    relay.stored(&["now"]).await;
    let event = timeout(PATIENCE, quick.webhook())
        .await
        .expect("others go on");
    assert_eq!(event.body, b"now", "at once");
    for _ in 0..EVENTS {
        assert_eq!(slow.webhook().await.body.len(), body.len(), "whole");
    }
    assert_eq!(slow.webhook().await.body, b"now", "up to the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_from_now_on_that_is_cut_off_at_once_comes_back_to_its_place() {
    let relay = Relay::start().await;
    relay.stored(&["before"]).await;
    let stream = relay.stream("?after=head").await;
    let begins = stream.begins.clone().unwrap();
    drop(stream);
    relay.stored(&["meanwhile"]).await;
    // What a standard client sends: the same address, and the last id that it has seen.
    let request = relay.get("/events?after=head");
    let request = request.header("last-event-id", &begins);
    let mut stream = crate::support::Stream::open(request).await;
    assert_eq!(stream.begins, Some(begins), "the same place");
    assert_eq!(stream.webhook().await.body, b"meanwhile", "nothing is lost");
}

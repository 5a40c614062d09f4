//! Webhooks that are not taken: what becomes of them for those who wait for them.

use std::time::Duration;

use relay_protocol::{Gap, GapReason, InboxInfo, RefusalReason};
use reqwest::{Method, StatusCode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{Frame, Relay, bodies, json};

/// A relay that notes every refusal by itself.
async fn attentive() -> Relay {
    Relay::with(|config| {
        config.max_body = 1000;
        config.pace.refusals = Duration::ZERO;
        config.pace.body_silence = Duration::from_millis(50);
    })
    .await
}

async fn send(relay: &Relay, bytes: &[u8]) -> String {
    let mut socket = TcpStream::connect(relay.running.addr).await.unwrap();
    socket.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A connection that is closed over unread bytes may end with a reset.
    let _ = socket.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refused_webhook_is_counted_and_a_gap_between_its_neighbours() {
    let relay = attentive().await;
    let began = time::OffsetDateTime::now_utc() - time::Duration::SECOND;
    relay.stored(&["0"]).await;

    let answer = relay.post(vec![b'x'; 1001]).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "too large");
    relay.all_with_gaps(1).await;
    relay.stored(&["1"]).await;

    let put = relay
        .client
        .request(Method::PUT, relay.url(&relay.ingest_path));
    let answer = put.body("x").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "no POST");
    relay.all_with_gaps(2).await;
    relay.stored(&["2"]).await;

    let head = format!("POST {} HTTP/1.1\r\nhost: x\r\n", relay.ingest_path);
    let slow = format!("{head}content-length: 5\r\n\r\nab");
    assert!(
        send(&relay, slow.as_bytes()).await.contains(" 408 "),
        "slow"
    );
    relay.all_with_gaps(3).await;
    relay.stored(&["3"]).await;

    let wrong = format!("{head}transfer-encoding: chunked\r\n\r\nno length\r\n");
    send(&relay, wrong.as_bytes()).await;
    relay.all_with_gaps(4).await;
    relay.stored(&["4"]).await;

    relay.signed_with(&["Jefe"], true).await;
    let answer = relay.post("x").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "unsigned");
    let (events, gaps) = relay.all_with_gaps(5).await;

    assert_eq!(bodies(&events), ["0", "1", "2", "3", "4"], "in order");
    let refused: Vec<_> = gaps.iter().map(|gap| gap.refused.unwrap()).collect();
    let reasons: Vec<_> = refused.iter().map(|refusal| refusal.reason).collect();
    assert_eq!(
        reasons,
        [
            RefusalReason::TooLarge,
            RefusalReason::WrongMethod,
            RefusalReason::Slow,
            RefusalReason::Broken,
            RefusalReason::Unsigned
        ],
        "each for its own reason"
    );
    for (gap, event) in gaps.iter().zip(&events) {
        assert_eq!(gap.requested, event.cursor, "just after its neighbour");
        assert!(gap.refused.unwrap().at > began, "when it came");
    }
    for result in ["too_large", "wrong_method", "slow", "broken", "unsigned"] {
        let line = format!("webhooks_total{{result=\"{result}\"}} 1");
        relay.counts(&line).await;
    }
    let info: InboxInfo = json(relay.get("").send().await.unwrap()).await;
    assert_eq!(info.last_refused, refused.last().copied(), "shown");
    assert_eq!(
        info.last_received,
        events.last().map(|event| event.received_at),
        "shown"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_knows_no_refusals_sees_that_something_is_lost_and_goes_on() {
    let relay = attentive().await;
    relay.stored(&["before"]).await;
    relay.post(vec![b'x'; 1001]).send().await.unwrap();
    let (events, gaps) = relay.all_with_gaps(1).await;
    relay.stored(&["after"]).await;
    let place = &events[0].cursor;
    let response = relay.get(&format!("/events?after={place}")).send().await;
    let response = response.unwrap();
    assert_eq!(response.status(), StatusCode::GONE, "not passed over");
    let gap: Gap = json(response).await;
    let expected = Gap {
        reason: GapReason::Expired,
        refused: None,
        ..gaps[0].clone()
    };
    assert_eq!(gap, expected, "in words that it knows");
    let rest = relay.page(&format!("?after={}", gap.oldest)).await;
    assert_eq!(bodies(&rest.events), ["after"], "and then on");

    for (query, reason) in [("", "expired"), ("?gaps=refused", "refused")] {
        let mut stream = relay.stream(query).await;
        assert_eq!(stream.webhook().await.body, b"before", "{query}");
        let Some(Frame::Event { id, event, data }) = stream.next().await else {
            panic!("a gap in the stream");
        };
        assert_eq!((id, event.as_str()), (None, "gap"), "{data}");
        let gap: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(gap["reason"], reason, "{gap}");
        assert_eq!(stream.webhook().await.body, b"after", "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_reader_learns_of_a_refusal_at_once() {
    let relay = attentive().await;
    let mut stream = relay.stream("?after=head&gaps=refused").await;
    relay.post(vec![b'x'; 1001]).send().await.unwrap();
    let Some(Frame::Event { event, data, .. }) = stream.next().await else {
        panic!("a gap in the stream");
    };
    assert_eq!(event, "gap", "{data}");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_in_a_row_share_notes_and_none_is_lost_when_the_relay_stops() {
    let relay = Relay::with(|config| config.max_body = 1000).await;
    for _ in 0..20 {
        relay.post(vec![b'x'; 1001]).send().await.unwrap();
    }
    let (events, gaps) = relay.all_with_gaps(1).await;
    assert_eq!((events.len(), gaps.len()), (0, 1), "one for the first");
    let database = relay.database();
    let count = || -> i64 {
        let sql = "SELECT count(*) FROM event WHERE refused = 'too_large'";
        rusqlite::Connection::open(&database)
            .unwrap()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(count(), 1, "the others wait");
    let folder = relay.stop().await;
    assert_eq!(count(), 2, "one for all others");
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_even_be_read_is_counted() {
    let relay = Relay::start().await;
    let long = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n",
        relay.ingest_path,
        "x".repeat(40_000)
    );
    assert!(
        send(&relay, long.as_bytes()).await.contains(" 431 "),
        "long"
    );
    relay
        .counts(r#"requests_refused_total{reason="head_too_large"} 1"#)
        .await;
    assert!(
        send(&relay, b"?\r\n\r\n").await.contains(" 400 "),
        "no HTTP"
    );
    relay
        .counts(r#"requests_refused_total{reason="malformed"} 1"#)
        .await;
}

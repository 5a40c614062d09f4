//! Posting webhooks.

use std::time::Duration;

use relay_protocol::{ErrorCode, Problem, Receipt, Signature};
use reqwest::{Body, StatusCode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{Relay, assert_problem, bodies, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_arrives_byte_for_byte_by_poll_and_by_stream() {
    let relay = Relay::start().await;
    // Not JSON, not UTF-8, with all that a careless server would normalise.
    let body = b"{\"a\": 1.0,\r\n \"a\":2,}\0\xff\xfe  ".to_vec();
    let signature = "9F86D081884C7D659A2FEAA0C55AD015";
    let response = relay
        .post(body.clone())
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "Ribbon/1")
        .header("X-Ribbon-Signature", signature)
        .header("cookie", "not for laptops")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK, "stored");
    let receipt: Receipt = json(response).await;

    let polled = relay.page("").await.events.remove(0);
    let streamed = relay.stream("").await.webhook().await;
    assert_eq!(polled, streamed, "both ways give the same event");
    assert_eq!(polled.id, receipt.id, "under the name that was answered");
    assert_eq!(polled.body, body, "every byte");
    assert_eq!(
        polled.header("x-ribbon-signature"),
        Some(signature),
        "not even its case changed"
    );
    assert_eq!(
        polled.header("content-type"),
        Some("application/json; charset=utf-8"),
        "kept"
    );
    assert_eq!(polled.header("user-agent"), Some("Ribbon/1"), "kept");
    assert_eq!(polled.header("cookie"), None, "left out");
    assert_eq!(
        polled.signature,
        Signature::Unverified,
        "the inbox has no secret to check with"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_without_body_or_type_is_stored_and_a_repeat_is_stored_again() {
    let relay = Relay::start().await;
    for _ in 0..2 {
        let response = relay.post("").send().await.unwrap();
        assert_eq!(
            response.status(),
            StatusCode::OK,
            "also nothing is something"
        );
    }
    let page = relay.page("").await;
    assert_eq!(page.events.len(), 2, "the relay drops no repeats");
    assert_ne!(
        page.events[0].id, page.events[1].id,
        "each has a name of its own"
    );
    assert_eq!(page.events[0].signature, Signature::Absent, "none was sent");
    assert!(page.events[0].body.is_empty(), "empty as sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_inbox_and_a_wrong_token_get_the_same_answer() {
    let relay = Relay::start().await;
    let (inbox, right) = relay
        .ingest_path
        .trim_start_matches("/in/")
        .split_once('/')
        .unwrap();
    assert!(right.len() >= 26, "26 signs of five bits are 128 bits");
    let mut answers = Vec::new();
    for path in [
        format!("/in/{inbox}/wrong"),
        format!("/in/{inbox}/x{right}"),
        format!("/in/{inbox}/%ff"),
        format!("/in/nobodysinbox/{right}"),
        format!("/in/NOT-AN-ID/{right}"),
    ] {
        let response = relay
            .client
            .post(relay.url(&path))
            .body("x")
            .send()
            .await
            .unwrap();
        let headers: Vec<String> = response.headers().keys().map(ToString::to_string).collect();
        answers.push((response.status(), headers, response.text().await.unwrap()));
    }
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND, "not found");
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:?}"
    );
    assert!(relay.page("").await.events.is_empty(), "nothing is stored");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused_whole_with_and_without_a_length() {
    let relay = Relay::with(|config| config.max_body = 1000).await;
    let fits = vec![b'x'; 1000];
    let response = relay.post(fits).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "exactly the limit fits");
    for size in [1001, 300_000, 3_000_000] {
        let response = relay.post(vec![b'x'; size]).send().await.unwrap();
        assert_problem(response, 413, "with a length").await;
        let parts = vec![
            Ok::<_, std::io::Error>(vec![b'x'; size / 2]),
            Ok(vec![b'x'; size / 2 + 1]),
        ];
        let chunked = Body::wrap_stream(futures_util::stream::iter(parts));
        let response = relay.post(chunked).send().await.unwrap();
        assert_problem(response, 413, "chunked").await;
    }
    let (events, _) = relay.all().await;
    assert_eq!(events.len(), 1, "nothing is stored of what did not fit");
    assert_eq!(events[0].body.len(), 1000, "and nothing is cut");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_never_comes_is_given_up() {
    let relay = Relay::with(|config| config.pace.body_silence = Duration::from_millis(50)).await;
    let mut socket = TcpStream::connect(relay.running.addr).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nab",
        relay.ingest_path
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(relay.all().await.0.is_empty(), "half a webhook is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_stores_nothing() {
    let relay = Relay::start().await;
    let mut socket = TcpStream::connect(relay.running.addr).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nab",
        relay.ingest_path
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    relay.stored(&["between"]).await;
    drop(socket);
    relay.counts(r#"webhooks_total{result="broken"} 1"#).await;
    relay.stored(&["after"]).await;
    let (events, _) = relay.all().await;
    assert_eq!(bodies(&events), ["between", "after"], "only the whole ones");
}

#[tokio::test(flavor = "multi_thread")]
async fn signatures_are_checked_against_every_secret() {
    let relay = Relay::start().await;
    relay.signed_with(&["old", "Jefe"], false).await;
    // RFC 4231, test case 2.
    let (body, good) = (
        "what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    relay
        .post(body)
        .header("x-ribbon-signature", good)
        .send()
        .await
        .unwrap();
    relay
        .post(body)
        .header("x-ribbon-signature", "00")
        .send()
        .await
        .unwrap();
    relay.post(body).send().await.unwrap();
    let found: Vec<_> = relay
        .page("")
        .await
        .events
        .iter()
        .map(|event| event.signature)
        .collect();
    assert_eq!(
        found,
        [
            Signature::Verified,
            Signature::Unverified,
            Signature::Absent
        ],
        "all are stored, each with what was found"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_requires_signatures_stores_nothing_else() {
    let relay = Relay::start().await;
    relay.signed_with(&["Jefe"], true).await;
    for header in [None, Some("00")] {
        let mut request = relay.post("what do ya want for nothing?");
        if let Some(header) = header {
            request = request.header("x-ribbon-signature", header);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{header:?}");
        let problem: Problem = json(response).await;
        assert_eq!(problem.error, ErrorCode::SignatureRequired, "and told why");
    }
    let good = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let request = relay
        .post("what do ya want for nothing?")
        .header("x-ribbon-signature", good);
    assert_eq!(
        request.send().await.unwrap().status(),
        StatusCode::OK,
        "a good one is taken"
    );
    assert_eq!(relay.all().await.0.len(), 1, "and is the only one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_token_takes_the_old_ones_place_at_once() {
    let relay = Relay::start().await;
    let next = relay
        .running
        .admin()
        .rotate_token(&relay.inbox)
        .await
        .unwrap();
    let response = relay.post("x").send().await.unwrap();
    assert_problem(response, 404, "the old address is dead").await;
    let response = relay
        .client
        .post(relay.url(&next.ingest_path))
        .body("x")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK, "the new one lives");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_written_differently_is_the_same() {
    let relay = Relay::start().await;
    let path = &relay.ingest_path;
    let encoded = path.replace("/in/", "/%69%6E/");
    for written in [format!("{path}/"), format!("/{path}"), encoded] {
        let head = format!("POST {written} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
        let answer = raw(&relay, &format!("{head}content-length: 1\r\n\r\nx")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{written}: {answer}");
    }
    assert_eq!(relay.page("").await.events.len(), 3, "all are stored");
}

/// Sends bytes as they are and gives the whole answer.
async fn raw(relay: &Relay, request: &str) -> String {
    let mut socket = TcpStream::connect(relay.running.addr).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_says_whether_it_is_right_and_takes_no_other_method() {
    use reqwest::Method;
    let relay = Relay::start().await;
    let (right, wrong) = (relay.ingest_path.clone(), format!("/in/{}/x", relay.inbox));
    for (method, path, status) in [
        (Method::GET, &right, 200),
        (Method::HEAD, &right, 200),
        (Method::GET, &wrong, 404),
        (Method::HEAD, &wrong, 404),
        (Method::PUT, &right, 405),
        (Method::DELETE, &wrong, 405),
        (Method::OPTIONS, &right, 405),
    ] {
        let request = relay.client.request(method.clone(), relay.url(path));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        let allow = answer.headers().get("allow");
        let allowed = allow.map(|value| value.to_str().unwrap());
        let expected = (status == 405).then_some("POST, GET, HEAD");
        assert_eq!(allowed, expected, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_order_mark_and_the_encoding_are_kept() {
    let relay = Relay::start().await;
    let body = b"\xef\xbb\xbf{}";
    let posting = relay.post(&body[..]).header("content-encoding", "gzip");
    assert_eq!(posting.send().await.unwrap().status(), 200, "stored");
    let event = relay.page("").await.events.remove(0);
    assert_eq!(event.body, body, "as it was sent");
    assert_eq!(event.header("content-encoding"), Some("gzip"), "as sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_signatures_may_be_the_right_one() {
    let relay = Relay::start().await;
    relay.signed_with(&["Jefe"], true).await;
    let good = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let posting = relay
        .post("what do ya want for nothing?")
        .header("x-ribbon-signature", "00")
        .header("x-ribbon-signature", good);
    assert_eq!(posting.send().await.unwrap().status(), 200, "verified");
}

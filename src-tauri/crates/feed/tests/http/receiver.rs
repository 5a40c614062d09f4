//! The local receiver.

use crate::support::{Note, Notebook, Stopped};
use bytes::Bytes;
use domain::{Road, UnixMs};
use feed::receiver::{Config, Receiver, Running};
use feed::{Error, Received, SourceState};
use futures_util::stream;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use std::sync::atomic::Ordering;

const SECRET: &str = "0123456789abcdefghijkl";

async fn start(config: Config) -> (Running, Arc<Notebook>) {
    let sink = Notebook::new();
    let running = Receiver::start(config, Arc::new(Stopped(1_000)), sink.clone())
        .await
        .unwrap();
    (running, sink)
}

fn with_secret() -> Config {
    Config {
        secret: Some(SECRET.into()),
        ..Config::default()
    }
}

pub(crate) fn http() -> Client {
    let _already = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn a_webhook_is_handed_over_byte_for_byte_and_then_acknowledged() {
    let (running, sink) = start(with_secret()).await;
    let body = b"{ \"not\": \"parsed\",\r\n }\xff\x00".to_vec();
    let answer = http()
        .post(running.url.clone())
        .header("Content-Type", "application/json")
        .header("User-Agent", "Ribbon/1")
        .header("X-Ribbon-Signature", "9f")
        .header("X-Ribbon-Signature", "a0")
        .header("Webhook-Id", "w1")
        .header("Cookie", "private")
        .body(body.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "acknowledged");
    assert_eq!(
        answer.text().await.unwrap(),
        "{}",
        "with the documented body"
    );
    let mut delivered = sink.delivered();
    delivered[0].headers.sort();
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = Received {
        source: "receiver".into(),
        road: Road::Receiver,
        event_id: None,
        cursor: None,
        received_at: UnixMs(1_000),
        headers: vec![
            header("content-type", "application/json"),
            header("user-agent", "Ribbon/1"),
            header("webhook-id", "w1"),
            header("x-ribbon-signature", "9f"),
            header("x-ribbon-signature", "a0"),
        ],
        body,
        trust: None,
    };
    assert_eq!(
        delivered,
        [expected],
        "the bytes, the headers that matter, the time"
    );
    assert_eq!(
        sink.notes()[0],
        Note::State(SourceState::Live),
        "and it said that it listens"
    );
}

#[tokio::test]
async fn a_body_that_cannot_be_stored_is_refused_and_asked_for_again() {
    let (running, sink) = start(with_secret()).await;
    sink.failing.store(1, Ordering::SeqCst);
    let post = || http().post(running.url.clone()).body("x").send();
    let refused = post().await.unwrap();
    assert_eq!(
        refused.status(),
        StatusCode::SERVICE_UNAVAILABLE,
        "never 200 before the commit"
    );
    assert!(
        refused.headers().contains_key("retry-after"),
        "the sender is told when to try again"
    );
    assert_eq!(
        post().await.unwrap().status(),
        StatusCode::OK,
        "the next attempt is stored"
    );
    assert_eq!(sink.delivered().len(), 1, "once");
}

#[tokio::test]
async fn everything_but_the_address_itself_looks_alike() {
    let (running, sink) = start(with_secret()).await;
    let http = http();
    let base = running.url.join("/").unwrap();
    let longer = format!("in/{SECRET}x");
    let mut shorter = format!("in/{SECRET}");
    shorter.pop();
    let slash = format!("in/{SECRET}/");
    let capital = format!("in/{}", SECRET.to_uppercase());
    let mut answers = Vec::new();
    for path in [
        "", "in", "in/", &longer, &shorter, &slash, &capital, "in/a/b", "healthz",
    ] {
        for method in ["GET", "POST", "DELETE"] {
            let request = http.request(method.parse().unwrap(), base.join(path).unwrap());
            let answer = request.body("x").send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method} /{path}");
            let mut headers = answer.headers().clone();
            headers.remove("date");
            answers.push((headers, answer.text().await.unwrap()));
        }
    }
    let delete = http.delete(running.url.clone()).send().await.unwrap();
    assert_eq!(
        delete.status(),
        StatusCode::NOT_FOUND,
        "no other method is known"
    );
    answers.dedup();
    assert_eq!(answers.len(), 1, "nothing tells them apart");
    assert!(sink.delivered().is_empty(), "nothing was taken in");
}

#[tokio::test]
async fn a_person_who_opens_the_address_is_told_what_it_is_for() {
    let (running, _sink) = start(with_secret()).await;
    let answer = http().get(running.url.clone()).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "it is the right address");
    assert!(
        answer.text().await.unwrap().contains("POST"),
        "and how it is used"
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_also_when_its_length_is_not_told() {
    let (running, sink) = start(Config {
        max_body: 1_000,
        ..with_secret()
    })
    .await;
    let post = |body: reqwest::Body| http().post(running.url.clone()).body(body).send();
    let whole = post(vec![b'x'; 1_000].into()).await.unwrap();
    assert_eq!(whole.status(), StatusCode::OK, "exactly the limit");
    let told = post(vec![b'x'; 1_001].into()).await.unwrap();
    assert_eq!(
        told.status(),
        StatusCode::PAYLOAD_TOO_LARGE,
        "one byte over it"
    );
    let pieces =
        stream::iter((0..11).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 100]))));
    let chunked = post(reqwest::Body::wrap_stream(pieces)).await.unwrap();
    assert_eq!(
        chunked.status(),
        StatusCode::PAYLOAD_TOO_LARGE,
        "in chunks as well"
    );
    assert_eq!(sink.delivered().len(), 1, "none was cut to fit");
}

#[tokio::test]
async fn an_address_that_others_could_reach_is_refused() {
    for listen in ["0.0.0.0:0", "[::]:0", "192.168.1.2:0"] {
        let config = Config {
            listen: listen.parse().unwrap(),
            ..Config::default()
        };
        let started = Receiver::start(config, Arc::new(Stopped(0)), Notebook::new())
            .await
            .map(drop);
        let error = started.unwrap_err();
        assert_eq!(
            error,
            Error::NotLoopback(listen.parse().unwrap()),
            "{listen}"
        );
        assert!(error.is_permanent(), "and stays refused");
    }
}

#[tokio::test]
async fn a_secret_that_could_be_guessed_is_refused() {
    for secret in [
        "",
        "0123456789abcdefghijk",
        "0123456789abcdefghij/lm",
        "0123456789abcdefghijé",
    ] {
        let config = Config {
            secret: Some(secret.into()),
            ..Config::default()
        };
        let started = Receiver::start(config, Arc::new(Stopped(0)), Notebook::new())
            .await
            .map(drop);
        assert_eq!(started, Err(Error::WeakSecret), "{secret:?}");
    }
}

#[tokio::test]
async fn the_address_can_be_had_again_after_a_restart() {
    let (first, _sink) = start(Config::default()).await;
    let (url, secret) = (first.url.clone(), first.secret.clone());
    assert!(
        secret.len() >= 32,
        "a made secret is long: {}",
        secret.len()
    );
    let listen = *url.socket_addrs(|| None).unwrap().first().unwrap();
    first.stop().await;
    let config = Config {
        listen,
        secret: Some(secret),
        ..Config::default()
    };
    let (second, sink) = start(config).await;
    assert_eq!(second.url, url, "the same address");
    let answer = http().post(url).body("x").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "which takes in");
    assert_eq!(sink.delivered().len(), 1, "what is posted");

    let taken = Config {
        listen,
        ..Config::default()
    };
    let third = Receiver::start(taken, Arc::new(Stopped(0)), Notebook::new())
        .await
        .map(drop);
    assert!(
        matches!(third, Err(Error::Listen { .. })),
        "a taken address is an error: {third:?}"
    );
}

#[tokio::test]
async fn two_receivers_have_two_secrets() {
    let (one, _) = start(Config::default()).await;
    let (two, _) = start(Config::default()).await;
    assert_ne!(one.secret, two.secret, "each is random");
}

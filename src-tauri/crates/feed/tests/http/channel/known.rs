//! Whose channel it is, and which configuration can work.

use super::config;
use crate::support::{Notebook, Stopped};
use axum::Router;
use axum::body::Body;
use feed::Error;
use feed::channel::{Channel, Config, Kind, detect};
use futures_util::{StreamExt, stream};
use reqwest::StatusCode;
use std::sync::Arc;
use testkit::channels::{CHANNEL, FakeChannels, Style};
use url::Url;

#[tokio::test]
async fn whose_channel_it_is_can_be_found_out() {
    for (style, kind) in [
        (Style::Smee, Kind::Smee),
        (Style::Gosmee, Kind::Gosmee),
        (Style::GosmeeWithRedis, Kind::Gosmee),
    ] {
        let server = FakeChannels::start(style).await.unwrap();
        assert_eq!(detect(&server.url).await, Ok(kind), "{kind:?}");
        let other = server.url.join("/other").unwrap();
        let found = detect(&other).await;
        assert!(
            matches!(found, Err(Error::Protocol { .. })),
            "no channel: {found:?}"
        );
        let events = server.url.join(&format!("/events/{CHANNEL}")).unwrap();
        let found = detect(&events).await;
        if kind == Kind::Gosmee {
            assert_eq!(found, Ok(kind), "by the address of its stream");
        } else {
            let is_no_channel = matches!(found, Err(Error::Protocol { .. }));
            assert!(is_no_channel, "looked at, not believed: {found:?}");
        }
        let named = Kind::parse(kind.as_str());
        assert_eq!(named, Some(kind), "its name is read back");
    }
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x", closed.local_addr().unwrap());
    drop(closed);
    let found = detect(&url.parse().unwrap()).await;
    assert!(
        matches!(found, Err(Error::Unreachable { .. })),
        "nobody: {found:?}"
    );
}

/// A server that says this, whatever stream it is asked for, and nothing more.
async fn stream_that_says(text: &'static str) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = move || async move {
        let said = stream::once(async move { Ok::<_, std::io::Error>(text) });
        let body = Body::from_stream(said.chain(stream::pending()));
        ([("content-type", "text/event-stream")], body)
    };
    let router = Router::new().fallback(answer);
    tokio::spawn(axum::serve(listener, router).into_future());
    format!("http://{address}/events/{CHANNEL}")
        .parse()
        .unwrap()
}

#[tokio::test]
async fn a_server_is_known_by_its_greeting_whatever_the_address_looks_like() {
    let smee = "id: 0\nevent: ready\ndata: {}\n\n";
    let gosmee = ": hello\n\ndata: {\"message\":\"connected\"}\n\n";
    for (greeting, kind) in [(smee, Kind::Smee), (gosmee, Kind::Gosmee)] {
        let url = stream_that_says(greeting).await;
        assert_eq!(detect(&url).await, Ok(kind), "{greeting}");
    }
    for stranger in [
        "data: {\"price\":7}\n\n",
        "data: {}\n\n",
        "event: tick\ndata: {\"message\":\"ready\"}\n\n",
        "data: hello\n\n",
    ] {
        let found = detect(&stream_that_says(stranger).await).await;
        let is_no_channel = matches!(found, Err(Error::Protocol { .. }));
        assert!(is_no_channel, "{stranger}: {found:?}");
    }
}

#[tokio::test]
async fn a_server_in_trouble_is_not_taken_for_one_without_a_channel() {
    for status in [401, 403, 408, 429, 500, 503] {
        for style in [Style::Smee, Style::Gosmee] {
            let server = FakeChannels::start(style).await.unwrap();
            let path = match style {
                Style::Smee => CHANNEL.to_owned(),
                _ => format!("events/{CHANNEL}"),
            };
            server.answer_instead(StatusCode::from_u16(status).unwrap());
            let found = detect(&server.url.join(&format!("/{path}")).unwrap()).await;
            let expected = Err(Error::Status {
                status,
                retry_after: None,
            });
            assert_eq!(found, expected, "it cannot tell now");
        }
    }
}

#[tokio::test]
async fn what_a_channel_is_made_of_can_be_logged_without_its_address() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let logged = format!("{:?}", config(&server, Kind::Smee));
    assert!(logged.contains("Smee"), "{logged}");
    assert!(!logged.contains(CHANNEL), "{logged}");
}

#[tokio::test]
async fn a_configuration_that_cannot_work_is_refused_at_once() {
    let server = FakeChannels::start(Style::Gosmee).await.unwrap();
    let begin = |url: &Url, after: Option<&str>| {
        let config = Config {
            url: url.clone(),
            after: after.map(str::to_owned),
            ..config(&server, Kind::Gosmee)
        };
        Channel::start(config, Arc::new(Stopped(0)), Notebook::new()).map(drop)
    };
    for url in [
        "http://smee.example/abc",
        "ftp://127.0.0.1/abc",
        "data:x",
        "https://smee.io/",
    ] {
        let refused = begin(&url.parse().unwrap(), None);
        assert!(
            matches!(refused, Err(Error::BadUrl { .. })),
            "{url}: {refused:?}"
        );
    }
    for (after, expected) in [
        (Some("k3v9-1"), Err(Error::Malformed { what: "cursor" })),
        (Some(""), Ok(())),
        (None, Ok(())),
    ] {
        assert_eq!(begin(&server.url, after), expected, "{after:?}");
    }
}

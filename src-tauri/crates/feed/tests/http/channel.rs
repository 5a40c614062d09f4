//! Listening to channels.

use crate::receiver::http;
use crate::support::{Note, Notebook, Stopped};
use axum::Router;
use axum::body::Body;
use domain::{Road, Trust, UnixMs};
use feed::channel::{Channel, Config, Kind, Running, Timing, detect};
use feed::{Error, Gap, GapReason, Received, SourceState};
use futures_util::{StreamExt, stream};
use reqwest::StatusCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::channels::{CHANNEL, FakeChannels, RECEIVED, Style, id};
use url::Url;

const NOW: UnixMs = UnixMs(1_800_000_060_000);

/// In a hurry where a test waits for it, patient where a slow machine would be mistaken for a fault.
fn timing() -> Timing {
    Timing {
        first_wait: Duration::from_millis(5),
        longest_wait: Duration::from_millis(20),
        settled: Duration::from_secs(60),
        silence: Duration::from_secs(30),
        greeting: Duration::from_secs(30),
    }
}

fn config(server: &FakeChannels, kind: Kind) -> Config {
    Config {
        source: "channel".into(),
        url: server.url.clone(),
        kind,
        after: None,
        timing: timing(),
    }
}

fn start(config: Config) -> (Running, Arc<Notebook>) {
    let sink = Notebook::new();
    let running = Channel::start(config, Arc::new(Stopped(NOW.0)), sink.clone()).unwrap();
    (running, sink)
}

async fn live(sink: &Notebook) {
    sink.until(|notes| notes.contains(&Note::State(SourceState::Live)))
        .await;
}

async fn delivered(sink: &Notebook, count: usize) -> Vec<Received> {
    let is_delivered = |note: &&Note| matches!(note, Note::Delivered(_));
    sink.until(|notes| notes.iter().filter(is_delivered).count() >= count)
        .await;
    sink.delivered()
}

async fn offline(sink: &Notebook, is_so: impl Fn(&Error) -> bool) {
    sink.until(|notes| {
        notes.iter().any(|note| match note {
            Note::State(SourceState::Offline { error, .. }) => is_so(error),
            _ => false,
        })
    })
    .await;
}

/// Waits until that many streams were opened.
async fn lives(sink: &Notebook, count: usize) {
    sink.until(|notes| {
        let is_live = |note: &&Note| **note == Note::State(SourceState::Live);
        notes.iter().filter(is_live).count() >= count
    })
    .await;
}

async fn post(server: &FakeChannels, body: &str, signature: Option<&str>) {
    let mut request = http()
        .post(server.url.clone())
        .header("Content-Type", "application/json")
        .header("Cookie", "private");
    if let Some(signature) = signature {
        request = request.header("X-Ribbon-Signature", signature);
    }
    let answer = request.body(body.to_owned()).send().await.unwrap();
    assert!(answer.status().is_success(), "the channel takes it");
}

fn bodies(received: &[Received]) -> Vec<&str> {
    received
        .iter()
        .map(|one| std::str::from_utf8(&one.body).unwrap())
        .collect()
}

#[tokio::test]
async fn a_webhook_comes_through_smee_in_effect_and_is_not_believed() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let (_running, sink) = start(config(&server, Kind::Smee));
    live(&sink).await;
    server.ping();
    let body = "{ \"b\": [1, 2],\n  \"a\": \"\\u00e9\" }";
    post(&server, body, Some("9f")).await;
    post(&server, "{}", None).await;
    let all = delivered(&sink, 2).await;
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = Received {
        source: "channel".into(),
        road: Road::Channel,
        event_id: None,
        cursor: None,
        received_at: UnixMs(RECEIVED),
        headers: vec![
            header("content-type", "application/json"),
            header("x-ribbon-signature", "9f"),
        ],
        body: "{\"a\":\"é\",\"b\":[1,2]}".into(),
        trust: Some(Trust::Unverified),
    };
    assert_eq!(all[0], expected, "the values, not the bytes");
    assert_eq!(all[1].trust, Some(Trust::Absent), "there was no signature");
    assert_eq!(all.len(), 2, "greetings and signs of life are no webhooks");
    let expected = [SourceState::Connecting, SourceState::Live].map(Note::State);
    assert_eq!(sink.notes()[..2], expected, "and how it went");
}

#[tokio::test]
async fn a_webhook_comes_through_gosmee_byte_for_byte_and_is_ours_to_check() {
    let server = FakeChannels::start(Style::Gosmee).await.unwrap();
    let (_running, sink) = start(config(&server, Kind::Gosmee));
    live(&sink).await;
    server.ping();
    let body = "{ \"b\": 1.0,\r\n  \"a\": \"\\u00e9\" }";
    post(&server, body, Some("9f")).await;
    let all = delivered(&sink, 1).await;
    assert_eq!(bodies(&all), [body], "the bytes");
    assert_eq!(
        all[0].header("x-ribbon-signature"),
        Some("9f"),
        "the signature"
    );
    assert_eq!(
        all[0].header("cookie"),
        None,
        "nothing that is none of ours"
    );
    assert_eq!(all[0].trust, None, "which we check");
    assert_eq!(
        all[0].received_at,
        UnixMs(RECEIVED),
        "when the server took it"
    );
    let named = (&all[0].event_id, &all[0].cursor);
    assert_eq!(
        named,
        (&None, &None),
        "without Redis there is no place to return to"
    );
    assert_eq!(all.len(), 1, "greetings and signs of life are no webhooks");
}

#[tokio::test]
async fn a_gosmee_with_redis_is_read_from_our_own_place() {
    let server = FakeChannels::start(Style::GosmeeWithRedis).await.unwrap();
    let (running, sink) = start(config(&server, Kind::Gosmee));
    live(&sink).await;
    post(&server, "1", None).await;
    let first = delivered(&sink, 1).await.remove(0);
    assert_eq!(first.event_id, Some(id(1)), "the event's name");
    assert_eq!(first.cursor, Some(id(1)), "and where to go on");
    server.hang_up();
    post(&server, "2", None).await;
    delivered(&sink, 2).await;
    running.stop().await;
    post(&server, "3", None).await;
    let all = sink.delivered();
    let (_running, later) = start(Config {
        after: all[1].cursor.clone(),
        ..config(&server, Kind::Gosmee)
    });
    let missed = delivered(&later, 1).await;
    assert_eq!(bodies(&all), ["1", "2"], "across a lost connection");
    assert_eq!(bodies(&missed), ["3"], "and a restart, each once");
    let asked = [None, Some(id(1)), Some(id(2))];
    assert_eq!(
        server.asked(3).await.unwrap(),
        asked,
        "by what was committed last"
    );
}

#[tokio::test]
async fn what_redis_has_forgotten_is_noted_once_and_the_rest_is_read() {
    let server = FakeChannels::start(Style::GosmeeWithRedis).await.unwrap();
    for body in ["1", "2", "3", "4"] {
        post(&server, body, None).await;
    }
    server.expire(2);
    let (running, sink) = start(Config {
        after: Some(id(1)),
        ..config(&server, Kind::Gosmee)
    });
    let all = delivered(&sink, 2).await;
    assert_eq!(bodies(&all), ["3", "4"], "what is left");
    let Some(Note::Lost(gap)) = sink.notes().get(2).cloned() else {
        panic!("first the gap: {:?}", sink.notes());
    };
    assert_eq!(
        (&gap.requested, gap.reason),
        (&id(1), GapReason::Expired),
        "what is missing"
    );
    running.stop().await;
    // As after a crash between the gap and the first event behind it.
    let (_running, again) = start(Config {
        after: Some(gap.resume),
        ..config(&server, Kind::Gosmee)
    });
    let all = delivered(&again, 2).await;
    assert_eq!(
        bodies(&all),
        ["3", "4"],
        "nothing is skipped where it was noted to go on"
    );
    let is_gap = |note: &Note| matches!(note, Note::Lost(_));
    assert!(
        !again.notes().iter().any(is_gap),
        "and the same gap is no news"
    );
}

#[tokio::test]
async fn smee_s_numbers_are_no_names() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let (_running, sink) = start(Config {
        after: Some("what another kind of source has left".into()),
        ..config(&server, Kind::Smee)
    });
    live(&sink).await;
    post(&server, "{}", None).await;
    delivered(&sink, 1).await;
    server.hang_up();
    lives(&sink, 2).await;
    server.say("id: 1800000000000-0\ndata: {\"body\":{}}\n\n");
    let all = delivered(&sink, 2).await;
    assert_eq!(all[1].event_id, None, "whatever they look like");
    assert_eq!(
        server.asked(2).await.unwrap(),
        [None, None],
        "and it is asked for none"
    );
}

#[tokio::test]
async fn an_event_that_is_too_long_is_passed_over_and_noted() {
    let long = "x".repeat(1024 * 1024);
    for (style, kind) in [
        (Style::Smee, Kind::Smee),
        (Style::GosmeeWithRedis, Kind::Gosmee),
    ] {
        let server = FakeChannels::start(style).await.unwrap();
        let (_running, sink) = start(config(&server, kind));
        live(&sink).await;
        server.say(&format!("id: {}\ndata: {{\"body\":\"{long}\"}}\n\n", id(7)));
        server.say("data: {\"body\":\"after\"}\n\n");
        let all = delivered(&sink, 1).await;
        assert_eq!(bodies(&all), ["\"after\""], "the next one is taken");
        let lost = Gap {
            requested: String::new(),
            resume: match kind {
                Kind::Smee => String::new(),
                Kind::Gosmee => id(7),
            },
            reason: GapReason::TooLong,
        };
        assert_eq!(sink.notes()[2], Note::Lost(lost), "after this one is noted");
    }
}

#[tokio::test]
async fn what_cannot_be_stored_is_tried_again_as_the_channel_says_nothing_twice() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let (_running, sink) = start(config(&server, Kind::Smee));
    live(&sink).await;
    sink.failing.store(3, Ordering::SeqCst);
    server.say("data: {\"body\":1}\n\ndata: {\"body\":2}\n\n");
    let all = delivered(&sink, 2).await;
    assert_eq!(bodies(&all), ["1", "2"], "each once, in their order");
    let full = SourceState::Offline {
        since: NOW,
        error: Error::Sink(feed::SinkError("the disk is full".into())),
    };
    let notes = sink.notes();
    assert_eq!(notes[2], Note::State(full), "the trouble was told");
    assert_eq!(notes[4], Note::State(SourceState::Live), "and its end");
    assert_eq!(
        server.asked(1).await.unwrap().len(),
        1,
        "over the same connection"
    );
}

#[tokio::test]
async fn a_nudge_loses_nothing_that_waits_to_be_stored() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let hours = Duration::from_secs(60 * 60);
    let patient = Timing {
        first_wait: hours,
        longest_wait: hours,
        ..timing()
    };
    let (running, sink) = start(Config {
        timing: patient,
        ..config(&server, Kind::Smee)
    });
    live(&sink).await;
    sink.failing.store(1, Ordering::SeqCst);
    server.say("data: {\"body\":1}\n\ndata: {\"body\":2}\n\n");
    offline(&sink, |error| matches!(error, Error::Sink(_))).await;
    running.reconnect();
    let all = delivered(&sink, 2).await;
    assert_eq!(bodies(&all), ["1", "2"], "it is tried at once");
    assert_eq!(
        server.asked(2).await.unwrap(),
        [None, None],
        "and it connects anew"
    );
}

#[tokio::test]
async fn stopping_ends_even_what_cannot_be_stored() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let (running, sink) = start(config(&server, Kind::Smee));
    live(&sink).await;
    sink.failing.store(usize::MAX, Ordering::SeqCst);
    server.say("data: {\"body\":1}\n\n");
    offline(&sink, |error| matches!(error, Error::Sink(_))).await;
    running.stop().await;
    assert!(sink.delivered().is_empty(), "it is told by the log");
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_replaced() {
    let server = FakeChannels::start(Style::Gosmee).await.unwrap();
    let hurried = Timing {
        silence: Duration::from_millis(200),
        ..timing()
    };
    let (_running, sink) = start(Config {
        timing: hurried,
        ..config(&server, Kind::Gosmee)
    });
    offline(&sink, |error| *error == Error::Silent).await;
    lives(&sink, 2).await;
}

#[tokio::test]
async fn trouble_at_the_server_is_waited_out() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    server.answer_instead(StatusCode::SERVICE_UNAVAILABLE);
    server.answer_instead(StatusCode::FORBIDDEN);
    server.answer_instead(StatusCode::OK);
    let (_running, sink) = start(config(&server, Kind::Smee));
    live(&sink).await;
    let offline = |error| SourceState::Offline { since: NOW, error };
    let status = |status| Error::Status {
        status,
        retry_after: None,
    };
    let no_stream = Error::Protocol {
        what: "not an event stream".into(),
    };
    let expected = [
        SourceState::Connecting,
        offline(status(503)),
        offline(status(403)),
        offline(no_stream),
        SourceState::Live,
    ];
    assert_eq!(
        sink.notes(),
        expected.map(Note::State),
        "one after the other"
    );
}

#[tokio::test]
async fn what_is_not_understood_is_handed_over_as_it_is() {
    let server = FakeChannels::start(Style::GosmeeWithRedis).await.unwrap();
    let (_running, sink) = start(config(&server, Kind::Gosmee));
    live(&sink).await;
    server.say("id: 1800000000000-7\ndata: {\"encrypted\":true}\n\n");
    let all = delivered(&sink, 1).await;
    assert_eq!(
        bodies(&all),
        ["{\"encrypted\":true}"],
        "to be kept and shown"
    );
    assert_eq!(
        all[0].cursor.as_deref(),
        Some("1800000000000-7"),
        "and not asked for again"
    );
    assert_eq!(all[0].received_at, NOW, "by our own clock");
}

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
async fn haste_ends_the_wait_before_an_attempt_and_spares_a_connection_that_stands() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    server.answer_instead(StatusCode::SERVICE_UNAVAILABLE);
    let patient = Timing {
        first_wait: Duration::from_secs(3_600),
        longest_wait: Duration::from_secs(3_600),
        ..timing()
    };
    let (running, sink) = start(Config {
        timing: patient,
        ..config(&server, Kind::Smee)
    });
    let is_refused = |error: &Error| matches!(error, Error::Status { status: 503, .. });
    offline(&sink, is_refused).await;
    // It may be told before it has begun to wait: whoever is in a hurry tells it again.
    let told_again = async {
        loop {
            running.hurry();
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = live(&sink) => {}
        () = told_again => {}
    }
    running.hurry();
    post(&server, "{}", None).await;
    delivered(&sink, 1).await;
    assert_eq!(server.asked(1).await.unwrap().len(), 1, "one connection");
}

#[tokio::test]
async fn what_a_channel_is_made_of_can_be_logged_without_its_address() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let logged = format!("{:?}", config(&server, Kind::Smee));
    assert!(logged.contains("Smee"), "{logged}");
    assert!(!logged.contains(CHANNEL), "{logged}");
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
async fn a_channel_that_is_stopped_says_so_however_it_was_doing() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let (running, sink) = start(config(&server, Kind::Smee));
    live(&sink).await;
    running.stop().await;
    assert_eq!(
        sink.notes().last(),
        Some(&Note::State(SourceState::Stopped)),
        "nothing comes from it any more"
    );
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

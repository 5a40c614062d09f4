//! What goes wrong on the way, and what is held on to meanwhile.

use super::{NOW, bodies, config, delivered, live, lives, offline, post, start, timing};
use crate::support::Note;
use feed::channel::{Config, Kind, Timing};
use feed::{Error, Gap, GapReason, SourceState};
use reqwest::StatusCode;
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::channels::{FakeChannels, Style, id};

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

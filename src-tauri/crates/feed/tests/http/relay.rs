//! The relay's client.

use crate::relay_server::{BEGAN, CODE, FakeRelay, INBOX, Streams, TOKEN};
use crate::support::{Note, Notebook, Stopped};
use domain::{Road, Trust, UnixMs};
use feed::relay::{Config, DeviceToken, Relay, Running, Timing, pair};
use feed::{Error, Gap, GapReason, Received, SourceState};
use relay_protocol::Signature;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

const NOW: UnixMs = UnixMs(77);

/// In a hurry where a test waits for it, patient where a slow machine would be mistaken for a fault.
fn timing() -> Timing {
    Timing {
        first_wait: Duration::from_millis(5),
        longest_wait: Duration::from_millis(20),
        settled: Duration::from_secs(60),
        silence: Duration::from_secs(30),
        greeting: Duration::from_secs(30),
        poll_wait: Duration::from_secs(5),
        retry_stream: Duration::from_secs(60),
        ack_pause: Duration::from_millis(1),
    }
}

fn config(relay: &FakeRelay) -> Config {
    Config {
        source: "relay".into(),
        relay: relay.url.clone(),
        inbox: INBOX.parse().unwrap(),
        token: DeviceToken::new(TOKEN),
        after: None,
        timing: timing(),
    }
}

fn start(config: Config) -> (Running, Arc<Notebook>) {
    let sink = Notebook::new();
    let running = Relay::start(config, Arc::new(Stopped(NOW.0)), sink.clone()).unwrap();
    (running, sink)
}

fn bodies(sink: &Notebook) -> Vec<String> {
    let text = |received: Received| String::from_utf8(received.body).unwrap();
    sink.delivered().into_iter().map(text).collect()
}

fn has_state(notes: &[Note], wanted: impl Fn(&SourceState) -> bool) -> bool {
    notes
        .iter()
        .any(|note| matches!(note, Note::State(state) if wanted(state)))
}

async fn live(sink: &Notebook) {
    sink.until(|notes| has_state(notes, |state| *state == SourceState::Live))
        .await;
}

async fn delivered(sink: &Notebook, count: usize) {
    let is_it = |note: &&Note| matches!(note, Note::Delivered(_));
    sink.until(|notes| notes.iter().filter(is_it).count() >= count)
        .await;
}

#[tokio::test]
async fn a_backlog_comes_first_and_then_each_event_as_it_happens() {
    let relay = FakeRelay::start().await;
    for body in ["1", "2", "3", "4", "5"] {
        relay.receive(body, Signature::Verified);
    }
    let (_running, sink) = start(config(&relay));
    live(&sink).await;
    assert_eq!(
        bodies(&sink),
        ["1", "2", "3", "4", "5"],
        "the backlog, read page by page"
    );
    relay.receive("6", Signature::Absent);
    relay.receive("7", Signature::Unverified);
    delivered(&sink, 7).await;
    assert_eq!(
        bodies(&sink),
        ["1", "2", "3", "4", "5", "6", "7"],
        "each once, in order"
    );
    let expected = Received {
        source: "relay".into(),
        road: Road::Relay,
        event_id: Some("01JDCR4W3NQ8Z6V5T2X1Y00005".into()),
        cursor: Some("k3v9-5".into()),
        received_at: UnixMs(BEGAN.0 + 5),
        headers: vec![("content-type".into(), "application/json".into())],
        body: b"5".to_vec(),
        trust: Some(Trust::Verified),
    };
    let all = sink.delivered();
    assert_eq!(all[4], expected, "everything that the relay said of it");
    assert_eq!(all[5].trust, Some(Trust::Absent), "there was no signature");
    assert_eq!(
        all[6].trust, None,
        "we may know a secret that the relay does not"
    );
    relay.acked("k3v9-7").await;
    let states: Vec<Note> = sink
        .notes()
        .into_iter()
        .filter(|note| matches!(note, Note::State(_)))
        .collect();
    let expected = [SourceState::Connecting, SourceState::Live].map(Note::State);
    assert_eq!(states, expected, "and how it went");
}

#[tokio::test]
async fn reading_goes_on_after_the_last_committed_cursor() {
    let relay = FakeRelay::start().await;
    for body in ["1", "2", "3"] {
        relay.receive(body, Signature::Verified);
    }
    let (_running, sink) = start(Config {
        after: Some("k3v9-2".into()),
        ..config(&relay)
    });
    live(&sink).await;
    assert_eq!(
        bodies(&sink),
        ["3"],
        "what is committed does not come again"
    );
}

#[tokio::test]
async fn a_broken_stream_loses_and_repeats_nothing() {
    let relay = FakeRelay::start().await;
    let (_running, sink) = start(config(&relay));
    live(&sink).await;
    relay.receive("1", Signature::Verified);
    delivered(&sink, 1).await;
    relay.hang_up();
    relay.receive("2", Signature::Verified);
    delivered(&sink, 2).await;
    relay.receive("3", Signature::Verified);
    delivered(&sink, 3).await;
    assert_eq!(bodies(&sink), ["1", "2", "3"], "each once");
    let is_offline = |state: &SourceState| matches!(state, SourceState::Offline { .. });
    assert!(
        !has_state(&sink.notes(), is_offline),
        "a relay that restarts is no outage"
    );
}

#[tokio::test]
async fn what_could_not_be_committed_comes_again_and_is_not_acknowledged() {
    let relay = FakeRelay::start().await;
    let (_running, sink) = start(config(&relay));
    live(&sink).await;
    sink.failing.store(2, Ordering::SeqCst);
    relay.receive("1", Signature::Verified);
    delivered(&sink, 1).await;
    relay.acked("k3v9-1").await;
    assert_eq!(bodies(&sink), ["1"], "stored at the third attempt");
    let is_full = |state: &SourceState| {
        matches!(
            state,
            SourceState::Offline {
                error: Error::Sink(_),
                ..
            }
        )
    };
    assert!(
        has_state(&sink.notes(), is_full),
        "the trouble was reported meanwhile"
    );
}

#[tokio::test]
async fn where_streams_are_held_back_it_polls() {
    let relay = FakeRelay::start().await;
    relay.set_streams(Streams::HeldBack);
    let hurried = Timing {
        greeting: Duration::from_millis(20),
        ..timing()
    };
    let (_running, sink) = start(Config {
        timing: hurried,
        ..config(&relay)
    });
    sink.until(|notes| has_state(notes, |state| *state == SourceState::Polling))
        .await;
    relay.receive("1", Signature::Verified);
    delivered(&sink, 1).await;
    relay.receive("2", Signature::Verified);
    delivered(&sink, 2).await;
    assert_eq!(bodies(&sink), ["1", "2"], "each once");
    relay.acked("k3v9-2").await;
    let streams = relay
        .reads()
        .into_iter()
        .filter(|(kind, _)| *kind == "stream")
        .count();
    assert!(streams <= 1, "no other stream is tried for a while");
}

#[tokio::test]
async fn it_returns_from_polling_to_a_stream_when_one_gets_through() {
    let relay = FakeRelay::start().await;
    relay.set_streams(Streams::HeldBack);
    let hurried = Timing {
        greeting: Duration::from_millis(200),
        retry_stream: Duration::ZERO,
        poll_wait: Duration::from_secs(1),
        ..timing()
    };
    let (_running, sink) = start(Config {
        timing: hurried,
        ..config(&relay)
    });
    sink.until(|notes| has_state(notes, |state| *state == SourceState::Polling))
        .await;
    relay.set_streams(Streams::Flow);
    live(&sink).await;
    relay.receive("1", Signature::Verified);
    delivered(&sink, 1).await;
}

#[tokio::test]
async fn streams_that_soon_end_are_given_up_for_polling() {
    let relay = FakeRelay::start().await;
    let (_running, sink) = start(config(&relay));
    live(&sink).await;
    relay.hang_up();
    sink.until(|notes| {
        let is_live = |note: &&Note| **note == Note::State(SourceState::Live);
        notes.iter().filter(is_live).count() == 2
    })
    .await;
    relay.hang_up();
    sink.until(|notes| has_state(notes, |state| *state == SourceState::Polling))
        .await;
    relay.receive("1", Signature::Verified);
    delivered(&sink, 1).await;
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_replaced() {
    let relay = FakeRelay::start().await;
    relay.set_streams(Streams::FallSilent);
    let hurried = Timing {
        silence: Duration::from_millis(200),
        ..timing()
    };
    let (_running, sink) = start(Config {
        timing: hurried,
        ..config(&relay)
    });
    live(&sink).await;
    relay.set_streams(Streams::Flow);
    relay.receive("1", Signature::Verified);
    delivered(&sink, 1).await;
    let is_silent = |state: &SourceState| {
        matches!(
            state,
            SourceState::Offline {
                error: Error::Silent,
                ..
            }
        )
    };
    assert!(has_state(&sink.notes(), is_silent), "and it was told");
}

#[tokio::test]
async fn a_revoked_device_or_a_foreign_inbox_needs_pairing_and_ends() {
    let relay = FakeRelay::start().await;
    let revoked = Config {
        token: DeviceToken::new("revoked"),
        ..config(&relay)
    };
    let foreign = Config {
        inbox: "zzzzzzzzzzzz".parse().unwrap(),
        ..config(&relay)
    };
    for config in [revoked, foreign] {
        let (mut running, sink) = start(config);
        running.ended().await;
        let expected = [SourceState::Connecting, SourceState::NeedsPairing].map(Note::State);
        assert_eq!(sink.notes(), expected, "told once");
    }
}

#[tokio::test]
async fn trouble_at_the_relay_is_waited_out() {
    let relay = FakeRelay::start().await;
    relay.receive("1", Signature::Verified);
    relay.answer_instead(503, Some(0));
    relay.answer_instead(502, None);
    relay.answer_instead(404, None);
    let (_running, sink) = start(config(&relay));
    live(&sink).await;
    let states: Vec<Note> = sink
        .notes()
        .into_iter()
        .filter(|note| matches!(note, Note::State(_)))
        .collect();
    let offline = |status, retry_after| SourceState::Offline {
        since: NOW,
        error: Error::Status {
            status,
            retry_after,
        },
    };
    let expected = [
        SourceState::Connecting,
        offline(503, Some(Duration::ZERO)),
        offline(502, None),
        offline(404, None),
        SourceState::Live,
    ];
    assert_eq!(
        states,
        expected.map(Note::State),
        "a 404 of a proxy is no need to pair"
    );
    assert_eq!(bodies(&sink), ["1"], "and nothing was lost");
}

#[tokio::test]
async fn a_relay_that_asks_for_patience_gets_it_unless_the_user_wants_otherwise() {
    let relay = FakeRelay::start().await;
    relay.answer_instead(429, Some(3_000));
    let (running, sink) = start(config(&relay));
    let is_offline = |state: &SourceState| matches!(state, SourceState::Offline { .. });
    sink.until(|notes| has_state(notes, is_offline)).await;
    running.reconnect();
    live(&sink).await;
}

#[tokio::test]
async fn a_gap_is_noted_before_reading_goes_on() {
    let relay = FakeRelay::start().await;
    for body in ["1", "2", "3", "4"] {
        relay.receive(body, Signature::Verified);
    }
    relay.expire(3);
    let (_running, sink) = start(Config {
        after: Some("k3v9-1".into()),
        ..config(&relay)
    });
    live(&sink).await;
    let lost = Gap {
        requested: "k3v9-1".into(),
        resume: "k3v9-3".into(),
        reason: GapReason::Expired,
    };
    assert_eq!(sink.notes()[1], Note::Lost(lost), "first the gap");
    assert_eq!(bodies(&sink), ["4"], "then what is left");
}

#[tokio::test]
async fn a_gap_is_noticed_also_where_there_was_nothing_yet() {
    let relay = FakeRelay::start().await;
    let (running, sink) = start(config(&relay));
    live(&sink).await;
    relay.answer_instead(503, Some(3_000));
    relay.hang_up();
    let is_offline = |state: &SourceState| matches!(state, SourceState::Offline { .. });
    sink.until(|notes| has_state(notes, is_offline)).await;
    relay.receive("1", Signature::Verified);
    relay.receive("2", Signature::Verified);
    relay.expire(1);
    running.reconnect();
    delivered(&sink, 1).await;
    let lost = Gap {
        requested: "k3v9-0".into(),
        resume: "k3v9-1".into(),
        reason: GapReason::Expired,
    };
    assert!(
        sink.notes().contains(&Note::Lost(lost)),
        "the first event never reached us"
    );
    assert_eq!(bodies(&sink), ["2"], "the second did");
}

#[tokio::test]
async fn a_gap_that_opens_under_a_stream_is_noted_as_well() {
    let relay = FakeRelay::start().await;
    relay.receive("1", Signature::Verified);
    let (_running, sink) = start(config(&relay));
    live(&sink).await;
    relay.restore("m8x2");
    let lost = Gap {
        requested: "k3v9-1".into(),
        resume: "m8x2-0".into(),
        reason: GapReason::Epoch,
    };
    sink.until(|notes| notes.contains(&Note::Lost(lost.clone())))
        .await;
    delivered(&sink, 2).await;
    let all = sink.delivered();
    assert_eq!(
        all[1].cursor.as_deref(),
        Some("m8x2-1"),
        "the log counts anew"
    );
    assert_eq!(
        all[0].event_id, all[1].event_id,
        "by which the sink knows it again"
    );
    relay.acked("m8x2-1").await;
}

#[tokio::test]
async fn stopping_ends_the_stream_and_returns() {
    let relay = FakeRelay::start().await;
    let (running, sink) = start(config(&relay));
    live(&sink).await;
    running.stop().await;
    relay.receive("1", Signature::Verified);
    assert!(bodies(&sink).is_empty(), "nobody reads any more");
}

#[tokio::test]
async fn a_code_is_turned_into_access_once() {
    let relay = FakeRelay::start().await;
    let access = pair(&relay.url, CODE, "Ada's laptop").await.unwrap();
    assert_eq!(
        (access.inbox.as_str(), access.token.expose()),
        (INBOX, TOKEN),
        "what it opens"
    );
    let wrong = pair(&relay.url, "AAAA", "Ada's laptop").await.map(drop);
    assert_eq!(wrong, Err(Error::WrongCode), "a wrong code is told as such");
}

#[tokio::test]
async fn a_configuration_that_cannot_work_is_refused_at_once() {
    let relay = FakeRelay::start().await;
    let begin = |config: Config| {
        Relay::start(config, Arc::new(Stopped(0)), Notebook::new())
            .map(drop)
            .unwrap_err()
    };
    for url in ["http://relay.example/", "ftp://127.0.0.1/", "data:x"] {
        let error = begin(Config {
            relay: url.parse().unwrap(),
            ..config(&relay)
        });
        assert!(matches!(error, Error::BadUrl { .. }), "{url}: {error:?}");
    }
    let error = begin(Config {
        after: Some("k3v9".into()),
        ..config(&relay)
    });
    assert_eq!(error, Error::Malformed { what: "cursor" });
    let error = begin(Config {
        token: DeviceToken::new("a\nb"),
        ..config(&relay)
    });
    assert_eq!(error, Error::Malformed { what: "token" });
}

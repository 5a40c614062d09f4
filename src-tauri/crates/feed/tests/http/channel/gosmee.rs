//! What gosmee brings: byte for byte, and with Redis from our own place.

use super::{bodies, config, delivered, live, post, start};
use crate::support::Note;
use domain::UnixMs;
use feed::GapReason;
use feed::channel::{Config, Kind};
use testkit::channels::{FakeChannels, RECEIVED, Style, id};

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

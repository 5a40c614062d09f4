//! What smee.io brings: in effect, never byte for byte.

use super::{config, delivered, live, lives, post, start};
use crate::support::Note;
use domain::{Road, Trust, UnixMs};
use feed::channel::{Config, Kind};
use feed::{Received, SourceState};
use testkit::channels::{FakeChannels, RECEIVED, Style};

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

//! The parser against every way of splitting a stream.

use super::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relay_protocol::{Event, Signature};

const STREAM: &[u8] = b": hb\n\nretry: 3000\n\nid: k-1\nevent: webhook\ndata: {\"a\":\ndata:1}\n\n\
    event: gap\r\ndata: x\r\n\r\nevent: lost\n\ndata\r\rother: y\ndata:  z\n\nevent: cut\ndata: off";

fn frame(event: &str, data: &str) -> Frame {
    Frame {
        event: event.into(),
        data: data.into(),
        ..Frame::default()
    }
}

fn parser() -> Parser {
    Parser::new(64)
}

fn expected() -> Vec<Frame> {
    vec![
        Frame {
            id: Some("k-1".into()),
            ..frame("webhook", "{\"a\":\n1}")
        },
        frame("gap", "x"),
        frame("", ""),
        frame("", " z"),
    ]
}

#[test]
fn the_events_come_out_whole_wherever_the_stream_is_split() {
    for first in 0..=STREAM.len() {
        for second in first..=STREAM.len() {
            let mut parser = parser();
            let mut frames = parser.push(&STREAM[..first]);
            frames.extend(parser.push(&STREAM[first..second]));
            frames.extend(parser.push(&STREAM[second..]));
            assert_eq!(frames, expected(), "split at {first} and {second}");
        }
    }
}

#[test]
fn the_events_come_out_whole_one_byte_at_a_time() {
    let mut parser = parser();
    let frames: Vec<Frame> = STREAM
        .chunks(1)
        .flat_map(|byte| parser.push(byte))
        .collect();
    assert_eq!(
        frames,
        expected(),
        "an event without data is none, and so is one cut off"
    );
}

#[test]
fn an_event_over_the_limit_is_named_and_the_next_one_is_whole() {
    let long = "x".repeat(65);
    let many = "data: 0123456789\n".repeat(7);
    let stream = format!("id: 7\ndata: {long}\ndata: {long}\n\nid: 8\n{many}\ndata: after\n\n");
    for split in 0..=stream.len() {
        let mut parser = parser();
        let mut frames = parser.push(&stream.as_bytes()[..split]);
        frames.extend(parser.push(&stream.as_bytes()[split..]));
        let too_long = |id: &str| Frame {
            id: Some(id.into()),
            is_too_long: true,
            ..Frame::default()
        };
        let expected = [too_long("7"), too_long("8"), frame("", "after")];
        assert_eq!(frames, expected, "split at {split}");
    }
}

/// What a stream is made of, line ends and overlong lines included.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let text = "(data|id|event|retry)?:? ?[a-z:]{0,40}".prop_map(String::into_bytes);
    let end = select(vec!["\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n"]);
    prop_oneof![
        3 => text,
        3 => end.prop_map(|end| end.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..20),
        1 => (50_usize..80).prop_map(|length| vec![b'x'; length]),
    ]
}

/// A relay's event, in the words that the relay writes it in.
fn written(event: &Event) -> String {
    let data = serde_json::to_string(event).unwrap();
    format!("id: {}\nevent: webhook\ndata: {data}\n\n", event.cursor)
}

fn event(seq: u64, headers: Vec<(String, String)>, body: Vec<u8>) -> Event {
    Event {
        cursor: format!("k3v9-{seq}").parse().unwrap(),
        id: "01JDCR4W3NQ8Z6V5T2X1Y0KABC".parse().unwrap(),
        received_at: relay_protocol::timestamp::parse("2026-11-23T15:04:05.123Z").unwrap(),
        headers,
        body,
        signature: Signature::Verified,
    }
}

/// What comes out of a stream that arrives split at these places.
fn split(stream: &[u8], marks: &[Index], longest: usize) -> Vec<Frame> {
    let mut marks: Vec<usize> = marks
        .iter()
        .map(|mark| mark.index(stream.len() + 1))
        .collect();
    marks.extend([0, stream.len()]);
    marks.sort_unstable();
    let mut parser = Parser::new(longest);
    let pieces = marks.windows(2).map(|pair| &stream[pair[0]..pair[1]]);
    pieces.flat_map(|piece| parser.push(piece)).collect()
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic_or_hold_more_than_allowed(
        parts in proptest::collection::vec(part(), 0..24),
    ) {
        let mut parser = parser();
        for part in parts {
            for frame in parser.push(&part) {
                assert!(frame.data.len() <= 64, "an event");
            }
            let held = parser.line.len() + parser.frame.data.len();
            assert!(held <= 64, "and what becomes one: {held}");
        }
    }

    #[test]
    fn the_same_events_come_out_of_any_stream_wherever_it_is_split(
        parts in proptest::collection::vec(part(), 0..24),
        marks: Vec<Index>,
    ) {
        let stream = parts.concat();
        prop_assert_eq!(split(&stream, &marks, 64), split(&stream, &[], 64));
    }

    #[test]
    fn what_a_relay_writes_is_read_to_the_byte_wherever_it_is_split(
        told in proptest::collection::vec(any::<(Vec<(String, String)>, Vec<u8>)>(), 0..4),
        marks: Vec<Index>,
    ) {
        let events: Vec<Event> = (1..)
            .zip(told)
            .map(|(seq, (headers, body))| event(seq, headers, body))
            .collect();
        let stream: String = events.iter().flat_map(|event| [": hb\n\n".to_owned(), written(event)]).collect();
        let frames = split(stream.as_bytes(), &marks, usize::MAX);
        let read: Vec<Event> = frames
            .iter()
            .map(|frame| serde_json::from_slice(&frame.data).unwrap())
            .collect();
        let cursors: Vec<_> = frames.iter().filter_map(|frame| frame.id.clone()).collect();
        let expected: Vec<_> = events.iter().map(|event| event.cursor.to_string()).collect();
        prop_assert_eq!(cursors, expected);
        prop_assert_eq!(read, events);
    }
}

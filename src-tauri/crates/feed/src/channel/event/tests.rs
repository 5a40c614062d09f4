//! What both servers send, and what nobody would.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: UnixMs = UnixMs(1_800_000_000_000);

fn frame(event: &str, data: impl Into<Vec<u8>>) -> Frame {
    Frame {
        event: event.into(),
        data: data.into(),
        ..Frame::default()
    }
}

fn said(data: &Value) -> Said {
    read(&frame("", data.to_string()))
}

fn webhook(data: &Value) -> Webhook {
    match said(data) {
        Said::Webhook(webhook) => webhook,
        other => panic!("no webhook: {other:?}"),
    }
}

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn smee_is_read_and_never_believed() {
    let text = r#"{"host":"smee.io","connection":"close","content-type":"application/json",
        "x-ribbon-signature":"9f","cookie":"private",
        "body":{"b":1.0,"a":"é","big":12345678901234567890},"query":{},"timestamp":1800000000123}"#;
    let expected = Webhook {
        headers: vec![
            header("content-type", "application/json"),
            header("x-ribbon-signature", "9f"),
        ],
        body: r#"{"b":1.0,"a":"é","big":12345678901234567890}"#.into(),
        trust: Some(Trust::Unverified),
        timestamp: Some(1_800_000_000_123),
    };
    let found = read(&frame("", text));
    assert_eq!(
        found,
        Said::Webhook(expected),
        "the body is the server's text, not written a third time"
    );
    let unsigned = webhook(&json!({"body": {}, "timestamp": 1}));
    assert_eq!(
        unsigned.trust,
        Some(Trust::Absent),
        "without a signature it says so"
    );
}

#[test]
fn gosmee_is_read_byte_for_byte_and_left_for_us_to_check() {
    let body = b"{ \"a\": 1.0,\r\n }\xff";
    let found = webhook(&json!({
        "content-type": "application/json", "user-agent": "Ribbon/1", "x-ribbon-signature": "9f",
        "authorization": "private", "timestamp": "1800000000123", "bodyB": STANDARD.encode(body),
    }));
    let expected = Webhook {
        headers: vec![
            header("content-type", "application/json"),
            header("user-agent", "Ribbon/1"),
            header("x-ribbon-signature", "9f"),
        ],
        body: body.to_vec(),
        trust: None,
        timestamp: Some(1_800_000_000_123),
    };
    assert_eq!(
        found, expected,
        "the bytes, the headers that matter, the time"
    );
}

#[test]
fn greetings_and_signs_of_life_are_no_webhooks() {
    for (event, data) in [
        ("ready", "{}"),
        ("ping", "{}"),
        ("", "{}"),
        ("", r#"{"message":"connected"}"#),
        ("", r#"{"message":"ready"}"#),
        ("something-new", r#"{"body":{}}"#),
    ] {
        assert_eq!(read(&frame(event, data)), Said::Nothing, "{event} {data}");
    }
}

#[test]
fn a_gap_names_the_oldest_event_that_is_left() {
    let gap = |data: &str| read(&frame("gosmee-gap", data));
    let told = gap(r#"{"error":"missed_history","requested_id":"3-0","oldest_id":"7-1"}"#);
    assert_eq!(
        told,
        Said::Missed {
            oldest: "7-1".parse().ok()
        },
        "as gosmee tells it"
    );
    for unreadable in ["", "{}", r#"{"oldest_id":"soon"}"#, r#"{"oldest_id":7}"#] {
        assert_eq!(
            gap(unreadable),
            Said::Missed { oldest: None },
            "a gap all the same: {unreadable}"
        );
    }
}

#[test]
fn what_is_not_understood_is_kept_as_it_is() {
    for data in [
        "",
        "not JSON",
        "[1]",
        r#"{"bodyB":"not base64!"}"#,
        r#"{"bodyB":7}"#,
        r#"{"encrypted":true,"version":1,"epk":"","nonce":"","ciphertext":""}"#,
        r#"{"message":"a webhook that somebody wrote"}"#,
    ] {
        let expected = Said::Webhook(not_understood(data.as_bytes()));
        assert_eq!(read(&frame("message", data)), expected, "{data}");
    }
}

#[test]
fn a_body_may_be_any_json_and_a_header_several() {
    for body in [json!([1, 2]), json!("text"), json!(7), json!(null)] {
        let found = webhook(&json!({"body": body, "query": {}}));
        assert_eq!(found.body, body.to_string().as_bytes(), "as it came");
    }
    let found = webhook(&json!({"body": {}, "Webhook-Id": ["a", "b"], "webhook-number": 7}));
    let expected = [header("webhook-id", "a"), header("webhook-id", "b")];
    assert_eq!(
        found.headers, expected,
        "in their order; one that is no text is left out"
    );
}

#[test]
fn the_server_s_time_counts_if_it_can_be() {
    let at =
        |timestamp: Value| webhook(&json!({"body": {}, "timestamp": timestamp})).received_at(NOW);
    let hour = 3_600_000;
    for told in [NOW.0, NOW.0 - 1_000 * hour, NOW.0 + hour] {
        assert_eq!(at(json!(told)), UnixMs(told), "as a number");
        assert_eq!(at(json!(told.to_string())), UnixMs(told), "as text");
    }
    for nonsense in [
        json!(NOW.0 + 100 * hour),
        json!(NOW.0 / 1_000),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(1e300),
        json!("soon"),
        json!(null),
        json!({}),
        json!(u64::MAX),
    ] {
        assert_eq!(at(nonsense.clone()), NOW, "{nonsense}");
    }
    let silent = webhook(&json!({"body": {}}));
    assert_eq!(silent.received_at(NOW), NOW, "where it tells none");
    assert_eq!(
        silent.received_at(UnixMs(i64::MAX)),
        UnixMs(i64::MAX),
        "whatever our clock shows"
    );
}

/// JSON that looks like what the servers send, and goes wrong anywhere.
fn nearly() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| format!("{n:e}")),
        any::<String>().prop_map(|text| json!(text).to_string()),
        any::<Vec<u8>>().prop_map(|bytes| json!(STANDARD.encode(bytes)).to_string()),
        Just(r#"{"a":[1,{"b":"c"}]}"#.to_owned()),
        Just(r#"["a","b"]"#.to_owned()),
        "[\\[{]{0,300}".prop_map(|open| open),
        ".{0,10}",
    ];
    let name = prop_oneof![
        Just("body"),
        Just("bodyB"),
        Just("timestamp"),
        Just("message"),
        Just("oldest_id"),
        Just("x-ribbon-signature"),
        Just("content-type"),
    ];
    let field = (name, value).prop_map(|(name, value)| format!("{}:{value}", json!(name)));
    proptest::collection::vec(field, 0..6).prop_map(|fields| format!("{{{}}}", fields.join(",")))
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(event in "(|message|ready|gosmee-gap)", data: Vec<u8>) {
        let _said = read(&frame(&event, data));
    }

    #[test]
    fn no_event_makes_it_panic_and_none_that_has_something_to_say_is_dropped(
        event in "(|message|gosmee-gap)",
        data in nearly(),
        now: i64,
    ) {
        match read(&frame(&event, data.clone())) {
            Said::Webhook(webhook) => {
                let _at = webhook.received_at(UnixMs(now));
            }
            Said::Missed { .. } => assert_eq!(event, "gosmee-gap", "said by a gap only"),
            Said::Nothing => assert!(!data.contains("body"), "{data}"),
        }
    }

    #[test]
    fn the_bytes_that_gosmee_took_come_out(body: Vec<u8>) {
        let found = webhook(&json!({"bodyB": STANDARD.encode(&body), "timestamp": "0"}));
        assert_eq!(found.body, body, "whatever they are");
    }
}

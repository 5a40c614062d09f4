//! Bodies that nobody promised: whatever comes, nothing that stood in a readable one is lost.

use super::*;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value};
use std::collections::HashMap;

const PUBLISHED: [&[u8]; 4] = [
    include_bytes!("../tests/fixtures/webhooks/interview_processed.json"),
    include_bytes!("../tests/fixtures/webhooks/interview_processed_anonymous.json"),
    include_bytes!("../tests/fixtures/webhooks/video_processed.json"),
    include_bytes!("../tests/fixtures/webhooks/candidate_status_updated.json"),
];

/// What is put into a payload, or instead of a part of it.
fn splinter() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8),
        "[\\[\\]{}\",:\\\\u0-9eE.+ -]{0,12}".prop_map(String::into_bytes),
        Just(b"\"event_type\":\"video_processed\",".to_vec()),
        Just(b"\"interviewee_email\":\"other@example.com\",".to_vec()),
        Just(b"\"interviewee_email_address\":7,".to_vec()),
        Just(b"\"new_status\":\" \",".to_vec()),
        Just(b"1e999".to_vec()),
        Just(b"184467440737095516160.5e-7".to_vec()),
        Just(b"\\ud800".to_vec()),
        Just(b"\xed\xa0\x80\xff".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
    ]
}

/// A published payload with some of its bytes replaced.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), 0_usize..6, splinter());
    let changes = prop::collection::vec(change, 0..4);
    (prop::sample::select(&PUBLISHED[..]), changes).prop_map(|(body, changes)| {
        let mut body = body.to_vec();
        for (at, removed, put) in changes {
            let at = at.index(body.len() + 1);
            let end = (at + removed).min(body.len());
            body.splice(at..end, put);
        }
        body
    })
}

/// A payload's fields in any order, some of them twice.
fn fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let name = prop_oneof![
        8 => prop::sample::select(vec![
            "event_type", "interview_id", "interview_flow_id", "interview_flow_name",
            "interview_link", "new_status", "previous_status", "status", "interviewee_email",
            "interviewee_email_address", "interviewee_first_name", "interviewee_last_name",
        ]).prop_map(str::to_owned),
        1 => ".{0,6}",
    ];
    let value = prop_oneof![
        4 => "[a-z ]{0,4}".prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(serde_json::json!({"a": [1, {"b": null}]})),
    ];
    let kind = prop::sample::select(vec![
        "interview_processed",
        "video_processed",
        "candidate_status_updated",
    ]);
    (kind, prop::collection::vec((name, value), 0..16)).prop_map(|(kind, mut fields)| {
        for needed in ["interview_id", "interview_flow_id", "new_status"] {
            fields.insert(0, (needed.to_owned(), Value::from("x")));
        }
        fields.push(("event_type".to_owned(), Value::from(kind)));
        fields
    })
}

fn written(fields: &[(String, Value)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())))
        .collect();
    format!("{{{}}}", fields.join(","))
}

/// Everything that a webhook says, under the names by which it was said.
fn said(webhook: &Webhook) -> Vec<(String, Value)> {
    let (texts, extra) = match webhook {
        Webhook::InterviewProcessed(event) | Webhook::VideoProcessed(event) => (
            vec![
                ("interview_id", Some(event.interview_id.as_str())),
                ("interview_flow_id", Some(event.flow_id.as_str())),
                ("interview_link", event.interview_link.as_deref()),
                ("interview_flow_name", event.flow_name.as_deref()),
                ("email", event.interviewee.email.as_deref()),
                (
                    "interviewee_first_name",
                    event.interviewee.first_name.as_deref(),
                ),
                (
                    "interviewee_last_name",
                    event.interviewee.last_name.as_deref(),
                ),
                ("status", Some(event.status.as_str())),
            ],
            &event.extra,
        ),
        Webhook::CandidateStatusUpdated(event) => (
            vec![
                ("interview_flow_id", Some(event.flow_id.as_str())),
                ("interview_flow_name", event.flow_name.as_deref()),
                ("email", event.email.as_deref()),
                (
                    "previous_status",
                    event.previous.as_ref().map(Status::as_str),
                ),
                ("new_status", Some(event.new.as_str())),
            ],
            &event.extra,
        ),
        Webhook::Unknown { .. } => return Vec::new(),
    };
    let extra: Map<String, Value> = serde_json::from_str(extra).unwrap_or_default();
    let texts = texts.into_iter();
    let texts = texts.filter_map(|(name, text)| Some((name.to_owned(), Value::from(text?))));
    texts.chain(extra).collect()
}

/// Of the fields as JSON understands them, those that a reading does not account for.
fn lost(fields: &Map<String, Value>, webhook: &Webhook) -> Vec<String> {
    if matches!(webhook, Webhook::Unknown { .. }) {
        return Vec::new();
    }
    let said = said(webhook);
    // NUL is JSON and no text: another character stands for it.
    let printable = |text: &str| text.replace('\0', "\u{fffd}");
    let is_there = |name: &str, value: &Value| {
        let name = printable(name);
        let value = match value {
            Value::String(text) => Value::String(printable(text)),
            other => other.clone(),
        };
        let is_blank = value.as_str().is_some_and(|text| text.trim().is_empty());
        let is_same = |kept: &Value| match (kept.as_str(), value.as_str()) {
            // A status is kept without the blanks around it.
            (Some(kept), Some(text)) => kept == text || kept == text.trim(),
            _ => *kept == value,
        };
        let is_name = |kept: &str| kept == name || (kept == "email" && name.contains("email"));
        let mut kept = said.iter();
        value.is_null() || is_blank || kept.any(|(kept, value)| is_name(kept) && is_same(value))
    };
    fields
        .iter()
        .filter(|(name, value)| *name != "event_type" && !is_there(name, value))
        .map(|(name, value)| format!("{name}: {value}"))
        .collect()
}

/// Whether a body is an object once its texts hold nothing but characters.
fn is_object(body: &[u8]) -> bool {
    let repaired = readable(without_bom(body));
    serde_json::from_str::<HashMap<String, IgnoredAny>>(&repaired.text).is_ok()
}

proptest! {
    #[test]
    fn a_published_payload_with_anything_done_to_it_is_read_or_refused_and_never_in_part(
        body in mutated(),
    ) {
        match (parse(&body), serde_json::from_slice::<Value>(&body)) {
            (Ok(webhook), Ok(Value::Object(fields))) => {
                prop_assert_eq!(lost(&fields, &webhook), Vec::<String>::new(), "{:?}", webhook);
            }
            // What JSON forbids in a text costs no more than a character.
            (Ok(webhook), Err(_)) => prop_assert!(is_object(&body), "{webhook:?}"),
            (Ok(webhook), Ok(other)) => {
                prop_assert!(false, "{webhook:?} was read out of {other:?}");
            }
            (Err(ParseError::NotJson { .. }), other) => prop_assert!(other.is_err()),
            (Err(ParseError::NotAnObject), other) => prop_assert!(other.is_ok()),
            (Err(_), _) => prop_assert!(is_object(&body)),
        }
    }

    #[test]
    fn every_field_is_found_again_and_of_a_name_given_twice_the_last(fields in fields()) {
        let body = written(&fields);
        let once: Map<String, Value> = fields.into_iter().collect();
        let expected = parse(Value::Object(once.clone()).to_string().as_bytes());
        let read = parse(body.as_bytes());
        prop_assert_eq!(&read, &expected, "{}", body);
        if let Ok(webhook) = read {
            prop_assert_eq!(lost(&once, &webhook), Vec::<String>::new(), "{}", body);
        }
    }

    #[test]
    fn brackets_without_end_are_refused_and_not_followed(
        open in prop::sample::select(vec!["[", "{\"a\":", "[{\"b\":[", "[[1,"]),
        depth in 0_usize..20_000,
        in_field: bool,
    ) {
        let open = open.repeat(depth);
        let body = if in_field {
            format!(r#"{{"event_type":"video_processed","x":{open}"#)
        } else {
            open
        };
        let refused = parse(body.as_bytes());
        prop_assert!(matches!(refused, Err(ParseError::NotJson { .. })), "{refused:?}");
    }
}

#[test]
fn of_two_addresses_the_one_that_is_not_used_is_kept() {
    let body = br#"{"event_type": "candidate_status_updated", "interview_flow_id": "f",
        "new_status": "s", "interviewee_email": "a@example.com",
        "interviewee_email_address": "b@example.com"}"#;
    let Ok(Webhook::CandidateStatusUpdated(event)) = parse(body) else {
        panic!("readable");
    };
    assert_eq!(
        event.email.as_deref(),
        Some("b@example.com"),
        "the longer name"
    );
    assert_eq!(
        event.extra, r#"{"interviewee_email":"a@example.com"}"#,
        "nobody documents both, so nobody says that they are the same"
    );
}

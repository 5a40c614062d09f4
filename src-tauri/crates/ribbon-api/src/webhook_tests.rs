//! Webhooks as documented, as printed, and as they may come some day.

use super::*;
use proptest::prelude::*;
use serde_json::Value;
use serde_json::json;

fn read(value: &Value) -> Result<Webhook, ParseError> {
    parse(value.to_string().as_bytes())
}

fn processed() -> InterviewEvent {
    InterviewEvent {
        flow_id: FlowId::new("d1a104e7"),
        interview_id: InterviewId::new("7ada85b2-b8a6-4e4a-84ed-f1c25fa63843"),
        interview_link: Some(
            "https://app.ribbon.ai/recruit/interviews/d1a104e7/9ae73ba9-1e8c-4d73-8454-478d7674ea97"
                .into(),
        ),
        flow_name: Some("Manager position role interview".into()),
        interviewee: Interviewee {
            email: Some("john.doe@example.com".into()),
            first_name: Some("John".into()),
            last_name: Some("Doe".into()),
        },
        status: InterviewStatus::Completed,
        extra: String::new(),
    }
}

#[test]
fn the_documented_payloads_are_read_field_by_field() {
    let body = include_bytes!("../tests/fixtures/webhooks/interview_processed.json");
    assert_eq!(parse(body), Ok(Webhook::InterviewProcessed(processed())));
    let body = include_bytes!("../tests/fixtures/webhooks/video_processed.json");
    assert_eq!(parse(body), Ok(Webhook::VideoProcessed(processed())));
    let body = include_bytes!("../tests/fixtures/webhooks/candidate_status_updated.json");
    let moved = StatusEvent {
        flow_id: FlowId::new("7b896044"),
        flow_name: Some("Backend Engineer".into()),
        email: Some("john.doe@example.com".into()),
        previous: Some(Status::new("shortlisted")),
        new: Status::new("accepted"),
        extra: String::new(),
    };
    assert_eq!(parse(body), Ok(Webhook::CandidateStatusUpdated(moved)));
}

#[test]
fn an_anonymous_candidate_has_no_name_and_no_address() {
    let body = include_bytes!("../tests/fixtures/webhooks/interview_processed_anonymous.json");
    let expected = InterviewEvent {
        interviewee: Interviewee::default(),
        ..processed()
    };
    assert_eq!(
        parse(body),
        Ok(Webhook::InterviewProcessed(expected)),
        "nulls are no names"
    );
}

#[test]
fn the_printed_example_is_no_json_and_the_error_says_where() {
    let body = include_bytes!("../tests/fixtures/webhooks/as_printed_with_trailing_comma.txt");
    let error = parse(body).unwrap_err();
    assert_eq!(
        error,
        ParseError::NotJson {
            line: 11,
            column: 1
        },
        "the brace after the comma"
    );
    assert_eq!(error.to_string(), "not JSON: line 11, column 1");
}

#[test]
fn either_name_of_the_address_is_read_in_either_event() {
    for name in ["interviewee_email", "interviewee_email_address"] {
        let moved = read(
            &json!({"event_type": "candidate_status_updated", "new_status": "x",
            "interview_flow_id": "f", name: "a@b.c"}),
        );
        let Ok(Webhook::CandidateStatusUpdated(moved)) = moved else {
            panic!("{moved:?}")
        };
        assert_eq!(
            moved.email.as_deref(),
            Some("a@b.c"),
            "{name} in a status change"
        );
        assert_eq!(
            (moved.previous, moved.extra),
            (None, String::new()),
            "nothing else was named"
        );
        let held = read(
            &json!({"event_type": "video_processed", "interview_id": "i",
            "interview_flow_id": "f", name: "a@b.c"}),
        );
        let Ok(Webhook::VideoProcessed(held)) = held else {
            panic!("{held:?}")
        };
        assert_eq!(
            held.interviewee.email.as_deref(),
            Some("a@b.c"),
            "{name} in the others"
        );
    }
}

#[test]
fn what_makes_an_event_useless_is_named() {
    let cases = [
        (json!({}), ParseError::Missing("event_type")),
        (
            json!({"event_type": null}),
            ParseError::Missing("event_type"),
        ),
        (json!({"event_type": 7}), ParseError::NotText("event_type")),
        (
            json!({"event_type": "interview_processed"}),
            ParseError::Missing("interview_id"),
        ),
        (
            json!({"event_type": "video_processed", "interview_id": " "}),
            ParseError::Missing("interview_id"),
        ),
        (
            json!({"event_type": "interview_processed", "interview_id": {"x": 1}}),
            ParseError::NotText("interview_id"),
        ),
        (
            json!({"event_type": "interview_processed", "interview_id": "i"}),
            ParseError::Missing("interview_flow_id"),
        ),
        (
            json!({"event_type": "candidate_status_updated", "interview_flow_id": "f"}),
            ParseError::Missing("new_status"),
        ),
        (json!([]), ParseError::NotAnObject),
    ];
    for (body, expected) in cases {
        assert_eq!(read(&body), Err(expected), "{body}");
    }
    assert_eq!(
        parse(b""),
        Err(ParseError::NotJson { line: 1, column: 0 }),
        "no body at all"
    );
}

#[test]
fn what_is_not_documented_is_kept() {
    let body = json!({"event_type": "interview_processed", "interview_id": "i",
        "interview_flow_id": "f", "interview_link": 5, "tomorrow": {"a": [null]}});
    let Ok(Webhook::InterviewProcessed(event)) = read(&body) else {
        panic!("readable: {body}")
    };
    let extra: Value = serde_json::from_str(&event.extra).unwrap();
    let expected = json!({"interview_link": 5, "tomorrow": {"a": [null]}});
    assert_eq!(
        extra, expected,
        "new fields, and known ones of another type"
    );
    assert_eq!(
        event.status,
        InterviewStatus::Completed,
        "what is processed was held"
    );
}

/// A status change of `fields`, which are JSON.
fn moved(fields: &str) -> Vec<u8> {
    let text = format!(
        r#"{{"event_type": "candidate_status_updated", "interview_flow_id": "f",
            "new_status": "s"{fields}}}"#
    );
    text.into_bytes()
}

#[test]
fn a_damaged_field_costs_no_webhook() {
    for (fields, name, extra) in [
        (
            r#", "interview_flow_name": "A \ud83d""#,
            Some("A \u{fffd}"),
            r#"{"interview_flow_name":"A \ud83d"}"#,
        ),
        (
            r#", "interview_flow_name": "A \u0000""#,
            Some("A \u{fffd}"),
            r#"{"interview_flow_name":"A \u0000"}"#,
        ),
        (
            ", \"interview_flow_name\": \"A\n\u{1}\"",
            Some("A\n\u{1}"),
            "",
        ),
        (
            r#", "interview_flow_name": 1e999"#,
            None,
            r#"{"interview_flow_name":1e999}"#,
        ),
        (r#", "later": [1e999]"#, None, r#"{"later":[1e999]}"#),
        (r#", "later": NaN"#, None, r#"{"later":1e999}"#),
        (
            r#", "later": {"a": "\ud83d"}"#,
            None,
            r#"{"later":{"a": "\ud83d"}}"#,
        ),
    ] {
        let body = moved(fields);
        for body in [body.clone(), [b"\xef\xbb\xbf".as_slice(), &body].concat()] {
            let Ok(Webhook::CandidateStatusUpdated(event)) = parse(&body) else {
                panic!("{fields}: {:?}", parse(&body))
            };
            assert_eq!(event.flow_name.as_deref(), name, "{fields}");
            assert_eq!(event.extra, extra, "{fields}");
            assert_eq!(event.new, Status::new("s"), "{fields}");
        }
    }
    let mut body = moved(r#", "interview_flow_name": "Bj?rn""#);
    let at = body.iter().position(|byte| *byte == b'?').unwrap();
    body[at] = 0xf8;
    let Ok(Webhook::CandidateStatusUpdated(event)) = parse(&body) else {
        panic!("{:?}", parse(&body))
    };
    assert_eq!(event.flow_name.as_deref(), Some("Bj\u{fffd}rn"), "Latin-1");
}

#[test]
fn an_event_type_of_tomorrow_is_named_and_not_an_error() {
    let unknown = Webhook::Unknown {
        event_type: "interview_scheduled".into(),
    };
    assert_eq!(
        read(&json!({"event_type": "interview_scheduled", "x": 1})),
        Ok(unknown)
    );
}

fn almost_a_webhook() -> impl Strategy<Value = Vec<u8>> {
    let name = prop_oneof![
        Just("event_type".to_owned()),
        Just("interview_id".to_owned()),
        Just("interview_flow_id".to_owned()),
        Just("new_status".to_owned()),
        Just("interviewee_email".to_owned()),
        ".*",
    ];
    let value = prop_oneof![
        Just(json!("candidate_status_updated")),
        Just(json!("interview_processed")),
        Just(Value::Null),
        ".*".prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!([{}])),
    ];
    let object = prop::collection::btree_map(name, value, 0..7).prop_map(|map| {
        Value::Object(map.into_iter().collect())
            .to_string()
            .into_bytes()
    });
    (object, any::<prop::sample::Index>(), any::<Option<u8>>()).prop_map(|(mut body, at, byte)| {
        if let Some(byte) = byte {
            let at = at.index(body.len());
            body[at] = byte;
        }
        body
    })
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(body in prop::collection::vec(any::<u8>(), 0..300)) {
        let _read_or_not = parse(&body);
    }

    #[test]
    fn no_near_miss_makes_the_parser_panic(body in almost_a_webhook()) {
        if let Ok(Webhook::CandidateStatusUpdated(event)) = parse(&body) {
            prop_assert!(!event.new.as_str().is_empty(), "a status change names a stage");
        }
    }
}

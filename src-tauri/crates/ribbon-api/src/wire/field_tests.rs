//! Interviews with fields that cannot be read, or that nobody knows.

use super::tests::read;
use super::*;
use crate::item::Reading;
use domain::{FieldProblem, ProblemReason};
use serde_json::json;

/// Reads an interview whose field `name` of the data is `raw`.
fn with(name: &str, raw: &str) -> Reading<Interview> {
    let text = format!(
        r#"{{"interview_id":"i","interview_flow_id":"f","status":"completed","interview_data":
        {{"transcript":"Hello","summary":"Friendly.","{name}":{raw}}}}}"#
    );
    read(text.as_bytes())
}

#[test]
fn one_field_that_cannot_be_read_costs_that_field_alone() {
    use ProblemReason::{DamagedText, Missing, OutOfRange, WrongType};
    for (name, raw, field, reason) in [
        ("video_url", r#""x\ud83d""#, "video_url", DamagedText),
        ("video_url", r#""a\u0000b""#, "video_url", DamagedText),
        ("video_url", "{}", "video_url", WrongType),
        ("scores", "\"none\"", "scores", WrongType),
        ("scores", r#"{"skills":1e999}"#, "scores.skills", OutOfRange),
        ("scores", r#"{"skills":7}"#, "scores.skills", OutOfRange),
        (
            "scores",
            r#"[{"name":"A","score":1e999,"scoring_system":"out_of_5"}]"#,
            "scores[0].score",
            OutOfRange,
        ),
        (
            "scores",
            r#"[{"name":5,"score":1,"scoring_system":"binary"}]"#,
            "scores[0].name",
            WrongType,
        ),
        (
            "scores",
            r#"[{"name":"A","score":NaN,"scoring_system":"out_of_5"}]"#,
            "scores[0].score",
            OutOfRange,
        ),
        (
            "scores",
            r#"[{"name":"A","score":1}]"#,
            "scores[0].scoring_system",
            Missing,
        ),
        ("scores", r#"{"humour":4}"#, "scores", WrongType),
        (
            "transcript_with_timestamp",
            r#"[{"role":"user","content":"Hi","words":[{"word":"Hi","start":"0","end":1}]}]"#,
            "transcript_with_timestamp[0].words[0].start",
            WrongType,
        ),
        (
            "questions_to_transcript_mapping",
            r#"[7]"#,
            "questions_to_transcript_mapping[0]",
            WrongType,
        ),
    ] {
        let reading = with(name, raw);
        let expected = FieldProblem::new(format!("interview_data.{field}"), reason);
        assert_eq!(reading.problems, [expected], "{raw}");
        let data = reading.item.data.as_ref().unwrap();
        assert_eq!(data.transcript, "Hello", "{raw}");
        assert_eq!(data.summary.as_deref(), Some("Friendly."), "{raw}");
        assert!(reading.item.extra.contains(name), "{raw}: it is kept");
        let again = read(reading.item.extra.as_bytes());
        assert_eq!(
            again.item.id, reading.item.id,
            "{raw}: what is kept can be read"
        );
        assert!(
            again.item.missing.contains(&InterviewField::Transcript),
            "{raw}"
        );
        assert_eq!(again.problems, reading.problems, "{raw}: the same problems");
    }
}

#[test]
fn dates_that_are_none_cost_the_date() {
    let text =
        r#"{"interview_id":"i","interview_flow_id":"f","ended_at":"soon","started_at":null}"#;
    let reading = read(text.as_bytes());
    let expected = FieldProblem::new("ended_at", ProblemReason::BadDate);
    assert_eq!(reading.problems, [expected]);
    assert!(reading.item.missing.contains(&InterviewField::EndedAt));
    assert!(
        !reading.item.missing.contains(&InterviewField::StartedAt),
        "null is told"
    );
}

#[test]
fn a_mark_before_the_json_and_a_lone_surrogate_are_survived() {
    let text = "\u{feff}{\"interview_id\":\"i\",\"interview_flow_id\":\"f\",\"interview_data\":\
                {\"summary\":\"Good \\ud83d\"}}";
    let reading = read(text.as_bytes());
    let summary = reading.item.data.unwrap().summary;
    assert_eq!(summary.as_deref(), Some("Good \u{fffd}"), "replaced");
    assert_eq!(
        reading.problems.len(),
        1,
        "and counted: {:?}",
        reading.problems
    );
}

#[test]
fn an_interview_without_ids_is_kept_whole_and_the_field_is_named() {
    for (body, name, reason) in [
        (
            json!({"interview_flow_id": "f"}),
            "interview_id",
            ProblemReason::Missing,
        ),
        (
            json!({"interview_id": "", "interview_flow_id": "f"}),
            "interview_id",
            ProblemReason::Missing,
        ),
        (
            json!({"interview_id": 7, "interview_flow_id": "f"}),
            "interview_id",
            ProblemReason::WrongType,
        ),
        (
            json!({"interview_id": "i", "interview_data": {}}),
            "interview_flow_id",
            ProblemReason::Missing,
        ),
    ] {
        let text = body.to_string();
        let Item::Unreadable(item) = parse_interview(text.as_bytes()) else {
            panic!("{body} names no interview")
        };
        assert_eq!(item.problems, [FieldProblem::new(name, reason)], "{body}");
        assert_eq!(item.raw, text.as_bytes(), "{body}: as it was received");
        assert!(
            !format!("{item:?}").contains("flow_id\":"),
            "nothing is quoted"
        );
    }
    for text in ["[1]", "{\"interview_id\":\"i\"", "x"] {
        let Item::Unreadable(item) = parse_interview(text.as_bytes()) else {
            panic!("{text} is no object")
        };
        assert_eq!(item.problems[0].reason, ProblemReason::NotJson, "{text}");
        assert!(item.id_or_hash().starts_with("sha256:"), "{text}");
    }
}

#[test]
fn an_id_may_stand_in_either_place_and_never_be_damaged() {
    let text = r#"{"interview_id":7,"interview_flow_id":"","interview_data":
        {"interview_id":"i","interview_flow_id":"f","status":"completed"}}"#;
    let reading = read(text.as_bytes());
    assert_eq!(reading.item.id, InterviewId::new("i"), "the one inside");
    assert_eq!(reading.item.flow_id, FlowId::new("f"), "the one inside");
    for (text, field) in [
        (
            r#"{"interview_id":"i\ud83d","interview_flow_id":"f"}"#,
            "interview_id",
        ),
        (
            r#"{"interview_flow_id":"f","interview_data":{"interview_id":"\u0000"}}"#,
            "interview_data.interview_id",
        ),
    ] {
        let item = parse_interview(text.as_bytes());
        assert!(
            matches!(item, Item::Unreadable(_)),
            "another's id: {item:?}"
        );
        let expected = FieldProblem::new(field, ProblemReason::DamagedText);
        assert_eq!(item.problems(), [expected], "{text}");
    }
}

#[test]
fn a_segment_that_cannot_be_read_leaves_the_others_in_their_places() {
    let reading = with(
        "transcript_with_timestamp",
        r#"[7,{"role":"user","content":"Hi","words":[]}]"#,
    );
    let segments = reading.item.data.unwrap().segments;
    let said: Vec<_> = segments.iter().map(|it| it.content.as_str()).collect();
    assert_eq!(said, ["", "Hi"], "questions name segments by their places");
}

#[test]
fn a_list_of_nothing_that_can_be_read_is_missing() {
    for (name, field) in [
        ("transcript_with_timestamp", InterviewField::Segments),
        ("questions_to_transcript_mapping", InterviewField::Questions),
        ("scores", InterviewField::Scores),
    ] {
        let missing = |raw| with(name, raw).item.missing.contains(&field);
        assert!(missing("[7]"), "{name}: what is stored stays");
        assert!(!missing("[]"), "{name}: there is none");
    }
}

#[test]
fn unknown_fields_of_an_entry_are_no_problem_and_keep_its_list() {
    for (name, raw) in [
        (
            "scores",
            r#"[{"name":"A","score":1,"scoring_system":"binary","reason":"x"}]"#,
        ),
        (
            "transcript_with_timestamp",
            r#"[{"role":"user","content":"Hi","words":[{"word":"Hi","start":0,"end":1,"by":2}]}]"#,
        ),
        (
            "questions_to_transcript_mapping",
            r#"[{"script_question":"Q","transcript_item_indices":[0],"mood":1}]"#,
        ),
    ] {
        let reading = with(name, raw);
        assert_eq!(reading.problems, [], "{name}");
        let kept = format!(
            r#"{{"interview_data":{{"{name}":{raw}}},"interview_flow_id":"f","interview_id":"i"}}"#
        );
        assert_eq!(reading.item.extra, kept, "{name}");
    }
}

#[test]
fn what_follows_many_problems_is_kept_all_the_same() {
    let bad = vec![r#"{"role":7}"#; 60].join(",");
    let text = format!(
        r#"{{"interview_id":"i","interview_flow_id":"f","interview_data":
        {{"transcript_with_timestamp":[{bad}],"summary":"Good \ud83d"}}}}"#
    );
    let reading = read(text.as_bytes());
    assert_eq!(reading.problems.len(), 50, "so many are listed");
    assert!(
        reading.item.extra.contains(r#""summary":"Good \ud83d""#),
        "the last one is kept: {}",
        reading.item.extra
    );
}

#[test]
fn a_damaged_address_or_status_is_none_and_a_backslash_costs_its_field_alone() {
    let text = r#"{"interview_id":"i","interview_flow_id":"f","status":"com\ud83dpleted",
        "interview_data":{"interviewee_email_address":"p\ud83d@mail.example",
            "summary":"a\xb","transcript":"C:\u12","video_url":"https://v.example/1"}}"#;
    let reading = read(text.as_bytes());
    assert_eq!(reading.item.interviewee.email, None, "nobody's address");
    assert!(reading.item.missing.contains(&InterviewField::Status));
    let data = reading.item.data.as_ref().unwrap();
    assert_eq!(data.summary.as_deref(), Some("a\u{fffd}xb"));
    assert_eq!(data.video_url.as_deref(), Some("https://v.example/1"));
    let fields: Vec<&str> = reading
        .problems
        .iter()
        .map(|it| it.field.as_str())
        .collect();
    for field in [
        "status",
        "interview_data.interviewee_email_address",
        "interview_data.summary",
    ] {
        assert!(fields.contains(&field), "{fields:?}");
    }
}

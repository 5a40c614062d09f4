//! Interviews of every documented shape.

use super::*;
use domain::{InterviewData, QuestionSpan, Scores, Segment, Word};
use serde_json::json;

fn word(start: f64, end: f64, word: &str) -> Word {
    Word {
        start,
        end,
        word: word.into(),
    }
}

fn documented() -> Interview {
    Interview {
        id: InterviewId::new("7ada85b2-b8a6-4e4a-84ed-f1c25fa63843"),
        flow_id: FlowId::new("d1a104e7"),
        team_id: Some(TeamId::new("team-1")),
        status: InterviewStatus::Completed,
        interviewee: Interviewee {
            email: Some("john.doe@example.com".into()),
            first_name: Some("John".into()),
            last_name: None,
        },
        data: Some(InterviewData {
            transcript: "agent: Hello!\nuser: Hi “there” 😀".into(),
            segments: vec![
                Segment {
                    role: "agent".into(),
                    content: "Hello!".into(),
                    words: vec![word(0.0, 0.5, "Hello!")],
                },
                Segment {
                    role: "user".into(),
                    content: "Hi “there” 😀".into(),
                    words: vec![word(0.75, 1.0, "Hi"), word(1.0, 1.5, "“there”")],
                },
            ],
            questions: vec![QuestionSpan {
                script_question: "Who are you?".into(),
                items: vec![0, 1],
                start: 0.0,
                end: 1.5,
            }],
            audio_url: Some("https://media.example/a.mp3".into()),
            video_url: None,
            summary: Some("Friendly.".into()),
            scores: Scores {
                communication: Some(4),
                motivation: Some(5),
                language_fluency_and_pace: Some(3),
                ..Scores::default()
            },
        }),
        extra: String::new(),
    }
}

#[test]
fn the_specifications_shape_is_read_field_by_field() {
    let text = include_bytes!("../../tests/fixtures/interview.json");
    assert_eq!(parse_interview(text), Ok(documented()));
}

#[test]
fn the_quick_starts_shape_means_the_same() {
    let mut value: Value =
        serde_json::from_slice(include_bytes!("../../tests/fixtures/interview.json")).unwrap();
    for name in ["interview_id", "interview_flow_id", "status"] {
        let moved = value.as_object_mut().unwrap().remove(name).unwrap();
        value["interview_data"][name] = moved;
    }
    assert_eq!(
        parse_interview(value.to_string().as_bytes()),
        Ok(documented())
    );
}

#[test]
fn an_incomplete_interview_has_no_data() {
    let body = json!({"interview_id": "i", "interview_flow_id": "f", "team_id": "t",
        "status": "incomplete", "interview_data": null});
    let interview = parse_interview(body.to_string().as_bytes()).unwrap();
    assert_eq!(interview.status, InterviewStatus::Incomplete);
    assert_eq!(interview.data, None, "nothing was said yet");
    assert_eq!(
        interview.interviewee,
        Interviewee::default(),
        "nobody is named"
    );
}

#[test]
fn nulls_inside_the_data_are_gaps_and_not_errors() {
    let body = json!({"interview_id": "i", "interview_flow_id": "f", "interview_data": {
        "transcript": null, "questions_to_transcript_mapping": [{"script_question": "Q",
            "transcript_item_indices": [-1, 2], "start_timestamp": null}],
        "transcript_with_timestamp": [{"role": "user", "content": null, "words": null},
            {"words": [{"word": "x", "start": 1}]}],
        "scores": null, "summary": null}});
    let interview = parse_interview(body.to_string().as_bytes()).unwrap();
    assert_eq!(
        interview.status,
        InterviewStatus::Completed,
        "there is data, so it was held"
    );
    assert_eq!(interview.team_id, None, "no team was named");
    let data = interview.data.unwrap();
    assert_eq!(
        data.questions[0].items,
        [2],
        "an index that cannot be one is left out"
    );
    assert_eq!(
        data.segments[1].words,
        [word(1.0, 0.0, "x")],
        "an end that is not known"
    );
    assert_eq!(data.scores, Scores::default(), "no scores");
}

#[test]
fn fields_of_tomorrow_are_kept_where_they_stood() {
    let body = json!({"interview_id": "i", "interview_flow_id": "f", "created_at": "2027",
        "interview_data": {"integrity": {"flags": [1]}, "transcript": "",
            "scores": {"skills": 4.0, "motivation": 3.5, "humour": 5, "communication": null}}});
    let interview = parse_interview(body.to_string().as_bytes()).unwrap();
    let extra: Value = serde_json::from_str(&interview.extra).unwrap();
    let expected = json!({"created_at": "2027", "interview_data": {
        "integrity": {"flags": [1]}, "scores": {"motivation": 3.5, "humour": 5}}});
    assert_eq!(
        extra, expected,
        "unknown fields, unknown scores, and a score that is not whole"
    );
    let scores = interview.data.unwrap().scores;
    assert_eq!(
        scores,
        Scores {
            skills: Some(4),
            ..Scores::default()
        },
        "4.0 is a whole number"
    );
}

#[test]
fn an_interview_without_ids_is_unreadable_and_the_field_is_named() {
    for (body, name) in [
        (json!({"interview_flow_id": "f"}), "interview_id"),
        (
            json!({"interview_id": "", "interview_flow_id": "f"}),
            "interview_id",
        ),
        (
            json!({"interview_id": "i", "interview_data": {}}),
            "interview_flow_id",
        ),
    ] {
        let error = parse_interview(body.to_string().as_bytes()).unwrap_err();
        assert!(
            error.to_string().contains(&format!("`{name}`")),
            "{body}: {error}"
        );
    }
}

#[test]
fn a_cut_off_interview_is_told_from_a_wrong_one() {
    let text = include_bytes!("../../tests/fixtures/interview.json");
    let cut = parse_interview(&text[..text.len() / 2]);
    assert!(
        matches!(cut, Err(Error::Truncated { .. })),
        "half an interview: {cut:?}"
    );
    let wrong = parse_interview(b"[1]");
    assert!(
        matches!(wrong, Err(Error::Unreadable { .. })),
        "a list: {wrong:?}"
    );
}

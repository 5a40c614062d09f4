//! Interviews of every documented shape.

use super::*;
use crate::item::Reading;
use domain::{CriterionKey, InterviewData, InterviewStatus, QuestionSpan, Scores, Segment, Word};
use serde_json::{Value, json};

/// What must be readable.
pub(super) fn read(bytes: &[u8]) -> Reading<Interview> {
    match parse_interview(bytes) {
        Item::Read(reading) => reading,
        Item::Unreadable(item) => panic!("{item:?}"),
    }
}

/// What must be readable without a flaw.
fn flawless(bytes: &[u8]) -> Interview {
    let reading = read(bytes);
    assert_eq!(reading.problems, [], "no flaw");
    reading.item
}

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
            scores: Scores::of_defaults([Some(4.0), Some(5.0), None, None, None, Some(3.0), None]),
        }),
        started_at: None,
        ended_at: None,
        missing: [
            InterviewField::StartedAt,
            InterviewField::EndedAt,
            InterviewField::CustomScores,
        ]
        .into(),
        extra: String::new(),
    }
}

#[test]
fn the_specifications_shape_is_read_field_by_field() {
    let text = include_bytes!("../../tests/fixtures/interview.json");
    assert_eq!(flawless(text), documented());
    assert_eq!(careful::interview(text), parse_interview(text), "both ways");
}

#[test]
fn the_quick_starts_shape_means_the_same() {
    let mut value: Value =
        serde_json::from_slice(include_bytes!("../../tests/fixtures/interview.json")).unwrap();
    for name in ["interview_id", "interview_flow_id", "status"] {
        let moved = value.as_object_mut().unwrap().remove(name).unwrap();
        value["interview_data"][name] = moved;
    }
    assert_eq!(flawless(value.to_string().as_bytes()), documented());
}

#[test]
fn an_incomplete_interview_has_no_data() {
    let body = json!({"interview_id": "i", "interview_flow_id": "f", "team_id": "t",
        "status": "incomplete", "interview_data": null});
    let interview = read(body.to_string().as_bytes()).item;
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
    let interview = read(body.to_string().as_bytes()).item;
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
fn fields_of_tomorrow_are_kept_where_they_stood_and_are_no_problem() {
    let body = json!({"interview_id": "i", "interview_flow_id": "f", "created_at": "2027",
        "interview_data": {"integrity": {"flags": [1]}, "transcript": "",
            "scores": {"skills": 4.0, "humour": 5, "communication": null}}});
    let interview = flawless(body.to_string().as_bytes());
    let extra: Value = serde_json::from_str(&interview.extra).unwrap();
    let expected = json!({"interview_id": "i", "interview_flow_id": "f", "created_at": "2027",
        "interview_data": {"integrity": {"flags": [1]},
            "scores": {"skills": 4.0, "humour": 5, "communication": null}}});
    assert_eq!(
        extra, expected,
        "unknown fields, and scores with unknown ones"
    );
    let again = flawless(interview.extra.as_bytes());
    assert_eq!(
        again.data.unwrap().scores,
        interview.data.clone().unwrap().scores,
        "what is kept says nothing else"
    );
    let scores = interview.data.unwrap().scores;
    let value = |name| scores.value(&CriterionKey::from_text(name));
    assert_eq!((value("skills"), value("communication")), (Some(4.0), None));
}

#[test]
fn the_newest_shape_has_dates_and_a_flow_s_own_criteria() {
    let text = include_bytes!("../../tests/fixtures/interview_newest.json");
    let interview = flawless(text);
    assert_eq!(careful::interview(text), parse_interview(text), "both ways");
    assert_eq!(interview.started_at, Some(UnixMs(1_790_164_200_000)));
    assert_eq!(
        interview.ended_at,
        Some(UnixMs(1_790_164_800_000)),
        "without a zone it is UTC"
    );
    let missing = [InterviewField::AudioUrl].into();
    assert_eq!(interview.missing, missing, "the newest has no audio");
    let scores = interview.data.unwrap().scores;
    let told: Vec<_> = scores
        .iter()
        .map(|score| (score.key.as_str(), score.value))
        .collect();
    let expected = [
        ("communication", Some(4.5)),
        ("motivation", None),
        ("customer_empathy:percentage", Some(4.0)),
        ("has_a_licence:binary", Some(5.0)),
        ("aura:colours", Some(9.0)),
    ];
    assert_eq!(told, expected, "as documented, and a system of tomorrow");
    assert_eq!(scores.average(), Some(4.25), "yes or no is no degree");
}

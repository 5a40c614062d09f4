//! Interviews of every documented shape.

use super::*;
use crate::item::Reading;
use domain::{
    CriterionKey, FieldProblem, InterviewData, ProblemReason, QuestionSpan, Scores, Segment, Word,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What must be readable.
fn read(bytes: &[u8]) -> Reading<Interview> {
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
        "interview_data": {"integrity": {"flags": [1]}, "scores": {"humour": 5}}});
    assert_eq!(extra, expected, "unknown fields and unknown scores");
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
    use ProblemReason::{DamagedText, OutOfRange, WrongType};
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
        assert!(
            reading.problems.contains(&expected),
            "{raw}: {:?}",
            reading.problems
        );
        let data = reading.item.data.as_ref().unwrap();
        assert_eq!(data.transcript, "Hello", "{raw}");
        assert_eq!(data.summary.as_deref(), Some("Friendly."), "{raw}");
        let kept: Value = serde_json::from_str(
            &crate::wire::repair::repair(reading.item.extra.as_bytes())
                .text
                .replace("1e999", "1"),
        )
        .unwrap();
        assert!(kept["interview_data"].get(name).is_some(), "{raw}: {kept}");
        let again = read(reading.item.extra.as_bytes());
        assert_eq!(
            again.item.id, reading.item.id,
            "{raw}: what is kept can be read"
        );
        assert!(
            again.item.missing.contains(&InterviewField::Transcript),
            "{raw}"
        );
        if reason != DamagedText {
            assert_eq!(
                again.problems, reading.problems,
                "{raw}: with the same problems"
            );
        }
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

/// A path to something in a document, as object names and list places.
fn paths(value: &Value, path: &mut Vec<String>, all: &mut Vec<Vec<String>>) {
    if !path.is_empty() {
        all.push(path.clone());
    }
    let members: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(list) => (0..)
            .zip(list)
            .map(|(n, it): (usize, _)| (n.to_string(), it))
            .collect(),
        _ => Vec::new(),
    };
    for (name, value) in members {
        path.push(name);
        paths(value, path, all);
        path.pop();
    }
}

const MARK: &str = "here is the damage";

proptest! {
    #[test]
    fn whatever_stands_in_one_place_every_other_field_is_read(
        newest: bool,
        at: prop::sample::Index,
        raw in prop::sample::select(vec![
            "null", "7", "\"x\"", "[]", "{}", "[7]", "true", "\"\\ud83d\"", "1e999",
            "\"\\u0000\"", "{\"x\":[1]}",
        ]),
    ) {
        let text = match newest {
            true => include_str!("../../tests/fixtures/interview_newest.json"),
            false => include_str!("../../tests/fixtures/interview.json"),
        };
        let mut document: Value = serde_json::from_str(text).unwrap();
        let mut all = Vec::new();
        paths(&document, &mut Vec::new(), &mut all);
        let path = &all[at.index(all.len())];
        let place = document.pointer_mut(&format!("/{}", path.join("/"))).unwrap();
        *place = Value::from(MARK);
        let damaged = document.to_string().replace(&format!("\"{MARK}\""), raw);
        let sound = flawless(text.as_bytes());
        let is_id = matches!(path[0].as_str(), "interview_id" | "interview_flow_id");
        let reading = match parse_interview(damaged.as_bytes()) {
            Item::Read(reading) => reading,
            Item::Unreadable(item) => {
                prop_assert!(is_id, "{path:?} = {raw}: {item:?}");
                return Ok(());
            }
        };
        let told = reading.item;
        if !is_id {
            prop_assert_eq!(&told.id, &sound.id);
        }
        let is_in = |name: &str| path.iter().any(|part| part == name);
        if is_in("interview_data") && path.len() == 1 {
            return Ok(());
        }
        let (data, sound_data) = (told.data.unwrap(), sound.data.unwrap());
        if !is_in("transcript") {
            prop_assert_eq!(data.transcript, sound_data.transcript);
        }
        if !is_in("summary") {
            prop_assert_eq!(data.summary, sound_data.summary);
        }
        if !is_in("scores") {
            prop_assert_eq!(data.scores, sound_data.scores);
        }
        if !is_in("transcript_with_timestamp") {
            prop_assert_eq!(data.segments, sound_data.segments);
        }
        if !is_in("questions_to_transcript_mapping") {
            prop_assert_eq!(data.questions, sound_data.questions);
        }
        if !is_in("ended_at") {
            prop_assert_eq!(told.ended_at, sound.ended_at);
        }
        for problem in reading.problems {
            let mut names = path.iter().filter(|part| part.parse::<usize>().is_err());
            let innermost = names.next_back().unwrap();
            let is_there = problem.field.contains(innermost.as_str())
                || path.iter().any(|part| problem.field.ends_with(part.as_str()));
            prop_assert!(is_there, "{path:?} = {raw}: {problem:?}");
        }
    }
}

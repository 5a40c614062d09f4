//! The same question stands beside itself, in the flow that most were interviewed in.

use super::*;
use domain::{
    Flow, Interview, InterviewData, InterviewStatus, Interviewee, QuestionSpan, Scores,
    ScoringSystem, Segment, UnixMs, Word,
};
use std::sync::Arc;
use store::table::flow;
use store::{DbKey, Store};

fn cache(folder: &tempfile::TempDir) -> Arc<Store> {
    let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
    let store = Arc::new(Store::open(&folder.path().join("cache.db"), key).unwrap());
    store
        .write::<_, store::Error>(|tx| {
            for (id, title) in [("f1", "Backend"), ("f2", "Nurse")] {
                flow::put(tx, &a_flow(id, title), UnixMs(1))?;
            }
            Ok(())
        })
        .unwrap();
    store
}

fn a_flow(id: &str, title: &str) -> Flow {
    Flow {
        org_name: "Northwind".into(),
        title: title.into(),
        questions: vec!["Why us?".into(), "Why now?".into()],
        ..Flow::new(FlowId::new(id))
    }
}

fn turn(role: &str, content: &str, start: f64) -> Segment {
    Segment {
        role: role.into(),
        content: content.into(),
        words: vec![Word {
            start,
            end: start + 1.0,
            word: content.into(),
        }],
    }
}

/// An interview in which the first question was put so, and answered.
fn held(id: &str, flow: &str, who: &str, asked: &str, communication: f64) -> Interview {
    Interview {
        status: InterviewStatus::Completed,
        interviewee: Interviewee {
            email: Some(format!("{who}@example.com")),
            first_name: Some(who.into()),
            last_name: None,
        },
        data: Some(InterviewData {
            segments: vec![
                turn("agent", asked, 1.0),
                turn("user", &format!("I am {who}"), 5.0),
            ],
            questions: vec![QuestionSpan {
                script_question: "Why us?".into(),
                items: vec![0, 1],
                start: 1.0,
                end: 9.0,
            }],
            audio_url: Some("https://media.example.com/a".into()),
            scores: Scores::new([(
                "Communication".to_owned(),
                ScoringSystem::OutOf5,
                Some(communication),
            )]),
            ..InterviewData::default()
        }),
        ..Interview::new(InterviewId::new(id), FlowId::new(flow))
    }
}

fn told(store: &Store, interviews: &[Interview]) {
    sync::backlog::interviews(store, interviews, UnixMs(1)).unwrap();
}

fn compare(store: &Store, candidate_ids: &[i64], flow_id: Option<&str>) -> Option<Comparison> {
    let query = CompareQuery {
        candidate_ids: candidate_ids.to_vec(),
        flow_id: flow_id.map(str::to_owned),
    };
    store.read(|it| comparison(it, &query)).unwrap()
}

#[test]
fn two_candidates_stand_side_by_side_in_the_flow_they_share() {
    let folder = tempfile::tempdir().unwrap();
    let store = cache(&folder);
    told(
        &store,
        &[
            held("i1", "f1", "ann", "Why us?", 3.0),
            held("i2", "f2", "ann", "Why us?", 3.0),
            held("i3", "f1", "bob", "What drew you here?", 5.0),
        ],
    );
    let both = compare(&store, &[2, 1], None).expect("both are here");
    assert_eq!(
        both.flow.as_ref().map(|flow| flow.name.as_str()),
        Some("Backend")
    );
    assert_eq!(both.flows.len(), 1, "the other flow is Ann's alone");
    let names: Vec<&str> = both
        .candidates
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["bob", "ann"], "in the order asked for");
    assert_eq!(both.candidates[0].average, Some(5.0));
    assert!(
        both.candidates[0].has_audio && !both.candidates[0].has_video,
        "what can be played"
    );
    let texts: Vec<&str> = both.questions.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["Why us?", "Why now?"]);
    let answers: Vec<_> = both.questions[0].answers.iter().flatten().collect();
    assert_eq!(
        answers[0].asked_as.as_deref(),
        Some("What drew you here?"),
        "rephrased"
    );
    assert_eq!(answers[1].asked_as, None, "as in the script");
    assert_eq!(answers[0].said, ["I am bob"]);
    assert_eq!((answers[0].start, answers[0].end), (5.0, 6.0));
    assert_eq!(both.questions[1].answers, [None, None], "not dealt with");
    let median = &both.medians[0];
    assert_eq!(
        (median.criterion.as_ref(), median.median, median.interviews),
        (None, 4.0, 2)
    );
}

#[test]
fn where_no_flow_is_shared_nothing_is_compared_but_who_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let store = cache(&folder);
    told(
        &store,
        &[
            held("i1", "f1", "ann", "Why us?", 3.0),
            held("i2", "f2", "bob", "Why us?", 5.0),
        ],
    );
    let none = compare(&store, &[1, 2], None).expect("both are here");
    assert!(none.flow.is_none() && none.flows.is_empty(), "{none:?}");
    assert!(
        none.questions.is_empty() && none.medians.is_empty(),
        "{none:?}"
    );
    assert_eq!(none.candidates.len(), 2);
    let asked = compare(&store, &[1, 2], Some("f2")).expect("both are here");
    let held: Vec<_> = asked
        .candidates
        .iter()
        .map(|one| one.interview_id.as_deref())
        .collect();
    assert_eq!(held, [None, Some("i2")], "one was not interviewed there");
    assert_eq!(
        compare(&store, &[1, 9], None),
        None,
        "nobody of this number"
    );
}

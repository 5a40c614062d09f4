//! Interviews with one damage in any place: it costs its own field, and both ways of reading agree.

use super::*;
use crate::item::Reading;
use domain::scores::DEFAULT_CRITERIA;
use domain::{FieldProblem, InterviewData, ProblemReason, Score};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const NEWEST: &str = include_str!("../../tests/fixtures/interview_newest.json");
const APRIL: &str = include_str!("../../tests/fixtures/interview.json");

/// What stands in the place of a value.
const DAMAGES: [&str; 14] = [
    "null",
    "7",
    "true",
    "\"x\"",
    "\"\"",
    "[]",
    "[7]",
    "[[]]",
    "{}",
    "{\"x\":[1]}",
    "\"\\ud83d\"",
    "\"\\u0000\"",
    "1e999",
    "NaN",
];

/// Those of which nothing is documented anywhere.
const NEVER_SOUND: [&str; 4] = ["\"\\ud83d\"", "\"\\u0000\"", "1e999", "NaN"];

/// Stands where a damage is to come.
const MARK: &str = "here is the damage";

/// The documented shapes: both descriptions, and as the quick start has it.
fn documents() -> [Value; 4] {
    let [newest, april] = [NEWEST, APRIL].map(|text| serde_json::from_str(text).unwrap());
    let inside = |mut document: Value, is_moved: bool| {
        for name in ["interview_id", "interview_flow_id", "status", "team_id"] {
            document["interview_data"][name] = document[name].clone();
            if is_moved {
                document.as_object_mut().unwrap().remove(name);
            }
        }
        document
    };
    let moved: Value = inside(Value::clone(&newest), true);
    let twice: Value = inside(Value::clone(&april), false);
    [newest, april, moved, twice]
}

/// The paths to everything in a document, as object names and list places.
fn paths(value: &Value) -> Vec<Vec<String>> {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(list) => {
            let places = list.iter().enumerate();
            places.map(|(nth, it)| (nth.to_string(), it)).collect()
        }
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (name, value) in members {
        all.push(vec![name.clone()]);
        for mut path in paths(value) {
            path.insert(0, name.clone());
            all.push(path);
        }
    }
    all
}

fn damaged(document: &Value, path: &[String], raw: &str) -> String {
    let mut document = document.clone();
    let pointer = format!("/{}", path.join("/"));
    *document.pointer_mut(&pointer).unwrap() = Value::from(MARK);
    document.to_string().replace(&format!("\"{MARK}\""), raw)
}

/// An interview in the shape in which it was written, to compare it place by place.
fn shown(interview: &Interview, has_list: bool) -> Value {
    json!({
        "team_id": interview.team_id,
        "status": interview.status.as_str(),
        "started_at": interview.started_at,
        "ended_at": interview.ended_at,
        "interview_data": interview.data.as_ref().map(|data| {
            let mut shown = shown_data(data, has_list);
            let who = &interview.interviewee;
            let who = json!({
                "interviewee_email_address": who.email,
                "interviewee_first_name": who.first_name,
                "interviewee_last_name": who.last_name,
            });
            shown.extend(who.as_object().unwrap().clone());
            shown
        }),
    })
}

fn shown_data(data: &InterviewData, has_list: bool) -> Map<String, Value> {
    let segments = data.segments.iter().map(|segment| {
        let words = segment.words.iter();
        let words = words.map(|it| json!({"word": it.word, "start": it.start, "end": it.end}));
        json!({"role": segment.role, "content": segment.content,
            "words": words.collect::<Vec<_>>()})
    });
    let questions = data.questions.iter().map(|question| {
        json!({"script_question": question.script_question,
            "transcript_item_indices": question.items,
            "start_timestamp": question.start, "end_timestamp": question.end})
    });
    let shown = json!({
        "transcript": data.transcript,
        "transcript_with_timestamp": segments.collect::<Vec<_>>(),
        "questions_to_transcript_mapping": questions.collect::<Vec<_>>(),
        "audio_url": data.audio_url,
        "video_url": data.video_url,
        "summary": data.summary,
        "scores": shown_scores(data, has_list),
    });
    shown.as_object().unwrap().clone()
}

fn shown_scores(data: &InterviewData, has_list: bool) -> Value {
    if has_list {
        let entry = |score: &Score| {
            json!({"name": score.name, "scoring_system": score.system.as_str(),
                "score": score.value})
        };
        return data.scores.iter().map(entry).collect();
    }
    // One that could not be read is not among them.
    let value = |name: &str| data.scores.iter().find(|score| score.name == name)?.value;
    let values = DEFAULT_CRITERIA.map(|(key, name)| (key.to_owned(), json!(value(name))));
    values.into_iter().collect::<Map<_, _>>().into()
}

/// Checks that two documents differ nowhere but at `path`, or that an entry of a list on the way to
/// it is missing.
fn differ_only_at(path: &[String], sound: &Value, told: &Value) -> bool {
    let Some((name, path)) = path.split_first() else {
        return true;
    };
    match (sound, told) {
        (Value::Object(sound), Value::Object(told)) => {
            let names: std::collections::BTreeSet<_> = sound.keys().chain(told.keys()).collect();
            names
                .into_iter()
                .all(|key| match (sound.get(key), told.get(key)) {
                    (Some(sound), Some(told)) if key == name => differ_only_at(path, sound, told),
                    (sound, told) => sound == told,
                })
        }
        (Value::Array(sound), Value::Array(told)) => {
            let at: usize = name.parse().unwrap();
            if told.len() == sound.len() {
                let pairs = sound.iter().zip(told).enumerate();
                return pairs.into_iter().all(|(nth, (sound, told))| {
                    sound == told || (nth == at && differ_only_at(path, sound, told))
                });
            }
            let mut others = sound.clone();
            others.remove(at);
            others == *told
        }
        (sound, told) => sound == told,
    }
}

/// Whether a problem names the damaged place, what it stands in, or what stands in it.
fn is_about(problem: &FieldProblem, path: &[String]) -> bool {
    // What may stand in either place is missing beside the data, wherever it stood.
    if is_identity(path.get(1..).unwrap_or_default()) && path.last() == Some(&problem.field) {
        return problem.reason == ProblemReason::Missing;
    }
    let named = problem.field.split(['.', '[', ']']);
    let named: Vec<&str> = named.filter(|part| !part.is_empty()).collect();
    !named.is_empty() && named.iter().zip(path).all(|(named, part)| named == part)
}

/// Checks everything that is promised of an interview with one damage.
fn check(document: &Value, sound: &Interview, path: &[String], raw: &str) {
    let place = format!("{} = {raw}", path.join("/"));
    let text = damaged(document, path, raw);
    let path = match path.split_last() {
        // Which values a score may have is for its system to say.
        Some((last, entry)) if last == "scoring_system" => entry,
        _ => path,
    };
    let item = parse_interview(text.as_bytes());
    assert_eq!(
        item,
        careful::interview(text.as_bytes()),
        "{place}: both ways"
    );
    let holds_ids = *path == ["interview_data"] && document.get("interview_id").is_none();
    if holds_ids && matches!(item, Item::Unreadable(_)) {
        return;
    }
    let problems = item.problems();
    assert!(
        problems.iter().all(|problem| is_about(problem, path)),
        "{place}: {problems:?}"
    );
    let is_unused = path.iter().any(|part| part == "transcript_items");
    let is_other = NEVER_SOUND.contains(&raw) && !is_unused;
    assert!(!is_other || !problems.is_empty(), "{place}: it is counted");
    let is_id = path
        .iter()
        .any(|part| part.ends_with("_id") && part != "team_id");
    let Item::Read(reading) = item else {
        assert!(is_id, "{place}: {item:?}");
        return;
    };
    if !is_id {
        let ids = |it: &Interview| (it.id.clone(), it.flow_id.clone());
        assert_eq!(ids(&reading.item), ids(sound), "{place}");
    }
    check_fields(document, path, &place, sound, &reading.item);
    // What is kept holds the id that could be read, in the one place or the other.
    if !is_id {
        check_kept(&place, &reading);
    }
}

fn check_fields(
    document: &Value,
    path: &[String],
    place: &str,
    sound: &Interview,
    told: &Interview,
) {
    let has_list = document["interview_data"]["scores"].is_array();
    // What stands in two places is told by the other one.
    let inside = ["interview_data".to_owned()];
    let path = match path.split_first() {
        Some((first, rest)) if *first == inside[0] && is_identity(rest) => rest,
        _ => path,
    };
    assert!(
        differ_only_at(path, &shown(sound, has_list), &shown(told, has_list)),
        "{place}: {:#}",
        shown(told, has_list)
    );
    let is_data = path[0] == inside[0];
    for field in told.missing.symmetric_difference(&sound.missing) {
        let is_beside = BESIDE_DATA.contains(field);
        let is_told_inside = path.len() == 1 && document.get("status").is_none();
        assert!(is_data != is_beside || is_told_inside, "{place}: {field:?}");
    }
}

/// Whether a path inside the data is one of what may stand beside it too.
fn is_identity(path: &[String]) -> bool {
    path.len() == 1 && (path[0].ends_with("_id") || path[0] == "status")
}

/// Checks that what is kept has the same problems again, and keeps itself.
fn check_kept(place: &str, reading: &Reading<Interview>) {
    let extra = &reading.item.extra;
    if extra.is_empty() {
        assert_eq!(reading.problems, [], "{place}: a problem keeps its field");
        return;
    }
    let Item::Read(again) = parse_interview(extra.as_bytes()) else {
        panic!("{place}: {extra}")
    };
    assert_eq!(again.item.id, reading.item.id, "{place}: {extra}");
    assert_eq!(again.item.flow_id, reading.item.flow_id, "{place}: {extra}");
    assert_eq!(again.problems, reading.problems, "{place}: {extra}");
    assert_eq!(again.item.extra, *extra, "{place}");
}

#[test]
fn one_damage_in_any_place_costs_its_own_field() {
    for document in documents() {
        let sound = parse_interview(document.to_string().as_bytes());
        assert_eq!(sound.problems(), [], "{document}");
        let sound = sound.read().unwrap();
        assert_eq!(sound.extra, "", "{document}: documented");
        for path in paths(&document) {
            for raw in DAMAGES {
                check(&document, &sound, &path, raw);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_anywhere_are_read_alike_both_ways(
        newest: bool,
        at: prop::sample::Index,
        removed in 0_usize..4,
        put in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..4),
            "[\\[\\]{}\",:\\\\u0-9dNaI-]{0,8}".prop_map(String::into_bytes),
        ],
    ) {
        let mut bytes = if newest { NEWEST } else { APRIL }.as_bytes().to_vec();
        let at = at.index(bytes.len());
        let end = (at + removed).min(bytes.len());
        bytes.splice(at..end, put);
        let item = parse_interview(&bytes);
        prop_assert_eq!(&item, &careful::interview(&bytes));
        if let Item::Read(reading) = item {
            check_kept("somewhere", &reading);
        }
    }
}

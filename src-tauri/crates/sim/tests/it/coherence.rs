//! What an interview says holds together: times, indices, words, people, order.

use std::collections::{HashMap, HashSet};

use ribbon_sim::{Config, Order, sample, sample_flows, sample_recording};
use serde_json::Value;

use crate::support::{Bench, check};

fn words(interview: &Value) -> Vec<&Value> {
    let segments = interview["interview_data"]["transcript_with_timestamp"]
        .as_array()
        .unwrap();
    segments
        .iter()
        .flat_map(|segment| segment["words"].as_array().unwrap())
        .collect()
}

fn seconds(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn words_follow_each_other_and_make_up_what_is_said() {
    for interview in sample(3, 17, 80).filter(|one| !one["interview_data"].is_null()) {
        check("Interview", &interview);
        let mut last = 0.0;
        for word in words(&interview) {
            assert!(
                seconds(&word["start"]) >= last,
                "a word starts after the one before: {word}"
            );
            assert!(
                seconds(&word["end"]) > seconds(&word["start"]),
                "a word takes time: {word}"
            );
            last = seconds(&word["end"]);
        }
        let data = &interview["interview_data"];
        let transcript = data["transcript"].as_str().unwrap();
        for segment in data["transcript_with_timestamp"].as_array().unwrap() {
            let content = segment["content"].as_str().unwrap();
            let spoken: String = segment["words"]
                .as_array()
                .unwrap()
                .iter()
                .map(|w| w["word"].as_str().unwrap())
                .collect();
            let squeeze = |text: &str| text.replace(' ', "");
            assert_eq!(
                squeeze(content),
                squeeze(&spoken),
                "a segment's words are its content"
            );
            assert!(!content.contains('{'), "every slot is filled: {content}");
            assert!(
                transcript.contains(content),
                "the transcript holds every segment"
            );
        }
    }
}

#[test]
fn the_mapping_names_questions_of_the_flow_and_segments_that_exist() {
    let flows: HashMap<String, Value> = sample_flows(3, 17)
        .into_iter()
        .map(|flow| (flow["interview_flow_id"].as_str().unwrap().to_owned(), flow))
        .collect();
    assert_eq!(flows.len(), 17, "no two flows share an id");
    for interview in sample(3, 17, 80).filter(|one| !one["interview_data"].is_null()) {
        let flow = &flows[interview["interview_flow_id"].as_str().unwrap()];
        let data = &interview["interview_data"];
        let segments = data["transcript_with_timestamp"].as_array().unwrap();
        let mapping = data["questions_to_transcript_mapping"].as_array().unwrap();
        let asked: Vec<&Value> = mapping.iter().map(|one| &one["script_question"]).collect();
        let written: Vec<&Value> = flow["questions"].as_array().unwrap().iter().collect();
        assert_eq!(
            asked, written,
            "every question of the flow is mapped, in its order"
        );
        for topic in mapping {
            let indices = topic["transcript_item_indices"].as_array().unwrap();
            let items = topic["transcript_items"].as_array().unwrap();
            assert_eq!(indices.len(), items.len(), "each index has its item");
            for (index, item) in indices.iter().zip(items) {
                let segment = &segments[usize::try_from(index.as_u64().unwrap()).unwrap()];
                assert_eq!(
                    segment["content"], item["content"],
                    "the index leads to the item"
                );
                assert_eq!(segment["role"], item["role"], "spoken by the same");
                let first = &segment["words"][0];
                assert!(
                    first["start"].as_f64() >= topic["start_timestamp"].as_f64(),
                    "inside"
                );
                let last = segment["words"].as_array().unwrap().last().unwrap();
                assert!(
                    last["end"].as_f64() <= topic["end_timestamp"].as_f64(),
                    "inside"
                );
            }
        }
    }
}

#[test]
fn interviews_last_3_to_25_minutes_and_are_spoken_at_a_human_pace() {
    let mut minutes = Vec::new();
    let mut paces = Vec::new();
    for interview in sample(11, 3, 120).filter(|one| !one["interview_data"].is_null()) {
        let words = words(&interview);
        let length = seconds(&words.last().unwrap()["end"]) / 60.0;
        assert!((2.8..26.5).contains(&length), "{length} minutes");
        minutes.push(length);
        paces.push(words.len() as f64 / length);
    }
    minutes.sort_by(f64::total_cmp);
    let median = minutes[minutes.len() / 2];
    assert!(
        (6.5..9.5).contains(&median),
        "the median is {median} minutes"
    );
    let pace = paces.iter().sum::<f64>() / paces.len() as f64;
    assert!((120.0..140.0).contains(&pace), "{pace} words a minute");
}

#[test]
fn people_return_stay_anonymous_and_come_from_many_places() {
    let mut interviews_of: HashMap<String, usize> = HashMap::new();
    let (mut anonymous, mut foreign_script, mut incomplete) = (0, 0, 0);
    for interview in sample(5, 17, 400) {
        let data = &interview["interview_data"];
        if data.is_null() {
            incomplete += 1;
            continue;
        }
        match data["interviewee_email_address"].as_str() {
            Some(email) => *interviews_of.entry(email.to_lowercase()).or_default() += 1,
            None if data["interviewee_first_name"].is_null() => anonymous += 1,
            None => {}
        }
        let name = data["interviewee_first_name"].as_str().unwrap_or_default();
        foreign_script += usize::from(!name.is_ascii());
    }
    assert!(
        (10..45).contains(&incomplete),
        "{incomplete} are incomplete"
    );
    assert!(anonymous > 10, "only {anonymous} are anonymous");
    assert!(
        foreign_script > 80,
        "only {foreign_script} names are not ASCII"
    );
    assert!(
        interviews_of.values().filter(|count| **count > 1).count() > 20,
        "people return"
    );
}

#[test]
fn the_same_seed_tells_the_same_and_another_one_something_else() {
    let first: Vec<Value> = sample(9, 6, 30).collect();
    assert_eq!(
        first,
        sample(9, 6, 30).collect::<Vec<_>>(),
        "a seed repeats"
    );
    assert_ne!(
        first,
        sample(10, 6, 30).collect::<Vec<_>>(),
        "another seed differs"
    );
    let id = first[0]["interview_id"].as_str().unwrap();
    let sound = sample_recording(9, 6, 30, id).unwrap();
    assert_eq!(&sound[..4], b"RIFF", "a sample has a recording");
    assert!(
        sample_recording(9, 6, 30, "nobody").is_none(),
        "an unknown one has none"
    );
}

#[tokio::test]
async fn fifty_thousand_interviews_are_listed_without_being_held() {
    let bench = Bench::start(Config {
        interviews: 50_000,
        ..Config::default()
    })
    .await;
    let page = bench
        .get("/interviews?limit=2&offset=45000", "Interviews")
        .await;
    assert_eq!(
        page["interviews"].as_array().unwrap().len(),
        2,
        "the end of a long list is served"
    );
    let beyond = bench.get("/interviews?offset=60000", "Interviews").await;
    assert!(
        beyond["interviews"].as_array().unwrap().is_empty(),
        "behind the end is nothing"
    );
}

async fn ids(bench: &Bench) -> Vec<String> {
    let mut ids = Vec::new();
    for offset in [0, 30] {
        let page = bench
            .get(
                &format!("/interviews?transcript=none&limit=30&offset={offset}"),
                "Interviews",
            )
            .await;
        let page = page["interviews"].as_array().unwrap().clone();
        ids.extend(
            page.iter()
                .map(|one| one["interview_id"].as_str().unwrap().to_owned()),
        );
    }
    ids
}

#[tokio::test]
async fn a_new_interview_appears_where_the_order_says() {
    for order in [Order::NewestFirst, Order::OldestFirst, Order::Shuffled] {
        let bench = Bench::start(Config {
            interviews: 40,
            order,
            ..Config::default()
        })
        .await;
        let before = ids(&bench).await;
        assert_eq!(
            before.iter().collect::<HashSet<_>>().len(),
            before.len(),
            "pages do not overlap"
        );
        let new = bench
            .sim
            .complete("Store Manager", None)
            .await
            .unwrap()
            .interview_id
            .to_string();
        let mut after = ids(&bench).await;
        match order {
            Order::NewestFirst => assert_eq!(after.first(), Some(&new), "at the head"),
            Order::OldestFirst => assert_eq!(after.last(), Some(&new), "at the end"),
            Order::Shuffled => assert!(after.contains(&new), "somewhere"),
        }
        after.retain(|id| *id != new);
        assert_eq!(before, after, "the others keep their order");
    }
}

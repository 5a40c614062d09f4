//! A cache of so many interviews, made without a network: a few talks, each held by many people.

use std::path::Path;

use anyhow::Context;
use domain::{Email, Interview, InterviewId, Road, Trust, UnixMs};
use feed::Received;
use ribbon_api::{parse_flow, parse_interview};
use store::{DbKey, Store, table::flow};
use sync::backlog;

/// The cache's key, 32 bytes in hexadecimal digits.
#[must_use]
pub fn key() -> String {
    "5a".repeat(32)
}

const SEED: u64 = 7;
const FLOWS: usize = 6;
/// Different talks.
const TALKS: usize = 1_000;
/// Interviews committed as one.
const TOGETHER: usize = 500;
/// Every so manieth person has been moved since.
const MOVED: usize = 10;

/// The talks, which are what the first interviews say.
/// # Errors
/// When the sample data cannot be read.
pub fn talks() -> anyhow::Result<Vec<Interview>> {
    let read = |value: serde_json::Value| {
        let told = parse_interview(value.to_string().as_bytes()).read();
        told.context("the sample data")
    };
    ribbon_sim::sample(SEED, FLOWS, TALKS).map(read).collect()
}

/// Fills a new cache in this folder.
///
/// # Errors
/// When it cannot be written.
pub fn cache(folder: &Path, talks: &[Interview], interviews: usize) -> anyhow::Result<Store> {
    let key = DbKey::from_hex(&key()).context("the key")?;
    let store = Store::open(&folder.join("cache.db"), key)?;
    store.write::<_, anyhow::Error>(|tx| {
        for value in ribbon_sim::sample_flows(SEED, FLOWS) {
            let told = parse_flow(value.to_string().as_bytes()).read();
            let told = told.context("the sample data")?;
            flow::put(tx, &told, UnixMs(0))?;
        }
        Ok(())
    })?;
    let all: Vec<(usize, &Interview)> = (0..).zip(talks.iter().cycle().take(interviews)).collect();
    for some in all.chunks(TOGETHER) {
        let told: Vec<Interview> = some.iter().map(|(n, talk)| held_by(*n, talk)).collect();
        let now = UnixMs(i64::try_from(some.first().map_or(0, |(n, _)| *n))?);
        backlog::interviews(&store, &told, now)?;
        let moved = told.iter().step_by(MOVED).filter_map(moved);
        let moved: Vec<Received> = moved.map(received).collect();
        backlog::webhooks(&store, &moved, now)?;
    }
    Ok(store)
}

/// The same talk with another person, who is called the same.
fn held_by(number: usize, talk: &Interview) -> Interview {
    let mut told = talk.clone();
    told.id = InterviewId::new(format!("{}-{number}", talk.id));
    if let Some(email) = &mut told.interviewee.email {
        email.insert_str(0, &format!("{number}."));
    }
    told
}

fn moved(told: &Interview) -> Option<String> {
    let email = told.interviewee.email.as_deref().and_then(Email::parse)?;
    let body = serde_json::json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": told.flow_id,
        "interviewee_email": email,
        "previous_status": "Interviewed",
        "new_status": "shortlisted",
    });
    Some(body.to_string())
}

fn received(body: String) -> Received {
    Received {
        source: "bench".to_owned(),
        road: Road::Relay,
        event_id: None,
        cursor: None,
        received_at: UnixMs(0),
        headers: Vec::new(),
        body: body.into_bytes(),
        trust: Some(Trust::Verified),
    }
}

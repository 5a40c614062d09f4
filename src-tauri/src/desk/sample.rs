//! Sample data: what the simulator's company would look like, without a network.

use anyhow::Context;
use domain::{Email, Interview, Road, Trust, UnixMs};
use feed::Received;
use ribbon_api::parse_interview;
use std::time::Duration;
use store::table::mark::{self, EventMark};
use store::table::{flow, setting};
use store::view::inbox;
use store::{Store, view};
use sync::backlog;

/// Which company.
pub(crate) const SEED: u64 = 2;
/// Its flows.
pub(crate) const FLOWS: usize = 4;
/// Its interviews.
pub(crate) const INTERVIEWS: usize = 60;
/// What stands for the address of a recording that is made when it is played.
pub(crate) const RECORDING: &str = "sample:audio";

/// So many of the newest events look unread.
const UNREAD: u32 = 6;
const STAGES: [&str; 5] = [
    "Interviewed",
    "Needs review",
    "shortlisted",
    "Final round",
    "accepted",
];

/// Fills an empty cache; one that is filled stays as it is.
pub(crate) fn fill(store: &Store, now: UnixMs) -> anyhow::Result<()> {
    if store.read(view::totals::interviews)? > 0 {
        return Ok(());
    }
    let interviews = interviews(now)?;
    let begin = now.minus(Duration::from_secs(3600 * 24 * 20));
    store.write::<_, store::Error>(|tx| {
        setting::set(tx, setting::NOTIFICATIONS, "no")?;
        for value in ribbon_sim::sample_flows(SEED, FLOWS) {
            if let Some(told) = ribbon_api::parse_flow(value.to_string().as_bytes()).read() {
                flow::put(tx, &told, begin)?;
            }
        }
        Ok(())
    })?;
    for happening in happenings(&interviews, begin) {
        match happening {
            (at, What::Told(told)) => {
                backlog::interviews(store, std::slice::from_ref(told), at)?;
            }
            (at, What::Posted(body)) => backlog::webhooks(store, &[received(body, at)], at)?,
        }
    }
    look_unread(store, now)?;
    Ok(())
}

/// One thing that happened in the sample company.
enum What<'a> {
    Told(&'a Interview),
    Posted(String),
}

/// Nineteen days of interviews and of what became of the candidates, in the order of time.
fn happenings(interviews: &[Interview], begin: UnixMs) -> Vec<(UnixMs, What<'_>)> {
    let count = u32::try_from(interviews.len()).unwrap_or(1).max(1);
    let step = Duration::from_secs(3600 * 24 * 19) / count;
    let mut all = Vec::new();
    for (told, n) in interviews.iter().zip(0_u32..) {
        let at = begin.plus(step * n);
        all.push((at, What::Told(told)));
        all.extend(
            moves(told, n, at)
                .into_iter()
                .map(|(at, body)| (at, What::Posted(body))),
        );
    }
    all.sort_by_key(|(at, _)| *at);
    all
}

fn interviews(now: UnixMs) -> anyhow::Result<Vec<Interview>> {
    ribbon_sim::sample_until(SEED, FLOWS, INTERVIEWS, now.0)
        .map(|value| {
            let mut told = parse_interview(value.to_string().as_bytes())
                .read()
                .context("the sample data cannot be read")?;
            if let Some(data) = &mut told.data {
                data.audio_url = Some(RECORDING.to_owned());
            }
            Ok(told)
        })
        .collect()
}

/// Some candidates moved on since; now and then one change is missing, as happens in life.
fn moves(told: &Interview, n: u32, at: UnixMs) -> Vec<(UnixMs, String)> {
    let far = (n % 6) as usize;
    let email = told.interviewee.email.as_deref().and_then(Email::parse);
    let Some(email) = email.filter(|_| told.data.is_some() && far < STAGES.len()) else {
        return Vec::new();
    };
    let is_missed = |step: usize| n % 11 == 3 && step == 1;
    let steps = STAGES.windows(2).zip(1_u32..).take(far).enumerate();
    steps
        .filter(|(step, _)| !is_missed(*step))
        .filter_map(|(_, (pair, days))| {
            let [from, to] = pair else { return None };
            let body = serde_json::json!({
                "event_type": "candidate_status_updated",
                "interview_flow_id": told.flow_id,
                "interviewee_email": email,
                "previous_status": from,
                "new_status": to,
            });
            Some((
                at.plus(Duration::from_secs(3600 * 7) * days),
                body.to_string(),
            ))
        })
        .collect()
}

fn received(body: String, at: UnixMs) -> Received {
    Received {
        source: "sample".to_owned(),
        road: Road::Relay,
        event_id: None,
        cursor: None,
        received_at: at,
        headers: Vec::new(),
        body: body.into_bytes(),
        trust: Some(Trust::Verified),
    }
}

fn look_unread(store: &Store, now: UnixMs) -> store::Result<()> {
    let query = inbox::Query {
        limit: UNREAD,
        ..inbox::Query::default()
    };
    let newest = store.read(|connection| inbox::list(connection, &query))?;
    store.write(|tx| {
        let unread = EventMark {
            read: Some(false),
            ..EventMark::default()
        };
        newest
            .iter()
            .try_for_each(|item| mark::set_event(tx, item.id, unread, now))
    })
}

/// The recording of a sample interview, made anew: a WAV file.
pub(crate) fn recording(interview: &domain::InterviewId) -> Option<Vec<u8>> {
    ribbon_sim::sample_recording(SEED, FLOWS, INTERVIEWS, interview.as_str())
}

//! Interviews that are fetched one by one: news told by a webhook, a video that is still missing.

use crate::apply::{Context, Tally, interview};
use crate::backoff;
use domain::{Interview, InterviewId, Road};
use ribbon_api::Error;
use std::time::Duration;
use store::table::change::{self, Topic};
use store::table::delivery;
use store::table::fetch_queue::{self, Errand};
use store::table::interview as row;

/// How long to wait for a video that was announced and is not there yet, attempt by attempt.
const VIDEO_WAITS: [Duration; 6] = [
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(60),
    Duration::from_secs(300),
    Duration::from_secs(1_800),
    Duration::from_secs(7_200),
];

/// How often to ask again for an interview that Ribbon vouched for and does not find yet.
const NOT_YET: u32 = 5;

/// Applies the answer to an errand, or puts the errand off.
pub(crate) fn settle(
    context: &Context<'_, '_>,
    id: &InterviewId,
    answer: &Result<Interview, Error>,
) -> store::Result<()> {
    let Some(errand) = fetch_queue::find(context.tx, id)? else {
        return Ok(());
    };
    // Ribbon itself told of it, under its signature: its own API may be a moment behind.
    let is_vouched = errand.delivery.is_none() && errand.road != Road::Rest;
    match answer {
        Err(error @ Error::NotFound { .. }) if is_vouched && errand.attempts < NOT_YET => {
            postpone(context, &errand, error)
        }
        Ok(interview) => confirmed(context, &errand, interview),
        Err(error) if error.is_permanent() && !matches!(error, Error::WrongKey | Error::BadKey) => {
            denied(context, &errand, error)
        }
        Err(error) => postpone(context, &errand, error),
    }
}

fn postpone(context: &Context<'_, '_>, errand: &Errand, error: &Error) -> store::Result<()> {
    let wait = backoff::after(errand.attempts.saturating_add(1), error.retry_after());
    fetch_queue::postpone(context.tx, &errand.interview, context.now.plus(wait))
}

fn confirmed(context: &Context<'_, '_>, errand: &Errand, told: &Interview) -> store::Result<()> {
    interview::apply(context, told, errand.road)?;
    if let (Some(link), Some(known)) = (&errand.link, row::find(context.tx, &told.id)?) {
        row::keep_link(context.tx, known.num, link)?;
    }
    let has_video = told
        .data
        .as_ref()
        .is_some_and(|data| data.video_url.is_some());
    let wait = usize::try_from(errand.attempts)
        .ok()
        .and_then(|n| VIDEO_WAITS.get(n));
    match wait {
        Some(wait) if errand.wants_video && !has_video => {
            fetch_queue::postpone(context.tx, &told.id, context.now.plus(*wait))
        }
        _ => fetch_queue::remove(context.tx, &told.id),
    }
}

/// REST says that there is no such interview: what claimed it, unverified, is put in quarantine.
fn denied(context: &Context<'_, '_>, errand: &Errand, error: &Error) -> store::Result<()> {
    if let Some(id) = errand.delivery {
        let reason = format!("not verified, and Ribbon does not confirm it: {error}");
        delivery::quarantine(context.tx, id, &reason)?;
        Tally::one(&context.tally.quarantined);
        change::record(context.tx, Topic::Delivery, &id.to_string())?;
    }
    fetch_queue::remove(context.tx, &errand.interview)
}

//! Interviews that are fetched one by one: news told by a webhook, a video that is still missing.

use crate::apply::quarantine::DENIED;
use crate::apply::{Context, Tally, reading};
use crate::backoff;
use domain::{Interview, InterviewId, InterviewStatus, Road};
use ribbon_api::{Error, Item};
use std::time::Duration;
use store::table::change::{self, Topic};
use store::table::fetch_queue::{self, Errand, VideoWish};
use store::table::interview as row;
use store::table::kept_item::{self, ItemKind};
use store::table::{delivery, flow};

/// How long to wait for a video that was announced and is not there yet, attempt by attempt.
const ANNOUNCED: [Duration; 6] = [
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(60),
    Duration::from_secs(300),
    Duration::from_secs(1_800),
    Duration::from_secs(7_200),
];
/// The same for one that nobody has announced: its webhook may have been lost. Each attempt costs a
/// whole interview, so there are few.
const HOPED: [Duration; 5] = [
    Duration::from_secs(300),
    Duration::from_secs(1_800),
    Duration::from_secs(7_200),
    Duration::from_secs(28_800),
    Duration::from_secs(86_400),
];
/// Until a video is asked for again when Ribbon could not answer.
const WHILE_FAILING: Duration = Duration::from_secs(60);

/// Until an interview is asked for again of which nothing can be read, attempt by attempt; the last one
/// repeats.
const UNREADABLE: [Duration; 4] = [
    Duration::from_secs(3_600),
    Duration::from_secs(4 * 3_600),
    Duration::from_secs(12 * 3_600),
    Duration::from_secs(24 * 3_600),
];

/// An interview that stands in a list and cannot be read, or of which something cannot, is asked for
/// again alone: after so long at first, and at least so often.
const AGAIN: (Duration, Duration) = (Duration::from_secs(3_600), Duration::from_secs(24 * 3_600));
/// Each time, at most so many are asked for: a change of Ribbon's that makes every interview unreadable
/// must not make a request for each.
const AT_A_TIME: u32 = 10;
/// How often it is looked whether any is due.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(3_600);

/// How often to ask again for an interview that Ribbon vouched for and does not find yet.
const NOT_YET: u32 = 5;

/// Applies the answer to an errand, or puts the errand off.
pub(crate) fn settle(
    context: &Context<'_, '_>,
    id: &InterviewId,
    answer: &Result<Item<Interview>, Error>,
) -> store::Result<()> {
    let Some(errand) = fetch_queue::find(context.tx, id)? else {
        return Ok(());
    };
    // Ribbon itself told of it, under its signature: its own API may be a moment behind.
    let is_vouched = errand.delivery.is_none() && errand.road != Road::Rest;
    let was_held = row::find(context.tx, id)?
        .is_some_and(|known| known.detailed && known.status == InterviewStatus::Completed.as_str());
    match answer {
        Err(error @ Error::NotFound { .. }) if is_vouched && errand.attempts < NOT_YET => {
            postpone(context, &errand, error)
        }
        Ok(item) => {
            reading::interview(context, item, errand.road)?;
            match item {
                Item::Read(reading) => confirmed(context, &errand, &reading.item, was_held),
                // Nobody announced it: it is asked for again by `ask_again`.
                Item::Unreadable(_) if is_own(&errand) => fetch_queue::remove(context.tx, id),
                Item::Unreadable(_) => postpone_unreadable(context, &errand),
            }
        }
        Err(Error::NotFound { .. }) if is_known(context, id)? => gone(context, &errand),
        Err(error) if error.is_permanent() && !matches!(error, Error::WrongKey | Error::BadKey) => {
            if matches!(error, Error::NotFound { .. }) {
                kept_item::remove(context.tx, ItemKind::Interview, id.as_str())?;
            }
            denied(context, &errand, error)
        }
        Err(error) => postpone(context, &errand, error),
    }
}

fn postpone(context: &Context<'_, '_>, errand: &Errand, error: &Error) -> store::Result<()> {
    let known = row::find(context.tx, &errand.interview)?;
    if errand.video != VideoWish::None && known.is_some_and(|known| known.detailed) {
        // Only an answer uses up one of the few attempts to get a video.
        let wait = WHILE_FAILING.max(error.retry_after().unwrap_or_default());
        return fetch_queue::hold(context.tx, &errand.interview, context.now.plus(wait));
    }
    let wait = backoff::after(errand.attempts.saturating_add(1), error.retry_after());
    fetch_queue::postpone(context.tx, &errand.interview, context.now.plus(wait))
}

/// Nothing of the answer can be read: it is asked for again in hours, since only a change at Ribbon
/// or of the program helps.
fn postpone_unreadable(context: &Context<'_, '_>, errand: &Errand) -> store::Result<()> {
    let nth = usize::try_from(errand.attempts).unwrap_or(usize::MAX);
    let wait = UNREADABLE.get(nth).or(UNREADABLE.last()).copied();
    let not_before = context.now.plus(wait.unwrap_or_default());
    fetch_queue::postpone(context.tx, &errand.interview, not_before)
}

/// Whether an errand comes from a list of Ribbon's and from no webhook.
fn is_own(errand: &Errand) -> bool {
    errand.delivery.is_none() && errand.road == Road::Rest && errand.video == VideoWish::None
}

/// Has interviews asked for again that could not be read, wholly or in part, once they are due.
pub(crate) fn ask_again(context: &Context<'_, '_>) -> store::Result<()> {
    for interview in kept_item::due_again(context.tx, context.now, AGAIN, AT_A_TIME)? {
        fetch_queue::put(context.tx, &Errand::of_list(interview), context.now)?;
    }
    Ok(())
}

/// Whether Ribbon has described the interview before.
fn is_known(context: &Context<'_, '_>, id: &InterviewId) -> store::Result<bool> {
    Ok(row::find(context.tx, id)?.is_some_and(|known| known.detailed))
}

/// Ribbon no longer has an interview that it had.
fn gone(context: &Context<'_, '_>, errand: &Errand) -> store::Result<()> {
    if let Some((candidate, flow)) = row::mark_gone(context.tx, &errand.interview, context.now)? {
        context.afterwards.stands(candidate, &flow);
    }
    fetch_queue::remove(context.tx, &errand.interview)
}

/// `was_held`: Ribbon had described it as held before, so its video was waited for already.
fn confirmed(
    context: &Context<'_, '_>,
    errand: &Errand,
    told: &Interview,
    was_held: bool,
) -> store::Result<()> {
    if let (Some(link), Some(known)) = (&errand.link, row::find(context.tx, &told.id)?) {
        row::keep_link(context.tx, known.num, link)?;
    }
    let wish = match errand.video {
        VideoWish::None if !was_held && may_come(context, told)? => VideoWish::Hoped,
        wish => wish,
    };
    // One that was not waited for so far is waited for from the beginning.
    let attempts = if wish == errand.video {
        errand.attempts
    } else {
        0
    };
    match wait(wish, attempts).filter(|_| lacks_video(told)) {
        Some(wait) => {
            fetch_queue::await_video(context.tx, &told.id, wish, attempts, context.now.plus(wait))
        }
        None => fetch_queue::remove(context.tx, &told.id),
    }
}

/// Remembers to look for the video of an interview that has just been found to be held.
pub(crate) fn hope_for_video(context: &Context<'_, '_>, told: &Interview) -> store::Result<()> {
    let Some(wait) = wait(VideoWish::Hoped, 0) else {
        return Ok(());
    };
    let is_asked_for = fetch_queue::find(context.tx, &told.id)?.is_some();
    if is_asked_for || !may_come(context, told)? {
        return Ok(());
    }
    let errand = Errand {
        interview: told.id.clone(),
        road: Road::Rest,
        link: None,
        delivery: None,
        video: VideoWish::Hoped,
        attempts: 0,
    };
    fetch_queue::put(context.tx, &errand, context.now.plus(wait))
}

/// Whether a video that is not there may still come. Of a flow that is not known yet anything may.
fn may_come(context: &Context<'_, '_>, told: &Interview) -> store::Result<bool> {
    if told.status != InterviewStatus::Completed || !lacks_video(told) {
        return Ok(false);
    }
    let flow = flow::find(context.tx, &told.flow_id)?;
    Ok(flow.is_none_or(|flow| flow.is_video_enabled))
}

fn lacks_video(told: &Interview) -> bool {
    let data = told.data.as_ref();
    data.is_none_or(|data| data.video_url.is_none())
}

/// How long to wait for a video after so many attempts; `None` when it is not waited for any longer.
fn wait(wish: VideoWish, attempts: u32) -> Option<Duration> {
    let waits: &[Duration] = match wish {
        VideoWish::None => &[],
        VideoWish::Hoped => &HOPED,
        VideoWish::Announced => &ANNOUNCED,
    };
    waits.get(usize::try_from(attempts).ok()?).copied()
}

/// REST says that there is no such interview: what claimed it, unverified, is put in quarantine.
fn denied(context: &Context<'_, '_>, errand: &Errand, error: &Error) -> store::Result<()> {
    if let Some(id) = errand.delivery {
        let reason = format!("{DENIED}: {error}");
        delivery::quarantine(context.tx, id, &reason)?;
        Tally::one(&context.tally.quarantined);
        change::record(context.tx, Topic::Delivery, &id.to_string())?;
    }
    fetch_queue::remove(context.tx, &errand.interview)
}

//! An interview as REST describes it.

use super::{Context, Tally};
use crate::fetch;
use domain::{Interview, InterviewStatus, Road};
use store::table::event::What;
use store::table::interview::{self, Known};
use store::table::{erasure, outbox, search};

/// What became of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was not known before.
    New,
    /// Something of it changed.
    Updated,
    /// Nothing changed.
    None,
}

/// Applies an interview as REST describes it; `road` is who told us of it first.
pub(crate) fn apply(
    context: &Context<'_, '_>,
    told: &Interview,
    road: Road,
) -> store::Result<Change> {
    let tx = context.tx;
    let known = interview::find(tx, &told.id)?;
    let filled;
    let told = match &known {
        None => told,
        Some(known) => match interview::changed(tx, known, told)? {
            Some(changed) => {
                filled = changed;
                &filled
            }
            None => {
                let data = told.data.as_ref();
                let [audio, video] = &known.urls;
                let told_audio = data.and_then(|data| data.audio_url.as_ref());
                let told_video = data.and_then(|data| data.video_url.as_ref());
                interview::renew_urls(
                    tx,
                    known.num,
                    told_audio.or(audio.as_ref()),
                    told_video.or(video.as_ref()),
                    context.now,
                )?;
                if known.is_gone {
                    interview::found_again(tx, known, &told.id)?;
                    context.afterwards.stands(known.candidate, &known.flow);
                }
                return Ok(Change::None);
            }
        },
    };
    if known.is_none() {
        erasure::found_at_ribbon(tx, &told.id)?;
    }
    let candidate = context.candidate(&told.id, &told.interviewee, known.as_ref())?;
    let num = interview::put(tx, told, candidate, road, context.now)?;
    search::put(tx, num, told, told.interviewee.full_name().as_deref())?;
    context.flow(&told.flow_id, None)?;
    if known.is_none() {
        Tally::one(&context.tally.interviews);
    }
    context.moved(known.as_ref(), candidate)?;
    context.afterwards.stands(candidate, &told.flow_id);
    if told.status == InterviewStatus::Completed {
        tell(context, told, num, known.as_ref(), candidate)?;
        outbox::hurry(tx, num, context.now)?;
        // Of the backlog, all that is there is there: a video that is missing never was, as a rule.
        if !context.backlog && !known.as_ref().is_some_and(is_settled) {
            fetch::hope_for_video(context, told)?;
        }
    }
    Ok(if known.is_some_and(|known| known.detailed) {
        Change::Updated
    } else {
        Change::New
    })
}

/// Whether REST has said before that it was held.
fn is_settled(known: &Known) -> bool {
    known.detailed && known.status == InterviewStatus::Completed.as_str()
}

/// Tells that the interview was processed, and that its video is there where that came later. A
/// video that came in one with the interview is no news of its own.
fn tell(
    context: &Context<'_, '_>,
    told: &Interview,
    num: i64,
    known: Option<&Known>,
    candidate: domain::CandidateId,
) -> store::Result<()> {
    let due = context.now;
    let processed = What::Processed(&told.id, num);
    context.tell(&processed, candidate, &told.flow_id, due)?;
    let has_video = told
        .data
        .as_ref()
        .is_some_and(|data| data.video_url.is_some());
    if has_video && known.is_some_and(|known| !known.has_video) {
        context.tell(&What::Video(&told.id, num), candidate, &told.flow_id, due)?;
    }
    Ok(())
}

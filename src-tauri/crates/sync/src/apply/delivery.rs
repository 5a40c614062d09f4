//! A webhook as a feed brought it.

use super::afterwards::Named;
use super::signature::check;
use super::{Context, Tally, erased};
use domain::notification::DETAILS_WITHIN;
use domain::transition::{Verdict, judge};
use domain::{CandidateKey, DeliveryId, Email, Link, Road, Trust};
use feed::Received;
use ribbon_api::webhook::{InterviewEvent, ParseError, StatusEvent, Webhook};
use store::table::change::{self, Topic};
use store::table::delivery::{self, Kept, NewDelivery, Outcome};
use store::table::event::What;
use store::table::fetch_queue::{self, Errand, VideoWish};
use store::table::interview::{self, Mention};
use store::table::{candidate, flow, pipeline, search, transition};

/// A webhook on its way into the facts.
struct Arrival {
    id: DeliveryId,
    road: Road,
    trust: Trust,
    /// It came before others that are applied already: it waited in quarantine.
    is_late: bool,
}

/// What is to be said of a delivery when it is dealt with.
struct Settled {
    outcome: Outcome,
    reason: Option<String>,
}

impl From<Outcome> for Settled {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            reason: None,
        }
    }
}

impl Settled {
    fn quarantined(reason: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::Quarantined,
            reason: Some(reason.into()),
        }
    }
}

/// Stores a webhook as it came, moves its feed's cursor and applies what it says.
pub(crate) fn apply(context: &Context<'_, '_>, received: &Received) -> store::Result<Outcome> {
    let tx = context.tx;
    if let Some(event_id) = &received.event_id
        && let Some(cursor) = delivery::cursor_of(tx, &received.source, event_id)?
    {
        // The feed itself says that it is the same delivery: it is safe here already. Under its own
        // cursor we have been there; under another its log has begun anew, and that place counts.
        if cursor != received.cursor {
            move_cursor(context, received);
        }
        return Ok(Outcome::Repeat);
    }
    move_cursor(context, received);
    let trust = match received.trust {
        Some(trust) => trust,
        None => check(&flow::secrets(tx)?, &received.headers, &received.body),
    };
    if trust == Trust::Unverified {
        // A flow may have been given a new secret since the flows were read.
        context.tally.unknown_flow.set(true);
    }
    let parsed = ribbon_api::webhook::parse(&received.body);
    let event_type = parsed.as_ref().ok().map(Webhook::event_type);
    if erased::is_about_one(context, &parsed)? {
        return erased::keep_empty(context, received, trust, event_type);
    }
    let expected = match &parsed {
        Ok(Webhook::Unknown { .. }) | Err(_) => Outcome::Quarantined,
        Ok(_) => Outcome::Applied,
    };
    let id = delivery::insert(
        tx,
        &NewDelivery {
            source: &received.source,
            road: received.road,
            event_id: received.event_id.as_deref(),
            cursor: received.cursor.as_deref(),
            received_at: received.received_at,
            headers: &received.headers,
            body: &received.body,
            trust,
            event_type,
            outcome: expected,
        },
    )?;
    let arrival = Arrival {
        id,
        road: received.road,
        trust,
        is_late: false,
    };
    conclude(context, &arrival, &parsed, Some(expected))
}

/// Applies what a kept delivery says and notes what became of it, unless that is noted as `expected`.
fn conclude(
    context: &Context<'_, '_>,
    arrival: &Arrival,
    parsed: &Parsed,
    expected: Option<Outcome>,
) -> store::Result<Outcome> {
    let settled = interpret_or_keep(context, arrival, parsed)?;
    if settled.outcome == Outcome::Quarantined {
        Tally::one(&context.tally.quarantined);
    }
    if expected != Some(settled.outcome) || settled.reason.is_some() {
        let event_type = parsed.as_ref().ok().map(Webhook::event_type);
        let reason = settled.reason.as_deref();
        delivery::settle(context.tx, arrival.id, event_type, settled.outcome, reason)?;
    }
    change::record(context.tx, Topic::Delivery, &arrival.id.to_string())?;
    Ok(settled.outcome)
}

/// Applies a delivery that waited in quarantine as if it were understood when it came: its facts bear
/// that time, and a status change takes its place among those that arrived since.
pub(crate) fn apply_again(
    context: &Context<'_, '_>,
    kept: &Kept,
    secrets: &[String],
) -> store::Result<Outcome> {
    context.tally.recount.set(true);
    let then = Context {
        now: kept.received_at.min(context.now),
        ..*context
    };
    once_more(&then, kept, secrets, true)
}

/// Applies a kept delivery to facts that are made anew, before those that came after it.
pub(crate) fn tell_again(
    context: &Context<'_, '_>,
    kept: &Kept,
    secrets: &[String],
) -> store::Result<Outcome> {
    once_more(context, kept, secrets, false)
}

fn once_more(
    context: &Context<'_, '_>,
    kept: &Kept,
    secrets: &[String],
    is_late: bool,
) -> store::Result<Outcome> {
    let is_checkable = kept.trust == Trust::Unverified && kept.road != Road::Channel;
    let mut trust = kept.trust;
    if is_checkable && check(secrets, &kept.headers, &kept.body) == Trust::Verified {
        trust = Trust::Verified;
        delivery::verified(context.tx, kept.id)?;
    }
    let arrival = Arrival {
        id: kept.id,
        road: kept.road,
        trust,
        is_late,
    };
    let careful = Context {
        careful: true,
        ..*context
    };
    let parsed = ribbon_api::webhook::parse(&kept.body);
    conclude(&careful, &arrival, &parsed, None)
}

/// Notes how far the feed's log was read.
fn move_cursor(context: &Context<'_, '_>, received: &Received) {
    if let Some(cursor) = &received.cursor {
        context.afterwards.read_to(&received.source, cursor);
    }
}

/// Checks again what could not be verified, since the flows' secrets have changed. What is verified
/// now loses its mark; what it said was applied when it came, or waits for REST, or is applied now.
pub(crate) fn check_again(context: &Context<'_, '_>) -> store::Result<()> {
    let secrets = flow::secrets(context.tx)?;
    for held in delivery::unverified(context.tx)? {
        if check(&secrets, &held.headers, &held.body) == Trust::Verified {
            delivery::verified(context.tx, held.id)?;
            if let Some(candidate) = transition::verified(context.tx, held.id)? {
                change::record(context.tx, Topic::Candidate, &candidate.to_string())?;
            }
            change::record(context.tx, Topic::Delivery, &held.id.to_string())?;
            if held.is_quarantined {
                apply_again(context, &held, &secrets)?;
            }
        }
    }
    Ok(())
}

/// What a body was read as.
pub(super) type Parsed = Result<Webhook, ParseError>;

/// Interprets a delivery. One that the cache cannot take in, however often it is tried, goes into
/// quarantine alone: it must not hold up all that its feed brings after it.
fn interpret_or_keep(
    context: &Context<'_, '_>,
    arrival: &Arrival,
    parsed: &Parsed,
) -> store::Result<Settled> {
    if !context.careful {
        return interpret(context, arrival, parsed);
    }
    let before = context.tally.clone();
    let done = context.tx.apart(|| interpret(context, arrival, parsed))?;
    Ok(done.unwrap_or_else(|error| {
        context.tally.reset(&before);
        context.afterwards.undone();
        Settled::quarantined(format!("it could not be applied: {error}"))
    }))
}

fn interpret(
    context: &Context<'_, '_>,
    arrival: &Arrival,
    parsed: &Parsed,
) -> store::Result<Settled> {
    match parsed {
        Err(error) => Ok(Settled::quarantined(error.to_string())),
        Ok(Webhook::Unknown { event_type }) => Ok(Settled::quarantined(format!(
            "this version does not know the event type {event_type:?}"
        ))),
        Ok(Webhook::InterviewProcessed(event)) => {
            interview_event(context, arrival, event, false).map(Settled::from)
        }
        Ok(Webhook::VideoProcessed(event)) => {
            interview_event(context, arrival, event, true).map(Settled::from)
        }
        Ok(Webhook::CandidateStatusUpdated(event)) => status_event(context, arrival, event),
    }
}

/// An interview was processed, or its video. Verified, it is believed at once; otherwise it is a
/// hint to ask REST, and becomes a fact only when REST confirms it.
fn interview_event(
    context: &Context<'_, '_>,
    arrival: &Arrival,
    event: &InterviewEvent,
    is_video: bool,
) -> store::Result<Outcome> {
    flow::heard(context.tx, &event.flow_id, arrival.id)?;
    let verified = arrival.trust == Trust::Verified;
    if verified {
        believe(context, arrival, event, is_video)?;
    }
    let asked = fetch_queue::find(context.tx, &event.interview_id)?;
    // The one that was first stands for all that claim the same before REST has answered.
    let is_claimed = asked.is_some_and(|errand| errand.delivery.is_some());
    let errand = Errand {
        interview: event.interview_id.clone(),
        road: arrival.road,
        link: event.interview_link.clone().filter(|_| !verified),
        delivery: Some(arrival.id).filter(|_| !verified && !is_claimed),
        video: if is_video {
            VideoWish::Announced
        } else {
            VideoWish::None
        },
        attempts: 0,
    };
    fetch_queue::put(context.tx, &errand, context.now)?;
    Ok(if is_claimed && !verified {
        Outcome::Repeat
    } else {
        Outcome::Applied
    })
}

fn believe(
    context: &Context<'_, '_>,
    arrival: &Arrival,
    event: &InterviewEvent,
    is_video: bool,
) -> store::Result<()> {
    let tx = context.tx;
    let known = interview::find(tx, &event.interview_id)?;
    let who = &event.interviewee;
    let candidate = context.candidate(&event.interview_id, who, known.as_ref())?;
    context.flow(&event.flow_id, event.flow_name.as_deref())?;
    if known.is_none() {
        Tally::one(&context.tally.interviews);
    }
    let mention = Mention {
        id: &event.interview_id,
        flow: &event.flow_id,
        status: event.status.as_str(),
        link: event.interview_link.as_deref(),
        email: who.email.as_deref(),
        first_name: who.first_name.as_deref(),
        last_name: who.last_name.as_deref(),
    };
    let (known_before, road) = (known.as_ref(), arrival.road);
    let num = interview::mention(tx, &mention, known_before, candidate, road, context.now)?;
    // Once: what is known already may be in the index with all that was said, which stays there.
    if known_before.is_none() {
        search::put_person(tx, num)?;
    }
    context.moved(known_before, candidate)?;
    context.afterwards.stands(candidate, &event.flow_id);
    if is_video && known.as_ref().is_some_and(|known| known.has_video) {
        // REST was first, and told it then or together with the interview.
        return Ok(());
    }
    let (what, due) = if is_video {
        (What::Video(&event.interview_id, num), context.now)
    } else {
        let has_details = known.is_some_and(|known| known.detailed);
        let wait = if has_details {
            std::time::Duration::ZERO
        } else {
            DETAILS_WITHIN
        };
        (
            What::Processed(&event.interview_id, num),
            context.now.plus(wait),
        )
    };
    context.tell(&what, candidate, &event.flow_id, due)
}

/// A candidate was moved. No API can confirm it, so it is applied whatever the signature says, and
/// carries the mark of how far it can be believed.
fn status_event(
    context: &Context<'_, '_>,
    arrival: &Arrival,
    event: &StatusEvent,
) -> store::Result<Settled> {
    let tx = context.tx;
    let Some(email) = event.email.as_deref().and_then(Email::parse) else {
        return Ok(Settled::quarantined("it does not say whose status changed"));
    };
    flow::heard(tx, &event.flow_id, arrival.id)?;
    let who = candidate::ensure(tx, &CandidateKey::Email(email), None, context.now)?;
    context.flow(&event.flow_id, event.flow_name.as_deref())?;
    let next = Link {
        previous: event.previous.clone(),
        new: event.new.clone(),
    };
    let last = transition::before(tx, who, &event.flow_id, arrival.id)?;
    let following = match arrival.is_late {
        true => transition::after(tx, who, &event.flow_id, arrival.id)?,
        false => None,
    };
    if let Some((id, _)) = following.as_ref().filter(|(_, link)| link.is_same(&next)) {
        transition::count_repeat(tx, *id)?;
        return Ok(Outcome::Repeat.into());
    }
    let gap_after = match judge(last.as_ref().map(|(_, link)| link), &next) {
        Verdict::Repeat => {
            if let Some((id, _)) = last {
                transition::count_repeat(tx, id)?;
            }
            return Ok(Outcome::Repeat.into());
        }
        Verdict::Applied => None,
        Verdict::AppliedAfterGap { held } => Some(held),
    };
    let origin = transition::Origin {
        candidate: who,
        flow: &event.flow_id,
        delivery: arrival.id,
        road: arrival.road,
        trust: arrival.trust,
        at: context.now,
    };
    let id = transition::insert(tx, &origin, &next, gap_after.as_ref())?;
    if let Some((following, link)) = following {
        let gap_after = match judge(Some(&next), &link) {
            Verdict::AppliedAfterGap { held } => Some(held),
            Verdict::Applied | Verdict::Repeat => None,
        };
        transition::set_gap(tx, following, gap_after.as_ref())?;
    }
    for status in next.previous.iter().chain([&next.new]) {
        let named = Named::Status(status.as_str().to_owned());
        if context.afterwards.is_new(&event.flow_id, named) {
            pipeline::discover(tx, &event.flow_id, status)?;
        }
    }
    context.afterwards.stands(who, &event.flow_id);
    let what = What::Status(id, arrival.id);
    context.tell(&what, who, &event.flow_id, context.now)?;
    Ok(Outcome::Applied.into())
}

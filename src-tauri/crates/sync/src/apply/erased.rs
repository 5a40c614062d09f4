//! Webhooks about interviews that the user erased: that they came is kept, what they say is not.

use super::Context;
use super::delivery::Parsed;
use domain::Trust;
use feed::Received;
use ribbon_api::webhook::Webhook;
use store::table::change::{self, Topic};
use store::table::delivery::{self, NewDelivery, Outcome};
use store::table::erasure;

/// Whether a webhook is about an interview that the user erased.
pub(super) fn is_about_one(context: &Context<'_, '_>, parsed: &Parsed) -> store::Result<bool> {
    match parsed {
        Ok(Webhook::InterviewProcessed(event) | Webhook::VideoProcessed(event)) => {
            erasure::is_erased(context.tx, &event.interview_id)
        }
        Ok(Webhook::CandidateStatusUpdated(_) | Webhook::Unknown { .. }) | Err(_) => Ok(false),
    }
}

/// Keeps that a webhook came, without what it says.
pub(super) fn keep_empty(
    context: &Context<'_, '_>,
    received: &Received,
    trust: Trust,
    event_type: Option<&str>,
) -> store::Result<Outcome> {
    let outcome = Outcome::Erased;
    let id = delivery::insert(
        context.tx,
        &NewDelivery {
            source: &received.source,
            road: received.road,
            event_id: received.event_id.as_deref(),
            cursor: received.cursor.as_deref(),
            received_at: received.received_at,
            headers: &[],
            body: &[],
            trust,
            event_type,
            outcome,
        },
    )?;
    change::record(context.tx, Topic::Delivery, &id.to_string())?;
    Ok(outcome)
}

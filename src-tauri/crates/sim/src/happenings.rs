//! What can happen: an interview is completed, its video processed, a candidate moved. Control calls, the
//! library and the background driver all go through here.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::ids::InterviewId;
use crate::moment::Moment;
use crate::shared::Shared;
use crate::webhooks::{Event, Outcome};
use crate::world::{Flow, Moved, Parts, Who, World};

/// What `/sim/complete` takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complete {
    /// The flow's id or title.
    pub flow: String,
    /// Who was interviewed. An invitation waiting for this address in this flow is completed; else it is a
    /// new interview, of the person with this address if there is one.
    pub email: Option<String>,
    /// The first name of somebody new.
    pub first_name: Option<String>,
    /// The last name of somebody new.
    pub last_name: Option<String>,
    /// `false` lets the interview appear without its webhook.
    pub webhook: Option<bool>,
    /// When it ended, in ISO 8601; now if it is not said.
    pub ended_at: Option<String>,
}

/// What `/sim/complete` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completed {
    /// The new interview.
    pub interview_id: InterviewId,
    /// Its candidate's address.
    pub email: Option<String>,
    /// Its link, with another UUID than its id.
    pub interview_link: String,
    /// What became of `interview_processed`; nothing when none was to be sent.
    pub webhook: Option<Delivery>,
}

/// What `/sim/status` takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The flow's id or title.
    pub flow: String,
    /// Whose status changes.
    pub email: String,
    /// The status reached.
    pub new_status: String,
    /// What the webhook says was left, instead of what was.
    pub previous_status: Option<String>,
    /// `false` loses the event, so that the chain a client sees breaks.
    pub webhook: Option<bool>,
}

/// What `/sim/status` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveMade {
    /// The status left.
    pub previous_status: String,
    /// The status reached.
    pub new_status: String,
    /// What became of the webhook; nothing when none was to be sent.
    pub webhook: Option<Delivery>,
}

/// How a webhook fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The receiver's HTTP status, if it answered.
    pub status: Option<u16>,
    /// Why it did not, or what a fault did to the webhook (`dropped`, `held`).
    pub error: Option<String>,
}

impl From<Outcome> for Delivery {
    fn from(outcome: Outcome) -> Self {
        let (status, error) = match outcome {
            Outcome::Status(status) => (Some(status), None),
            Outcome::Error(error) => (None, Some(error)),
            Outcome::Dropped => (None, Some("dropped".to_owned())),
            Outcome::Held => (None, Some("held".to_owned())),
        };
        Self { status, error }
    }
}

/// Completes an interview and tells the flow's webhook.
pub(crate) async fn complete(app: &Shared, wish: Complete) -> Result<Completed, Error> {
    let _turn = app.turnstile.lock().await;
    let announced = wish.webhook.unwrap_or(true);
    let ended = match &wish.ended_at {
        Some(text) => Moment::parse(text).ok_or_else(|| Error::BadMoment(text.clone()))?,
        None => app.clock.now(),
    };
    let interview = {
        let mut world = app.world();
        let flow = known_flow(&world, &wish.flow)?;
        let id = match waiting(&world, &flow, wish.email.as_deref()) {
            Some(id) => id,
            None => {
                let who = person(&mut world, &flow, wish);
                world.add(
                    &flow,
                    who,
                    Parts {
                        ended: Some(ended),
                        ..Parts::default()
                    },
                )
            }
        };
        let interview = world.interview_mut(id).ok_or_else(|| unknown(id))?;
        interview.ended = Some(ended);
        interview.invited = false;
        interview.clone()
    };
    let event = Event::interview_processed(&interview, &app.config.link_base);
    let outcome = if announced {
        app.announce(&interview.flow, &event).await
    } else {
        None
    };
    Ok(Completed {
        interview_id: interview.id,
        interview_link: interview.link(&app.config.link_base),
        email: interview.who.email,
        webhook: outcome.map(Delivery::from),
    })
}

/// Makes an interview's video available and tells the flow's webhook. Asked again, it tells again.
pub(crate) async fn process_video(
    app: &Shared,
    id: InterviewId,
) -> Result<Option<Delivery>, Error> {
    let _turn = app.turnstile.lock().await;
    let interview = {
        let mut world = app.world();
        let interview = world.interview_mut(id).ok_or_else(|| unknown(id))?;
        if !interview.is_completed() || !interview.flow.records_video() {
            return Err(Error::NoVideo(id.to_string()));
        }
        interview.video_ready = true;
        interview.clone()
    };
    let event = Event::video_processed(&interview, &app.config.link_base);
    Ok(app
        .announce(&interview.flow, &event)
        .await
        .map(Delivery::from))
}

/// Processes the video by itself unless that has been done, or there is none to process.
pub(crate) async fn process_video_if_due(app: &Shared, id: InterviewId) {
    let due = {
        let world = app.world();
        world
            .interview(id)
            .is_some_and(|i| i.flow.records_video() && !i.video_ready)
    };
    if due && let Err(error) = process_video(app, id).await {
        tracing::warn!(%error, "a video was not processed");
    }
}

/// Moves a candidate and tells the flow's webhook.
pub(crate) async fn move_candidate(app: &Shared, wish: Move) -> Result<MoveMade, Error> {
    let _turn = app.turnstile.lock().await;
    let announced = wish.webhook.unwrap_or(true);
    let (flow, moved) = {
        let mut world = app.world();
        let flow = known_flow(&world, &wish.flow)?;
        let claimed = wish.previous_status.as_deref();
        let moved =
            world
                .chains
                .advance(&flow.id, &wish.email, &wish.new_status, claimed, announced);
        (flow, moved)
    };
    let event = Event::candidate_status_updated(&flow, &wish.email, &moved);
    let outcome = if announced {
        app.announce(&flow, &event).await
    } else {
        None
    };
    let Moved {
        previous_status,
        new_status,
    } = moved;
    Ok(MoveMade {
        previous_status,
        new_status,
        webhook: outcome.map(Delivery::from),
    })
}

pub(crate) fn known_flow(world: &World, id_or_title: &str) -> Result<Arc<Flow>, Error> {
    let flow = world.named_flow(id_or_title);
    flow.cloned()
        .ok_or_else(|| Error::UnknownFlow(id_or_title.to_owned()))
}

pub(crate) fn unknown(id: InterviewId) -> Error {
    Error::UnknownInterview(id.to_string())
}

/// The invitation this address has not followed yet.
fn waiting(world: &World, flow: &Flow, email: Option<&str>) -> Option<InterviewId> {
    let email = email?.to_lowercase();
    world
        .interviews()
        .find(|i| i.invited && i.flow.id == flow.id && i.who.key().as_ref() == Some(&email))
        .map(|interview| interview.id)
}

/// Whose interview it is: somebody known by the address, somebody new, or an invented person.
fn person(world: &mut World, flow: &Flow, wish: Complete) -> Who {
    let Some(email) = wish.email else {
        let invented = Who::invent(&mut world.chance, flow.language().code);
        return Who {
            email: invented.email,
            first_name: wish.first_name.or(invented.first_name),
            last_name: wish.last_name.or(invented.last_name),
        };
    };
    let key = email.to_lowercase();
    let known = world
        .interviews()
        .find(|interview| interview.who.key().as_ref() == Some(&key))
        .map(|interview| interview.who.clone())
        .unwrap_or_default();
    Who {
        email: Some(email),
        first_name: wish.first_name.or(known.first_name),
        last_name: wish.last_name.or(known.last_name),
    }
}

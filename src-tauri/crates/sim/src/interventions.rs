//! What a test does to the world behind a client's back, without a webhook: deleting interviews, scoring
//! them again, changing flows, damaging answers.

use serde::Serialize;
use serde_json::Value;

use crate::damage::{Damage, Item};
use crate::error::Error;
use crate::happenings::{known_flow, unknown};
use crate::ids::{FlowId, InterviewId};
use crate::score::Score;
use crate::shared::Shared;
use crate::version::{TranscriptMode, Version};
use crate::wire::FlowStatus;
use crate::world::{View, Webhook};

/// Removes an interview as if it had never been. Nobody is told.
pub(crate) fn delete(app: &Shared, id: InterviewId) -> Result<(), Error> {
    if app.world().delete(id) {
        Ok(())
    } else {
        Err(unknown(id))
    }
}

/// Makes an interview's scores again, with another outcome. Nobody is told.
pub(crate) fn rescore(app: &Shared, id: InterviewId) -> Result<Vec<Score>, Error> {
    let mut world = app.world();
    let interview = world.interview_mut(id).ok_or_else(|| unknown(id))?;
    if !interview.is_completed() {
        return Err(Error::NoScores(id.to_string()));
    }
    interview.revision += 1;
    Ok(interview.scores(app.config.seed).unwrap_or_default())
}

/// Opens, closes or archives a flow.
pub(crate) fn change_flow_status(
    app: &Shared,
    id_or_title: &str,
    status: FlowStatus,
) -> Result<FlowId, Error> {
    let mut world = app.world();
    let id = known_flow(&world, id_or_title)?.id.clone();
    world.change_flow(&id, |flow| flow.status = status);
    Ok(id)
}

/// Gives one flow, or every flow, a webhook of its own.
pub(crate) fn change_webhook(
    app: &Shared,
    flow: Option<&str>,
    webhook: &Webhook,
) -> Result<(), Error> {
    let mut world = app.world();
    match flow {
        Some(id_or_title) => {
            let id = known_flow(&world, id_or_title)?.id.clone();
            world.change_webhook(&id, webhook);
        }
        None => world.change_webhooks(webhook),
    }
    Ok(())
}

/// Damages an item in every answer that holds it, or ends a damage.
pub(crate) fn damage(app: &Shared, wish: Damage) -> Result<(), Error> {
    let (item, shapes) = damaged_item(app, &wish)?;
    let is_known = shapes
        .iter()
        .any(|shape| shape.pointer(&wish.field).is_some());
    if wish.raw.is_some() && !is_known {
        return Err(Error::NoSuchField(wish.field));
    }
    app.damages().set(item, wish.field, wish.raw);
    Ok(())
}

/// The item a damage is for, in the shapes of both descriptions.
fn damaged_item(app: &Shared, wish: &Damage) -> Result<(Item, Vec<Value>), Error> {
    const BOTH: [Version; 2] = [Version::April2026, Version::Latest];
    let world = app.world();
    match (wish.interview_id, &wish.flow, wish.team, wish.member) {
        (Some(id), None, None, None) => {
            let interview = world.interview(id).ok_or_else(|| unknown(id))?;
            let shape = |version| {
                let view = View {
                    seed: app.config.seed,
                    version,
                    transcript: TranscriptMode::Full,
                    media: &|_| None,
                };
                as_value(&interview.shown(&view))
            };
            let shapes: Result<_, Error> = BOTH.into_iter().map(shape).collect();
            Ok((Item::Interview(id), shapes?))
        }
        (None, Some(id_or_title), None, None) => {
            let flow = known_flow(&world, id_or_title)?;
            let shapes: Result<_, Error> = BOTH
                .into_iter()
                .map(|version| as_value(&flow.shown(version)))
                .collect();
            Ok((Item::Flow(flow.id.clone()), shapes?))
        }
        (None, None, Some(id), None) => {
            let team = world.teams.iter().find(|team| team.id == id);
            let team = team.ok_or_else(|| Error::UnknownTeam(id.to_string()))?;
            Ok((Item::Team(id), vec![as_value(team)?]))
        }
        (None, None, None, Some(id)) => {
            let member = world.members.iter().find(|member| member.shown.id == id);
            let member = member.ok_or_else(|| Error::UnknownTeam(id.to_string()))?;
            Ok((Item::Member(id), vec![as_value(&member.shown)?]))
        }
        _ => {
            let message = "exactly one of interview_id, flow, team and member is to be given";
            Err(Error::BadControl(message.to_owned()))
        }
    }
}

fn as_value(shown: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(shown).map_err(|error| Error::BadControl(error.to_string()))
}

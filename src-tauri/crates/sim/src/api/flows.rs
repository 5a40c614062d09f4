//! `/interview-flows`: listing, reading, making and archiving.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::Refusal;
use super::query::{Page, Parameters, own_team, team};
use crate::ids::FlowId;
use crate::shared::{App, Shared};
use crate::wire::{FlowOptions, InterviewFlow, NewFlow};
use crate::world::{Flow, LANGUAGES, Origin, VOICES};

/// The page size when none is asked for, as the specification has it.
const DEFAULT_LIMIT: usize = 100;
/// The most questions a flow may have, as the specification has it.
const MOST_QUESTIONS: usize = 20;
/// Every field a new flow may have.
const FIELDS: [&str; 18] = [
    "org_name",
    "title",
    "questions",
    "voice_id",
    "language",
    "company_logo_url",
    "additional_info",
    "additional_instructions",
    "interview_type",
    "is_video_enabled",
    "is_doc_upload_enabled",
    "redirect_url",
    "webhook_url",
    "webhook_secret_key",
    "intro",
    "outro",
    "team_id",
    "preamble_video_url",
];

pub(super) async fn list(
    State(app): State<App>,
    Query(query): Query<Parameters>,
) -> Result<Json<Value>, Refusal> {
    let page = Page::read(&query, DEFAULT_LIMIT, app.config.page_limit)?;
    let team = team(&app, &query)?;
    let world = app.world();
    let flows: Vec<InterviewFlow> = world
        .flows
        .iter()
        .filter(|flow| !flow.is_foreign() && !flow.archived)
        .filter(|flow| team.is_none_or(|team| flow.team == team))
        .skip(page.offset)
        .take(page.limit)
        .map(|flow| flow.shown())
        .collect();
    Ok(Json(json!({ "interview_flows": flows })))
}

pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<InterviewFlow>, Refusal> {
    Ok(Json(own_flow(&app, &id)?.shown()))
}

pub(super) async fn archive(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let flow = own_flow(&app, &id)?;
    app.world()
        .change_flow(&flow.id, |flow| flow.archived = true);
    Ok(Json(
        json!({ "success": true, "interview_flow_id": flow.id, "status": "archived" }),
    ))
}

pub(super) async fn create(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let new = read(&body)?;
    check(&new)?;
    let team = match &new.team_id {
        Some(text) => own_team(&app, text)?,
        // "the oldest team in the organization"
        None => app
            .world()
            .teams
            .iter()
            .min_by(|one, other| one.created_at.cmp(&other.created_at))
            .map(|team| team.id)
            .ok_or_else(|| Refusal::unprocessable("No teams found in organization."))?,
    };
    let mut world = app.world();
    let id = FlowId(world.chance.short_id());
    let flow = Flow {
        id: id.clone(),
        team,
        org_name: new.org_name,
        title: new.title,
        questions: new.questions,
        options: with_defaults(new.options),
        role: None,
        scores_language: false,
        archived: false,
        origin: Origin::Api,
    };
    world.flows.push(Arc::new(flow));
    Ok(Json(json!({ "interview_flow_id": id })))
}

/// A flow of this organisation: 422 when there is none with this id, 403 when it is another's.
pub(super) fn own_flow(app: &Shared, id: &str) -> Result<Arc<Flow>, Refusal> {
    let world = app.world();
    let flow = world.flow(id).ok_or_else(|| {
        Refusal::unprocessable("No interview flow found with provided interview_flow_id.")
    })?;
    if flow.is_foreign() {
        return Err(Refusal::foreign("interview flow"));
    }
    Ok(Arc::clone(flow))
}

fn read(body: &[u8]) -> Result<NewFlow, Refusal> {
    let refuse =
        |error: serde_json::Error| Refusal::unprocessable(format!("Invalid body: {error}"));
    let value: Value = serde_json::from_slice(body).map_err(refuse)?;
    let fields = value.as_object().into_iter().flatten();
    if let Some((unknown, _)) = fields
        .into_iter()
        .find(|(name, _)| !FIELDS.contains(&name.as_str()))
    {
        return Err(Refusal::unprocessable(format!("Unknown field {unknown}.")));
    }
    serde_json::from_value(value).map_err(refuse)
}

fn check(new: &NewFlow) -> Result<(), Refusal> {
    if new.questions.len() > MOST_QUESTIONS {
        return Err(Refusal::unprocessable("More than 20 questions provided."));
    }
    one_of("voice_id", new.options.voice_id.as_deref(), &VOICES)?;
    one_of("language", new.options.language.as_deref(), &LANGUAGES)?;
    one_of(
        "interview_type",
        new.options.interview_type.as_deref(),
        &["recruitment", "general"],
    )?;
    let files = [
        ("company_logo_url", new.options.company_logo_url.as_deref()),
        ("preamble_video_url", new.preamble_video_url.as_deref()),
    ];
    for (name, url) in files {
        if url.is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            return Err(Refusal::unprocessable(format!(
                "Unable to use file provided for {name}."
            )));
        }
    }
    Ok(())
}

fn one_of(name: &str, given: Option<&str>, allowed: &[&str]) -> Result<(), Refusal> {
    match given {
        Some(value) if !allowed.contains(&value) => {
            let allowed = allowed.join(", ");
            Err(Refusal::unprocessable(format!(
                "{name} must be one of: {allowed}."
            )))
        }
        _ => Ok(()),
    }
}

/// The defaults the specification names.
fn with_defaults(given: FlowOptions) -> FlowOptions {
    FlowOptions {
        voice_id: given.voice_id.or_else(|| Some("11labs-Kate".to_owned())),
        language: given.language.or_else(|| Some("en-US".to_owned())),
        interview_type: given.interview_type.or_else(|| Some("general".to_owned())),
        is_video_enabled: given.is_video_enabled.or(Some(false)),
        is_doc_upload_enabled: given.is_doc_upload_enabled.or(Some(false)),
        ..given
    }
}

//! `/interview-flows`: listing, reading, making and archiving.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::answer::Part;
use super::items::Most;
use super::query::{Limits, Page, Parameters, choice, own_team, team};
use super::{Refusal, items};
use crate::damage::Item;
use crate::ids::FlowId;
use crate::shared::{App, Shared};
use crate::version::Version;
use crate::wire::{FlowOptions, FlowStatus, NewFlow};
use crate::world::{
    APRIL_DEFAULT_VOICE, APRIL_VOICES, Flow, LANGUAGES, LATEST_DEFAULT_VOICE, LATEST_VOICES, Origin,
};

/// The pages of the newest description.
const LATEST_LIMITS: Limits = Limits {
    default: 20,
    most: 2_000,
};
/// The page size of the description of April 2026 when none is asked for.
const APRIL_DEFAULT_LIMIT: usize = 100;
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
    Extension(version): Extension<Version>,
    Query(query): Query<Parameters>,
) -> Result<Response, Refusal> {
    let wanted = Wanted::read(&app, version, &query)?;
    let team = team(&app, &query)?;
    let flows: Vec<Arc<Flow>> = app
        .world()
        .flows
        .iter()
        .filter(|flow| !flow.is_foreign() && wanted.holds(flow))
        .filter(|flow| team.is_none_or(|team| flow.team == team))
        .skip(wanted.page.offset)
        .take(wanted.page.limit)
        .cloned()
        .collect();
    let shown = flows
        .iter()
        .map(|flow| (Item::Flow(flow.id.clone()), flow.shown(version)));
    let most = (version == Version::Latest).then_some(Most {
        bytes: app.config.answer_limit,
        advice: "ask for fewer",
    });
    items::list(&app, "interview_flows", shown, most.as_ref())
}

/// Which flows a list holds.
struct Wanted {
    page: Page,
    version: Version,
    status: Option<FlowStatus>,
}

impl Wanted {
    fn read(app: &Shared, version: Version, query: &Parameters) -> Result<Self, Refusal> {
        let statuses = [
            ("open", FlowStatus::Open),
            ("closed", FlowStatus::Closed),
            ("archived", FlowStatus::Archived),
        ];
        let (limits, status) = match version {
            Version::April2026 => {
                let limits = Limits {
                    default: APRIL_DEFAULT_LIMIT.min(app.config.page_limit),
                    most: app.config.page_limit,
                };
                (limits, None)
            }
            Version::Latest => (LATEST_LIMITS, choice(query, "status", &statuses)?),
        };
        Ok(Self {
            page: Page::read(query, limits)?,
            version,
            status,
        })
    }

    /// The description of April 2026 does not list archived flows.
    fn holds(&self, flow: &Flow) -> bool {
        match self.version {
            Version::April2026 => flow.status != FlowStatus::Archived,
            Version::Latest => self.status.is_none_or(|status| flow.status == status),
        }
    }
}

pub(super) async fn one(
    State(app): State<App>,
    Extension(version): Extension<Version>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let flow = own_flow(&app, &id)?;
    items::one(&app, &Item::Flow(flow.id.clone()), &flow.shown(version))
}

pub(super) async fn archive(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let flow = own_flow(&app, &id)?;
    app.world()
        .change_flow(&flow.id, |flow| flow.status = FlowStatus::Archived);
    Ok(Json(
        json!({ "success": true, "interview_flow_id": flow.id, "status": "archived" }),
    ))
}

pub(super) async fn create(
    State(app): State<App>,
    Extension(version): Extension<Version>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let new = read(&body)?;
    check(&new, version)?;
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
        options: with_defaults(new.options, version),
        role: None,
        scores_language: false,
        criteria: Vec::new(),
        status: FlowStatus::Open,
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
    let value: Value = serde_json::from_slice(body).map_err(|error| invalid_body(&error))?;
    let fields = value.as_object().into_iter().flatten();
    if let Some((unknown, _)) = fields
        .into_iter()
        .find(|(name, _)| !FIELDS.contains(&name.as_str()))
    {
        return Err(Refusal::invalid(Part::Body, unknown, "is an unknown field"));
    }
    serde_json::from_value(value).map_err(|error| invalid_body(&error))
}

/// A body that is not JSON, or lacks a field, or has one of another type.
pub(super) fn invalid_body(error: &serde_json::Error) -> Refusal {
    Refusal::invalid(Part::Body, "body", format!("is invalid: {error}"))
}

fn check(new: &NewFlow, version: Version) -> Result<(), Refusal> {
    if new.questions.len() > MOST_QUESTIONS {
        return Err(Refusal::unprocessable("More than 20 questions provided."));
    }
    let voices: &[&str] = match version {
        Version::April2026 => &APRIL_VOICES,
        Version::Latest => &LATEST_VOICES,
    };
    one_of("voice_id", new.options.voice_id.as_deref(), voices)?;
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
            let detail = format!("must be one of: {}", allowed.join(", "));
            Err(Refusal::invalid(Part::Body, name, detail))
        }
        _ => Ok(()),
    }
}

/// The defaults that the answering description names.
fn with_defaults(given: FlowOptions, version: Version) -> FlowOptions {
    let voice = match version {
        Version::April2026 => APRIL_DEFAULT_VOICE,
        Version::Latest => LATEST_DEFAULT_VOICE,
    };
    FlowOptions {
        voice_id: given.voice_id.or_else(|| Some(voice.to_owned())),
        language: given.language.or_else(|| Some("en-US".to_owned())),
        interview_type: given.interview_type.or_else(|| Some("general".to_owned())),
        is_video_enabled: given.is_video_enabled.or(Some(false)),
        is_doc_upload_enabled: given.is_doc_upload_enabled.or(Some(false)),
        ..given
    }
}

//! `/interviews`: listing, reading, inviting and revoking recordings.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::flows::own_flow;
use super::query::{Page, Parameters, team};
use super::{Refusal, host_of};
use crate::ids::InterviewId;
use crate::media;
use crate::shared::{App, Shared};
use crate::wire;
use crate::world::{Flow, Interview, Parts, Who};

/// Written field by field rather than as a tree: a page may hold ten megabytes.
#[derive(Debug, Serialize)]
pub(super) struct Interviews {
    interviews: Vec<wire::Interview>,
}

/// The page size when none is asked for, as the specification has it.
const DEFAULT_LIMIT: usize = 20;

pub(super) async fn list(
    State(app): State<App>,
    Query(query): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Json<Interviews>, Refusal> {
    let page = Page::read(&query, DEFAULT_LIMIT, app.config.page_limit)?;
    let team = team(&app, &query)?;
    let completed = match query.get("status").map(String::as_str) {
        None | Some("completed") => true,
        Some("incomplete") => false,
        Some(_) => {
            return Err(Refusal::unprocessable(
                "status must be one of: incomplete, completed.",
            ));
        }
    };
    let interviews = app.world().page(page.offset, page.limit, |interview| {
        interview.completed == completed && team.is_none_or(|team| interview.flow.team == team)
    });
    let host = host_of(&app, &headers);
    let interviews = interviews
        .iter()
        .map(|interview| show(&app, &host, interview))
        .collect();
    Ok(Json(Interviews { interviews }))
}

pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<wire::Interview>, Refusal> {
    let interview = own_interview(&app, &id)?;
    Ok(Json(show(&app, &host_of(&app, &headers), &interview)))
}

pub(super) async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = own_interview(&app, &id)?.id;
    if let Some(interview) = app.world().interview_mut(id) {
        interview.revoked = true;
    }
    Ok(Json(json!({ "success": true })))
}

pub(super) async fn create(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let new: wire::NewInterview = serde_json::from_slice(&body)
        .map_err(|error| Refusal::unprocessable(format!("Invalid body: {error}")))?;
    let flow = own_flow(&app, &new.interview_flow_id)?;
    let recruiter = new
        .assigned_recruiter_id
        .map(|id| recruiter(&app, &flow, &id))
        .transpose()?;
    let who = Who {
        email: new.interviewee_email_address,
        first_name: new.interviewee_first_name,
        last_name: new.interviewee_last_name,
    };
    let hint = who.email.is_none().then_some(
        "Without interviewee_email_address this interview is not shown on the Ribbon platform.",
    );
    let mut world = app.world();
    let id = world.add(
        &flow,
        who,
        Parts {
            invited: true,
            ..Parts::default()
        },
    );
    let mut link = world
        .interview(id)
        .map(|interview| interview.link(&app.config.link_base))
        .unwrap_or_default();
    if let Some(recruiter) = recruiter {
        link = format!("{link}?assignedRecruiterId={recruiter}");
    }
    Ok(Json(
        json!({ "interview_id": id, "interview_link": link, "hint": hint }),
    ))
}

/// An interview of this organisation: 422 when there is none with this id, 403 when it is another's.
fn own_interview(app: &Shared, id: &str) -> Result<Interview, Refusal> {
    let world = app.world();
    let interview = InterviewId::parse(id)
        .and_then(|id| world.interview(id))
        .ok_or_else(|| Refusal::unprocessable("No interview found with provided interview_id."))?;
    if interview.flow.is_foreign() {
        return Err(Refusal::foreign("interview"));
    }
    Ok(interview.clone())
}

/// The team member an interview is assigned to, who must be of the flow's team.
fn recruiter(app: &Shared, flow: &Flow, id: &str) -> Result<Uuid, Refusal> {
    let refuse = || {
        Refusal::unprocessable(
            "assigned_recruiter_id is not a member of the interview flow's team.",
        )
    };
    let id = Uuid::parse_str(id).map_err(|_| refuse())?;
    let world = app.world();
    let member = world
        .members
        .iter()
        .find(|member| member.shown.id.0 == id && member.team == flow.team);
    member.map(|member| member.shown.id.0).ok_or_else(refuse)
}

fn show(app: &Shared, host: &str, interview: &Interview) -> wire::Interview {
    let address = |file: &str| Some(media::address(host, &app.media_token, file));
    interview.shown(app.config.seed, &address)
}

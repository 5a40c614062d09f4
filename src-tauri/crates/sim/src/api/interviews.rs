//! `/interviews`: listing, reading, inviting and revoking recordings.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use serde_json::{Value, json};
use uuid::Uuid;

use super::flows::{invalid_body, own_flow};
use super::items::Most;
use super::query::{Limits, Page, Parameters, choice, moment, team, transcript};
use super::{Refusal, host_of, items};
use crate::damage::Item;
use crate::ids::{InterviewId, TeamId};
use crate::media;
use crate::moment::Moment;
use crate::shared::{App, Shared};
use crate::version::{TranscriptMode, Version};
use crate::wire;
use crate::world::{Flow, Interview, Parts, View, Who};

/// The page size when none is asked for, in both descriptions.
const DEFAULT_LIMIT: usize = 20;
/// The largest page of the newest description.
const LATEST_MOST: usize = 1_000;

pub(super) async fn list(
    State(app): State<App>,
    Extension(version): Extension<Version>,
    Query(query): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let limits = Limits {
        default: DEFAULT_LIMIT.min(most(&app, version)),
        most: most(&app, version),
    };
    let page = Page::read(&query, limits)?;
    let filter = Filter::read(&app, version, &query)?;
    let transcript = transcript_mode(version, &query)?;
    let interviews = app
        .world()
        .page(page.offset, page.limit, |interview| filter.holds(interview));
    let host = host_of(&app, &headers);
    let shown = interviews.iter().map(|interview| {
        let shown = show(&app, &host, interview, version, transcript);
        (Item::Interview(interview.id), shown)
    });
    let most = (version == Version::Latest).then_some(Most {
        bytes: app.config.answer_limit,
        advice: "use transcript=none",
    });
    items::list(&app, "interviews", shown, most.as_ref())
}

fn most(app: &Shared, version: Version) -> usize {
    match version {
        Version::April2026 => app.config.page_limit,
        Version::Latest => LATEST_MOST,
    }
}

/// Which interviews a list holds.
#[derive(Default)]
struct Filter {
    team: Option<TeamId>,
    is_completed: Option<bool>,
    flow: Option<String>,
    ended_after: Option<Moment>,
    ended_before: Option<Moment>,
}

impl Filter {
    fn read(app: &Shared, version: Version, query: &Parameters) -> Result<Self, Refusal> {
        let statuses = [("incomplete", false), ("completed", true)];
        let is_completed = choice(query, "status", &statuses)?;
        let both = Self {
            team: team(app, query)?,
            is_completed,
            ..Self::default()
        };
        Ok(match version {
            Version::April2026 => Self {
                is_completed: Some(is_completed.unwrap_or(true)),
                ..both
            },
            Version::Latest => Self {
                flow: query.get("interview_flow_id").cloned(),
                ended_after: moment(query, "ended_after")?,
                ended_before: moment(query, "ended_before")?,
                ..both
            },
        })
    }

    fn holds(&self, interview: &Interview) -> bool {
        let ended = interview.ended;
        self.team.is_none_or(|team| interview.flow.team == team)
            && self
                .is_completed
                .is_none_or(|wanted| interview.is_completed() == wanted)
            && self
                .flow
                .as_ref()
                .is_none_or(|flow| interview.flow.id.0 == *flow)
            && self
                .ended_after
                .is_none_or(|after| ended.is_some_and(|ended| ended >= after))
            && self
                .ended_before
                .is_none_or(|before| ended.is_some_and(|ended| ended <= before))
    }
}

/// The description of April 2026 has no such parameter and always answers in full.
fn transcript_mode(version: Version, query: &Parameters) -> Result<TranscriptMode, Refusal> {
    match version {
        Version::April2026 => Ok(TranscriptMode::Full),
        Version::Latest => transcript(query),
    }
}

pub(super) async fn one(
    State(app): State<App>,
    Extension(version): Extension<Version>,
    Path(id): Path<String>,
    Query(query): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let transcript = transcript_mode(version, &query)?;
    let interview = own_interview(&app, &id, "interview_session_id")?;
    let host = host_of(&app, &headers);
    let shown = show(&app, &host, &interview, version, transcript);
    items::one(&app, &Item::Interview(interview.id), &shown)
}

pub(super) async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = own_interview(&app, &id, "interview_id")?.id;
    if let Some(interview) = app.world().interview_mut(id) {
        interview.revoked = true;
    }
    Ok(Json(json!({ "success": true })))
}

pub(super) async fn create(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let new: wire::NewInterview =
        serde_json::from_slice(&body).map_err(|error| invalid_body(&error))?;
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

/// An interview of this organisation: 422 when there is none with this id, 403 when it is another's. The
/// descriptions call the id by another name in each call.
fn own_interview(app: &Shared, id: &str, called: &str) -> Result<Interview, Refusal> {
    let world = app.world();
    let interview = InterviewId::parse(id)
        .and_then(|id| world.interview(id))
        .ok_or_else(|| {
            Refusal::unprocessable(format!("No interview found with provided {called}."))
        })?;
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

fn show(
    app: &Shared,
    host: &str,
    interview: &Interview,
    version: Version,
    transcript: TranscriptMode,
) -> wire::Interview {
    interview.shown(&View {
        seed: app.config.seed,
        version,
        transcript,
        media: &|file| Some(media::address(host, &app.media_token, file)),
    })
}

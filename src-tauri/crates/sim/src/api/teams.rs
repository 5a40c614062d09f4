//! `/ping`, `/teams` and `/team-members`.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::query::{Limits, Page, Parameters, team};
use super::{Refusal, items};
use crate::damage::Item;
use crate::shared::App;
use crate::version::Version;

/// The pages of the newest description; that of April 2026 knows none.
const LIMITS: Limits = Limits {
    default: 1_000,
    most: 1_000,
};

pub(super) async fn ping() -> Json<Value> {
    Json(json!({ "message": "pong" }))
}

pub(super) async fn teams(
    State(app): State<App>,
    Extension(version): Extension<Version>,
    Query(query): Query<Parameters>,
) -> Result<Response, Refusal> {
    let page = page(version, &query)?;
    let teams = app.world().teams.clone();
    let teams = teams.into_iter().skip(page.offset).take(page.limit);
    let shown = teams.map(|team| (Item::Team(team.id), team));
    items::list(&app, "teams", shown, None)
}

pub(super) async fn members(
    State(app): State<App>,
    Extension(version): Extension<Version>,
    Query(query): Query<Parameters>,
) -> Result<Response, Refusal> {
    let page = page(version, &query)?;
    let team = team(&app, &query)?;
    let members = app.world().members.clone();
    let shown = members
        .into_iter()
        .filter(|member| team.is_none_or(|team| member.team == team))
        .skip(page.offset)
        .take(page.limit)
        .map(|member| (Item::Member(member.shown.id), member.shown));
    items::list(&app, "team_members", shown, None)
}

fn page(version: Version, query: &Parameters) -> Result<Page, Refusal> {
    match version {
        Version::April2026 => Ok(Page {
            limit: usize::MAX,
            offset: 0,
        }),
        Version::Latest => Page::read(query, LIMITS),
    }
}

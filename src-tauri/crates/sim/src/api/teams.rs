//! `/ping`, `/teams` and `/team-members`.

use axum::Json;
use axum::extract::{Query, State};
use serde_json::{Value, json};

use super::Refusal;
use super::query::{Parameters, team};
use crate::shared::App;

pub(super) async fn ping() -> Json<Value> {
    Json(json!({ "message": "pong" }))
}

pub(super) async fn teams(State(app): State<App>) -> Json<Value> {
    Json(json!({ "teams": app.world().teams }))
}

pub(super) async fn members(
    State(app): State<App>,
    Query(query): Query<Parameters>,
) -> Result<Json<Value>, Refusal> {
    let team = team(&app, &query)?;
    let world = app.world();
    let members: Vec<_> = world
        .members
        .iter()
        .filter(|member| team.is_none_or(|team| member.team == team))
        .map(|member| &member.shown)
        .collect();
    Ok(Json(json!({ "team_members": members })))
}

//! Ribbon's public API, answered as one of its two descriptions says: one file a resource.

mod answer;
mod auth;
mod flows;
mod interviews;
mod items;
mod mishaps;
mod query;
mod teams;

use axum::routing::get;
use axum::{Router, middleware};
use tower_http::compression::{CompressionLayer, CompressionLevel};

pub(crate) use answer::Refusal;
pub(crate) use query::host_of;

use crate::shared::App;

/// All public calls. Faults strike outermost, as a failing network or proxy would, then the key is checked.
pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/ping", get(teams::ping))
        .route("/teams", get(teams::teams))
        .route("/team-members", get(teams::members))
        .route("/interview-flows", get(flows::list).post(flows::create))
        .route(
            "/interview-flows/{id}",
            get(flows::one).delete(flows::archive),
        )
        .route(
            "/interviews",
            get(interviews::list).post(interviews::create),
        )
        .route(
            "/interviews/{id}",
            get(interviews::one).delete(interviews::revoke),
        )
        .fallback(answer::no_such_call)
        .method_not_allowed_fallback(answer::no_such_method)
        .layer(middleware::from_fn_with_state(
            app.clone(),
            answer::choose_version,
        ))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            auth::require_key,
        ))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), mishaps::strike))
}

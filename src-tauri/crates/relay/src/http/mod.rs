//! The HTTP interface.

mod app;
mod auth;
mod body;
mod events;
mod health;
mod inbox;
mod ingest;
mod pair;
mod peer;
mod problem;
pub(crate) mod refusals;
mod site;
mod slowdown;
mod stream;

use std::sync::Arc;

use axum::{
    Json, Router,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use relay_protocol::ErrorCode;
use serde::Serialize;

use self::problem::Refusal;
pub(crate) use self::{app::App, peer::Peer, site::Site};

/// Everything that the world may call, but for the addresses of webhooks.
fn public(app: Arc<App>) -> Router {
    Router::new()
        .route("/v1/pair", post(pair::pair))
        .route("/v1/inboxes/{inbox}", get(inbox::show))
        .route("/v1/inboxes/{inbox}/events", get(events::events))
        .route("/v1/inboxes/{inbox}/ack", post(inbox::ack))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .with_state(app)
}

/// What only the operator may call.
fn metrics(app: Arc<App>) -> Router {
    Router::new()
        .route("/metrics", get(health::metrics))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .with_state(app)
}

async fn no_such_path() -> Refusal {
    Refusal::not_found()
}

async fn no_such_method() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MethodNotAllowed)
}

/// A successful answer, which no cache may keep: it holds candidates' data or a token.
fn answer(value: impl Serialize) -> Response {
    const UNCACHED: [(HeaderName, HeaderValue); 1] =
        [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (UNCACHED, Json(value)).into_response()
}

//! The key: `Authorization: Bearer <key>`.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Refusal;
use crate::shared::App;

pub(super) async fn require_key(State(app): State<App>, request: Request, next: Next) -> Response {
    let presented = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    match presented {
        Some(key) if key == app.api_key => next.run(request).await,
        Some(_) => refuse("The API key is not valid."),
        None => refuse("An API key is required."),
    }
}

fn refuse(message: &str) -> Response {
    Refusal::new(StatusCode::UNAUTHORIZED, message).into_response()
}

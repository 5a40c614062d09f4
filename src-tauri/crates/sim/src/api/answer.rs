//! Errors in Ribbon's form: `{code, status, message}`, where `status` is the HTTP status' name. A validation
//! error of the newest description has `errors` instead of a message.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::shared::App;
use crate::version::Version;
use crate::wire::ErrorBody;

/// An answer other than success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Message(String),
    Invalid(Invalid),
}

/// What does not pass validation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Invalid {
    part: Part,
    field: String,
    detail: String,
}

/// The part of a request that is validated, by its name in `errors`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Query,
    Body,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            reason: Reason::Message(message.into()),
        }
    }

    /// 422: not found, or not acceptable.
    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// 422: a field that does not pass validation. The detail continues the field's name, as in `must be
    /// between 1 and 1000`.
    pub(super) fn invalid(part: Part, field: &str, detail: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            reason: Reason::Invalid(Invalid {
                part,
                field: field.to_owned(),
                detail: detail.into(),
            }),
        }
    }

    /// 403: it belongs to another organisation.
    pub(crate) fn foreign(what: &str) -> Self {
        let message = format!("The {what} does not belong to the authenticated organization.");
        Self::new(StatusCode::FORBIDDEN, message)
    }

    fn body(&self, version: Version) -> ErrorBody {
        let (message, errors) = match (&self.reason, version) {
            (Reason::Message(message), _) => (Some(message.clone()), None),
            (Reason::Invalid(invalid), Version::April2026) => (Some(invalid.message()), None),
            (Reason::Invalid(invalid), Version::Latest) => (None, Some(invalid.errors())),
        };
        ErrorBody {
            code: self.status.as_u16(),
            status: self.status.canonical_reason().unwrap_or_default(),
            message,
            errors,
        }
    }
}

impl Invalid {
    fn message(&self) -> String {
        format!("{} {}.", self.field, self.detail)
    }

    /// Such as `{"query": {"limit": ["limit must be between 1 and 1000."]}}`.
    fn errors(&self) -> Value {
        let part = match self.part {
            Part::Query => "query",
            Part::Body => "json",
        };
        let fields = Map::from_iter([(self.field.clone(), json!([self.message()]))]);
        json!({ part: fields })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = self.body(Version::April2026);
        let mut response = (self.status, Json(body)).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Decides which description answers a request, lets the handlers know, and words refusals its way.
pub(super) async fn choose_version(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let version = app.next_version();
    request.extensions_mut().insert(version);
    let response = next.run(request).await;
    match response.extensions().get::<Refusal>() {
        Some(refusal) => (refusal.status, Json(refusal.body(version))).into_response(),
        None => response,
    }
}

pub(super) async fn no_such_call() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "There is no such call.")
}

pub(super) async fn no_such_method() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "The call exists, but not with this method.",
    )
}

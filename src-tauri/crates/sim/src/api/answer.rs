//! Errors in Ribbon's form: `{code, status, message}`, where `status` is the HTTP status' name.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::wire::ErrorBody;

/// An answer other than success.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }

    /// 422: not found, or not acceptable.
    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// 403: it belongs to another organisation.
    pub(crate) fn foreign(what: &str) -> Self {
        let message = format!("The {what} does not belong to the authenticated organization.");
        Self::new(StatusCode::FORBIDDEN, message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = ErrorBody {
            code: self.status.as_u16(),
            status: self
                .status
                .canonical_reason()
                .unwrap_or_default()
                .to_owned(),
            message: self.message,
        };
        (self.status, Json(body)).into_response()
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

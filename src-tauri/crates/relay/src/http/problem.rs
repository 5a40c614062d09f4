//! Answers that are not a success.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use relay_protocol::{ErrorCode, Gap, PROBLEM_CONTENT_TYPE, Problem};

use crate::Error;

/// What a handler answers instead of success.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A problem document, and the seconds for `Retry-After`.
    Problem(Box<Problem>, Option<u32>),
    /// The reader's place is gone.
    Gap(Box<Gap>),
}

/// Long enough for a disk to be given room by retention, short enough to lose little time.
const RETRY_AFTER: u32 = 5;

impl Refusal {
    pub(crate) fn new(status: StatusCode, error: ErrorCode) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self::Problem(Box::new(Problem::new(status.as_u16(), title, error)), None)
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        if let Self::Problem(problem, _) = &mut self {
            problem.detail = Some(detail.into());
        }
        self
    }

    fn retry_after(mut self, seconds: u32) -> Self {
        if let Self::Problem(_, retry) = &mut self {
            *retry = Some(seconds);
        }
        self
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::BadRequest).detail(detail)
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, ErrorCode::Unauthorized)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, ErrorCode::NotFound)
    }

    pub(crate) fn too_many() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooMany).retry_after(RETRY_AFTER)
    }

    pub(crate) fn unavailable(detail: &str) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable)
            .detail(detail)
            .retry_after(RETRY_AFTER)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::NoSuchInbox(_) => Self::not_found(),
            Error::NoSuchDevice => Self::unauthorized(),
            error => {
                tracing::error!(%error, "the store failed");
                Self::unavailable("the store does not work at present")
            }
        }
    }
}

impl From<Gap> for Refusal {
    fn from(gap: Gap) -> Self {
        Self::Gap(Box::new(gap))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        const PROBLEM: [(HeaderName, HeaderValue); 2] = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static(PROBLEM_CONTENT_TYPE),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        let (problem, retry) = match self {
            Self::Gap(gap) => {
                return (StatusCode::GONE, PROBLEM, Json(gap.as_problem())).into_response();
            }
            Self::Problem(problem, retry) => (problem, retry),
        };
        let status =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, PROBLEM, Json(problem)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

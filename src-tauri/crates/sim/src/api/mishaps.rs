//! Where faults strike API calls: outside of everything else, on the bytes that would go out.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, HeaderValue, RETRY_AFTER, TRANSFER_ENCODING};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};

use super::Refusal;
use crate::faults::FaultKind;
use crate::shared::App;

/// What the dice have decided for one call.
struct Decided {
    wait_ms: Option<u64>,
    silent: bool,
    failing: bool,
    limited: bool,
    truncated: bool,
    refused: bool,
    lost: bool,
}

pub(super) async fn strike(State(app): State<App>, request: Request, next: Next) -> Response {
    app.count_request();
    let decided = decide(&app, request.method());
    if let Some(wait_ms) = decided.wait_ms {
        wait(&app, Duration::from_millis(wait_ms)).await;
    }
    if decided.silent {
        wait(&app, app.config.hold).await;
        return cut_off(Response::new(Body::empty()), &Bytes::new(), 1);
    }
    if decided.failing {
        let message = "Something failed on purpose.";
        return Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, message).into_response();
    }
    if decided.limited {
        let message = "Too many requests, on purpose.";
        let mut answer = Refusal::new(StatusCode::TOO_MANY_REQUESTS, message).into_response();
        answer
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("1"));
        return answer;
    }
    if decided.refused {
        return Refusal::unprocessable("Refused on purpose.").into_response();
    }
    let answer = next.run(request).await;
    if decided.lost {
        cut_off(Response::new(Body::empty()), &Bytes::new(), 1)
    } else if decided.truncated {
        truncate(answer).await
    } else {
        answer
    }
}

fn decide(app: &App, method: &Method) -> Decided {
    let writes = *method == Method::POST || *method == Method::DELETE;
    let mut faults = app.faults();
    Decided {
        wait_ms: faults
            .strikes(FaultKind::Latency)
            .then(|| faults.latency_ms()),
        silent: faults.strikes(FaultKind::Timeout),
        failing: faults.strikes(FaultKind::Error500),
        limited: faults.strikes(FaultKind::Rate429),
        truncated: faults.strikes(FaultKind::Truncate),
        refused: writes && faults.strikes(FaultKind::Refused),
        lost: writes && faults.strikes(FaultKind::Lost),
    }
}

/// Waits, but not beyond the end of the server.
async fn wait(app: &App, time: Duration) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = app.stop.cancelled() => {}
    }
}

async fn truncate(answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let Ok(whole) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let half = whole.slice(..whole.len() / 2);
    cut_off(
        Response::from_parts(parts, Body::empty()),
        &half,
        whole.len(),
    )
}

/// Sends `sent` although `promised` bytes are announced, then breaks the connection.
fn cut_off(answer: Response, sent: &Bytes, promised: usize) -> Response {
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(TRANSFER_ENCODING);
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(promised));
    let broken = std::io::Error::new(std::io::ErrorKind::ConnectionAborted, "cut off on purpose");
    // The break comes a moment later, or the first half would never leave.
    let breaking = stream::once(async {
        tokio::task::yield_now().await;
        Err(broken)
    });
    let body = stream::iter([Ok(sent.clone())]).chain(breaking);
    Response::from_parts(parts, Body::from_stream(body))
}

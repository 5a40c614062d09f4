//! `GET /v1/inboxes/{inbox}` and `POST /v1/inboxes/{inbox}/ack`.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use relay_protocol::{Ack, Acked, After, Cursor, ErrorCode, GapReason, InboxId};
use serde::de::DeserializeOwned;

use super::{App, Peer, answer, auth, body, problem::Refusal};
use crate::admin;

/// No request but a webhook is anywhere near this long.
const REQUEST_BYTES: usize = 16 << 10;

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let inbox = path.map(|Path(inbox)| inbox).unwrap_or_default();
    let device = auth::reader(&app, peer, &headers, &inbox).await?;
    Ok(answer(admin::describe(&*app.store, &device.inbox).await?))
}

pub(super) async fn ack(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let inbox = path.map(|Path(inbox)| inbox).unwrap_or_default();
    let device = auth::reader(&app, peer, &headers, &inbox).await?;
    let Ack { cursor } = read_json(&app, body).await?;
    check_place(&app, &device.inbox, &cursor).await?;
    let acked = app.store.ack(&device.id, cursor).await?;
    Ok(answer(Acked { acked }))
}

/// A place that is too old was good once, and says nothing wrong. One of another epoch or beyond the
/// end would make the lag nonsense.
async fn check_place(app: &App, inbox: &InboxId, cursor: &Cursor) -> Result<(), Refusal> {
    let place = After::Cursor(cursor.clone());
    let gap = match app.store.span(inbox).await?.resolve(&place) {
        Err(gap) if gap.reason == GapReason::Epoch => gap,
        _ => return Ok(()),
    };
    if app.was_set_back(&gap).await? {
        app.store.span(inbox).await?.resolve(&place)?;
    }
    Err(gap.into())
}

pub(super) async fn read_json<T: DeserializeOwned>(app: &App, body: Body) -> Result<T, Refusal> {
    let bytes = body::read(body, REQUEST_BYTES, &app.pace)
        .await
        .map_err(|fault| match fault {
            body::Fault::TooLarge => {
                Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge)
            }
            body::Fault::Slow => Refusal::new(StatusCode::REQUEST_TIMEOUT, ErrorCode::Timeout),
            body::Fault::Broken => Refusal::bad_request("the body broke off"),
        })?;
    // Only the place of the error: the parser's message may quote a code.
    serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Refusal::bad_request(format!(
            "not the JSON asked for, line {line} column {column}"
        ))
    })
}

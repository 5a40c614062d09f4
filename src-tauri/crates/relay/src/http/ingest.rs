//! `POST /in/{inbox}/{token}`: where Ribbon posts.

use std::{sync::Arc, time::Instant};

use axum::{
    Extension,
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use relay_protocol::{ErrorCode, Receipt, Signature, forwards_header};

use super::{App, Peer, answer, auth, body, problem::Refusal};
use crate::{
    error::{Error, Result},
    metrics::Fate,
    signature,
    store::{Inbox, NewEvent},
};

pub(super) async fn ingest(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    // What does not decode is looked up as the empty name, which nobody has.
    let (inbox, token) = path.map(|Path(path)| path).unwrap_or_default();
    let (fate, outcome) = match auth::poster(&app, peer, &headers, &inbox, &token).await {
        Ok(inbox) => take(&app, inbox, &headers, body).await,
        Err(refusal) => {
            if !headers.contains_key(header::EXPECT) {
                body::throw_away(body, &app.pace).await;
            }
            let known = matches!(&refusal, Refusal::Problem(problem, _) if problem.status < 500);
            (
                if known {
                    Fate::NotFound
                } else {
                    Fate::Unavailable
                },
                Err(refusal),
            )
        }
    };
    app.metrics.webhook(fate);
    outcome
}

async fn take(
    app: &App,
    inbox: Inbox,
    headers: &HeaderMap,
    body: Body,
) -> (Fate, Result<Response, Refusal>) {
    let room = tokio::time::timeout(app.pace.body_silence, app.room.acquire()).await;
    let Ok(Ok(_room)) = room else {
        return (
            Fate::Unavailable,
            Err(Refusal::unavailable("too many webhooks at once")),
        );
    };
    let body = match body::read(body, app.max_body, &app.pace).await {
        Ok(body) => body,
        Err(fault) => return refuse_body(fault),
    };
    let header = headers.get(signature::HEADER).map(HeaderValue::as_bytes);
    let signature = signature::check(&body, header, &inbox.secrets);
    if inbox.require_signature && signature != Signature::Verified {
        tracing::warn!(inbox = %inbox.id, ?signature, "a webhook without a good signature is refused");
        let refusal = Refusal::new(StatusCode::UNAUTHORIZED, ErrorCode::SignatureRequired);
        return (Fate::Unsigned, Err(refusal));
    }
    match store(app, inbox, headers, body, signature).await {
        Ok(receipt) => (Fate::Stored, Ok(answer(receipt))),
        Err(error @ Error::NoSuchInbox(_)) => (Fate::NotFound, Err(error.into())),
        Err(error) => (Fate::Unavailable, Err(error.into())),
    }
}

/// Appends the webhook and returns only when it is durable.
async fn store(
    app: &App,
    inbox: Inbox,
    headers: &HeaderMap,
    body: Bytes,
    signature: Signature,
) -> Result<Receipt> {
    let id = ulid::Ulid::generate().to_string();
    let event = NewEvent {
        inbox: inbox.id,
        id: id
            .try_into()
            .map_err(|_| Error::Corrupt("a new event id".to_owned()))?,
        received_at: app.clock.now(),
        headers: kept(headers),
        body,
        signature,
    };
    let (inbox, id, bytes) = (event.inbox.clone(), event.id.clone(), event.body.len());
    let began = Instant::now();
    let seq = app.append(event).await?;
    app.metrics.appended_in(began.elapsed());
    app.metrics.webhook_bytes.add(bytes as u64);
    tracing::debug!(%inbox, %id, seq, bytes, ?signature, "a webhook is stored");
    Ok(Receipt { id })
}

fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| forwards_header(name.as_str()))
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect()
}

/// A header's bytes as text: UTF-8 if they are, else Latin-1, as HTTP had it of old.
fn text(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value
            .as_bytes()
            .iter()
            .map(|byte| char::from(*byte))
            .collect(),
    }
}

fn refuse_body(fault: body::Fault) -> (Fate, Result<Response, Refusal>) {
    let (fate, status, code) = match fault {
        body::Fault::TooLarge => (
            Fate::TooLarge,
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::TooLarge,
        ),
        body::Fault::Slow => (Fate::Slow, StatusCode::REQUEST_TIMEOUT, ErrorCode::Timeout),
        body::Fault::Broken => (Fate::Broken, StatusCode::BAD_REQUEST, ErrorCode::BadRequest),
    };
    (fate, Err(Refusal::new(status, code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_headers_are_kept_and_others_left_out() {
        let mut headers = HeaderMap::new();
        headers.append("webhook-id", HeaderValue::from_static("1"));
        headers.append("cookie", HeaderValue::from_static("secret"));
        headers.append("webhook-id", HeaderValue::from_static("2"));
        headers.append(
            "x-ribbon-name",
            HeaderValue::from_bytes(b"caf\xe9").unwrap(),
        );
        let kept = kept(&headers);
        let values: Vec<_> = kept.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(
            values,
            ["1", "2", "café"],
            "no cookie, nothing merged, nothing lost"
        );
    }
}

//! `/in/{inbox}/{token}`: where Ribbon posts.

use std::{borrow::Cow, sync::Arc, time::Instant};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header, request},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use hyper::{Request, body::Body};
use relay_protocol::{ErrorCode, EventId, Receipt, RefusalReason, Signature, forwards_header};

use super::{
    App, Peer, answer,
    auth::{self, Admission, Poster},
    body,
    problem::Refusal,
    refusals,
};
use crate::{
    error::Error,
    metrics::Fate,
    signature,
    store::{Inbox, NewEvent},
};

/// How often an inbox is looked up for one webhook, should it be changed each time.
const LOOKS: usize = 4;

/// A path as [`address`] reads it: with the letters, digits and marks that need no encoding as
/// themselves. Whatever passes a webhook on may encode them, which does not change their meaning.
pub(super) fn plain(path: &str) -> Cow<'_, str> {
    let mut parts = path.split('%');
    let Some(first) = parts.next().filter(|first| first.len() < path.len()) else {
        return Cow::Borrowed(path);
    };
    let mut plain = first.to_owned();
    for part in parts {
        let encoded = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let unreserved = encoded
            .map(char::from)
            .filter(|char| char.is_ascii_alphanumeric() || "-._~".contains(*char));
        match (unreserved, part.get(2..)) {
            (Some(char), Some(rest)) => {
                plain.push(char);
                plain.push_str(rest);
            }
            _ => {
                plain.push('%');
                plain.push_str(part);
            }
        }
    }
    Cow::Owned(plain)
}

/// The inbox and the token in the path of a webhook's URL. Slashes that were doubled or added at the
/// end, as happens when addresses are put together, do no harm.
pub(super) fn address(path: &str) -> Option<(&str, &str)> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("in"), Some(inbox), Some(token), None) if path.starts_with('/') => {
            Some((inbox, token))
        }
        _ => None,
    }
}

/// Answers GET and HEAD: whether this is the address of an inbox.
pub(super) async fn probe(
    app: &App,
    peer: Peer,
    head: &request::Parts,
) -> Result<Response, Refusal> {
    let path = plain(head.uri.path());
    let (inbox, token) = address(&path).ok_or_else(Refusal::not_found)?;
    let poster = Poster {
        peer,
        headers: &head.headers,
        inbox,
        token,
    };
    auth::admit(app, poster).await?;
    Ok(answer(serde_json::json!({"status": "ok"})))
}

/// Answers all other methods.
pub(super) async fn wrong_method(app: &App, peer: Peer, head: &request::Parts) -> Response {
    const ALLOWED: HeaderValue = HeaderValue::from_static("POST, GET, HEAD");
    let path = plain(head.uri.path());
    if let Some((inbox, token)) = address(&path) {
        let poster = Poster {
            peer,
            headers: &head.headers,
            inbox,
            token,
        };
        if let Ok(admission) = auth::admit(app, poster).await {
            app.metrics.webhook(Fate::WrongMethod);
            refusals::refused(app, &admission.inbox.id, RefusalReason::WrongMethod).await;
        }
    }
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MethodNotAllowed);
    let mut response = refusal.into_response();
    response.headers_mut().insert(header::ALLOW, ALLOWED);
    response
}

/// Takes the webhook that is posted to such an address.
pub(super) async fn ingest(
    app: &App,
    peer: Peer,
    request: Request<impl Body<Data = Bytes> + Unpin>,
) -> Result<Response, Refusal> {
    let (head, body) = request.into_parts();
    let path = plain(head.uri.path());
    let (inbox, token) = address(&path).ok_or_else(Refusal::not_found)?;
    let poster = Poster {
        peer,
        headers: &head.headers,
        inbox,
        token,
    };
    let (fate, outcome) = match auth::admit(app, poster).await {
        Ok(admission) => take(app, poster, admission, body).await,
        Err(refusal) => {
            if !head.headers.contains_key(header::EXPECT) {
                body::throw_away(body, &app.pace).await;
            }
            refused(refusal)
        }
    };
    app.metrics.webhook(fate);
    outcome
}

/// What becomes of a webhook.
type Outcome = (Fate, Result<Response, Refusal>);

async fn take(
    app: &App,
    poster: Poster<'_>,
    mut admission: Admission,
    body: impl Body<Data = Bytes> + Unpin,
) -> Outcome {
    let room = tokio::time::timeout(app.pace.body_silence, app.room.acquire()).await;
    let Ok(Ok(_room)) = room else {
        return (
            Fate::Unavailable,
            Err(Refusal::unavailable("too many webhooks at once")),
        );
    };
    let body = match body::read(body, app.max_body, &app.pace).await {
        Ok(body) => body,
        Err(fault) => return refuse_body(app, &admission.inbox, fault).await,
    };
    for _ in 0..LOOKS {
        let stored = store(app, &admission.inbox, poster.headers, &body).await;
        match stored {
            Ok(receipt) => return (Fate::Stored, Ok(answer(receipt))),
            Err(Refused::Unsigned) if admission.is_fresh => {
                return unsigned(app, &admission.inbox).await;
            }
            // The inbox may have been changed since it was looked up.
            Err(Refused::Unsigned | Refused::By(Error::InboxChanged(_))) => {}
            Err(Refused::By(error @ Error::NoSuchInbox(_))) => {
                return (Fate::NotFound, Err(error.into()));
            }
            Err(Refused::By(error)) => return (Fate::Unavailable, Err(error.into())),
        }
        admission = match auth::admit_anew(app, poster).await {
            Ok(admission) => admission,
            Err(refusal) => return refused(refusal),
        };
    }
    let changing = Refusal::unavailable("the inbox is being changed");
    (Fate::Unavailable, Err(changing))
}

/// Why a webhook is not stored.
enum Refused {
    /// It lacks the signature that its inbox requires.
    Unsigned,
    /// By the store.
    By(Error),
}

/// Checks the signature, appends the webhook and returns only when it is durable.
async fn store(
    app: &App,
    inbox: &Arc<Inbox>,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Receipt, Refused> {
    let claims = headers.get_all(signature::HEADER).iter();
    let signature = signature::check(body, claims.map(HeaderValue::as_bytes), &inbox.secrets);
    if inbox.require_signature && signature != Signature::Verified {
        return Err(Refused::Unsigned);
    }
    let id = new_event_id().map_err(Refused::By)?;
    let event = NewEvent {
        inbox: inbox.id.clone(),
        id: id.clone(),
        received_at: app.clock.now(),
        headers: kept(headers),
        body: body.clone(),
        signature,
        admitted_by: Some(Arc::clone(inbox)),
        refused: None,
    };
    let (began, bytes) = (Instant::now(), body.len());
    let seq = app.append(event).await.map_err(Refused::By)?;
    app.metrics.appended_in(began.elapsed());
    app.metrics.webhook_bytes.add(bytes as u64);
    tracing::debug!(inbox = %inbox.id, %id, seq, bytes, ?signature, "a webhook is stored");
    Ok(Receipt { id })
}

pub(super) fn new_event_id() -> Result<EventId, Error> {
    EventId::try_from(ulid::Ulid::generate().to_string())
        .map_err(|_| Error::Corrupt("a new event id".to_owned()))
}

fn refused(refusal: Refusal) -> Outcome {
    let known = matches!(&refusal, Refusal::Problem(problem, _) if problem.status < 500);
    let fate = if known {
        Fate::NotFound
    } else {
        Fate::Unavailable
    };
    (fate, Err(refusal))
}

async fn unsigned(app: &App, inbox: &Inbox) -> Outcome {
    refusals::refused(app, &inbox.id, RefusalReason::Unsigned).await;
    let refusal = Refusal::new(StatusCode::UNAUTHORIZED, ErrorCode::SignatureRequired);
    (Fate::Unsigned, Err(refusal))
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

async fn refuse_body(app: &App, inbox: &Inbox, fault: body::Fault) -> Outcome {
    let (fate, reason, status, code) = match fault {
        body::Fault::TooLarge => (
            Fate::TooLarge,
            RefusalReason::TooLarge,
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::TooLarge,
        ),
        body::Fault::Slow => (
            Fate::Slow,
            RefusalReason::Slow,
            StatusCode::REQUEST_TIMEOUT,
            ErrorCode::Timeout,
        ),
        body::Fault::Broken => (
            Fate::Broken,
            RefusalReason::Broken,
            StatusCode::BAD_REQUEST,
            ErrorCode::BadRequest,
        ),
    };
    refusals::refused(app, &inbox.id, reason).await;
    (fate, Err(Refusal::new(status, code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_inbox_and_a_token_and_nothing_else() {
        assert_eq!(address("/in/abc/def"), Some(("abc", "def")));
        for (written, why) in [
            ("/in/abc/def/", "a slash at the end"),
            ("//in/abc/def", "a base that ended in one"),
            ("/in//abc//def", "doubled within"),
            ("/%69n/%61bc/d%65%66", "encoded without need"),
        ] {
            assert_eq!(address(&plain(written)), Some(("abc", "def")), "{why}");
        }
        for other in [
            "/in/abc",
            "/in/abc/",
            "/in//def",
            "/v1/in/a/b",
            "/in/a/b/c",
            "in/a/b",
            "/IN/a/b",
            "/in%2Fa/b",
        ] {
            assert_eq!(address(&plain(other)), None, "{other}");
        }
    }

    #[test]
    fn only_what_needs_no_encoding_is_decoded() {
        for (written, plain_path) in [
            ("/a%7Eb%2d", "/a~b-"),
            ("/%2F%ff%00", "/%2F%ff%00"),
            ("/%", "/%"),
            ("/%4", "/%4"),
            ("/%zz%é", "/%zz%é"),
            ("/%2541", "/%2541"),
        ] {
            assert_eq!(plain(written), plain_path, "{written}");
        }
    }

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

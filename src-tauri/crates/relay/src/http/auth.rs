//! Who may do what.
//!
//! A name that does not exist and a token that is wrong take the same steps in the same order: one
//! look-up, one comparison in constant time (with a hash that nothing has, if there is none), one
//! hold, one answer.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use relay_protocol::{DeviceId, InboxId};

use super::{App, Peer, problem::Refusal};
use crate::{
    secret::SecretHash,
    store::{Device, Inbox},
};

/// Who posts: where from, and by which address.
#[derive(Clone, Copy)]
pub(super) struct Poster<'a> {
    pub(super) peer: Peer,
    pub(super) headers: &'a HeaderMap,
    pub(super) inbox: &'a str,
    pub(super) token: &'a str,
}

/// An inbox that lets a webhook in.
pub(super) struct Admission {
    pub(super) inbox: Arc<Inbox>,
    /// Whether it was looked up just now, and not a moment ago.
    pub(super) is_fresh: bool,
}

/// The inbox into which this token posts.
///
/// What is known from a moment ago can only let in. Whoever is refused has been looked up, so a
/// refusal takes the same steps for an inbox that is known and one that does not exist.
pub(super) async fn admit(app: &App, poster: Poster<'_>) -> Result<Admission, Refusal> {
    if let Ok(id) = poster.inbox.parse()
        && let Some(inbox) = app.store.recent_inbox(&id)
        && inbox.token.matches(&SecretHash::of(poster.token))
    {
        return Ok(Admission {
            inbox,
            is_fresh: false,
        });
    }
    admit_anew(app, poster).await
}

/// The same, whatever was known a moment ago.
pub(super) async fn admit_anew(app: &App, poster: Poster<'_>) -> Result<Admission, Refusal> {
    // A name that cannot be one is looked up as one that nobody has.
    let id = poster.inbox.parse::<InboxId>();
    let id = id.or_else(|_| "nobodysinbox".parse());
    let id = id.map_err(|_| Refusal::not_found())?;
    let found = app.store.inbox(&id).await?;
    let expected = found
        .as_ref()
        .map_or_else(SecretHash::of_nothing, |inbox| inbox.token);
    let right = expected.matches(&SecretHash::of(poster.token));
    match found {
        Some(inbox) if right => Ok(Admission {
            inbox: Arc::new(inbox),
            is_fresh: true,
        }),
        _ => {
            // The same line whether there is such an inbox, and only what can be an id.
            tracing::info!(inbox = %id, "a webhook to a wrong address is refused");
            Err(refuse(app, poster.peer, poster.headers, Refusal::not_found()).await)
        }
    }
}

/// The device whose token stands in `Authorization`, if it may read this inbox.
pub(super) async fn reader(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
    inbox: &str,
) -> Result<Device, Refusal> {
    let token = bearer(headers).unwrap_or_default();
    let id = token
        .split_once('_')
        .and_then(|(id, _)| id.parse::<DeviceId>().ok())
        .map_or_else(|| "nobody".parse(), Ok);
    let id = id.map_err(|_| Refusal::unauthorized())?;
    let found = app.store.device(&id).await?;
    let expected = found
        .as_ref()
        .map_or_else(SecretHash::of_nothing, |device| device.token);
    let right = expected.matches(&SecretHash::of(token));
    match found {
        Some(device) if right => {
            app.saw(&device.id);
            if device.inbox.as_str() == inbox {
                Ok(device)
            } else {
                Err(Refusal::not_found())
            }
        }
        _ => Err(refuse(app, peer, headers, Refusal::unauthorized()).await),
    }
}

/// Whether a device that was let in is still allowed to be.
pub(super) async fn still_allowed(app: &App, device: &Device) -> crate::Result<bool> {
    let found = app.store.device(&device.id).await?;
    Ok(found.is_some_and(|now| now.inbox == device.inbox && now.token.matches(&device.token)))
}

/// Holds a wrong try's answer back.
pub(super) async fn refuse(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
    refusal: Refusal,
) -> Refusal {
    if app.hold_back(peer.address(headers, &app.trusted)).await {
        refusal
    } else {
        Refusal::too_many()
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

//! What an event of a channel says.
//!
//! Both servers send one JSON object a webhook: its headers under their lower-case names, `timestamp`
//! in milliseconds, and either `body`, the parsed JSON (smee), or `bodyB`, the bytes in base64
//! (gosmee).

use super::Kind;
use super::stream_id::StreamId;
use crate::sse::Frame;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Trust, UnixMs};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The header that carries Ribbon's signature.
const SIGNATURE: &str = "x-ribbon-signature";
/// Times before this (9 September 2001) are no milliseconds.
const EARLIEST: i64 = 1_000_000_000_000;
/// How far a server's clock may be ahead of ours.
const AHEAD: i64 = 24 * 60 * 60 * 1_000;

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing of interest: a greeting, a sign of life.
    Nothing,
    /// A webhook was posted.
    Webhook(Webhook),
    /// Redis no longer has what follows our place; gosmee goes on from the oldest that it has.
    Missed {
        /// Its id; `None` when that is unreadable.
        oldest: Option<StreamId>,
    },
}

/// A webhook as a channel tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Webhook {
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) trust: Option<Trust>,
    /// When the server says that it received it, in milliseconds.
    pub(super) timestamp: Option<i64>,
}

impl Webhook {
    /// When it was received, by the server's clock if that can be.
    pub(super) fn received_at(&self, now: UnixMs) -> UnixMs {
        let latest = now.0.saturating_add(AHEAD);
        let told = self.timestamp.filter(|at| (EARLIEST..=latest).contains(at));
        told.map_or(now, UnixMs)
    }
}

/// Reads an event. Whatever it is, nothing that could be a webhook is dropped: an event that cannot
/// be understood is a webhook whose body is the event itself.
pub(super) fn read(frame: &Frame) -> Said {
    match frame.event.as_str() {
        "" | "message" => {}
        "gosmee-gap" => return missed(&frame.data),
        _ => return Said::Nothing,
    }
    let Ok(fields) = serde_json::from_slice::<Fields<'_>>(&frame.data) else {
        return Said::Webhook(not_understood(&frame.data));
    };
    if is_greeting(&fields) {
        return Said::Nothing;
    }
    Said::Webhook(
        exact(&fields)
            .or_else(|| rewritten(&fields))
            .unwrap_or_else(|| not_understood(&frame.data)),
    )
}

/// Whose words of greeting these are: both servers greet a listener before anything else.
pub(super) fn greeting(frame: &Frame) -> Option<Kind> {
    match frame.event.as_str() {
        "ready" | "ping" => Some(Kind::Smee),
        "" | "message" => {
            let fields: Fields<'_> = serde_json::from_slice(&frame.data).ok()?;
            (!fields.is_empty() && is_greeting(&fields)).then_some(Kind::Gosmee)
        }
        _ => None,
    }
}

type Fields<'a> = BTreeMap<String, &'a RawValue>;

fn missed(data: &[u8]) -> Said {
    #[derive(Deserialize)]
    struct Gap {
        oldest_id: String,
    }
    let oldest = serde_json::from_slice(data)
        .ok()
        .and_then(|gap: Gap| gap.oldest_id.parse().ok());
    Said::Missed { oldest }
}

/// Gosmee's greetings have no event name of their own: `{"message":"connected"}`, then
/// `{"message":"ready"}`.
fn is_greeting(fields: &Fields<'_>) -> bool {
    match fields.len() {
        0 => true,
        1 => matches!(
            text(fields, "message").as_deref(),
            Some("connected" | "ready")
        ),
        _ => false,
    }
}

/// Gosmee's way: the bytes as posted. Their signature is for us to check.
fn exact(fields: &Fields<'_>) -> Option<Webhook> {
    let body = STANDARD.decode(text(fields, "bodyB")?).ok()?;
    Some(Webhook {
        headers: headers(fields),
        body,
        trust: None,
        timestamp: timestamp(fields),
    })
}

/// Smee's way: JSON that was parsed and written anew. Against what was posted, white space is gone,
/// escapes are replaced by what they stand for, keys that look like numbers come first, of repeated
/// keys the last is left, and a number is what a double holds of it, written the shortest way (`1.0`
/// is `1`). The values are the same to whoever reads JSON as JavaScript does.
///
/// A signature over bytes that are gone proves nothing. That it fits now and then, where the sender
/// happens to write its JSON as smee does, is not relied upon either: a road is trusted or it is not.
fn rewritten(fields: &Fields<'_>) -> Option<Webhook> {
    let body = fields.get("body")?.get().as_bytes().to_vec();
    let headers = headers(fields);
    let is_signed = headers.iter().any(|(name, _)| name == SIGNATURE);
    Some(Webhook {
        headers,
        body,
        trust: Some(if is_signed {
            Trust::Unverified
        } else {
            Trust::Absent
        }),
        timestamp: timestamp(fields),
    })
}

fn not_understood(data: &[u8]) -> Webhook {
    Webhook {
        headers: Vec::new(),
        body: data.to_vec(),
        trust: Some(Trust::Absent),
        timestamp: None,
    }
}

/// The headers that a relay would keep as well.
fn headers(fields: &Fields<'_>) -> Vec<(String, String)> {
    let kept = fields
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .filter(|(name, _)| relay_protocol::forwards_header(name));
    kept.flat_map(|(name, value)| {
        let values = serde_json::from_str::<OneOrMore>(value.get()).map(OneOrMore::into_vec);
        let values = values.unwrap_or_default().into_iter();
        values.map(move |value| (name.clone(), value))
    })
    .collect()
}

/// Milliseconds since 1970, as a number (smee) or as text (gosmee).
fn timestamp(fields: &Fields<'_>) -> Option<i64> {
    let value = fields.get("timestamp")?.get();
    match text(fields, "timestamp") {
        Some(text) => text.parse().ok(),
        None => value.parse().ok(),
    }
}

fn text(fields: &Fields<'_>, name: &str) -> Option<String> {
    serde_json::from_str(fields.get(name)?.get()).ok()
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(value) => vec![value],
            Self::More(values) => values,
        }
    }
}

#[cfg(test)]
mod tests;

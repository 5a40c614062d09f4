//! An event as a message of the stream: the payload is the body and nothing else, one header holds
//! the rest.

use async_nats::{HeaderMap, HeaderValue, header::NATS_MESSAGE_ID};
use relay_protocol::{Cursor, Epoch, Event, EventId, InboxId, Refusal, RefusalReason, Signature};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    error::{Error, Result},
    store::{Entry, NewEvent},
};

const HEADER: &str = "Ribbon-Event";
const SUBJECT: &str = "ribbon.relay.";

/// What is not the body. JSON without line breaks, which no header could hold.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) id: EventId,
    #[serde(with = "relay_protocol::timestamp")]
    pub(super) received_at: OffsetDateTime,
    pub(super) headers: Vec<(String, String)>,
    pub(super) signature: Signature,
    /// What the event counts for in retention by bytes.
    pub(super) size: u64,
    /// Set if this is the note that a webhook was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<RefusalReason>,
}

impl About {
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refused.map(|reason| Refusal {
            at: self.received_at,
            reason,
        })
    }
}

pub(super) fn subject(inbox: &InboxId) -> String {
    format!("{SUBJECT}{inbox}")
}

/// The inbox that a message is for.
pub(super) fn inbox(subject: &str) -> Result<InboxId> {
    subject
        .strip_prefix(SUBJECT)
        .and_then(|inbox| inbox.parse().ok())
        .ok_or_else(|| Error::Corrupt("a subject of the stream".to_owned()))
}

pub(super) fn headers(event: &NewEvent) -> Result<HeaderMap> {
    let about = About {
        id: event.id.clone(),
        received_at: event.received_at,
        headers: event.headers.clone(),
        signature: event.signature,
        size: event.size(),
        refused: event.refused,
    };
    let about = serde_json::to_string(&about).map_err(|_| corrupt())?;
    let mut headers = HeaderMap::new();
    headers.insert(HEADER, about.parse::<HeaderValue>().map_err(|_| corrupt())?);
    // The event's own name, never the body's hash: equal bodies are legitimate events, while the
    // same event published twice because an answer was lost is not.
    headers.insert(NATS_MESSAGE_ID, event.id.as_str());
    Ok(headers)
}

pub(super) fn about(headers: Option<&HeaderMap>) -> Result<About> {
    let header = headers
        .and_then(|headers| headers.get(HEADER))
        .ok_or_else(corrupt)?;
    serde_json::from_str(header.as_str()).map_err(|_| corrupt())
}

pub(super) fn entry(about: About, body: Vec<u8>, epoch: Epoch, seq: u64) -> Entry {
    let cursor = Cursor { epoch, seq };
    if let Some(refusal) = about.refusal() {
        return Entry::Refused(cursor, refusal);
    }
    Entry::Event(Event {
        cursor,
        id: about.id,
        received_at: about.received_at,
        headers: about.headers,
        body,
        signature: about.signature,
    })
}

fn corrupt() -> Error {
    Error::Corrupt("an event's header".to_owned())
}

//! What is stored, in the words of the relay rather than of an engine.

use std::sync::Arc;

use bytes::Bytes;
use relay_protocol::{
    After, Cursor, DeviceId, Epoch, Event, EventId, Gap, GapReason, InboxId, Page, Refusal,
    RefusalReason, Signature,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    relay_time::{RelayTime, millis},
    secret::{SecretHash, SigningSecret},
};

/// The engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StoreKind {
    /// One file.
    Sqlite,
    /// A NATS server or cluster.
    Jetstream,
}

/// A webhook to be stored.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Whose it is.
    pub inbox: InboxId,
    /// Its own name, made by the relay.
    pub id: EventId,
    /// When it came.
    pub received_at: OffsetDateTime,
    /// The headers that are kept.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Bytes,
    /// What checking the signature gave.
    pub signature: Signature,
    /// The inbox as it was when it let the webhook in. A store that can tell without further cost
    /// refuses with [`crate::Error::InboxChanged`] what is let in by an inbox that is another by now.
    pub admitted_by: Option<Arc<Inbox>>,
    /// Set if this is no webhook but the note that one was not taken. Readers get it as a gap.
    pub refused: Option<RefusalReason>,
}

impl NewEvent {
    /// How many bytes it counts for in [`Retention::bytes`]: the body, the headers, and a lump for
    /// what surrounds them.
    #[must_use]
    pub fn size(&self) -> u64 {
        let headers: usize = self
            .headers
            .iter()
            .map(|(key, value)| key.len() + value.len())
            .sum();
        (self.body.len() + headers + 128) as u64
    }
}

/// How much to read at most.
#[derive(Debug, Clone, Copy)]
pub struct Amount {
    /// Events.
    pub events: u32,
    /// Bytes of bodies; one event is given even if it alone has more.
    pub bytes: u64,
}

/// What reading gave.
#[derive(Debug)]
pub enum Read {
    /// A stretch of the log, perhaps empty.
    Page(Page),
    /// The place asked for is gone.
    Gap(Gap),
}

/// An entry of the log.
#[derive(Debug)]
pub(crate) enum Entry {
    /// A webhook.
    Event(Event),
    /// The note that one was not taken, and the place just after it.
    Refused(Cursor, Refusal),
}

/// What a reader is given of a stretch of the log: the events before the first refusal, or, where the
/// stretch begins with refusals, a gap that leads past them.
pub(crate) fn up_to_refusal(start: &Cursor, entries: Vec<Entry>) -> Result<Vec<Event>, Gap> {
    let mut events = Vec::new();
    let mut gap: Option<Gap> = None;
    for entry in entries {
        match (entry, &mut gap) {
            (Entry::Event(event), None) => events.push(event),
            (Entry::Refused(place, _), Some(gap)) => gap.oldest = place,
            (Entry::Refused(place, refusal), None) if events.is_empty() => {
                gap = Some(Gap {
                    requested: start.clone(),
                    oldest: place,
                    reason: GapReason::Refused,
                    refused: Some(refusal),
                });
            }
            (Entry::Event(_), Some(_)) | (Entry::Refused(..), None) => break,
        }
    }
    gap.map_or(Ok(events), Err)
}

/// The newest of what is kept of an inbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Latest {
    /// When a webhook came.
    pub received: Option<OffsetDateTime>,
    /// What was not taken.
    pub refused: Option<Refusal>,
}

/// The ends of an inbox's log: kept is `(oldest, head]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The store's present life.
    pub epoch: Epoch,
    /// The place just before the oldest kept event.
    pub oldest: u64,
    /// The newest event's place; equal to `oldest` when nothing is kept.
    pub head: u64,
    /// The newest number given out in the store, over all inboxes.
    pub newest: u64,
}

impl Span {
    /// A place in this life.
    #[must_use]
    pub fn cursor(&self, seq: u64) -> Cursor {
        Cursor {
            epoch: self.epoch.clone(),
            seq,
        }
    }

    /// The sequence number after which to read.
    ///
    /// # Errors
    /// A [`Gap`] if something after the wanted place was dropped, or if the place is not of this
    /// life. A place beyond the newest number cannot have been given out in this life either: the
    /// store was set back behind our back.
    pub fn resolve(&self, after: &After) -> Result<u64, Gap> {
        let cursor = match after {
            After::Oldest => return Ok(self.oldest),
            After::Head => return Ok(self.head),
            After::Cursor(cursor) => cursor,
        };
        let reason = if cursor.epoch != self.epoch || cursor.seq > self.newest {
            GapReason::Epoch
        } else if cursor.seq < self.oldest {
            GapReason::Expired
        } else {
            return Ok(cursor.seq);
        };
        Err(Gap {
            requested: cursor.clone(),
            oldest: self.cursor(self.oldest),
            reason,
            refused: None,
        })
    }
}

/// What is dropped. The default drops nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Retention {
    /// Events stored longer ago than this, by the relay's own clock.
    pub age: Option<time::Duration>,
    /// The oldest events as long as all inboxes together hold more than this.
    pub bytes: Option<u64>,
}

/// Between two milestones where nothing is dropped for its age.
const HOUR: i64 = 60 * 60 * 1000;
/// So many milestones are set while an event ages.
const MILESTONES: i64 = 256;

impl Retention {
    /// Whether it is time to note again what is stored by now. Events are kept longer than
    /// [`Retention::age`] by at most what is between two such notes.
    pub(crate) fn is_milestone_time(&self, last: RelayTime, now: RelayTime) -> bool {
        let between = self.age.map_or(HOUR, |age| millis(age) / MILESTONES);
        now.0.saturating_sub(last.0) >= between
    }
}

/// One organisation's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// Its id.
    pub id: InboxId,
    /// Its name, for people.
    pub name: String,
    /// The hash of the token in its webhook URL.
    pub token: SecretHash,
    /// The keys its webhooks may be signed with.
    pub secrets: Vec<SigningSecret>,
    /// Whether it refuses what is not signed with one of them.
    pub require_signature: bool,
    /// When it was made.
    #[serde(with = "relay_protocol::timestamp")]
    pub created_at: OffsetDateTime,
}

/// A change to an inbox.
#[derive(Debug, Clone)]
pub enum InboxChange {
    /// Its webhook URL gets another token; the old one is worthless at once.
    Token(SecretHash),
    /// Its signing keys.
    Secrets {
        /// All of them, in place of those before.
        secrets: Vec<SigningSecret>,
        /// Whether to refuse what is not signed with one of them; `None` leaves it as it is.
        require_signature: Option<bool>,
    },
}

impl InboxChange {
    pub(crate) fn apply(self, inbox: &mut Inbox) {
        match self {
            Self::Token(token) => inbox.token = token,
            Self::Secrets {
                secrets,
                require_signature,
            } => {
                inbox.secrets = secrets;
                if let Some(require) = require_signature {
                    inbox.require_signature = require;
                }
            }
        }
    }
}

/// One laptop's access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id, which is also the beginning of its token.
    pub id: DeviceId,
    /// The inbox it reads.
    pub inbox: InboxId,
    /// Its name, for people.
    pub name: String,
    /// The hash of its token.
    pub token: SecretHash,
    /// When it was paired.
    pub created_at: OffsetDateTime,
    /// When it was last heard of.
    pub last_seen: Option<OffsetDateTime>,
    /// How far it has committed, perhaps in an earlier epoch.
    pub acked: Option<Cursor>,
}

/// A device whose inbox the pairing code will tell.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// Its id.
    pub id: DeviceId,
    /// Its name, for people.
    pub name: String,
    /// The hash of its token.
    pub token: SecretHash,
    /// When the code was presented.
    pub now: OffsetDateTime,
}

impl NewDevice {
    pub(crate) fn joins(self, inbox: InboxId) -> Device {
        Device {
            id: self.id,
            inbox,
            name: self.name,
            token: self.token,
            created_at: self.now,
            last_seen: None,
            acked: None,
        }
    }
}

/// A one-time code that makes a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// The part of the code by which it is found.
    pub selector: String,
    /// The inbox it opens.
    pub inbox: InboxId,
    /// The hash of the whole code.
    pub code: SecretHash,
    /// When it becomes worthless.
    #[serde(with = "relay_protocol::timestamp")]
    pub expires_at: OffsetDateTime,
    /// How many more wrong tries it bears.
    pub tries_left: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span() -> Span {
        Span {
            epoch: "now".parse().unwrap(),
            oldest: 5,
            head: 8,
            newest: 9,
        }
    }

    #[test]
    fn a_reader_is_told_of_a_gap_only_if_something_was_lost_to_it() {
        let ask = |cursor: &str| span().resolve(&After::Cursor(cursor.parse().unwrap()));
        assert_eq!(ask("now-5"), Ok(5), "everything after 5 is there");
        assert_eq!(ask("now-9"), Ok(9), "once the head");
        for (cursor, reason) in [
            ("now-4", GapReason::Expired),
            ("old-7", GapReason::Epoch),
            ("now-10", GapReason::Epoch),
        ] {
            let gap = ask(cursor).unwrap_err();
            assert_eq!(gap.reason, reason, "{cursor}");
            assert_eq!(gap.oldest.to_string(), "now-5", "where to go on");
        }
    }

    #[test]
    fn the_ends_are_found_by_name() {
        assert_eq!(span().resolve(&After::Oldest), Ok(5), "all that is kept");
        assert_eq!(span().resolve(&After::Head), Ok(8), "from now on");
    }
}

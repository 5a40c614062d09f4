//! What is stored about forwarding: the targets, how far each has come, and what was given up.

use std::{fmt, ops::RangeInclusive, time::Duration};

use futures_util::future::BoxFuture;
use relay_protocol::{Cursor, EventId, InboxId, TargetId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{error::Result, secret::SigningSecret};

/// A URL to which an inbox's webhooks are forwarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its id.
    pub id: TargetId,
    /// The inbox whose webhooks it gets.
    pub inbox: InboxId,
    /// Where to post.
    pub url: TargetUrl,
    /// The `whsec_…` secret with which deliveries are signed, if they are.
    pub secret: Option<SigningSecret>,
    /// Whether it may be at a private address, and without TLS there.
    pub allow_private: bool,
    /// How long one event is tried before it becomes a dead letter.
    pub give_up_after: Duration,
    /// Whether the operator has paused it.
    pub paused: bool,
    /// Counts the operator's changes, so that a running relay notices each of them.
    pub revision: u64,
    /// When it was made.
    #[serde(with = "relay_protocol::timestamp")]
    pub created_at: OffsetDateTime,
}

/// A target's URL. Its path and query may hold a token, so `Debug` and `Display` show the host only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TargetUrl(url::Url);

impl TargetUrl {
    /// Takes a parsed URL.
    #[must_use]
    pub fn new(url: url::Url) -> Self {
        Self(url)
    }

    /// The whole URL, for the request and for the operator.
    #[must_use]
    pub fn expose(&self) -> &url::Url {
        &self.0
    }
}

impl fmt::Display for TargetUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.host_str().unwrap_or_default())
    }
}

impl fmt::Debug for TargetUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TargetUrl({self}/…)")
    }
}

/// What the operator does to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetChange {
    /// Stops delivering; the cursor stays where it is.
    Pause,
    /// Goes on from the cursor.
    Resume,
    /// Makes the relay that delivers look at the stored progress again.
    Reload,
}

impl TargetChange {
    pub(crate) fn apply(self, target: &mut Target) {
        match self {
            Self::Pause => target.paused = true,
            Self::Resume => target.paused = false,
            Self::Reload => {}
        }
        target.revision += 1;
    }
}

/// How far a target has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Everything up to here was delivered or became a dead letter.
    pub cursor: Cursor,
    /// Set while deliveries fail.
    #[serde(default)]
    pub failing: Option<Failing>,
    /// What the operator wants delivered again, in this order.
    #[serde(default)]
    pub replays: Vec<Replay>,
    /// The relay that delivers, where several share a store.
    #[serde(default)]
    pub owner: Option<String>,
}

impl Progress {
    /// Starts at this place.
    #[must_use]
    pub fn starting_at(cursor: Cursor) -> Self {
        Self {
            cursor,
            failing: None,
            replays: Vec::new(),
            owner: None,
        }
    }
}

/// Why and since when deliveries fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// When the first of them failed after the last success.
    #[serde(with = "relay_protocol::timestamp")]
    pub since: OffsetDateTime,
    /// When the next attempt is due.
    #[serde(with = "relay_protocol::timestamp")]
    pub retry_at: OffsetDateTime,
    /// How often the present event was tried.
    pub attempts: u32,
    /// Why the last attempt failed, such as `HTTP 500`.
    pub reason: String,
}

/// Events to be delivered once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Those after this sequence number.
    pub after: u64,
    /// Up to and including this one.
    pub through: u64,
    /// Only those of them that are dead letters.
    pub dead_letters: bool,
}

/// An event that was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// Its place in the log.
    pub seq: u64,
    /// Its id.
    pub event: EventId,
    /// When it came.
    #[serde(with = "relay_protocol::timestamp")]
    pub received_at: OffsetDateTime,
    /// When it was given up.
    #[serde(with = "relay_protocol::timestamp")]
    pub given_up_at: OffsetDateTime,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed.
    pub reason: String,
}

/// What happens to the dead letters when progress is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterChange {
    /// Nothing.
    None,
    /// One is added.
    Add(DeadLetter),
    /// The one of this sequence number is removed, if there is one.
    Remove(u64),
}

/// The part of a store that forwarding needs.
pub trait TargetStore: Send + Sync + 'static {
    /// Whether several relays may serve from this store at once.
    fn is_shared(&self) -> bool;

    /// Adds a target; [`crate::Error::NoSuchInbox`] if its inbox does not exist.
    fn create_target(&self, target: Target, progress: Progress) -> BoxFuture<'_, Result<()>>;

    /// The targets of all inboxes, in the order of their making.
    fn targets(&self) -> BoxFuture<'_, Result<Vec<Target>>>;

    /// Changes a target; [`crate::Error::NoSuchTarget`] if there is none.
    fn change_target<'a>(
        &'a self,
        target: &'a TargetId,
        change: TargetChange,
    ) -> BoxFuture<'a, Result<()>>;

    /// Removes a target with its progress and its dead letters; `false` if there was none.
    fn delete_target<'a>(&'a self, target: &'a TargetId) -> BoxFuture<'a, Result<bool>>;

    /// How far a target has come, and the revision of that; `None` if there is no such target.
    fn progress<'a>(
        &'a self,
        target: &'a TargetId,
    ) -> BoxFuture<'a, Result<Option<(Progress, u64)>>>;

    /// Saves how far a target has come and gives the new revision. `None`, and nothing is saved, if
    /// the progress has another revision by now or the target is gone.
    fn save_progress<'a>(
        &'a self,
        target: &'a TargetId,
        progress: Progress,
        revision: u64,
        letter: LetterChange,
    ) -> BoxFuture<'a, Result<Option<u64>>>;

    /// The oldest dead letters after a sequence number, at most `limit`.
    fn dead_letters<'a>(
        &'a self,
        target: &'a TargetId,
        after: u64,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<DeadLetter>>>;

    /// How many dead letters a target has.
    fn count_dead_letters<'a>(&'a self, target: &'a TargetId) -> BoxFuture<'a, Result<u64>>;

    /// Removes the dead letters of these sequence numbers.
    fn remove_dead_letters<'a>(
        &'a self,
        target: &'a TargetId,
        seqs: RangeInclusive<u64>,
    ) -> BoxFuture<'a, Result<()>>;
}

//! What a source hands over, and to whom.

use crate::Error;
use domain::{Road, Trust, UnixMs};
use futures_util::future::BoxFuture;

/// One webhook as it was received, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The source's name, as it was given when the source was started.
    pub source: String,
    /// What kind of source it is.
    pub road: Road,
    /// The source's own name for this delivery, the same however often and after whatever mishap it
    /// hands it over again. `None` where the source has none: two deliveries are then two.
    pub event_id: Option<String>,
    /// The place in the source's log just after this delivery. Committed together with it, it is
    /// where to go on. `None` where the source has no log.
    pub cursor: Option<String>,
    /// When it was first received, by the clock of whoever received it.
    pub received_at: UnixMs,
    /// `content-type`, `content-encoding`, `user-agent`, and those that begin with `x-ribbon-` or `webhook-`; lower-case
    /// names, repeated ones kept in their order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What the source itself vouches for; `None` where the signature is for us to check.
    pub trust: Option<Trust>,
}

impl Received {
    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Who takes in what the sources receive.
pub trait Sink: Send + Sync {
    /// Takes one delivery. Returns `Ok` only when it and its cursor are durably committed, for then
    /// the sender is told that it may forget it.
    fn deliver(&self, received: Received) -> BoxFuture<'_, Result<(), SinkError>>;

    /// Takes several deliveries of one source in their order, best in one transaction. After an
    /// error any number of the first may be committed; all may come again.
    fn deliver_all(&self, batch: Vec<Received>) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            for received in batch {
                self.deliver(received).await?;
            }
            Ok(())
        })
    }

    /// Learns that a source has lost history. Returns `Ok` only when that is durably noted with
    /// [`Gap::resume`] as the source's cursor. Unless told otherwise this only reports it.
    fn lost(&self, source: &str, gap: Gap) -> BoxFuture<'_, Result<(), SinkError>> {
        self.report(source, SourceState::Gap(gap));
        Box::pin(async { Ok(()) })
    }

    /// Learns how a source is doing. Called when that changes; must not block.
    fn report(&self, source: &str, state: SourceState);
}

/// Why a delivery could not be committed. The words are for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it could not be stored: {0}")]
pub struct SinkError(pub String);

/// How a source is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// It is trying to reach the other end for the first time, or again after it was live.
    Connecting,
    /// What is sent arrives at once.
    Live,
    /// It asks again and again, as something in between holds streams back. Nothing is lost.
    Polling,
    /// The other end cannot be reached, and it keeps trying.
    Offline {
        /// Since when.
        since: UnixMs,
        /// Why.
        error: Error,
    },
    /// The other end knows this device no longer. The source has ended.
    NeedsPairing,
    /// History was lost; the source went on from the oldest that there is.
    Gap(Gap),
    /// It was stopped: nothing comes from it any more.
    Stopped,
}

/// A part of a source's history that never reached us and cannot be had from it any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The cursor after which something is missing; empty where the source has given none out.
    pub requested: String,
    /// The cursor to go on from; empty where the source has given none out.
    pub resume: String,
    /// Why it is lost.
    pub reason: GapReason,
}

/// Why history was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapReason {
    /// We were away for longer than the source keeps events.
    Expired,
    /// The source's log was restored or moved and counts anew. Events that we have may come again
    /// under new cursors; their `event_id` is the same.
    Epoch,
    /// An event was longer than any of Ribbon's could be, and was passed over unread.
    TooLong,
    /// The source did not take a webhook that was posted to it.
    Refused,
}

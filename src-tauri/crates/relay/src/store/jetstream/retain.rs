//! Dropping events from the old end of the stream.

use std::collections::BTreeMap;

use async_nats::jetstream::stream::Stream;
use serde::{Deserialize, Serialize};

use super::{bucket::Bucket, connect::SUBJECTS, message, meta, reader::Reader, registry};
use crate::{
    error::{Error, Result},
    store::{RelayTime, Retention},
};

/// How many events one bite looks at.
const BITE: usize = 500;
pub(super) const MILESTONES: &str = "milestones";

/// What was stored by when, oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Milestones(Vec<Milestone>);

/// The newest sequence number of the stream at a moment of the relay's own clock.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Milestone {
    seq: u64,
    at: RelayTime,
}

impl Milestones {
    /// The newest sequence number that is too old.
    fn newest_expired(&self, rule: &Retention, now: RelayTime) -> Option<u64> {
        let limit = now.minus(rule.age?);
        let expired = self.0.iter().rev().find(|each| each.at <= limit);
        expired.map(|milestone| milestone.seq)
    }

    /// Adds one if it is time for it, and forgets those before the first event that is kept.
    fn advance(mut self, rule: &Retention, now: RelayTime, first: u64, last: u64) -> Option<Self> {
        let is_due = self
            .0
            .last()
            .is_none_or(|newest| newest.seq < last && rule.is_milestone_time(newest.at, now));
        if last == 0 || !is_due {
            return None;
        }
        self.0.retain(|milestone| milestone.seq >= first);
        self.0.push(Milestone { seq: last, at: now });
        Some(self)
    }
}

/// Drops one bite from the old end of the whole stream, after noting for each inbox what it loses.
/// Several relays may do this at once.
///
/// The stream has no `max_age`: the server would drop by its own clock, whatever that says, and
/// without a note of what each inbox loses.
pub(super) async fn retain(
    log: &Stream,
    bucket: &Bucket,
    rule: &Retention,
    now: RelayTime,
) -> Result<u64> {
    let state = log.get_info().await.map_err(Error::nats)?.state;
    meta::reached(bucket, state.last_sequence).await?;
    let mut expired = None;
    bucket
        .change(MILESTONES, |milestones: Option<Milestones>| {
            let milestones = milestones.unwrap_or_default();
            expired = milestones.newest_expired(rule, now);
            milestones.advance(rule, now, state.first_sequence, state.last_sequence)
        })
        .await?;
    let mut bite = Bite {
        expired: expired.unwrap_or(0),
        surplus: rule
            .bytes
            .map_or(0, |allowed| state.bytes.saturating_sub(allowed)),
        lost: BTreeMap::new(),
        cut: None,
    };
    let is_old = bite.expired >= state.first_sequence;
    if state.messages == 0 || !(is_old || bite.surplus > 0) {
        return Ok(0);
    }
    let mut reader = Reader::open(log, SUBJECTS.to_owned(), 0, true).await?;
    bite.take(&reader.fetch(BITE, None).await?.messages)?;
    let Some(cut) = bite.cut else { return Ok(0) };
    for (inbox, seq) in &bite.lost {
        registry::raise_oldest(bucket, inbox, *seq).await?;
    }
    let purged = log.purge().sequence(cut + 1).await.map_err(Error::nats)?;
    Ok(purged.purged)
}

/// What is about to be dropped.
struct Bite {
    /// The newest sequence number that is too old.
    expired: u64,
    /// Bytes that are still too much.
    surplus: u64,
    /// The newest event that each inbox loses.
    lost: BTreeMap<relay_protocol::InboxId, u64>,
    cut: Option<u64>,
}

impl Bite {
    /// Takes in the next messages, oldest first, up to the first that is to stay.
    fn take(&mut self, messages: &[async_nats::jetstream::Message]) -> Result<()> {
        for message in messages {
            let seq = message.info().map_err(Error::nats)?.stream_sequence;
            if seq > self.expired && self.surplus == 0 {
                break;
            }
            let about = message::about(message.headers.as_ref())?;
            self.surplus = self.surplus.saturating_sub(about.size);
            self.lost.insert(message::inbox(&message.subject)?, seq);
            self.cut = Some(seq);
        }
        Ok(())
    }
}

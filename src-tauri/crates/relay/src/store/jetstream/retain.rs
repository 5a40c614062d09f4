//! Dropping events from the old end of the stream.

use std::collections::BTreeMap;

use async_nats::jetstream::stream::Stream;
use time::OffsetDateTime;

use super::{bucket::Bucket, connect::SUBJECTS, message, meta, reader::Reader, registry};
use crate::{
    error::{Error, Result},
    store::Retention,
};

/// How many events one bite looks at.
const BITE: usize = 500;

/// Drops one bite from the old end of the whole stream, after noting for each inbox what it loses.
/// Several relays may do this at once.
pub(super) async fn retain(
    log: &Stream,
    bucket: &Bucket,
    rule: &Retention,
    now: OffsetDateTime,
) -> Result<u64> {
    let state = log.get_info().await.map_err(Error::nats)?.state;
    meta::reached(bucket, state.last_sequence).await?;
    let mut bite = Bite {
        age_limit: rule.age.map(|age| now.saturating_sub(age)),
        surplus: rule
            .bytes
            .map_or(0, |allowed| state.bytes.saturating_sub(allowed)),
        lost: BTreeMap::new(),
        cut: None,
    };
    if state.messages == 0 || (bite.age_limit.is_none() && bite.surplus == 0) {
        return Ok(0);
    }
    let mut reader = Reader::open(log, SUBJECTS.to_owned(), 0, true).await?;
    // The first alone: mostly it is to stay, and then no more need be looked at.
    if bite.take(&reader.fetch(1, None).await?.messages)? {
        bite.take(&reader.fetch(BITE, None).await?.messages)?;
    }
    let Some(cut) = bite.cut else { return Ok(0) };
    for (inbox, seq) in &bite.lost {
        registry::raise_oldest(bucket, inbox, *seq).await?;
    }
    let purged = log.purge().sequence(cut + 1).await.map_err(Error::nats)?;
    Ok(purged.purged)
}

/// What is about to be dropped.
struct Bite {
    age_limit: Option<OffsetDateTime>,
    /// Bytes that are still too much.
    surplus: u64,
    /// The newest event that each inbox loses.
    lost: BTreeMap<relay_protocol::InboxId, u64>,
    cut: Option<u64>,
}

impl Bite {
    /// Takes in the next messages, oldest first, up to the first that is to stay; `false` if that
    /// was reached.
    fn take(&mut self, messages: &[async_nats::jetstream::Message]) -> Result<bool> {
        for message in messages {
            let about = message::about(message.headers.as_ref())?;
            let young = self
                .age_limit
                .is_none_or(|limit| about.received_at >= limit);
            if young && self.surplus == 0 {
                return Ok(false);
            }
            self.surplus = self.surplus.saturating_sub(about.size);
            let seq = message.info().map_err(Error::nats)?.stream_sequence;
            self.lost.insert(message::inbox(&message.subject)?, seq);
            self.cut = Some(seq);
        }
        Ok(true)
    }
}

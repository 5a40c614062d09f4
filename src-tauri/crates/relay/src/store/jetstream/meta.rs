//! The store's present life.
//!
//! NATS gives no sign when a stream is made anew, put back from a backup, or has lost its newest
//! messages with the power (it acknowledges before it has written to disk, unless told otherwise).
//! So the bucket remembers when the stream was made and how far it had come.

use async_nats::jetstream::stream::Info;
use relay_protocol::Epoch;
use serde::{Deserialize, Serialize};

use super::{bucket::Bucket, retain::MILESTONES};
use crate::{
    error::{Error, Result},
    secret::random_name,
    store::TimeRecord,
};

const KEY: &str = "meta";
/// The key of the address under which the relays are reached.
pub(super) const PUBLIC_URL: &str = "public_url";
/// The key of the relays' own time.
pub(super) const TIME: &str = "time";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Meta {
    epoch: Epoch,
    /// When the stream was made, in nanoseconds since 1970.
    made: String,
    /// A sequence number that the stream has reached for certain.
    reached: u64,
}

/// Makes the epoch, or a new one if the stream is not the one that the old was made for.
pub(super) async fn settle(bucket: &Bucket, log: &Info) -> Result<Epoch> {
    let fresh = Meta {
        epoch: new_epoch()?,
        made: made(log),
        reached: log.state.last_sequence,
    };
    let mut now = fresh.epoch.clone();
    bucket
        .change(KEY, |meta: Option<Meta>| match meta {
            Some(meta) if meta.made == fresh.made && meta.reached <= fresh.reached => {
                now = meta.epoch;
                None
            }
            _ => {
                now = fresh.epoch.clone();
                Some(fresh.clone())
            }
        })
        .await?;
    if now == fresh.epoch {
        // They count the events of another stream, and would drop those of this one.
        bucket.remove(MILESTONES).await?;
    }
    Ok(now)
}

pub(super) async fn epoch(bucket: &Bucket) -> Result<Epoch> {
    let meta: Option<Meta> = bucket.get(KEY).await?;
    meta.map(|meta| meta.epoch)
        .ok_or_else(|| Error::Corrupt("the epoch is missing".to_owned()))
}

pub(super) async fn renew(bucket: &Bucket, log: &Info) -> Result<Epoch> {
    let meta = Meta {
        epoch: new_epoch()?,
        made: made(log),
        reached: log.state.last_sequence,
    };
    bucket.put(KEY, &meta).await?;
    Ok(meta.epoch)
}

/// Notes how far the stream has come.
pub(super) async fn reached(bucket: &Bucket, seq: u64) -> Result<()> {
    bucket
        .change(KEY, |meta: Option<Meta>| {
            let meta = meta?;
            (meta.reached < seq).then_some(Meta {
                reached: seq,
                ..meta
            })
        })
        .await
}

/// Remembers what time it is. Several relays do this, and the one that has counted most is right: the
/// others were started later, or not believed that they were off.
pub(super) async fn keep_time(bucket: &Bucket, time: TimeRecord) -> Result<()> {
    bucket
        .change(TIME, |kept: Option<TimeRecord>| match kept {
            Some(kept) if kept.relay >= time.relay => None,
            _ => Some(time),
        })
        .await
}

fn made(log: &Info) -> String {
    log.created.unix_timestamp_nanos().to_string()
}

fn new_epoch() -> Result<Epoch> {
    let name = random_name(8);
    name.try_into()
        .map_err(|_| Error::Corrupt("a new epoch".to_owned()))
}

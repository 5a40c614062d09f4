//! Inboxes, devices and codes as keys of the bucket.
//!
//! | key | value |
//! | --- | --- |
//! | `inbox.<inbox>` | the inbox |
//! | `oldest.<inbox>` | the newest event that retention dropped |
//! | `refused.<inbox>` | the newest webhook that was not taken, and when the last before it came |
//! | `device.<device>` | the device as it was paired |
//! | `member.<inbox>.<device>` | nothing: says whose the device is, so that an inbox finds its own |
//! | `seen.<device>` | when it was heard of, how far it has committed |
//! | `pairing.<selector>` | the code |

use relay_protocol::{Cursor, DeviceId, InboxId, Refusal};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::bucket::Bucket;
use crate::{
    error::{Error, Result},
    secret::SecretHash,
    store::{Device, Inbox, InboxChange, Latest, NewDevice, Pairing},
};

/// What of a device does not change.
#[derive(Serialize, Deserialize)]
struct Paired {
    inbox: InboxId,
    name: String,
    token: SecretHash,
    #[serde(with = "relay_protocol::timestamp")]
    created_at: OffsetDateTime,
}

/// What `refused.<inbox>` holds.
#[derive(Serialize, Deserialize)]
struct Refused {
    #[serde(with = "relay_protocol::timestamp::option")]
    received: Option<OffsetDateTime>,
    refused: Option<Refusal>,
}

/// What of a device changes with its calls.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    #[serde(with = "relay_protocol::timestamp::option", default)]
    last_seen: Option<OffsetDateTime>,
    #[serde(default)]
    acked: Option<Cursor>,
}

pub(super) async fn create_inbox(bucket: &Bucket, inbox: &Inbox) -> Result<()> {
    if bucket.swap(&inbox_key(&inbox.id), inbox, 0).await? {
        Ok(())
    } else {
        Err(Error::Invalid("this inbox id is taken".to_owned()))
    }
}

pub(super) async fn inbox(bucket: &Bucket, id: &InboxId) -> Result<Option<Inbox>> {
    bucket.get(&inbox_key(id)).await
}

pub(super) async fn inboxes(bucket: &Bucket) -> Result<Vec<Inbox>> {
    let mut inboxes = Vec::new();
    for id in bucket.list("inbox").await? {
        // It may have been deleted since it was listed.
        inboxes.extend(bucket.get::<Inbox>(&format!("inbox.{id}")).await?);
    }
    inboxes.sort_by_key(|inbox| inbox.created_at);
    Ok(inboxes)
}

pub(super) async fn change_inbox(bucket: &Bucket, id: &InboxId, change: InboxChange) -> Result<()> {
    let mut found = false;
    bucket
        .change(&inbox_key(id), |inbox: Option<Inbox>| {
            found = inbox.is_some();
            inbox.map(|mut inbox| {
                change.clone().apply(&mut inbox);
                inbox
            })
        })
        .await?;
    if found {
        Ok(())
    } else {
        Err(Error::NoSuchInbox(id.clone()))
    }
}

/// The inbox goes first, so that nothing new comes in; its events are the caller's to drop.
pub(super) async fn delete_inbox(bucket: &Bucket, id: &InboxId) -> Result<bool> {
    let gone = bucket.remove(&inbox_key(id)).await?;
    for device in bucket.list(&format!("member.{id}")).await? {
        if let Ok(device) = device.parse() {
            delete_device(bucket, &device).await?;
        }
    }
    for selector in bucket.list("pairing").await? {
        let key = format!("pairing.{selector}");
        let pairing = bucket.get::<Pairing>(&key).await?;
        if pairing.is_some_and(|pairing| pairing.inbox == *id) {
            bucket.remove(&key).await?;
        }
    }
    bucket.remove(&oldest_key(id)).await?;
    bucket.remove(&refused_key(id)).await?;
    Ok(gone)
}

pub(super) async fn create_pairing(
    bucket: &Bucket,
    pairing: &Pairing,
    now: OffsetDateTime,
) -> Result<()> {
    require_inbox(bucket, &pairing.inbox).await?;
    for selector in bucket.list("pairing").await? {
        let key = format!("pairing.{selector}");
        let old = bucket.get::<Pairing>(&key).await?;
        if old.is_some_and(|old| old.expires_at <= now) {
            bucket.remove(&key).await?;
        }
    }
    if bucket
        .swap(&format!("pairing.{}", pairing.selector), pairing, 0)
        .await?
    {
        Ok(())
    } else {
        Err(Error::Invalid("this code is taken, try again".to_owned()))
    }
}

/// Counts the try down before looking whether it was right: whoever tries many codes at once has no
/// more tries than whoever tries one after the other.
pub(super) async fn redeem(
    bucket: &Bucket,
    selector: &str,
    code: &SecretHash,
    new: NewDevice,
) -> Result<Option<InboxId>> {
    let key = format!("pairing.{selector}");
    let mut claimed = None;
    bucket
        .change(&key, |pairing: Option<Pairing>| {
            claimed = None;
            let mut pairing = pairing.filter(|pairing| pairing.tries_left > 0)?;
            let right = pairing.code.matches(code);
            if right && pairing.expires_at > new.now {
                claimed = Some(pairing.inbox.clone());
            }
            pairing.tries_left = if right { 0 } else { pairing.tries_left - 1 };
            Some(pairing)
        })
        .await?;
    let Some(inbox) = claimed else {
        return Ok(None);
    };
    // From here on the code is used up; should this fail, the operator makes another.
    create_device(bucket, &new.joins(inbox.clone())).await?;
    bucket.remove(&key).await?;
    Ok(Some(inbox))
}

pub(super) async fn create_device(bucket: &Bucket, device: &Device) -> Result<()> {
    require_inbox(bucket, &device.inbox).await?;
    let paired = Paired {
        inbox: device.inbox.clone(),
        name: device.name.clone(),
        token: device.token,
        created_at: device.created_at,
    };
    // First the entry that lists it: a device that can read is never unlisted.
    bucket
        .put(&member_key(&device.inbox, &device.id), &())
        .await?;
    bucket.put(&device_key(&device.id), &paired).await
}

pub(super) async fn device(bucket: &Bucket, id: &DeviceId) -> Result<Option<Device>> {
    let Some(paired) = bucket.get::<Paired>(&device_key(id)).await? else {
        return Ok(None);
    };
    let seen: Seen = bucket.get(&seen_key(id)).await?.unwrap_or_default();
    Ok(Some(Device {
        id: id.clone(),
        inbox: paired.inbox,
        name: paired.name,
        token: paired.token,
        created_at: paired.created_at,
        last_seen: seen.last_seen,
        acked: seen.acked,
    }))
}

pub(super) async fn devices(bucket: &Bucket, inbox: &InboxId) -> Result<Vec<Device>> {
    let mut devices = Vec::new();
    for id in bucket.list(&format!("member.{inbox}")).await? {
        if let Ok(id) = id.parse() {
            devices.extend(device(bucket, &id).await?);
        }
    }
    devices.sort_by_key(|device| device.created_at);
    Ok(devices)
}

pub(super) async fn delete_device(bucket: &Bucket, id: &DeviceId) -> Result<bool> {
    let Some(paired) = bucket.get::<Paired>(&device_key(id)).await? else {
        return Ok(false);
    };
    let gone = bucket.remove(&device_key(id)).await?;
    bucket.remove(&member_key(&paired.inbox, id)).await?;
    bucket.remove(&seen_key(id)).await?;
    Ok(gone)
}

pub(super) async fn touch(bucket: &Bucket, id: &DeviceId, now: OffsetDateTime) -> Result<()> {
    if !exists(bucket, id).await? {
        return Ok(());
    }
    bucket
        .change(&seen_key(id), |seen: Option<Seen>| {
            let mut seen = seen.unwrap_or_default();
            (seen.last_seen < Some(now)).then(|| {
                seen.last_seen = Some(now);
                seen
            })
        })
        .await
}

pub(super) async fn ack(bucket: &Bucket, id: &DeviceId, cursor: Cursor) -> Result<Cursor> {
    if !exists(bucket, id).await? {
        return Err(Error::NoSuchDevice);
    }
    let mut stands = cursor.clone();
    bucket
        .change(&seen_key(id), |seen: Option<Seen>| {
            let mut seen = seen.unwrap_or_default();
            if let Some(acked) = &seen.acked
                && acked.epoch == cursor.epoch
                && acked.seq >= cursor.seq
            {
                stands = acked.clone();
                return None;
            }
            stands = cursor.clone();
            seen.acked = Some(cursor.clone());
            Some(seen)
        })
        .await?;
    Ok(stands)
}

pub(super) async fn oldest(bucket: &Bucket, inbox: &InboxId) -> Result<u64> {
    Ok(bucket.get(&oldest_key(inbox)).await?.unwrap_or(0))
}

/// Notes that everything of this inbox up to `seq` is about to be dropped.
pub(super) async fn raise_oldest(bucket: &Bucket, inbox: &InboxId, seq: u64) -> Result<()> {
    bucket
        .change(&oldest_key(inbox), |oldest: Option<u64>| {
            (oldest.unwrap_or(0) < seq).then_some(seq)
        })
        .await
}

/// What was noted with the last refusal.
pub(super) async fn latest(bucket: &Bucket, inbox: &InboxId) -> Result<Latest> {
    let noted: Option<Refused> = bucket.get(&refused_key(inbox)).await?;
    Ok(
        noted.map_or_else(Latest::default, |Refused { received, refused }| Latest {
            received,
            refused,
        }),
    )
}

/// Notes a refusal, and what was before it.
pub(super) async fn note_refusal(bucket: &Bucket, inbox: &InboxId, latest: Latest) -> Result<()> {
    let Latest { received, refused } = latest;
    bucket
        .put(&refused_key(inbox), &Refused { received, refused })
        .await
}

async fn exists(bucket: &Bucket, id: &DeviceId) -> Result<bool> {
    Ok(bucket.get::<Paired>(&device_key(id)).await?.is_some())
}

pub(super) async fn require_inbox(bucket: &Bucket, id: &InboxId) -> Result<()> {
    match inbox(bucket, id).await? {
        Some(_) => Ok(()),
        None => Err(Error::NoSuchInbox(id.clone())),
    }
}

fn inbox_key(id: &InboxId) -> String {
    format!("inbox.{id}")
}

fn oldest_key(id: &InboxId) -> String {
    format!("oldest.{id}")
}

fn refused_key(id: &InboxId) -> String {
    format!("refused.{id}")
}

fn device_key(id: &DeviceId) -> String {
    format!("device.{id}")
}

fn member_key(inbox: &InboxId, id: &DeviceId) -> String {
    format!("member.{inbox}.{id}")
}

fn seen_key(id: &DeviceId) -> String {
    format!("seen.{id}")
}

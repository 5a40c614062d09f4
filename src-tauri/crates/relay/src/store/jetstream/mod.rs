//! NATS JetStream: one stream for the log, one key-value bucket for the registry.
//!
//! Several relays side by side may share them. What another relay could change is asked anew, but
//! for an inbox that was looked up a moment ago: a webhook costs one publish and nothing else.

mod bucket;
mod connect;
mod log;
mod message;
mod meta;
mod reader;
mod registry;
mod retain;
mod target;
#[cfg(test)]
#[cfg(feature = "nats-tests")]
pub(crate) mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_nats::jetstream::{
    Context,
    consumer::{DeliverPolicy, push::OrderedConfig},
    stream::Stream,
};
use futures_util::{StreamExt as _, future::BoxFuture};
use relay_protocol::{After, Cursor, DeviceId, Epoch, InboxId, Refusal};
use time::OffsetDateTime;
use tokio::time::interval;

use self::{bucket::Bucket, connect::Connected, log::Knowledge};
use super::{
    Amount, Changes, Device, Inbox, InboxChange, Latest, NewDevice, NewEvent, Pairing, Read,
    Recent, RelayTime, Retention, Span, Store, StoreKind, TimeRecord,
};
use crate::{
    config::NatsConfig,
    error::{Error, Result},
    secret::SecretHash,
};

/// What the header with everything but the body may take; bodies get the rest of a message.
const HEADERS: usize = 64 << 10;
/// How often to look whether anybody still waits for what other relays take.
const LOOK: Duration = Duration::from_secs(30);
/// Fewer copies than this can lose what was acknowledged when a server's disk dies.
const SAFE_COPIES: usize = 3;

/// The JetStream store.
#[derive(Debug)]
pub(crate) struct JetStore {
    context: Context,
    log: Stream,
    bucket: Bucket,
    max_payload: usize,
    copies: usize,
    changes: Changes,
    /// The newest event of each inbox that this relay has heard of: a hint, never the truth.
    heard: Mutex<HashMap<InboxId, u64>>,
    recent: Recent,
}

impl JetStore {
    /// Connects, and makes the stream and the bucket if need be.
    pub(crate) async fn open(config: &NatsConfig) -> Result<Self> {
        let Connected {
            context,
            log,
            bucket,
            max_payload,
            copies,
        } = connect::connect(config).await?;
        let bucket = Bucket::new(bucket);
        let info = log.get_info().await.map_err(Error::nats)?;
        meta::settle(&bucket, &info).await?;
        Ok(Self {
            context,
            log,
            bucket,
            max_payload,
            copies,
            changes: Changes::default(),
            heard: Mutex::default(),
            recent: Recent::default(),
        })
    }

    /// The longest body that fits into a message.
    pub(crate) fn largest_body(&self) -> usize {
        self.max_payload.saturating_sub(HEADERS)
    }

    /// What an operator should know about this setup.
    pub(crate) fn advice(&self) -> Option<String> {
        let config = &self.log.cached_info().config;
        let copies = (self.copies < SAFE_COPIES).then(|| {
            format!(
                "NATS keeps {} of the recommended {SAFE_COPIES} copies; and it acknowledges before \
                 it has written to disk unless `sync_interval: always` is set",
                self.copies
            )
        });
        let is_limited = config.max_age > Duration::ZERO
            || config.max_bytes > 0
            || config.max_messages > 0
            || config.max_messages_per_subject > 0;
        let limits = is_limited.then(|| {
            "the stream has limits of its own, by which NATS drops events that no reader is warned \
             of: remove them, the relay drops old events itself"
                .to_owned()
        });
        let advice: Vec<_> = copies.into_iter().chain(limits).collect();
        (!advice.is_empty()).then(|| advice.join("; "))
    }

    /// Wakes readers whoever appends; ends only with an error.
    ///
    /// The servers are asked to tell of new events only while somebody here waits for any: telling
    /// costs them something with every webhook. What this relay appends it knows without being told.
    pub(crate) async fn watch(self: Arc<Self>) -> Result<()> {
        loop {
            self.changes.until_read().await;
            self.watch_while_read().await?;
        }
    }

    async fn watch_while_read(&self) -> Result<()> {
        let consumer = self
            .log
            .create_consumer(OrderedConfig {
                deliver_subject: self.context.client().new_inbox(),
                deliver_policy: DeliverPolicy::New,
                headers_only: true,
                ..OrderedConfig::default()
            })
            .await
            .map_err(Error::nats)?;
        let mut messages = consumer.messages().await.map_err(Error::nats)?;
        // What came before this watch began may have been missed.
        self.changes.notify_all();
        let mut look = interval(LOOK);
        look.tick().await;
        loop {
            let message = tokio::select! {
                message = messages.next() => message.ok_or(Error::Closed)?.map_err(Error::nats)?,
                _ = look.tick() => {
                    if self.changes.is_read() {
                        continue;
                    }
                    return Ok(());
                }
            };
            let seq = message.info().map_err(Error::nats)?.stream_sequence;
            self.hear(&message::inbox(&message.subject)?, seq);
        }
    }

    /// Takes note of a new event and wakes its readers.
    fn hear(&self, inbox: &InboxId, seq: u64) {
        {
            let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            let newest = heard.entry(inbox.clone()).or_default();
            *newest = seq.max(*newest);
        }
        self.changes.notify(inbox);
    }

    /// Forgets what was known of an inbox that was changed here.
    fn forget(&self, inbox: &InboxId) {
        self.heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(inbox);
        self.recent.forget(inbox);
    }

    fn knowledge(&self, inbox: &InboxId) -> Knowledge {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        Knowledge {
            max_payload: self.max_payload,
            known: heard.get(inbox).copied().unwrap_or(0),
        }
    }
}

impl Store for JetStore {
    fn kind(&self) -> StoreKind {
        StoreKind::Jetstream
    }

    fn append(&self, event: NewEvent) -> BoxFuture<'_, Result<u64>> {
        Box::pin(async move {
            let inbox = event.inbox.clone();
            if let Some(reason) = event.refused {
                let refusal = Refusal {
                    at: event.received_at,
                    reason,
                };
                let before = log::latest(&self.log, &self.bucket, &inbox).await?;
                let latest = Latest {
                    refused: Some(refusal),
                    ..before
                };
                registry::note_refusal(&self.bucket, &inbox, latest).await?;
            }
            let seq = log::append(&self.context, event).await?;
            self.hear(&inbox, seq);
            Ok(seq)
        })
    }

    fn read<'a>(
        &'a self,
        inbox: &'a InboxId,
        after: &'a After,
        amount: Amount,
    ) -> BoxFuture<'a, Result<Read>> {
        Box::pin(log::read(
            &self.log,
            &self.bucket,
            inbox,
            after,
            amount,
            self.knowledge(inbox),
        ))
    }

    fn span<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Span>> {
        Box::pin(log::span(&self.log, &self.bucket, inbox))
    }

    fn latest<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Latest>> {
        Box::pin(log::latest(&self.log, &self.bucket, inbox))
    }

    fn count_after<'a>(&'a self, inbox: &'a InboxId, seq: u64) -> BoxFuture<'a, Result<u64>> {
        Box::pin(log::count_after(&self.log, inbox, seq))
    }

    fn retain<'a>(&'a self, rule: &'a Retention, now: RelayTime) -> BoxFuture<'a, Result<u64>> {
        Box::pin(retain::retain(&self.log, &self.bucket, rule, now))
    }

    fn time(&self) -> BoxFuture<'_, Result<Option<TimeRecord>>> {
        Box::pin(self.bucket.get(meta::TIME))
    }

    fn keep_time(&self, time: TimeRecord) -> BoxFuture<'_, Result<()>> {
        Box::pin(meta::keep_time(&self.bucket, time))
    }

    fn stored_bytes(&self) -> BoxFuture<'_, Result<u64>> {
        Box::pin(async { Ok(self.log.get_info().await.map_err(Error::nats)?.state.bytes) })
    }

    fn check(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async {
            self.log.get_info().await.map_err(Error::nats)?;
            self.bucket.put("probe", &()).await
        })
    }

    fn changes(&self) -> &Changes {
        &self.changes
    }

    fn epoch(&self) -> BoxFuture<'_, Result<Epoch>> {
        Box::pin(meta::epoch(&self.bucket))
    }

    fn renew_epoch(&self) -> BoxFuture<'_, Result<Epoch>> {
        Box::pin(async {
            let info = self.log.get_info().await.map_err(Error::nats)?;
            let epoch = meta::renew(&self.bucket, &info).await?;
            self.changes.notify_all();
            Ok(epoch)
        })
    }

    fn public_url(&self) -> BoxFuture<'_, Result<Option<String>>> {
        Box::pin(self.bucket.get(meta::PUBLIC_URL))
    }

    fn set_public_url(&self, url: String) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move { self.bucket.put(meta::PUBLIC_URL, &url).await })
    }

    fn create_inbox(&self, inbox: Inbox) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move { registry::create_inbox(&self.bucket, &inbox).await })
    }

    fn inbox<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Option<Inbox>>> {
        Box::pin(async move {
            let asked = Instant::now();
            let found = registry::inbox(&self.bucket, inbox).await?;
            self.recent.keep(asked, inbox, found.as_ref());
            Ok(found)
        })
    }

    fn recent_inbox(&self, inbox: &InboxId) -> Option<Arc<Inbox>> {
        self.recent.get(inbox)
    }

    fn inboxes(&self) -> BoxFuture<'_, Result<Vec<Inbox>>> {
        Box::pin(registry::inboxes(&self.bucket))
    }

    fn change_inbox<'a>(
        &'a self,
        inbox: &'a InboxId,
        change: InboxChange,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            registry::change_inbox(&self.bucket, inbox, change).await?;
            self.forget(inbox);
            Ok(())
        })
    }

    fn delete_inbox<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let gone = registry::delete_inbox(&self.bucket, inbox).await?;
            target::delete_of_inbox(&self.bucket, inbox).await?;
            log::delete_inbox(&self.log, inbox).await?;
            self.forget(inbox);
            self.changes.notify(inbox);
            Ok(gone)
        })
    }

    fn create_pairing(&self, pairing: Pairing, now: OffsetDateTime) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move { registry::create_pairing(&self.bucket, &pairing, now).await })
    }

    fn redeem<'a>(
        &'a self,
        selector: &'a str,
        code: &'a SecretHash,
        device: NewDevice,
    ) -> BoxFuture<'a, Result<Option<InboxId>>> {
        Box::pin(registry::redeem(&self.bucket, selector, code, device))
    }

    fn create_device(&self, device: Device) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move { registry::create_device(&self.bucket, &device).await })
    }

    fn device<'a>(&'a self, device: &'a DeviceId) -> BoxFuture<'a, Result<Option<Device>>> {
        Box::pin(registry::device(&self.bucket, device))
    }

    fn devices<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Vec<Device>>> {
        Box::pin(registry::devices(&self.bucket, inbox))
    }

    fn delete_device<'a>(&'a self, device: &'a DeviceId) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let gone = registry::delete_device(&self.bucket, device).await?;
            self.changes.notify_all();
            Ok(gone)
        })
    }

    fn touch<'a>(&'a self, device: &'a DeviceId, now: OffsetDateTime) -> BoxFuture<'a, Result<()>> {
        Box::pin(registry::touch(&self.bucket, device, now))
    }

    fn ack<'a>(&'a self, device: &'a DeviceId, cursor: Cursor) -> BoxFuture<'a, Result<Cursor>> {
        Box::pin(registry::ack(&self.bucket, device, cursor))
    }
}

//! What all handlers share.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ipnet::IpNet;
use relay_protocol::{After, DeviceId, Gap, GapReason, InboxId};
use tokio::{sync::Semaphore, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{
    refusals::Refusals,
    slowdown::{Slowdown, Verdict},
};
use crate::{
    clock::Clock,
    config::{Config, Pace},
    error::{Error, Result},
    forward::Forwarding,
    metrics::Metrics,
    server::FolderLock,
    store::{Amount, NewEvent, Read, Store},
};

/// The bodies that are in memory at once hold this much, which is 256 of the default limit.
const BODIES: usize = 64 << 20;
/// However large a body may be, so many webhooks are taken at once; and not more, however small.
const AT_ONCE: std::ops::RangeInclusive<usize> = 8..=256;
/// A device's last request is noted this often at most.
const SEEN_EVERY: Duration = Duration::from_secs(30);
/// More devices than this are not remembered, only noted more often.
const SEEN_DEVICES: usize = 10_000;
/// A readiness check writes to the disk; asking more often gets the last answer.
const CHECK_EVERY: Duration = Duration::from_secs(1);
/// A device's place begins a new epoch this often at most.
const RENEW_EVERY: Duration = Duration::from_secs(3600);
/// So long after a webhook could not be stored, and until one can be, the store is not called well:
/// on a disk that is all but full the check's small write still succeeds.
const TROUBLE: Duration = Duration::from_secs(10);

/// What all handlers share.
pub(crate) struct App {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) metrics: Metrics,
    pub(crate) forwarding: Forwarding,
    pub(crate) clock: Clock,
    pub(crate) pace: Pace,
    pub(crate) max_body: usize,
    pub(crate) trusted: Vec<IpNet>,
    /// Set when the relay is to stop.
    pub(crate) stop: CancellationToken,
    pub(crate) room: Semaphore,
    pub(super) refusals: Refusals,
    slowdown: Slowdown,
    seen: Mutex<HashMap<DeviceId, Instant>>,
    checked: tokio::sync::Mutex<Option<(Instant, Result<()>)>>,
    renewed: tokio::sync::Mutex<Option<Instant>>,
    trouble: Mutex<Option<(Instant, Error)>>,
    /// For as long as anything may be stored.
    _lock: Option<FolderLock>,
}

/// How many webhooks are taken at once.
fn at_once(max_body: usize) -> usize {
    (BODIES / max_body.max(1)).clamp(*AT_ONCE.start(), *AT_ONCE.end())
}

impl App {
    pub(crate) fn new(
        config: &Config,
        store: Arc<dyn Store>,
        lock: Option<FolderLock>,
        stop: CancellationToken,
    ) -> Self {
        Self {
            store,
            metrics: Metrics::default(),
            forwarding: Forwarding::default(),
            clock: config.clock.clone(),
            pace: config.pace,
            max_body: config.max_body,
            trusted: config.trust_forwarded_for.clone(),
            stop,
            room: Semaphore::new(at_once(config.max_body)),
            refusals: Refusals::default(),
            slowdown: Slowdown::default(),
            seen: Mutex::default(),
            checked: tokio::sync::Mutex::default(),
            renewed: tokio::sync::Mutex::default(),
            trouble: Mutex::default(),
            _lock: lock,
        }
    }

    /// Counts a wrong token and holds its answer back; `false` if too many are held already.
    pub(crate) async fn hold_back(&self, address: IpAddr) -> bool {
        self.metrics.wrong_tokens.add(1);
        match self.slowdown.wrong(address) {
            Verdict::TooMany => false,
            Verdict::Hold(hold) => {
                tokio::select! {
                    () = tokio::time::sleep(hold.delay) => {}
                    () = self.stop.cancelled() => {}
                }
                true
            }
        }
    }

    /// Notes that a device was heard of, in the background: nobody waits for it.
    pub(crate) fn saw(&self, device: &DeviceId) {
        let now = Instant::now();
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if seen
                .get(device)
                .is_some_and(|last| now - *last < SEEN_EVERY)
            {
                return;
            }
            if seen.len() >= SEEN_DEVICES {
                seen.clear();
            }
            seen.insert(device.clone(), now);
        }
        let (store, device, now) = (Arc::clone(&self.store), device.clone(), self.clock.now());
        tokio::spawn(async move {
            if let Err(error) = store.touch(&device, now).await {
                tracing::warn!(%error, %device, "could not note that a device was heard of");
            }
        });
    }

    /// Stores a webhook, within the time there is for that, and gives its sequence number.
    pub(crate) async fn append(&self, event: NewEvent) -> Result<u64> {
        let outcome = tokio::time::timeout(self.pace.append, self.store.append(event))
            .await
            .unwrap_or(Err(Error::Timeout));
        let trouble = outcome.as_ref().err().filter(|error| !error.is_permanent());
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) =
            trouble.map(|error| (Instant::now(), error.clone()));
        outcome
    }

    /// Reads from the store, and begins a new epoch if that shows that the store was set back.
    pub(crate) async fn read(
        &self,
        inbox: &InboxId,
        after: &After,
        amount: Amount,
    ) -> Result<Read> {
        match self.store.read(inbox, after, amount).await? {
            Read::Gap(gap) if self.was_set_back(&gap).await? => {
                self.store.read(inbox, after, amount).await
            }
            read => Ok(read),
        }
    }

    /// Whether a place shows that the store was set back: it is beyond the end in the same epoch. What
    /// was lost is lost to every reader, so a new epoch begins, which this makes certain; but not
    /// often, for a device can claim any place.
    pub(crate) async fn was_set_back(&self, gap: &Gap) -> Result<bool> {
        if gap.reason != GapReason::Epoch || gap.requested.epoch != gap.oldest.epoch {
            return Ok(false);
        }
        let mut renewed = self.renewed.lock().await;
        if renewed.is_some_and(|renewed| renewed.elapsed() < RENEW_EVERY) {
            return Ok(false);
        }
        // Another reader may have shown the same a moment ago.
        if self.store.epoch().await? == gap.requested.epoch {
            let epoch = self.store.renew_epoch().await?;
            tracing::warn!(
                place = %gap.requested, new = %epoch,
                "a device has read further than the log goes: it was set back, a new epoch begins"
            );
        }
        *renewed = Some(Instant::now());
        Ok(true)
    }

    /// Why the last webhook could not be stored, if that was a moment ago.
    fn trouble(&self) -> Option<Error> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let (when, error) = trouble.as_ref()?;
        (when.elapsed() < TROUBLE).then(|| error.clone())
    }

    /// Whether the store can be written, found out by writing.
    pub(crate) async fn check(&self) -> Result<()> {
        if let Some(error) = self.trouble() {
            return Err(error);
        }
        let mut checked = self.checked.lock().await;
        match &*checked {
            Some((when, outcome)) if when.elapsed() < CHECK_EVERY => outcome.clone(),
            _ => {
                let outcome = tokio::time::timeout(self.pace.append, self.store.check())
                    .await
                    .unwrap_or(Err(Error::Timeout));
                *checked = Some((Instant::now(), outcome.clone()));
                outcome
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_bodies_are_taken_fewer_at_once() {
        for (max_body, expected) in [(0, 256), (256 << 10, 256), (1 << 20, 64), (1 << 30, 8)] {
            assert_eq!(
                at_once(max_body),
                expected,
                "bodies of up to {max_body} bytes"
            );
        }
    }
}

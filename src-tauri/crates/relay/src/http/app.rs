//! What all handlers share.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ipnet::IpNet;
use relay_protocol::DeviceId;
use tokio::{sync::Semaphore, time::Instant};
use tokio_util::sync::CancellationToken;

use super::slowdown::{Slowdown, Verdict};
use crate::{
    clock::Clock,
    config::{Config, Pace},
    error::Result,
    metrics::Metrics,
    store::Store,
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

/// What all handlers share.
pub(crate) struct App {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) metrics: Metrics,
    pub(crate) clock: Clock,
    pub(crate) pace: Pace,
    pub(crate) max_body: usize,
    pub(crate) trusted: Vec<IpNet>,
    /// Set when the relay is to stop.
    pub(crate) stop: CancellationToken,
    pub(crate) room: Semaphore,
    slowdown: Slowdown,
    seen: Mutex<HashMap<DeviceId, Instant>>,
    checked: tokio::sync::Mutex<Option<(Instant, Result<()>)>>,
}

/// How many webhooks are taken at once.
fn at_once(max_body: usize) -> usize {
    (BODIES / max_body.max(1)).clamp(*AT_ONCE.start(), *AT_ONCE.end())
}

impl App {
    pub(crate) fn new(config: &Config, store: Arc<dyn Store>, stop: CancellationToken) -> Self {
        Self {
            store,
            metrics: Metrics::default(),
            clock: config.clock.clone(),
            pace: config.pace,
            max_body: config.max_body,
            trusted: config.trust_forwarded_for.clone(),
            stop,
            room: Semaphore::new(at_once(config.max_body)),
            slowdown: Slowdown::default(),
            seen: Mutex::default(),
            checked: tokio::sync::Mutex::default(),
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

    /// Whether the store can be written, found out by writing.
    pub(crate) async fn check(&self) -> Result<()> {
        let mut checked = self.checked.lock().await;
        match &*checked {
            Some((when, outcome)) if when.elapsed() < CHECK_EVERY => outcome.clone(),
            _ => {
                let outcome = tokio::time::timeout(self.pace.append, self.store.check())
                    .await
                    .unwrap_or(Err(crate::Error::Timeout));
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

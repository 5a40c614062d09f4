//! What was accepted by the relay, compared with what the app holds.

use std::time::Duration;

use serde_json::{Value, json};
use store::Store;
use store::table::{delivery, outbox};
use tokio::time::{Instant, sleep};

use crate::ribbon::list;
use crate::stage::Stage;

const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// The relay's log beside the app's cache.
pub(crate) struct Ledger<'a> {
    stage: &'a Stage,
    cache: Store,
    source: String,
}

/// What came of every webhook that was answered with 200.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// How many there were.
    pub(crate) accepted: usize,
    /// How many the relay holds; one more while Ribbon waits for an answer.
    pub(crate) stored: usize,
    /// How many of them told of a status change.
    pub(crate) status_changes: usize,
    /// The relay's names of those that the app does not hold.
    pub(crate) missing: Vec<String>,
}

impl<'a> Ledger<'a> {
    /// Opens the cache of the running app.
    ///
    /// # Errors
    /// When the app has not made it yet.
    pub(crate) fn open(stage: &'a Stage) -> anyhow::Result<Self> {
        Ok(Self {
            stage,
            cache: stage.launch.cache()?,
            source: format!("relay:{}", stage.inbox.id()),
        })
    }

    /// The webhooks that wait at the relay, by its names for them.
    ///
    /// # Errors
    /// When the relay or the cache cannot be read.
    pub(crate) async fn waiting(&self) -> anyhow::Result<Vec<String>> {
        let log = self.stage.inbox.log().await?;
        self.not_held(log.iter().map(|event| event.id.to_string()))
    }

    /// Waits until the app holds all of `names`, and tells how long that took; `None` in vain.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) async fn wait_for(&self, names: &[String]) -> anyhow::Result<Option<Duration>> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if self.not_held(names.iter().cloned())?.is_empty() {
                return Ok(Some(began.elapsed()));
            }
            sleep(BETWEEN_LOOKS).await;
        }
        Ok(None)
    }

    /// Stops Ribbon's webhooks and waits until what was accepted is in the app and told, as far as
    /// that ever comes.
    ///
    /// # Errors
    /// When something cannot be read.
    pub(crate) async fn settle(&self) -> anyhow::Result<Kept> {
        self.stage.ribbon.send_no_webhooks().await?;
        let began = Instant::now();
        loop {
            let kept = self.compare().await?;
            let is_whole = kept.missing.is_empty() && kept.stored == kept.accepted;
            let is_told = self.cache.read(outbox::next_due)?.is_none();
            if (is_whole && is_told) || began.elapsed() > PATIENCE {
                return Ok(kept);
            }
            sleep(BETWEEN_LOOKS).await;
        }
    }

    async fn compare(&self) -> anyhow::Result<Kept> {
        let truth = self.stage.ribbon.truth().await?;
        let accepted: Vec<&Value> = list(&truth, "webhooks")
            .filter(|sent| sent.pointer("/outcome/status") == Some(&json!(200)))
            .collect();
        let log = self.stage.inbox.log().await?;
        let mut missing = self.not_held(log.iter().map(|event| event.id.to_string()))?;
        let mut stored: Vec<&[u8]> = log.iter().map(|event| event.body.as_slice()).collect();
        for sent in &accepted {
            let body = sent["body"].as_str().unwrap_or_default().as_bytes();
            match stored.iter().position(|stored| *stored == body) {
                Some(place) => drop(stored.swap_remove(place)),
                None => missing.push(format!(
                    "not even at the relay: number {}",
                    sent["sequence"]
                )),
            }
        }
        let is_status = |sent: &&&Value| sent["event_type"] == "candidate_status_updated";
        Ok(Kept {
            accepted: accepted.len(),
            stored: log.len(),
            status_changes: accepted.iter().filter(is_status).count(),
            missing,
        })
    }

    fn not_held(&self, names: impl Iterator<Item = String>) -> anyhow::Result<Vec<String>> {
        let missing = self.cache.read(|connection| {
            let mut missing = Vec::new();
            for name in names {
                if !delivery::is_known(connection, &self.source, &name)? {
                    missing.push(name);
                }
            }
            Ok(missing)
        })?;
        Ok(missing)
    }
}

//! The right to deliver to a target, and the progress that goes with it.
//!
//! Of several relays on one store only one delivers to a target, so that the order is kept. Its name
//! is in the stored progress, which changes at least every third of the lease's time; who sees no
//! change for longer than that takes over. Only its own clock counts: those of two machines may
//! differ. Progress is saved only if nobody else has saved since, so a relay that was replaced
//! while it slept finds out before it moves anything.

use std::{future::Future, sync::Arc, time::Duration};

use relay_protocol::TargetId;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use crate::{
    error::{Error, Result},
    store::{LetterChange, Progress, Store},
};

/// Between two looks whether another relay's lease has ended.
const LOOK: Duration = Duration::from_secs(1);

pub(super) struct Lease {
    store: Arc<dyn Store>,
    target: TargetId,
    owner: String,
    /// How long it holds without being renewed.
    length: Duration,
    renewed: Instant,
    progress: Progress,
    revision: u64,
}

impl Lease {
    /// Waits until this relay may deliver.
    ///
    /// # Errors
    /// [`Error::NoSuchTarget`] if the target is gone, or if the store fails.
    pub(super) async fn acquire(
        store: Arc<dyn Store>,
        target: TargetId,
        owner: String,
        length: Duration,
    ) -> Result<Self> {
        let mut seen: Option<(u64, Instant)> = None;
        loop {
            let asked = Instant::now();
            let found = store.progress(&target).await?;
            let (mut progress, revision) = found.ok_or(Error::NoSuchTarget)?;
            // A little longer than the other holds it, for it counts from before it asked.
            let expired = seen.is_some_and(|(known, since)| {
                known == revision && since.elapsed() > length + length / 2
            });
            let free = progress.owner.as_ref().is_none_or(|other| *other == owner);
            if free || expired || !store.is_shared() {
                progress.owner = Some(owner.clone());
                let saved = store
                    .save_progress(&target, progress.clone(), revision, LetterChange::None)
                    .await?;
                if let Some(revision) = saved {
                    return Ok(Self {
                        store,
                        target,
                        owner,
                        length,
                        renewed: asked,
                        progress,
                        revision,
                    });
                }
                // Another was quicker, and is given its time.
                seen = None;
            } else if seen.is_none_or(|(known, _)| known != revision) {
                seen = Some((revision, asked));
            }
            sleep(LOOK.min(length / 4)).await;
        }
    }

    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Changes the progress and saves it, on top of what the operator may have changed meanwhile.
    pub(super) async fn save(
        &mut self,
        change: impl Fn(&mut Progress),
        letter: LetterChange,
    ) -> Result<()> {
        loop {
            let asked = Instant::now();
            let mut progress = self.progress.clone();
            change(&mut progress);
            let saved = self
                .store
                .save_progress(
                    &self.target,
                    progress.clone(),
                    self.revision,
                    letter.clone(),
                )
                .await?;
            if let Some(revision) = saved {
                self.progress = progress;
                self.revision = revision;
                self.renewed = asked;
                return Ok(());
            }
            self.reload().await?;
        }
    }

    /// Takes over what is stored.
    ///
    /// # Errors
    /// If the target is gone, or another relay delivers by now.
    pub(super) async fn reload(&mut self) -> Result<()> {
        let found = self.store.progress(&self.target).await?;
        let (progress, revision) = found.ok_or(Error::NoSuchTarget)?;
        if progress.owner.as_deref() != Some(self.owner.as_str()) {
            return Err(Error::LeaseLost);
        }
        self.progress = progress;
        self.revision = revision;
        Ok(())
    }

    /// Does some work and renews the lease while that takes; the work is dropped if the lease is
    /// lost.
    pub(super) async fn keep<T>(&mut self, work: impl Future<Output = T>) -> Result<T> {
        if !self.store.is_shared() {
            return Ok(work.await);
        }
        let mut work = std::pin::pin!(work);
        loop {
            let due = self.renewed + self.length / 3;
            if Instant::now() < due {
                tokio::select! {
                    done = &mut work => return Ok(done),
                    () = sleep_until(due) => {}
                }
            }
            let end = self.renewed + self.length;
            timeout_at(end, self.save(|_| {}, LetterChange::None))
                .await
                .map_err(|_| Error::LeaseLost)??;
        }
    }

    /// Lets another relay deliver at once.
    pub(super) async fn release(mut self) -> Result<()> {
        if !self.store.is_shared() {
            return Ok(());
        }
        self.save(|progress| progress.owner = None, LetterChange::None)
            .await
    }
}

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

#[cfg(test)]
#[cfg(feature = "nats-tests")]
mod tests {
    use tokio::time::timeout;

    use super::*;
    use crate::store::{
        Replay, Target, TargetUrl,
        jetstream::tests::{config, nats::Nats, open},
        suite,
    };

    const LENGTH: Duration = Duration::from_millis(1500);
    const PATIENCE: Duration = Duration::from_secs(30);

    async fn new_target(store: &dyn Store) -> TargetId {
        let inbox = suite::new_inbox(store, "Acme").await;
        let id: TargetId = "target".parse().unwrap();
        let target = Target {
            id: id.clone(),
            inbox,
            url: TargetUrl::new("https://hooks.example/".parse().unwrap()),
            secret: None,
            allow_private: false,
            give_up_after: PATIENCE,
            paused: false,
            revision: 1,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
        };
        let progress = Progress::starting_at("epoch-0".parse().unwrap());
        store.create_target(target, progress).await.unwrap();
        id
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn lease_goes_to_another_only_when_it_is_not_renewed() {
        let nats = Nats::single();
        let store: Arc<dyn Store> = open(&config(&nats, 1)).await;
        let target = new_target(&*store).await;
        let acquire = |owner: &str| {
            Lease::acquire(Arc::clone(&store), target.clone(), owner.to_owned(), LENGTH)
        };
        let stored = async || store.progress(&target).await.unwrap().unwrap();
        let mut first = acquire("first").await.unwrap();
        let mut waiting = std::pin::pin!(acquire("second"));
        tokio::select! {
            _ = &mut waiting => panic!("the first still delivers"),
            kept = first.keep(sleep(LENGTH * 3)) => kept.unwrap(),
        }
        let second = timeout(PATIENCE, waiting).await.expect("it has expired");
        let mut second = second.unwrap();
        let late = first
            .save(|progress| progress.cursor.seq = 9, LetterChange::None)
            .await;
        assert!(matches!(late, Err(Error::LeaseLost)), "{late:?}");
        let late = first.keep(std::future::pending::<()>()).await;
        assert!(matches!(late, Err(Error::LeaseLost)), "{late:?}");
        assert_eq!(stored().await.0.cursor.seq, 0, "nothing was moved");

        let (mut progress, revision) = stored().await;
        progress.replays.push(Replay {
            after: 0,
            through: 1,
            dead_letters: false,
        });
        store
            .save_progress(&target, progress, revision, LetterChange::None)
            .await
            .unwrap();
        second
            .save(|progress| progress.cursor.seq = 5, LetterChange::None)
            .await
            .unwrap();
        let progress = stored().await.0;
        assert_eq!(progress.cursor.seq, 5, "moved");
        assert_eq!(progress.replays.len(), 1, "with what the operator wants");
        second.release().await.unwrap();
        assert_eq!(stored().await.0.owner, None, "free for another");
    }
}

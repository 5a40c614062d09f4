//! The targets, their progress and their dead letters as keys of the bucket.
//!
//! | key | value |
//! | --- | --- |
//! | `targets` | all targets; few enough for one value, which a relay can look at often |
//! | `progress.<target>` | how far it has come, and which relay delivers |
//! | `dead.<target>.<seq>` | a dead letter |

use std::ops::RangeInclusive;

use futures_util::future::BoxFuture;
use relay_protocol::{InboxId, TargetId};

use super::{JetStore, bucket::Bucket, registry};
use crate::{
    error::{Error, Result},
    store::{DeadLetter, LetterChange, Progress, Target, TargetChange, TargetStore},
};

const TARGETS: &str = "targets";

impl TargetStore for JetStore {
    fn is_shared(&self) -> bool {
        true
    }

    fn create_target(&self, target: Target, progress: Progress) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move { create(&self.bucket, target, &progress).await })
    }

    fn targets(&self) -> BoxFuture<'_, Result<Vec<Target>>> {
        Box::pin(list(&self.bucket))
    }

    fn change_target<'a>(
        &'a self,
        target: &'a TargetId,
        change: TargetChange,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(self::change(&self.bucket, target, change))
    }

    fn delete_target<'a>(&'a self, target: &'a TargetId) -> BoxFuture<'a, Result<bool>> {
        Box::pin(delete(&self.bucket, target))
    }

    fn progress<'a>(
        &'a self,
        target: &'a TargetId,
    ) -> BoxFuture<'a, Result<Option<(Progress, u64)>>> {
        Box::pin(async {
            let entry = self.bucket.entry(&progress_key(target)).await?;
            Ok(entry.map(|entry| (entry.value, entry.revision)))
        })
    }

    /// A letter is added before the progress is saved, and removed after: should the relay die in
    /// between, the event is delivered or given up once more.
    fn save_progress<'a>(
        &'a self,
        target: &'a TargetId,
        progress: Progress,
        revision: u64,
        letter: LetterChange,
    ) -> BoxFuture<'a, Result<Option<u64>>> {
        Box::pin(async move {
            if let LetterChange::Add(letter) = &letter {
                self.bucket
                    .put(&letter_key(target, letter.seq), letter)
                    .await?;
            }
            let key = progress_key(target);
            let saved = self.bucket.update(&key, &progress, revision).await?;
            if let (LetterChange::Remove(seq), Some(_)) = (letter, saved) {
                self.bucket.remove(&letter_key(target, seq)).await?;
            }
            Ok(saved)
        })
    }

    fn dead_letters<'a>(
        &'a self,
        target: &'a TargetId,
        after: u64,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<DeadLetter>>> {
        Box::pin(async move {
            let seqs = letter_seqs(&self.bucket, target).await?;
            let mut letters = Vec::new();
            for seq in seqs.into_iter().filter(|seq| *seq > after).take(limit) {
                // It may have been removed since it was listed.
                letters.extend(self.bucket.get(&letter_key(target, seq)).await?);
            }
            Ok(letters)
        })
    }

    fn count_dead_letters<'a>(&'a self, target: &'a TargetId) -> BoxFuture<'a, Result<u64>> {
        Box::pin(async { Ok(letter_seqs(&self.bucket, target).await?.len() as u64) })
    }

    fn remove_dead_letters<'a>(
        &'a self,
        target: &'a TargetId,
        seqs: RangeInclusive<u64>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            for seq in letter_seqs(&self.bucket, target).await? {
                if seqs.contains(&seq) {
                    self.bucket.remove(&letter_key(target, seq)).await?;
                }
            }
            Ok(())
        })
    }
}

async fn create(bucket: &Bucket, target: Target, progress: &Progress) -> Result<()> {
    registry::require_inbox(bucket, &target.inbox).await?;
    // First the progress: a target that is listed can be delivered to.
    bucket.put(&progress_key(&target.id), progress).await?;
    bucket
        .change(TARGETS, |targets: Option<Vec<Target>>| {
            let mut targets = targets.unwrap_or_default();
            targets.push(target.clone());
            Some(targets)
        })
        .await
}

async fn list(bucket: &Bucket) -> Result<Vec<Target>> {
    Ok(bucket.get(TARGETS).await?.unwrap_or_default())
}

async fn change(bucket: &Bucket, id: &TargetId, change: TargetChange) -> Result<()> {
    let mut found = false;
    bucket
        .change(TARGETS, |targets: Option<Vec<Target>>| {
            let mut targets = targets?;
            let target = targets.iter_mut().find(|target| target.id == *id);
            found = target.is_some();
            change.apply(target?);
            Some(targets)
        })
        .await?;
    if found {
        Ok(())
    } else {
        Err(Error::NoSuchTarget)
    }
}

async fn delete(bucket: &Bucket, id: &TargetId) -> Result<bool> {
    let mut found = false;
    bucket
        .change(TARGETS, |targets: Option<Vec<Target>>| {
            let mut targets = targets?;
            let before = targets.len();
            targets.retain(|target| target.id != *id);
            found = targets.len() < before;
            found.then_some(targets)
        })
        .await?;
    // Also if it was not listed: an earlier removal may not have come this far.
    bucket.remove(&progress_key(id)).await?;
    for seq in letter_seqs(bucket, id).await? {
        bucket.remove(&letter_key(id, seq)).await?;
    }
    Ok(found)
}

/// Removes all targets of an inbox.
pub(super) async fn delete_of_inbox(bucket: &Bucket, inbox: &InboxId) -> Result<()> {
    for target in list(bucket).await? {
        if target.inbox == *inbox {
            delete(bucket, &target.id).await?;
        }
    }
    Ok(())
}

async fn letter_seqs(bucket: &Bucket, id: &TargetId) -> Result<Vec<u64>> {
    let names = bucket.list(&format!("dead.{id}")).await?;
    names
        .iter()
        .map(|name| name.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| Error::Corrupt("the key of a dead letter".to_owned()))
}

fn progress_key(id: &TargetId) -> String {
    format!("progress.{id}")
}

/// Padded, so that the keys sort as the numbers do.
fn letter_key(id: &TargetId, seq: u64) -> String {
    format!("dead.{id}.{seq:020}")
}

//! Delivers events once more, because the operator wants that.

use relay_protocol::{After, GapReason};

use super::{
    lease::Lease,
    worker::{Queue, Worker},
};
use crate::{
    error::Result,
    store::{Amount, LetterChange, Progress, Read, Replay},
};

/// One event.
const ONE: Amount = Amount {
    events: 1,
    bytes: 0,
};

/// Takes everything up to a sequence number off the first replay.
pub(super) fn pass(progress: &mut Progress, seq: u64) {
    if let Some(replay) = progress.replays.first_mut() {
        replay.after = replay.after.max(seq);
        if replay.after >= replay.through {
            progress.replays.remove(0);
        }
    }
}

impl Worker {
    /// Delivers the next event of a replay, or ends the replay.
    pub(super) async fn replay(&self, lease: &mut Lease, replay: &Replay) -> Result<()> {
        let Some(after) = self.next_to_replay(replay).await? else {
            return self.skip_replayed(lease, replay.through).await;
        };
        let mut cursor = lease.progress().cursor.clone();
        let epoch = cursor.epoch.clone();
        cursor.seq = after;
        let place = After::Cursor(cursor);
        match self.app.store.read(&self.target.inbox, &place, ONE).await? {
            Read::Page(page) => match page.events.first() {
                Some(event) if replay.dead_letters && event.cursor.seq > after + 1 => {
                    // The dead letter's own event is gone.
                    let change = |progress: &mut Progress| pass(progress, after + 1);
                    lease.save(change, LetterChange::Remove(after + 1)).await
                }
                Some(event) if event.cursor.seq <= replay.through => {
                    self.deliver(lease, event, Queue::Replay).await
                }
                _ => self.skip_replayed(lease, replay.through).await,
            },
            // A note of a webhook that was not taken: there is nothing to deliver.
            Read::Gap(gap) if gap.reason == GapReason::Refused => {
                self.skip_replayed(lease, gap.oldest.seq.min(replay.through))
                    .await
            }
            Read::Gap(gap) if gap.reason == GapReason::Expired => {
                let lost = 0..=gap.oldest.seq;
                let store = &self.app.store;
                store.remove_dead_letters(&self.target.id, lost).await?;
                self.skip_replayed(lease, gap.oldest.seq).await
            }
            Read::Gap(_) => {
                lease.reload().await?;
                if lease.progress().cursor.epoch != epoch {
                    return Ok(());
                }
                self.skip_replayed(lease, replay.through).await
            }
        }
    }

    /// The place before the next event of a replay.
    async fn next_to_replay(&self, replay: &Replay) -> Result<Option<u64>> {
        if !replay.dead_letters {
            return Ok(Some(replay.after));
        }
        let letters = self
            .app
            .store
            .dead_letters(&self.target.id, replay.after, 1)
            .await?;
        let letter = letters.first();
        Ok(letter
            .filter(|letter| letter.seq <= replay.through)
            .map(|letter| letter.seq.saturating_sub(1)))
    }

    async fn skip_replayed(&self, lease: &mut Lease, seq: u64) -> Result<()> {
        let change = |progress: &mut Progress| pass(progress, seq);
        lease.save(change, LetterChange::None).await
    }
}

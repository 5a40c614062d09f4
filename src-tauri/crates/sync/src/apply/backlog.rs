//! Puts things into a cache without notifying anybody.

use super::interview::Change;
use super::{Applied, Circumstances, Tally, delivery, interview};
use domain::{Interview, Road, UnixMs};
use feed::Received;
use store::Store;

/// Applies interviews as REST describes them, in one transaction, as part of the backlog.
///
/// # Errors
/// When the cache cannot be written; nothing is changed then.
pub fn interviews(store: &Store, told: &[Interview], now: UnixMs) -> store::Result<Applied> {
    super::transact(store, circumstances(now), &Tally::default(), |context| {
        let mut applied = Applied::default();
        for interview in told {
            applied.count(interview::apply(context, interview, Road::Rest)?);
        }
        Ok(applied)
    })
}

/// Applies webhooks in one transaction, as part of the backlog.
///
/// # Errors
/// When the cache cannot be written; nothing is changed then.
pub fn webhooks(store: &Store, received: &[Received], now: UnixMs) -> store::Result<()> {
    super::transact(store, circumstances(now), &Tally::default(), |context| {
        let mut each = received.iter();
        each.try_for_each(|one| delivery::apply(context, one).map(drop))
    })
}

fn circumstances(now: UnixMs) -> Circumstances {
    Circumstances {
        now,
        backlog: true,
        careful: true,
    }
}

impl Applied {
    /// Counts what became of one interview.
    pub(crate) fn count(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Updated => self.updated += 1,
            Change::None => {}
        }
    }
}

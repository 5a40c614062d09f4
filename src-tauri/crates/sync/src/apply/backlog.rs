//! Puts things into a cache without notifying anybody.

use super::interview::Change;
use super::{Applied, Context, Tally, delivery, interview};
use domain::{Interview, Road, UnixMs};
use feed::Received;
use store::Store;

/// Applies interviews as REST describes them, in one transaction, as part of the backlog.
///
/// # Errors
/// When the cache cannot be written; nothing is changed then.
pub fn interviews(store: &Store, told: &[Interview], now: UnixMs) -> store::Result<Applied> {
    store.write(|tx| {
        let context = Context {
            tx,
            now,
            backlog: true,
            tally: &Tally::default(),
        };
        let mut applied = Applied::default();
        for interview in told {
            applied.count(interview::apply(&context, interview, Road::Rest)?);
        }
        Ok(applied)
    })
}

/// Applies a webhook as part of the backlog.
///
/// # Errors
/// When the cache cannot be written; nothing is changed then.
pub fn status(store: &Store, received: &Received, now: UnixMs) -> store::Result<()> {
    store.write(|tx| {
        delivery::apply(
            &Context {
                tx,
                now,
                backlog: true,
                tally: &Tally::default(),
            },
            received,
        )
        .map(drop)
    })
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

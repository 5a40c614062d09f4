//! Webhooks in quarantine, applied again.

use super::{Circumstances, Context, Tally, delivery, transact};
use domain::{DeliveryId, UnixMs};
use store::Store;
use store::table::delivery::{Outcome, quarantined_after};
use store::table::{flow, note};

/// So many in one transaction: a feed that brings something waits no longer than these take.
const AT_ONCE: u32 = 100;
/// The program's version: what this one does not understand, another may.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the reason begins of what an unsigned webhook claims and Ribbon does not know.
pub const DENIED: &str = "not verified, and Ribbon does not confirm it";

/// What became of the webhooks that were in quarantine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retried {
    /// All that were tried.
    pub tried: u32,
    /// Those that were understood. One that is not signed still waits for Ribbon to confirm it, and
    /// goes back into quarantine when Ribbon does not.
    pub applied: u32,
    /// Those that say again what was said immediately before.
    pub repeats: u32,
    /// Those that are still not understood.
    pub kept: u32,
}

/// Applies every webhook in quarantine again, oldest first.
///
/// What it says is dated back to when it was received, and a status change takes its place in its
/// chain; notices are queued, for nobody was told so far.
///
/// # Errors
/// When the cache cannot be read or written. What was applied until then stays applied.
pub fn retry(store: &Store, now: UnixMs) -> store::Result<Retried> {
    all(store, now, true, &[])
}

/// The same for those named in `only`, as far as they are in quarantine; for all if none is named.
///
/// # Errors
/// As [`retry`].
pub fn retry_only(store: &Store, only: &[DeliveryId], now: UnixMs) -> store::Result<Retried> {
    all(store, now, true, only)
}

/// Does so once after each change of the program's version. What Ribbon has denied is not asked for
/// again: no version can understand it better.
pub(crate) fn retry_after_update(store: &Store, now: UnixMs) -> store::Result<Option<Retried>> {
    let tried_by = store.read(|connection| note::get(connection, note::PROGRAM))?;
    if tried_by.as_deref() == Some(VERSION) {
        return Ok(None);
    }
    let retried = all(store, now, false, &[])?;
    store.write(|tx| note::set(tx, note::PROGRAM, VERSION))?;
    Ok(Some(retried))
}

fn all(
    store: &Store,
    now: UnixMs,
    with_denied: bool,
    only: &[DeliveryId],
) -> store::Result<Retried> {
    let mut retried = Retried::default();
    let mut last = DeliveryId(0);
    loop {
        let circumstances = Circumstances {
            now,
            backlog: false,
            careful: true,
        };
        let reached = transact(store, circumstances, &Tally::default(), |context| {
            some(context, last, with_denied, only)
        })?;
        let Some((reached, some)) = reached else {
            return Ok(retried);
        };
        last = reached;
        retried.add(&some);
    }
}

/// Applies the next few again; answers the last of them, and what became of them.
fn some(
    context: &Context<'_, '_>,
    after: DeliveryId,
    with_denied: bool,
    only: &[DeliveryId],
) -> store::Result<Option<(DeliveryId, Retried)>> {
    let secrets = flow::secrets(context.tx)?;
    let mut retried = Retried::default();
    let mut last = None;
    for kept in quarantined_after(context.tx, after, with_denied, AT_ONCE)? {
        last = Some(kept.id);
        if !only.is_empty() && !only.contains(&kept.id) {
            continue;
        }
        retried.count(delivery::apply_again(context, &kept, &secrets)?);
    }
    Ok(last.map(|last| (last, retried)))
}

impl Retried {
    fn count(&mut self, outcome: Outcome) {
        self.tried += 1;
        match outcome {
            Outcome::Applied => self.applied += 1,
            Outcome::Repeat => self.repeats += 1,
            Outcome::Quarantined => self.kept += 1,
            // What is in quarantine is not erased.
            Outcome::Erased => {}
        }
    }

    fn add(&mut self, more: &Self) {
        self.tried += more.tried;
        self.applied += more.applied;
        self.repeats += more.repeats;
        self.kept += more.kept;
    }
}

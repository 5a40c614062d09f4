//! What a transaction adds to the counts that the state shows.

use std::cell::Cell;

/// Counted while a transaction is under way and added to the state after its commit, so that no
/// count ever scans a table of a hundred thousand rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Interviews that were not in the cache before.
    pub interviews: Cell<u32>,
    /// Deliveries that went into quarantine.
    pub quarantined: Cell<u32>,
    /// Whether deliveries may have left the quarantine.
    pub recount: Cell<bool>,
    /// Whether a flow was named of which REST has told nothing yet.
    pub unknown_flow: Cell<bool>,
}

impl Tally {
    /// One more of what `cell` counts.
    pub(crate) fn one(cell: &Cell<u32>) {
        cell.set(cell.get().saturating_add(1));
    }

    /// Goes back to what was counted `before`.
    pub(crate) fn reset(&self, before: &Self) {
        self.interviews.set(before.interviews.get());
        self.quarantined.set(before.quarantined.get());
        self.recount.set(before.recount.get());
        self.unknown_flow.set(before.unknown_flow.get());
    }
}

//! Where clicks lead: kept until the window asks, since it may have to be opened first.

use contract::events::Target;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Notices beyond this many are forgotten; a click on an older one leads to the inbox.
const KEPT: usize = 500;

/// Where clicks lead.
#[derive(Default)]
pub(crate) struct Targets(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    of_notices: HashMap<i32, Target>,
    newest: i32,
    pending: Option<Target>,
}

impl Targets {
    /// Remembers where a notice leads; answers the number to show it under.
    pub(crate) fn remember(&self, target: Target) -> i32 {
        let mut inner = self.lock();
        inner.newest = inner.newest.checked_add(1).unwrap_or(1);
        let id = inner.newest;
        inner.of_notices.insert(id, target);
        let oldest = id.saturating_sub(i32::try_from(KEPT).unwrap_or(i32::MAX));
        inner.of_notices.remove(&oldest);
        id
    }

    /// Where the notice of this number leads.
    pub(crate) fn of(&self, id: Option<i32>) -> Target {
        let inner = self.lock();
        id.and_then(|id| inner.of_notices.get(&id).cloned())
            .unwrap_or(Target::Inbox)
    }

    /// Keeps a target until the window takes it.
    pub(crate) fn set_pending(&self, target: Target) {
        self.lock().pending = Some(target);
    }

    /// Takes the pending target.
    pub(crate) fn take(&self) -> Option<Target> {
        self.lock().pending.take()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(candidate_id: i64) -> Target {
        Target::Candidate {
            candidate_id,
            interview_id: None,
        }
    }

    #[test]
    fn each_notice_leads_to_its_own_target_and_a_forgotten_one_to_the_inbox() {
        let targets = Targets::default();
        let first = targets.remember(candidate(1));
        let second = targets.remember(candidate(2));
        assert_eq!(targets.of(Some(first)), candidate(1), "the first");
        assert_eq!(targets.of(Some(second)), candidate(2), "the second");
        for n in 0..KEPT {
            targets.remember(candidate(n as i64));
        }
        assert_eq!(targets.of(Some(first)), Target::Inbox, "long ago");
        assert_eq!(targets.of(None), Target::Inbox, "unknown");
    }

    #[test]
    fn a_pending_target_is_taken_once() {
        let targets = Targets::default();
        targets.set_pending(candidate(7));
        assert_eq!(targets.take(), Some(candidate(7)), "the window opens it");
        assert_eq!(targets.take(), None, "and does not go there again");
    }
}

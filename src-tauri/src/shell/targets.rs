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
    /// What each notice tells, as the queue of notices numbers it, until all of it was read.
    unread: HashMap<i32, Vec<i64>>,
    newest: i32,
    pending: Option<Target>,
}

impl Targets {
    /// Remembers where a notice leads and what it tells; answers the number to show it under.
    pub(crate) fn remember(&self, target: Target, covers: &[i64]) -> i32 {
        let mut inner = self.lock();
        inner.newest = inner.newest.checked_add(1).unwrap_or(1);
        let id = inner.newest;
        inner.of_notices.insert(id, target);
        if !covers.is_empty() {
            inner.unread.insert(id, covers.to_vec());
        }
        let oldest = id.saturating_sub(i32::try_from(KEPT).unwrap_or(i32::MAX));
        inner.of_notices.remove(&oldest);
        inner.unread.remove(&oldest);
        id
    }

    /// Where the notice of this number leads.
    pub(crate) fn of(&self, id: Option<i32>) -> Target {
        let inner = self.lock();
        id.and_then(|id| inner.of_notices.get(&id).cloned())
            .unwrap_or(Target::Inbox)
    }

    /// The notices that may still be on screen, with what each tells.
    pub(crate) fn held(&self) -> Vec<(i32, Vec<i64>)> {
        let inner = self.lock();
        let held = inner.unread.iter();
        held.map(|(id, covers)| (*id, covers.clone())).collect()
    }

    /// All that these notices tell was read.
    pub(crate) fn settle(&self, ids: &[i32]) {
        let mut inner = self.lock();
        for id in ids {
            inner.unread.remove(id);
        }
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
        let first = targets.remember(candidate(1), &[]);
        let second = targets.remember(candidate(2), &[]);
        assert_eq!(targets.of(Some(first)), candidate(1), "the first");
        assert_eq!(targets.of(Some(second)), candidate(2), "the second");
        for n in 0..KEPT {
            targets.remember(candidate(n as i64), &[]);
        }
        assert_eq!(targets.of(Some(first)), Target::Inbox, "long ago");
        assert_eq!(targets.of(None), Target::Inbox, "unknown");
    }

    #[test]
    fn what_a_notice_tells_is_held_until_it_was_read_or_the_notice_is_forgotten() {
        let targets = Targets::default();
        let first = targets.remember(candidate(1), &[11]);
        let group = targets.remember(Target::Inbox, &[12, 13]);
        targets.remember(Target::Inbox, &[]);
        targets.settle(&[first]);
        assert_eq!(
            targets.held(),
            [(group, vec![12, 13])],
            "a test notice tells nothing"
        );
        for _ in 0..KEPT {
            targets.remember(Target::Inbox, &[]);
        }
        assert_eq!(targets.held(), [], "long ago");
    }

    #[test]
    fn a_pending_target_is_taken_once() {
        let targets = Targets::default();
        targets.set_pending(candidate(7));
        assert_eq!(targets.take(), Some(candidate(7)), "the window opens it");
        assert_eq!(targets.take(), None, "and does not go there again");
    }
}

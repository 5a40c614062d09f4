//! Inboxes as they were a moment ago, so that a webhook need not look its inbox up.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use relay_protocol::InboxId;

use super::Inbox;

/// Another process's change to an inbox is to be seen within a second.
const RECENT: Duration = Duration::from_millis(500);

/// What was looked up less than half a second ago.
#[derive(Debug, Default)]
pub(crate) struct Recent(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    inboxes: HashMap<InboxId, (Instant, Arc<Inbox>)>,
    /// When an inbox was last changed, as far as this relay knows.
    changed: Option<Instant>,
}

impl Recent {
    /// The inbox, if it was looked up a moment ago.
    pub(crate) fn get(&self, inbox: &InboxId) -> Option<Arc<Inbox>> {
        let known = self.lock();
        let (asked, found) = known.inboxes.get(inbox)?;
        (asked.elapsed() < RECENT).then(|| Arc::clone(found))
    }

    /// Keeps what was found when asking at this time, unless it may have been changed since.
    pub(crate) fn keep(&self, asked: Instant, inbox: &InboxId, found: Option<&Inbox>) {
        let mut known = self.lock();
        if known.changed.is_some_and(|changed| asked <= changed) {
            return;
        }
        match found {
            Some(found) => {
                let found = (asked, Arc::new(found.clone()));
                known.inboxes.insert(inbox.clone(), found)
            }
            None => known.inboxes.remove(inbox),
        };
    }

    /// Forgets an inbox that was just changed.
    pub(crate) fn forget(&self, inbox: &InboxId) {
        let mut known = self.lock();
        known.changed = Some(Instant::now());
        known.inboxes.remove(inbox);
    }

    /// Forgets all, since another process changed something.
    pub(crate) fn forget_all(&self) {
        let mut known = self.lock();
        known.changed = Some(Instant::now());
        known.inboxes.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::SecretHash;

    fn inbox() -> Inbox {
        Inbox {
            id: "aaaaaaaaaaaa".parse().unwrap(),
            name: "Acme".to_owned(),
            token: SecretHash::of("token"),
            secrets: Vec::new(),
            require_signature: false,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_was_asked_long_ago_is_not_given() {
        let (recent, inbox) = (Recent::default(), inbox());
        let before = |time| Instant::now().checked_sub(time);
        let Some(old) = before(RECENT) else { return };
        recent.keep(old, &inbox.id, Some(&inbox));
        assert_eq!(recent.get(&inbox.id), None, "half a second old");
    }

    #[test]
    fn what_was_asked_before_a_change_is_not_kept_after_it() {
        let (recent, inbox) = (Recent::default(), inbox());
        let asked = Instant::now();
        recent.forget(&inbox.id);
        recent.keep(asked, &inbox.id, Some(&inbox));
        assert_eq!(recent.get(&inbox.id), None, "it may be the old one");
    }
}

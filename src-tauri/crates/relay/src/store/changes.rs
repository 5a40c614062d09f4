//! Waking readers without holding anything for them.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use relay_protocol::InboxId;
use tokio::sync::watch;

/// Tells readers of an inbox that reading again may give more.
///
/// It carries no events: a slow reader costs one mark, however much it is behind.
#[derive(Debug, Default)]
pub struct Changes {
    inboxes: Mutex<HashMap<InboxId, watch::Sender<()>>>,
}

impl Changes {
    /// A mark that is set whenever the inbox changes after this call. Subscribe, then read, then
    /// wait: whatever is stored in between sets the mark.
    pub fn subscribe(&self, inbox: &InboxId) -> watch::Receiver<()> {
        let mut inboxes = self.lock();
        // Marks nobody looks at any more are swept here, so that the map is bounded by the readers.
        inboxes.retain(|_, mark| mark.receiver_count() > 0);
        inboxes
            .entry(inbox.clone())
            .or_insert_with(|| watch::Sender::new(()))
            .subscribe()
    }

    /// Wakes the readers of one inbox.
    pub(crate) fn notify(&self, inbox: &InboxId) {
        if let Some(mark) = self.lock().get(inbox) {
            mark.send_replace(());
        }
    }

    /// Wakes everybody: something changed and it is not known what.
    pub(crate) fn notify_all(&self) {
        for mark in self.lock().values() {
            mark.send_replace(());
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<InboxId, watch::Sender<()>>> {
        self.inboxes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_woken_by_its_own_inbox_only() {
        let changes = Changes::default();
        let (ours, theirs) = (
            "aaaaaaaaaaaa".parse().unwrap(),
            "bbbbbbbbbbbb".parse().unwrap(),
        );
        let mark = changes.subscribe(&ours);
        changes.notify(&theirs);
        assert!(!mark.has_changed().unwrap(), "not ours");
        changes.notify(&ours);
        assert!(mark.has_changed().unwrap(), "ours");
    }

    #[test]
    fn readers_who_left_leave_nothing_behind() {
        let changes = Changes::default();
        for number in 0..100 {
            drop(changes.subscribe(&format!("inbox{number:0>10}").parse().unwrap()));
        }
        assert_eq!(
            changes.lock().len(),
            1,
            "only the last one's mark, swept by the next"
        );
    }
}

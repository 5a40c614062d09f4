//! Waking readers without holding anything for them.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use relay_protocol::InboxId;
use tokio::sync::{Notify, watch};

/// Tells readers of an inbox that reading again may give more.
///
/// It carries no events: a slow reader costs one mark, however much it is behind.
#[derive(Debug, Default)]
pub struct Changes {
    inboxes: Mutex<HashMap<InboxId, watch::Sender<()>>>,
    subscribed: Notify,
}

impl Changes {
    /// A mark that is set whenever the inbox changes after this call. Subscribe, then read, then
    /// wait: whatever is stored in between sets the mark.
    pub fn subscribe(&self, inbox: &InboxId) -> watch::Receiver<()> {
        let mut inboxes = self.lock();
        // Marks nobody looks at any more are swept here, so that the map is bounded by the readers.
        inboxes.retain(|_, mark| mark.receiver_count() > 0);
        let mark = inboxes
            .entry(inbox.clone())
            .or_insert_with(|| watch::Sender::new(()))
            .subscribe();
        self.subscribed.notify_waiters();
        mark
    }

    /// Whether anybody holds a mark.
    pub(crate) fn is_read(&self) -> bool {
        self.lock().values().any(|mark| mark.receiver_count() > 0)
    }

    /// Waits until somebody holds a mark.
    pub(crate) async fn until_read(&self) {
        loop {
            let subscribed = self.subscribed.notified();
            if self.is_read() {
                return;
            }
            subscribed.await;
        }
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

    #[tokio::test]
    async fn it_is_known_whether_anybody_reads() {
        let changes = Changes::default();
        let mut reading = std::pin::pin!(changes.until_read());
        let early = futures_util::poll!(reading.as_mut());
        assert!(early.is_pending(), "nobody yet");
        let mark = changes.subscribe(&"aaaaaaaaaaaa".parse().unwrap());
        reading.await;
        assert!(changes.is_read(), "somebody");
        drop(mark);
        assert!(!changes.is_read(), "nobody any more");
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

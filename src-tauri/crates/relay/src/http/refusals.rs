//! Webhooks that were not taken, noted in their inbox's log.
//!
//! Ribbon is not known to post twice, so what was refused is lost, and the laptops have to learn of it.
//! Anyone who knows a webhook URL can have any number refused: those of an inbox that come soon after
//! each other share one note, which is stored after the last note has been there for a while.

use std::{
    collections::HashMap,
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use relay_protocol::{InboxId, Refusal, RefusalReason, Signature};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

use super::{App, ingest::new_event_id};
use crate::{
    error::{Error, Result},
    store::NewEvent,
};

/// Between two tries when the store fails.
const RETRY: Duration = Duration::from_secs(1);

/// What is to be noted, and when each inbox was last given a note.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    inboxes: Mutex<HashMap<InboxId, Notes>>,
    news: Notify,
}

#[derive(Debug, Default)]
struct Notes {
    last: Option<Instant>,
    waiting: Option<Refusal>,
}

impl Refusals {
    fn add(&self, inbox: &InboxId, refusal: Refusal) {
        let mut inboxes = self.lock();
        let notes = inboxes.entry(inbox.clone()).or_default();
        notes.waiting.get_or_insert(refusal);
        drop(inboxes);
        self.news.notify_one();
    }

    /// What is to be noted now, and when to look again.
    fn take_due(&self, pause: Duration) -> (Vec<(InboxId, Refusal)>, Option<Instant>) {
        let now = Instant::now();
        let (mut due, mut next) = (Vec::new(), None::<Instant>);
        let mut inboxes = self.lock();
        inboxes.retain(|inbox, notes| {
            let free = notes.last.map_or(now, |last| last + pause);
            if free > now {
                if notes.waiting.is_some() {
                    next = Some(next.map_or(free, |next| next.min(free)));
                }
                return true;
            }
            let Some(refusal) = notes.waiting.take() else {
                return false;
            };
            due.push((inbox.clone(), refusal));
            notes.last = Some(now);
            true
        });
        (due, next)
    }

    /// Keeps what could not be stored.
    fn put_back(&self, inbox: &InboxId, refusal: Refusal) {
        let mut inboxes = self.lock();
        let notes = inboxes.entry(inbox.clone()).or_default();
        (notes.waiting, notes.last) = (Some(refusal), None);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<InboxId, Notes>> {
        self.inboxes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Logs that a webhook was not taken and has it noted.
pub(super) async fn refused(app: &App, inbox: &InboxId, reason: RefusalReason) {
    tracing::warn!(%inbox, ?reason, "a webhook is refused and lost");
    let at = app.clock.now();
    app.refusals.add(inbox, Refusal { at, reason });
    if app.stop.is_cancelled() {
        // Nobody else does any more.
        store_due(app, Duration::ZERO).await;
    }
}

/// Stores the notes until the relay is to stop, and then what is left of them.
pub(crate) async fn run(app: Arc<App>) {
    while !app.stop.is_cancelled() {
        let next = store_due(&app, app.pace.refusals).await;
        let due = async {
            match next {
                Some(next) => sleep_until(next).await,
                None => pending().await,
            }
        };
        tokio::select! {
            () = app.refusals.news.notified() => {}
            () = due => {}
            () = app.stop.cancelled() => {}
        }
    }
    store_due(&app, Duration::ZERO).await;
}

/// Stores the notes whose time has come, and says when to look again.
async fn store_due(app: &App, pause: Duration) -> Option<Instant> {
    let (due, mut next) = app.refusals.take_due(pause);
    for (inbox, refusal) in due {
        match store(app, &inbox, refusal).await {
            Ok(()) | Err(Error::NoSuchInbox(_)) => {}
            Err(error) => {
                tracing::error!(%error, %inbox, "a refused webhook cannot be noted; trying again");
                app.refusals.put_back(&inbox, refusal);
                next = Some(Instant::now() + RETRY);
            }
        }
    }
    next
}

async fn store(app: &App, inbox: &InboxId, refusal: Refusal) -> Result<()> {
    let note = NewEvent {
        inbox: inbox.clone(),
        id: new_event_id()?,
        received_at: refusal.at,
        headers: Vec::new(),
        body: Bytes::new(),
        signature: Signature::Absent,
        admitted_by: None,
        refused: Some(refusal.reason),
    };
    app.append(note).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    const MINUTE: Duration = Duration::from_secs(60);

    fn refusal(millis: i64) -> Refusal {
        Refusal {
            at: from_millis(millis),
            reason: RefusalReason::Slow,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn refusals_soon_after_a_note_share_the_next_one() {
        let refusals = Refusals::default();
        let inbox: InboxId = "aaaaaaaaaaaa".parse().unwrap();
        refusals.add(&inbox, refusal(1));
        let (due, _) = refusals.take_due(MINUTE);
        assert_eq!(due, [(inbox.clone(), refusal(1))], "the first at once");
        for millis in 2..100 {
            refusals.add(&inbox, refusal(millis));
        }
        let (due, next) = refusals.take_due(MINUTE);
        assert_eq!(due, [], "not so soon");
        tokio::time::advance(next.unwrap() - Instant::now()).await;
        let (due, _) = refusals.take_due(MINUTE);
        assert_eq!(due, [(inbox.clone(), refusal(2))], "one for all of them");
        refusals.put_back(&inbox, refusal(2));
        let (due, _) = refusals.take_due(MINUTE);
        assert_eq!(due.len(), 1, "what could not be stored is tried again");
        tokio::time::advance(MINUTE).await;
        assert_eq!(refusals.take_due(MINUTE).1, None, "nothing to wait for");
        assert!(refusals.lock().is_empty(), "and nothing is remembered");
    }
}

//! Delivers one inbox's events to one target, in order.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use relay_protocol::{After, Event, GapReason};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::{
    backoff,
    client::{Client, Failure},
    lease::Lease,
    replay,
    tally::Tally,
};
use crate::{
    error::{Error, Result},
    http::App,
    store::{Amount, DeadLetter, Failing, LetterChange, Progress, Read, Target},
};

/// What is read from the log at once.
const PAGE: Amount = Amount {
    events: 100,
    bytes: 1 << 20,
};
/// A look at the log though nothing woke the worker: should a wake-up ever get lost, the event is
/// late but not stuck.
const LOOK: Duration = Duration::from_secs(15);
/// After the store failed.
const PAUSE: Duration = Duration::from_secs(1);
/// An event is tried this often before it is given up, however old it is.
const FEWEST_ATTEMPTS: u32 = 6;
/// An event that is delivered this long after it came is late enough for a warning.
const LATE: time::Duration = time::Duration::minutes(5);
/// Between two such warnings.
const WARN_EVERY: Duration = Duration::from_mins(10);

pub(super) struct Worker {
    pub(super) app: Arc<App>,
    pub(super) target: Target,
    pub(super) client: Client,
    pub(super) tally: Arc<Tally>,
    /// Its name in the lease.
    pub(super) owner: String,
}

/// Which of a target's two queues an event is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queue {
    /// What the cursor has not passed yet.
    New,
    /// What the operator wants delivered again.
    Replay,
}

impl Queue {
    /// Takes the event off the queue.
    fn pass(self, progress: &mut Progress, event: &Event) {
        match self {
            Self::New => progress.cursor = event.cursor.clone(),
            Self::Replay => replay::pass(progress, event.cursor.seq),
        }
    }
}

impl Worker {
    /// Delivers until it is stopped or the target is gone.
    pub(super) async fn run(self, stop: CancellationToken) {
        loop {
            let acquiring = Lease::acquire(
                Arc::clone(&self.app.store),
                self.target.id.clone(),
                self.owner.clone(),
                self.app.pace.lease,
            );
            let error = match stop.run_until_cancelled(acquiring).await {
                None => return,
                Some(Err(error)) => error,
                Some(Ok(mut lease)) => {
                    let delivering = self.deliver_all(&mut lease);
                    match stop.run_until_cancelled(delivering).await {
                        None => return self.release(lease).await,
                        Some(Ok(never)) => match never {},
                        Some(Err(error)) => error,
                    }
                }
            };
            match error {
                Error::NoSuchTarget | Error::NoSuchInbox(_) => return,
                error => {
                    tracing::warn!(%error, id = %self.target.id, "forwarding is interrupted");
                    if stop.run_until_cancelled(sleep(PAUSE)).await.is_none() {
                        return;
                    }
                }
            }
        }
    }

    async fn release(&self, lease: Lease) {
        match lease.release().await {
            Ok(()) | Err(Error::NoSuchTarget | Error::LeaseLost) => {}
            Err(error) => {
                tracing::warn!(%error, id = %self.target.id, "other relays wait for a lease to end");
            }
        }
    }

    async fn deliver_all(&self, lease: &mut Lease) -> Result<Infallible> {
        self.remove_undecided(lease).await?;
        let mut mark = self.app.store.changes().subscribe(&self.target.inbox);
        let mut new = VecDeque::new();
        let mut warned = None;
        loop {
            if new.is_empty() {
                mark.borrow_and_update();
                new = self.read(lease).await?;
            }
            if let Some(event) = new.pop_front() {
                self.warn_if_late(&event, &mut warned);
                self.deliver(lease, &event, Queue::New).await?;
            } else if let Some(replay) = lease.progress().replays.first().cloned() {
                self.replay(lease, &replay).await?;
            } else {
                let waking = async {
                    tokio::select! {
                        changed = mark.changed() => changed.map_err(|_| Error::Closed),
                        () = sleep(LOOK) => Ok(()),
                    }
                };
                lease.keep(waking).await??;
            }
        }
    }

    /// A dead letter after the cursor is of an event that was not quite given up when its relay
    /// died, and is tried again.
    async fn remove_undecided(&self, lease: &Lease) -> Result<()> {
        let first = lease.progress().cursor.seq.saturating_add(1);
        self.app
            .store
            .remove_dead_letters(&self.target.id, first..=u64::MAX)
            .await
    }

    /// The next events after the cursor.
    async fn read(&self, lease: &mut Lease) -> Result<VecDeque<Event>> {
        loop {
            let cursor = lease.progress().cursor.clone();
            let after = After::Cursor(cursor.clone());
            let gap = match self
                .app
                .store
                .read(&self.target.inbox, &after, PAGE)
                .await?
            {
                Read::Page(page) => return Ok(page.events.into()),
                Read::Gap(gap) => gap,
            };
            // The store may know the place of a cursor from before a new epoch.
            lease.reload().await?;
            if lease.progress().cursor != cursor {
                continue;
            }
            // A webhook that was not taken was never there to be delivered.
            if gap.reason != GapReason::Refused {
                self.app.metrics.gaps.add(1);
                tracing::warn!(
                    id = %self.target.id,
                    reason = ?gap.reason,
                    "events were lost before a target got them; it goes on with the oldest"
                );
            }
            if gap.reason == GapReason::Epoch {
                // Their numbers are of another life; all that is kept is delivered once more.
                self.app
                    .store
                    .remove_dead_letters(&self.target.id, 0..=u64::MAX)
                    .await?;
            }
            let restart = |progress: &mut Progress| {
                progress.cursor = gap.oldest.clone();
                if gap.reason == GapReason::Epoch {
                    progress.replays.clear();
                }
            };
            lease.save(restart, LetterChange::None).await?;
        }
    }

    /// Tries until the target has taken the event or it is given up.
    pub(super) async fn deliver(
        &self,
        lease: &mut Lease,
        event: &Event,
        queue: Queue,
    ) -> Result<()> {
        loop {
            self.wait_for_retry(lease).await?;
            let sending = self.client.send(event, self.app.clock.now());
            let Err(failure) = lease.keep(sending).await? else {
                return self.delivered(lease, event, queue).await;
            };
            self.tally.failed.add(1);
            let failing = self.after_failure(lease.progress(), &failure);
            if self.is_to_be_given_up(event, queue, &failing) {
                return self.give_up(lease, event, queue, failing).await;
            }
            tracing::warn!(
                id = %self.target.id,
                host = %self.target.url,
                event = %event.id,
                reason = failing.reason,
                attempts = failing.attempts,
                failing_since = %failing.since,
                "a target did not take an event; it is tried again"
            );
            let change = |progress: &mut Progress| progress.failing = Some(failing.clone());
            lease.save(change, LetterChange::None).await?;
        }
    }

    async fn delivered(&self, lease: &mut Lease, event: &Event, queue: Queue) -> Result<()> {
        self.tally.delivered.add(1);
        tracing::debug!(id = %self.target.id, event = %event.id, ?queue, "an event is forwarded");
        let change = |progress: &mut Progress| {
            queue.pass(progress, event);
            progress.failing = None;
        };
        let letter = match queue {
            Queue::New => LetterChange::None,
            Queue::Replay => LetterChange::Remove(event.cursor.seq),
        };
        lease.save(change, letter).await
    }

    /// Waits until the next attempt is due.
    async fn wait_for_retry(&self, lease: &mut Lease) -> Result<()> {
        let Some(failing) = &lease.progress().failing else {
            return Ok(());
        };
        let wait = failing.retry_at - self.app.clock.now();
        // Never longer than it can have been meant: the clock may have been set back.
        let wait = Duration::try_from(wait).unwrap_or_default();
        let wait = wait.min(
            self.app
                .pace
                .retry_longest
                .max(backoff::LONGEST_RETRY_AFTER),
        );
        lease.keep(sleep(wait)).await
    }

    fn after_failure(&self, progress: &Progress, failure: &Failure) -> Failing {
        let now = self.app.clock.now();
        let before = progress.failing.as_ref();
        let attempts = before.map_or(0, |failing| failing.attempts) + 1;
        let pace = &self.app.pace;
        let pause = backoff::pause(pace.retry, pace.retry_longest, attempts);
        let pause = pause.max(failure.retry_after().unwrap_or_default());
        Failing {
            since: before.map_or(now, |failing| failing.since),
            retry_at: now.saturating_add(pause.try_into().unwrap_or(time::Duration::DAY)),
            attempts,
            reason: failure.to_string(),
        }
    }

    /// An event has its time from when it came, or from when the target began to fail if that was
    /// later. So a target that is away for longer loses events at the pace at which they came,
    /// instead of holding each up for the whole time. What is replayed was given up before, or
    /// delivered, and must not hold up new events for long.
    fn is_to_be_given_up(&self, event: &Event, queue: Queue, failing: &Failing) -> bool {
        let began = failing.since.max(event.received_at);
        let waited = self.app.clock.now() - began;
        let is_due = queue == Queue::Replay || waited >= self.target.give_up_after;
        failing.attempts >= FEWEST_ATTEMPTS && is_due
    }

    async fn give_up(
        &self,
        lease: &mut Lease,
        event: &Event,
        queue: Queue,
        failing: Failing,
    ) -> Result<()> {
        tracing::error!(
            id = %self.target.id,
            host = %self.target.url,
            event = %event.id,
            reason = failing.reason,
            attempts = failing.attempts,
            "an event is given up and is now a dead letter"
        );
        let letter = DeadLetter {
            seq: event.cursor.seq,
            event: event.id.clone(),
            received_at: event.received_at,
            given_up_at: self.app.clock.now(),
            attempts: failing.attempts,
            reason: failing.reason.clone(),
        };
        let change = |progress: &mut Progress| {
            queue.pass(progress, event);
            // The next event has all its attempts; what the target asked for still holds.
            progress.failing = Some(Failing {
                attempts: 0,
                ..failing.clone()
            });
        };
        lease.save(change, LetterChange::Add(letter)).await?;
        let oldest = self.app.store.span(&self.target.inbox).await?.oldest;
        // Those of events that are no longer kept can never be delivered.
        self.app
            .store
            .remove_dead_letters(&self.target.id, 0..=oldest)
            .await
    }

    fn warn_if_late(&self, event: &Event, warned: &mut Option<Instant>) {
        let behind: time::Duration = self.app.clock.now() - event.received_at;
        if behind >= LATE && warned.is_none_or(|warned| warned.elapsed() >= WARN_EVERY) {
            *warned = Some(Instant::now());
            tracing::warn!(
                id = %self.target.id,
                host = %self.target.url,
                seconds = behind.whole_seconds(),
                "a target lags behind"
            );
        }
    }
}

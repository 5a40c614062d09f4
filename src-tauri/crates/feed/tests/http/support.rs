//! A sink that remembers, and fails when told to.

use domain::{Clock, UnixMs};
use feed::{Gap, Received, Sink, SinkError, SourceState};
use futures_util::future::BoxFuture;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// What reached the sink, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Note {
    Delivered(Received),
    Lost(Gap),
    State(SourceState),
}

#[derive(Default)]
pub(crate) struct Notebook {
    notes: Mutex<Vec<Note>>,
    changed: watch::Sender<usize>,
    /// How many of the next deliveries fail.
    pub(crate) failing: AtomicUsize,
}

impl Notebook {
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    fn note(&self, note: Note) {
        self.notes.lock().unwrap().push(note);
        self.changed.send_modify(|count| *count += 1);
    }

    pub(crate) fn notes(&self) -> Vec<Note> {
        self.notes.lock().unwrap().clone()
    }

    /// Waits until the notes are as wanted.
    pub(crate) async fn until(&self, is_so: impl Fn(&[Note]) -> bool) {
        let mut changed = self.changed.subscribe();
        let is_so = |_: &usize| is_so(&self.notes.lock().unwrap());
        let waited = tokio::time::timeout(Duration::from_secs(30), changed.wait_for(is_so)).await;
        if waited.is_err() {
            panic!("it did not come about; what did: {:#?}", self.notes());
        }
    }

    pub(crate) fn delivered(&self) -> Vec<Received> {
        let delivered = |note| match note {
            Note::Delivered(received) => Some(received),
            Note::Lost(_) | Note::State(_) => None,
        };
        self.notes().into_iter().filter_map(delivered).collect()
    }
}

impl Sink for Notebook {
    fn deliver(&self, received: Received) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            let failing = self
                .failing
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
            if failing.is_ok() {
                return Err(SinkError("the disk is full".into()));
            }
            self.note(Note::Delivered(received));
            Ok(())
        })
    }

    fn lost(&self, _source: &str, gap: Gap) -> BoxFuture<'_, Result<(), SinkError>> {
        self.note(Note::Lost(gap));
        Box::pin(async { Ok(()) })
    }

    fn report(&self, _source: &str, state: SourceState) {
        self.note(Note::State(state));
    }
}

/// A clock that stands still.
pub(crate) struct Stopped(pub(crate) i64);

impl Clock for Stopped {
    fn now(&self) -> UnixMs {
        UnixMs(self.0)
    }
}

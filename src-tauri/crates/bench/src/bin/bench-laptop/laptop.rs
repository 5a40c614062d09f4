//! The engine and the relay's client as in the app, without its window.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use domain::{Clock, SystemClock, UnixMs, notification::Notice};
use feed::{
    Received, Sink, SinkError, SourceState,
    relay::{Config, DeviceToken, Running, Timing},
};
use futures_util::future::BoxFuture;
use ribbon_api::Client;
use store::{DbKey, Store};
use sync::{Handle, Shell, State, Target};
use tokio::sync::watch;

use super::Relay;

/// Between two polls, as the app does it unless it is told otherwise.
pub(super) const POLL_EVERY: Duration = Duration::from_secs(60);

/// An engine on an empty cache.
pub(super) struct Laptop {
    pub(super) store: Arc<Store>,
    pub(super) shell: Arc<Counting>,
    pub(super) clock: Arc<Ahead>,
    sink: Arc<Watched>,
    _folder: tempfile::TempDir,
}

impl Laptop {
    /// With access to Ribbon it begins to synchronise.
    pub(super) fn start(folder: &Path, ribbon: Option<Client>) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir_in(folder)?;
        let key = DbKey::from_hex(&bench::filled::key()).context("the key")?;
        let store = Arc::new(Store::open(&folder.path().join("cache.db"), key)?);
        let (shell, clock) = (Arc::<Counting>::default(), Arc::<Ahead>::default());
        let engine = sync::start(sync::Config {
            store: Arc::clone(&store),
            client: ribbon,
            clock: Arc::<Ahead>::clone(&clock),
            shell: Arc::<Counting>::clone(&shell),
            poll_every: POLL_EVERY,
        })?;
        let sink = Arc::new(Watched {
            engine,
            committed: watch::Sender::default(),
            live: watch::Sender::default(),
        });
        Ok(Self {
            store,
            shell,
            clock,
            sink,
            _folder: folder,
        })
    }

    /// Begins to read the log, from its beginning.
    pub(super) fn read(&self, relay: &Relay) -> anyhow::Result<Running> {
        let config = Config {
            source: "relay".to_owned(),
            relay: relay.relay.clone(),
            inbox: relay.inbox.parse()?,
            token: DeviceToken::new(relay.token.clone()),
            after: None,
            timing: Timing::default(),
        };
        let (clock, sink) = (Arc::<Ahead>::clone(&self.clock), Arc::clone(&self.sink));
        Ok(feed::relay::Relay::start(config, clock, sink)?)
    }

    /// Waits until a poll has succeeded after `before`; answers when that was.
    pub(super) async fn polled(&self, before: Option<UnixMs>) -> anyhow::Result<Option<UnixMs>> {
        let mut state = self.sink.engine.watch();
        let polled = state.wait_for(|state| state.polled_at > before).await?;
        Ok(polled.polled_at)
    }

    /// Has the engine look at the clock.
    pub(super) async fn wake(&self) {
        self.sink.engine.touched().await;
    }

    /// Ends everything and answers the size of the cache's file.
    pub(super) async fn close(self) -> anyhow::Result<u64> {
        let path = self.store.path().to_owned();
        self.sink.engine.stop().await;
        // The engine lets go of the file just after it has answered.
        while Arc::strong_count(&self.store) > 1 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        drop(self.store);
        Ok(std::fs::metadata(path)?.len())
    }

    /// Waits until so many webhooks are committed.
    pub(super) async fn committed(&self, count: usize) -> anyhow::Result<()> {
        let mut committed = self.sink.committed.subscribe();
        committed.wait_for(|done| *done >= count).await?;
        Ok(())
    }

    /// Waits until the stream is open.
    pub(super) async fn live(&self) -> anyhow::Result<()> {
        self.sink.live.subscribe().wait_for(|live| *live).await?;
        Ok(())
    }
}

/// The engine, and what it was given.
struct Watched {
    engine: Handle,
    committed: watch::Sender<usize>,
    live: watch::Sender<bool>,
}

impl Sink for Watched {
    fn deliver(&self, received: Received) -> BoxFuture<'_, Result<(), SinkError>> {
        self.deliver_all(vec![received])
    }

    fn deliver_all(&self, batch: Vec<Received>) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            let count = batch.len();
            self.engine.deliver_all(batch).await?;
            self.committed.send_modify(|done| *done += count);
            Ok(())
        })
    }

    fn report(&self, source: &str, state: SourceState) {
        self.live.send_replace(state == SourceState::Live);
        self.engine.report(source, state);
    }
}

/// Counts the notices.
#[derive(Default)]
pub(super) struct Counting {
    pub(super) notices: watch::Sender<usize>,
}

impl Shell for Counting {
    fn notify(&self, _: &Notice, _: &Target) {
        self.notices.send_modify(|count| *count += 1);
    }

    fn changed(&self, _: i64) {}

    fn state(&self, _: &State) {}
}

/// The computer's clock, some time ahead: notices that come close after one another are held back
/// to be shown together, and what is measured is one that is not.
#[derive(Default)]
pub(super) struct Ahead {
    millis: AtomicI64,
}

impl Ahead {
    pub(super) fn skip(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.millis.fetch_add(millis, Ordering::Relaxed);
    }
}

impl Clock for Ahead {
    fn now(&self) -> UnixMs {
        UnixMs(SystemClock.now().0 + self.millis.load(Ordering::Relaxed))
    }
}

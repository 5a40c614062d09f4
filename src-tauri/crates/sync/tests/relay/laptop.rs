//! One laptop: a cache, the engine, and the relay's client that reads through a proxy.

use crate::digest::{self, Digest};
use crate::office::{Inbox, Office};
use domain::UnixMs;
use domain::notification::Notice;
use feed::relay::{Config, Relay, Running, Timing};
use feed::{Gap, Received, Sink, SinkError, SourceState};
use futures_util::future::BoxFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::Store;
use sync::{Handle, Shell, State, Target};
use tempfile::TempDir;
use testkit::clock::SettableClock;
use testkit::fault_proxy::{Fault, FaultProxy, Plan, Traffic, Trouble};
use tokio::sync::watch;

/// Far beyond what anything takes; reached only when it never comes.
const PATIENCE: Duration = Duration::from_secs(60);
/// Any time will do; it stands still, so that all laptops write the same times.
const NOW: UnixMs = UnixMs(1_790_000_000_000);
/// Longer than any notice waits.
const LATER: Duration = Duration::from_secs(10);

/// In more of a hurry than a user's laptop, and with endless patience for silence: a connection that
/// ends must be seen to end, however slow the machine is.
const TIMING: Timing = Timing {
    first_wait: Duration::from_millis(2),
    longest_wait: Duration::from_millis(250),
    settled: Duration::from_secs(10),
    silence: Duration::from_secs(3_600),
    greeting: Duration::from_secs(3_600),
    poll_wait: Duration::from_secs(1),
    retry_stream: Duration::from_secs(3_600),
    ack_pause: Duration::from_secs(3_600),
};
/// What a stall needs to be noticed: several of the relay's heartbeats. An answer that comes before
/// its question may take the place of the true one, which then never comes: to the laptop, a stall.
const SILENCE: Duration = Duration::from_secs(1);

/// How patient a laptop is whose connection fails by `plan`.
fn timing(plan: Plan) -> Timing {
    match plan.trouble {
        Some(Trouble {
            fault: Fault::Stall | Fault::Replay,
            ..
        }) => Timing {
            silence: SILENCE,
            greeting: SILENCE,
            ..TIMING
        },
        _ => TIMING,
    }
}

/// A laptop at work.
pub(crate) struct Laptop {
    engine: Handle,
    source: Running,
    proxy: FaultProxy,
    progress: watch::Receiver<Progress>,
    shell: Arc<Memory>,
    clock: SettableClock,
    store: Arc<Store>,
    _desk: TempDir,
}

impl Laptop {
    pub(crate) async fn start(office: &Office, inbox: &Inbox<'_>, plan: Plan) -> Self {
        let desk = office.desk();
        let store = Arc::new(office.cache(&desk.path().join("cache.db")));
        let (shell, clock) = (Arc::<Memory>::default(), SettableClock::at(NOW));
        let engine = sync::start(sync::Config {
            store: Arc::clone(&store),
            client: None,
            clock: Arc::new(clock.clone()),
            shell: Arc::<Memory>::clone(&shell),
            poll_every: Duration::from_secs(3_600),
        })
        .unwrap();
        let proxy = FaultProxy::start(office.addr(), plan).await.unwrap();
        let (told, progress) = watch::channel(Progress::default());
        let sink = Watched {
            engine: engine.clone(),
            told,
        };
        let config = Config {
            source: "relay".to_owned(),
            relay: format!("http://{}/", proxy.addr).parse().unwrap(),
            inbox: inbox.id.clone(),
            token: inbox.token.clone(),
            after: None,
            timing: timing(plan),
        };
        let source = Relay::start(config, Arc::new(clock.clone()), Arc::new(sink)).unwrap();
        Self {
            engine,
            source,
            proxy,
            progress,
            shell,
            clock,
            store,
            _desk: desk,
        }
    }

    /// Waits until everything up to `cursor` is committed and the laptop listens for what follows, or
    /// the fault has struck.
    pub(crate) async fn listens(&mut self, cursor: &str) -> Result<(), String> {
        let mut struck = self.proxy.struck();
        let progress = &mut self.progress;
        let wait = async {
            loop {
                let has_struck = *struck.borrow_and_update() > 0;
                let listens = progress.borrow_and_update().listens;
                if (has_struck || listens) && progress.borrow().has_reached(cursor) {
                    return;
                }
                tokio::select! {
                    changed = progress.changed() => changed.unwrap(),
                    changed = struck.changed() => changed.unwrap(),
                }
            }
        };
        let done = tokio::time::timeout(PATIENCE, wait).await;
        done.map_err(|_| self.complaint("it never listened"))
    }

    /// Waits until everything up to `cursor` is committed.
    pub(crate) async fn reached(&mut self, cursor: &str) -> Result<(), String> {
        let wait = self
            .progress
            .wait_for(|progress| progress.has_reached(cursor));
        let done = tokio::time::timeout(PATIENCE, wait)
            .await
            .map(|done| drop(done.unwrap()));
        done.map_err(|_| self.complaint(&format!("it never reached {cursor}")))
    }

    fn complaint(&self, what: &str) -> String {
        format!("{what}: {:?}", *self.progress.borrow())
    }

    /// Stops everything and reads what is in the cache, and what was told.
    pub(crate) async fn finish(self) -> Report {
        let struck = *self.proxy.struck().borrow();
        let traffic = self.proxy.traffic();
        self.source.stop().await;
        // All notices are due by now, and the engine looks at them before it stops.
        self.clock.advance(LATER);
        self.engine.touched().await;
        self.engine.stop().await;
        let mut told = self.shell.covered.lock().unwrap().clone();
        told.sort_unstable();
        Report {
            digest: digest::of(&self.store, &told),
            traffic,
            struck,
        }
    }
}

/// What a laptop leaves behind.
pub(crate) struct Report {
    pub(crate) digest: Digest,
    pub(crate) traffic: Traffic,
    /// How often the fault struck.
    pub(crate) struck: u32,
}

/// How far the relay's client has come.
#[derive(Debug, Default)]
struct Progress {
    cursor: Option<String>,
    listens: bool,
    states: Vec<SourceState>,
}

impl Progress {
    fn has_reached(&self, cursor: &str) -> bool {
        self.cursor.as_deref() == Some(cursor)
    }
}

/// The engine, and somebody who watches what it is handed.
struct Watched {
    engine: Handle,
    told: watch::Sender<Progress>,
}

impl Sink for Watched {
    fn deliver(&self, received: Received) -> BoxFuture<'_, Result<(), SinkError>> {
        self.deliver_all(vec![received])
    }

    fn deliver_all(&self, batch: Vec<Received>) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            let cursor = batch.last().and_then(|last| last.cursor.clone());
            self.engine.deliver_all(batch).await?;
            self.told.send_modify(|progress| progress.cursor = cursor);
            Ok(())
        })
    }

    fn lost(&self, source: &str, gap: Gap) -> BoxFuture<'_, Result<(), SinkError>> {
        self.report(source, SourceState::Gap(gap.clone()));
        self.engine.lost(source, gap)
    }

    fn report(&self, source: &str, state: SourceState) {
        self.engine.report(source, state.clone());
        self.told.send_modify(|progress| {
            progress.listens = matches!(state, SourceState::Live | SourceState::Polling);
            progress.states.push(state);
        });
    }
}

/// Remembers which notices were shown.
#[derive(Default)]
struct Memory {
    covered: Mutex<Vec<i64>>,
}

impl Shell for Memory {
    fn notify(&self, notice: &Notice, _target: &Target) {
        self.covered.lock().unwrap().extend(&notice.covers);
    }

    fn changed(&self, _seq: i64) {}

    fn state(&self, _state: &State) {}
}

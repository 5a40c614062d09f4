//! A desk: an engine on a cache of its own, with a shell that remembers.

use domain::notification::Notice;
use domain::{Clock, Road, SystemClock, Trust, UnixMs};
use feed::Received;
use feed::receiver::{self, Receiver};
use ribbon_api::{ApiKey, Client};
use ribbon_sim::{Config as SimConfig, Running, Sim};
use serde_json::Value;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{DbKey, Store};
use sync::{Config, Handle, Shell, State, Target};
use tempfile::TempDir;
use testkit::clock::SettableClock;
use tokio::sync::watch;

/// The secret with which the stand-in signs.
pub(crate) const SECRET: &str = "the-flows-own-secret";
/// The busiest flow; it records no video.
pub(crate) const FLOW: &str = "Backend Engineer";
/// Far beyond what anything takes; reached only when it never comes.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at what nobody is told of.
const NOW_AND_THEN: Duration = Duration::from_millis(20);
/// So rare that a test sees no poll but those it asks for.
pub(crate) const RARELY: Duration = Duration::from_secs(3_600);

/// Remembers what it was told.
#[derive(Default)]
pub(crate) struct Memory {
    notices: Mutex<Vec<(Notice, Target)>>,
    changes: Mutex<Vec<i64>>,
    states: Mutex<Vec<State>>,
    told: watch::Sender<u64>,
}

impl Shell for Memory {
    fn notify(&self, notice: &Notice, target: &Target) {
        let told = (notice.clone(), target.clone());
        self.notices.lock().unwrap().push(told);
        self.told.send_modify(|count| *count += 1);
    }

    fn changed(&self, seq: i64) {
        self.changes.lock().unwrap().push(seq);
        self.told.send_modify(|count| *count += 1);
    }

    fn state(&self, state: &State) {
        self.states.lock().unwrap().push(state.clone());
        self.told.send_modify(|count| *count += 1);
    }
}

/// What outlives an engine: the cache and the shell.
pub(crate) struct Desk {
    pub(crate) store: Arc<Store>,
    shell: Arc<Memory>,
    clock: Arc<dyn Clock>,
    still: Option<SettableClock>,
    _folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with_clock(Arc::new(SystemClock))
    }

    /// A desk whose clock stands still but for the polls that are asked for: nothing comes too late.
    pub(crate) fn unhurried() -> Self {
        let clock = SettableClock::at(UnixMs(1_790_000_000_000));
        Self {
            still: Some(clock.clone()),
            ..Self::with_clock(Arc::new(clock))
        }
    }

    pub(crate) fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
        let store = Store::open(&folder.path().join("cache.db"), key).unwrap();
        Self {
            store: Arc::new(store),
            shell: Arc::default(),
            clock,
            still: None,
            _folder: folder,
        }
    }

    /// An engine without access to Ribbon.
    pub(crate) fn start_alone(&self) -> Handle {
        self.start_with(None, RARELY)
    }

    pub(crate) fn start_with(&self, client: Option<Client>, poll_every: Duration) -> Handle {
        sync::start(Config {
            store: Arc::clone(&self.store),
            client,
            clock: Arc::clone(&self.clock),
            shell: Arc::<Memory>::clone(&self.shell),
            poll_every,
        })
        .unwrap()
    }

    /// An engine that has synchronised with `sim` and polls no more unless it is told to.
    pub(crate) async fn start_synced(&self, sim: &Running) -> Handle {
        let engine = self.start_with(Some(client(sim)), RARELY);
        self.polled(&engine, 0).await;
        engine
    }

    /// Polls and waits until that is done.
    pub(crate) async fn poll(&self, engine: &Handle) {
        let before = engine.state().polled_at.map_or(0, |at| at.0);
        if let Some(clock) = &self.still {
            clock.advance(Duration::from_millis(1));
        }
        engine.sync_now().await;
        self.polled(engine, before).await;
    }

    async fn polled(&self, engine: &Handle, before: i64) {
        let what = "a poll to succeed";
        self.until(what, || engine.state().polled_at > Some(UnixMs(before)))
            .await;
    }

    /// Waits until `is_so`, looking whenever the shell was told something, and now and then for
    /// what the engine does without telling.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let mut told = self.shell.told.subscribe();
        let wait = async {
            while !is_so() {
                let _ = tokio::time::timeout(NOW_AND_THEN, told.changed()).await;
            }
        };
        if tokio::time::timeout(PATIENCE, wait).await.is_err() {
            let state = self.shell.states.lock().unwrap().last().cloned();
            panic!(
                "waited in vain for {what}; {state:#?}; {:#?}",
                self.notices()
            );
        }
    }

    pub(crate) async fn until_notices(&self, count: usize) {
        self.until(&format!("{count} notices"), || {
            self.notices().len() >= count
        })
        .await;
    }

    pub(crate) fn notices(&self) -> Vec<(Notice, Target)> {
        self.shell.notices.lock().unwrap().clone()
    }

    /// The second lines of the notices so far.
    pub(crate) fn told(&self) -> Vec<String> {
        self.notices()
            .into_iter()
            .map(|(one, _)| one.body)
            .collect()
    }

    pub(crate) fn changes(&self) -> Vec<i64> {
        self.shell.changes.lock().unwrap().clone()
    }

    pub(crate) fn states(&self) -> Vec<State> {
        self.shell.states.lock().unwrap().clone()
    }

    /// One number read from the cache.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        let read =
            |connection: &store::Connection| Ok(connection.query_row(sql, [], |r| r.get(0))?);
        self.store.read(read).unwrap()
    }

    /// One text read from the cache.
    pub(crate) fn text(&self, sql: &str) -> Option<String> {
        let read =
            |connection: &store::Connection| Ok(connection.query_row(sql, [], |r| r.get(0))?);
        self.store.read(read).unwrap()
    }
}

/// A stand-in with so many interviews in four flows.
pub(crate) async fn sim(interviews: usize) -> Running {
    sim_with(SimConfig {
        interviews,
        ..SimConfig::default()
    })
    .await
}

pub(crate) async fn sim_with(config: SimConfig) -> Running {
    let config = SimConfig { flows: 4, ..config };
    Sim::start(config).await.unwrap()
}

pub(crate) fn client(sim: &Running) -> Client {
    client_with(sim, &sim.api_key)
}

pub(crate) fn client_with(sim: &Running, key: &str) -> Client {
    Client::new(&sim.base_url.parse().unwrap(), ApiKey::new(key)).unwrap()
}

/// A receiver for `engine`, to which `sim` posts from now on.
pub(crate) async fn receive(sim: &Running, engine: &Handle) -> receiver::Running {
    let sink = Arc::new(engine.clone());
    let receiver = Receiver::start(receiver::Config::default(), Arc::new(SystemClock), sink)
        .await
        .unwrap();
    sim.set_webhook(Some(receiver.url.as_str()), Some(SECRET))
        .await;
    receiver
}

/// A webhook as a relay that checked its signature hands it over.
pub(crate) fn verified(body: &Value) -> Received {
    received(body.to_string().into_bytes(), Some(Trust::Verified))
}

/// A webhook as it came, its signature unchecked.
pub(crate) fn received(body: Vec<u8>, trust: Option<Trust>) -> Received {
    Received {
        source: "relay".to_owned(),
        road: Road::Relay,
        event_id: None,
        cursor: None,
        received_at: SystemClock.now(),
        headers: Vec::new(),
        body,
        trust,
    }
}

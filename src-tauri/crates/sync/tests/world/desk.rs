//! A cache and the engine on it, driven step by step: nothing happens but what the test lets happen.

use crate::ribbon::{NOW, Ribbon};
use domain::notification::Notice;
use domain::{Clock, Road, Trust, UnixMs};
use feed::Received;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use store::table::fetch_queue;
use store::{Connection, DbKey, Store};
use sync::{Config, Handle, Shell, State, Target};
use tempfile::TempDir;
use testkit::clock::SettableClock;

/// The engine polls when it is told to.
pub(crate) const RARELY: Duration = Duration::from_secs(400 * 24 * 3_600);
/// Far beyond what anything takes; reached only when it never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Remembers what the user was shown.
#[derive(Default)]
struct Screen(Mutex<Vec<i64>>);

impl Shell for Screen {
    fn notify(&self, notice: &Notice, _target: &Target) {
        self.0.lock().unwrap().extend(&notice.covers);
    }

    fn changed(&self, _seq: i64) {}

    fn state(&self, _state: &State) {}
}

/// One laptop.
pub(crate) struct Desk {
    pub(crate) clock: SettableClock,
    pub(crate) ribbon: Ribbon,
    poll_every: Duration,
    store: Arc<Store>,
    engine: Option<Handle>,
    screen: Arc<Screen>,
    path: PathBuf,
    _folder: TempDir,
}

impl Desk {
    /// A new cache, and the engine on it.
    pub(crate) fn open(ribbon: &Ribbon, poll_every: Duration) -> Self {
        let folder = folder();
        let path = folder.path().join("cache.db");
        std::fs::copy(&NEW.1, &path).unwrap();
        let store = Store::open(&path, key()).unwrap();
        let clock = SettableClock::at(NOW);
        let mut world = ribbon.world();
        world.date();
        world.clock = Some(clock.clone());
        drop(world);
        let mut desk = Self {
            clock,
            ribbon: ribbon.clone(),
            poll_every,
            store: Arc::new(store),
            engine: None,
            screen: Arc::default(),
            path,
            _folder: folder,
        };
        desk.start();
        desk
    }

    /// The same, when the first synchronisation is through.
    pub(crate) async fn synced(ribbon: &Ribbon) -> Self {
        let desk = Self::open(ribbon, RARELY);
        desk.polled_after(UnixMs(0)).await;
        desk.settle().await;
        desk
    }

    fn start(&mut self) {
        let engine = sync::start(Config {
            store: Arc::clone(&self.store),
            client: Some(self.ribbon.client()),
            clock: Arc::new(self.clock.clone()),
            shell: Arc::<Screen>::clone(&self.screen),
            poll_every: self.poll_every,
        });
        self.engine = Some(engine.unwrap());
    }

    /// Ends the program, does something to its cache, and begins it again.
    pub(crate) async fn restart_after(&mut self, meanwhile: impl FnOnce(&Store)) {
        let before = self.polled_at();
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
        meanwhile(&self.store);
        self.store = Arc::new(Store::open(&self.path, key()).unwrap());
        self.clock.advance(Duration::from_secs(1));
        self.start();
        self.polled_after(before).await;
        self.settle().await;
    }

    /// Ends the program and begins it again, without waiting for its first poll.
    pub(crate) async fn restart_before_poll(&mut self, meanwhile: impl FnOnce()) {
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
        meanwhile();
        self.store = Arc::new(Store::open(&self.path, key()).unwrap());
        self.start();
        self.settle().await;
    }

    pub(crate) fn engine(&self) -> &Handle {
        self.engine.as_ref().unwrap()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Hands webhooks over and lets all that follows at once happen.
    pub(crate) async fn deliver(&self, received: Vec<Received>) {
        self.engine().deliver(received).await.unwrap();
        self.settle().await;
    }

    /// A second later, a poll; returns when it has come to its end.
    pub(crate) async fn poll(&self) {
        let before = self.polled_at();
        self.clock.advance(Duration::from_secs(1));
        self.engine().sync_now().await;
        self.polled_after(before).await;
        self.settle().await;
    }

    /// Moves the clock on and lets what is due then happen.
    pub(crate) async fn wait(&self, how_long: Duration) {
        self.clock.advance(how_long);
        self.settle().await;
    }

    /// Moves the clock on until no notice is held back.
    pub(crate) async fn show_all(&self) {
        while self.number("SELECT count(*) FROM outbox WHERE shown_at IS NULL") > 0 {
            self.wait(Duration::from_secs(5)).await;
        }
    }

    fn polled_at(&self) -> UnixMs {
        self.engine().state().polled_at.unwrap_or(UnixMs(0))
    }

    pub(crate) async fn polled_after(&self, before: UnixMs) {
        self.until("a poll", |state| {
            state.polled_at.is_some_and(|at| at > before)
        })
        .await;
    }

    /// Waits for a poll whose end bears this very time.
    pub(crate) async fn polled_by(&self, at: UnixMs) {
        self.until("a poll at that time", |state| state.polled_at == Some(at))
            .await;
    }

    /// Returns when no poll is under way: one that has begun by now has ended.
    pub(crate) async fn poll_ended(&self) {
        let (mut quiet, mut asked) = (0, self.ribbon.cost().1);
        while quiet < 20 {
            self.engine().deliver(Vec::new()).await.unwrap();
            tokio::task::yield_now().await;
            let now = self.ribbon.world().asked.len();
            quiet = if now == asked { quiet + 1 } else { 0 };
            asked = now;
        }
    }

    /// A poll that may take minutes.
    pub(crate) async fn patiently_polled_after(&self, before: UnixMs) {
        let mut watch = self.engine().watch();
        let is_polled = |state: &State| state.polled_at.is_some_and(|at| at > before);
        watch.wait_for(is_polled).await.unwrap();
    }

    /// Waits for a state.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn(&State) -> bool) {
        let mut watch = self.engine().watch();
        let wait = watch.wait_for(|state| is_so(state));
        let done = tokio::time::timeout(PATIENCE, wait).await;
        assert!(
            done.is_ok_and(|done| done.is_ok()),
            "waited in vain for {what}: {:#?}",
            self.engine().state()
        );
    }

    /// Returns when nothing is left to be done at this time.
    pub(crate) async fn settle(&self) {
        let now = self.clock.now();
        let is_idle =
            |connection: &Connection| Ok(fetch_queue::due(connection, now, 1)?.is_empty());
        let wait = async {
            loop {
                // Answered when the loop has come round.
                self.engine().deliver(Vec::new()).await.unwrap();
                if self.store.read(is_idle).unwrap() {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        let done = tokio::time::timeout(PATIENCE, wait).await;
        assert!(
            done.is_ok(),
            "it never settles: {:?}",
            self.engine().state()
        );
    }

    /// How often each fact was told, by its key.
    pub(crate) fn told(&self) -> BTreeMap<String, usize> {
        let keys: BTreeMap<i64, String> = self
            .rows("SELECT outbox.id, event.key FROM outbox JOIN event ON event.id = event_id")
            .into_iter()
            .map(|row| (row[0].parse().unwrap(), row[1].clone()))
            .collect();
        let mut told = BTreeMap::new();
        for id in self.screen.0.lock().unwrap().iter() {
            *told.entry(keys[id].clone()).or_insert(0) += 1;
        }
        told
    }

    /// Rows as text; null is empty.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare(sql)?;
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                let text = |at| {
                    let value = row.get_ref(at)?;
                    let number = value.as_i64().map(|number| number.to_string());
                    let bytes = value.as_bytes_or_null().ok().flatten().unwrap_or_default();
                    Ok(number.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned()))
                };
                (0..columns).map(text).collect::<Result<Vec<String>, _>>()
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.store.read(read).unwrap()
    }

    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.rows(sql)[0][0].parse().unwrap()
    }

    pub(crate) async fn close(mut self) {
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
    }
}

/// A webhook as a relay that has checked its signature hands it over.
pub(crate) fn signed(body: &serde_json::Value) -> Received {
    received(body.to_string().into_bytes(), Some(Trust::Verified))
}

pub(crate) fn received(body: Vec<u8>, trust: Option<Trust>) -> Received {
    Received {
        source: "relay".to_owned(),
        road: Road::Relay,
        event_id: None,
        cursor: None,
        received_at: NOW,
        headers: Vec::new(),
        body,
        trust,
    }
}

fn key() -> DbKey {
    DbKey::from_hex(&"5a".repeat(32)).unwrap()
}

/// An empty cache to begin with: to make one takes longer than all that is done with it.
static NEW: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = folder();
    let path = folder.path().join("new.db");
    drop(Store::open(&path, key()).unwrap());
    (folder, path)
});

/// In memory where there is such a place: a cut of the power is not what is tested here.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

//! The program without its window: which cache is open, and what works on it.

pub(crate) mod at_work;
mod awake;
pub(crate) mod back_up;
pub(crate) mod cache;
pub(crate) mod channel;
mod feeds;
pub(crate) mod home;
pub(crate) mod pairing;
pub(crate) mod receiver;
pub(crate) mod sample;
mod session;
pub(crate) mod wall_clock;
mod writing;

use crate::bridge::{ribbon_error, store_error, sync_state, unnamed};
use crate::cli::Options;
use crate::media;
use at_work::{AtWork, Doing};
use cache::Opened;
use contract::app::{AppState, Phase};
use contract::sync::{SyncMode, SyncState};
use contract::{CommandError, ErrorCode, Said};
use domain::notification::policy::Policy;
use domain::{Clock, UnixMs};
use home::Home;
use receiver::Reception;
use ribbon_api::{ApiKey, Client};
use session::Session;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::table::change::{self, Topic};
use store::table::{notice_policy, setting};
use store::{KeySource, Store};
use sync::Shell;
use tokio::sync::RwLock;
use tokio::time::timeout;
use wall_clock::WallClock;

/// How long the end of the program waits for each of its last things.
const LAST: Duration = Duration::from_secs(3);

/// The program without its window.
pub(crate) struct Desk {
    options: Options,
    home: Home,
    key: KeySource,
    clock: Arc<dyn Clock>,
    shell: Arc<dyn Shell>,
    media: media::Server,
    session: RwLock<Session>,
    /// How many states were told.
    told: Mutex<i64>,
    /// What the user must know of how the cache was opened.
    notice: Option<Said>,
    /// The newest change of the cache before anything was at work on it.
    opened_at: i64,
    _at_work: AtWork,
}

/// Keeps the API key and the relay that were given at the start.
pub(crate) fn keep_given(options: &Options, store: &Store) -> anyhow::Result<()> {
    if let Some(given) = options.api_key()? {
        store.write::<_, store::Error>(|tx| setting::set(tx, setting::API_KEY, &given))?;
    }
    if let Some(given) = options.pairing()? {
        given.save(store)?;
    }
    Ok(())
}

impl Desk {
    /// Opens what was open when the program ended last. Called within the tokio runtime.
    pub(crate) async fn open(
        options: Options,
        shell: Arc<dyn Shell>,
        doing: Doing,
    ) -> anyhow::Result<Self> {
        let home = Home::new(options.home()?);
        let at_work = AtWork::begin(&home, doing).await?;
        let key = options.key_source(home.folder());
        let Opened { store, notice } = cache::open(&home, &key)?;
        keep_given(&options, &store)?;
        let (language, opened_at) =
            store.read(|it| Ok((notice_policy::language(it)?, change::newest(it)?)))?;
        unnamed::speak(language);
        let desk = Self {
            media: media::Server::start().await?,
            clock: Arc::new(WallClock),
            told: Mutex::default(),
            session: RwLock::new(Session::new(Phase::FirstRun, Arc::clone(&store))),
            options,
            home,
            key,
            shell,
            notice,
            opened_at,
            _at_work: at_work,
        };
        let session = match store.read(|connection| setting::get(connection, setting::API_KEY))? {
            Some(api_key) => desk.connected(store, &api_key).await?,
            None if desk.home.sample().exists() => desk.sample().await?,
            None => Session::new(Phase::FirstRun, store),
        };
        desk.replace(session).await;
        Ok(desk)
    }

    /// What the window needs to know before it can show anything.
    pub(crate) async fn app_state(&self) -> AppState {
        AppState {
            phase: self.session.read().await.phase,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            home: self.home.folder().display().to_string(),
            key_kept_in: self.key.describe(),
            api_url: self.options.api_url.to_string(),
            notice: self.notice.clone(),
        }
    }

    /// The newest change of the cache as it was found: whatever came since has a greater number.
    pub(crate) fn opened_at(&self) -> i64 {
        self.opened_at
    }

    /// The open cache.
    pub(crate) async fn store(&self) -> Arc<Store> {
        Arc::clone(&self.session.read().await.store)
    }

    /// How fresh it is.
    pub(crate) async fn sync_state(&self) -> SyncState {
        let session = self.session.read().await;
        self.told(&session)
    }

    /// The same, for when the engine has published something; `None` while whoever changes what is
    /// open will tell it anyway.
    pub(crate) fn published(&self) -> Option<SyncState> {
        let session = self.session.try_read().ok()?;
        Some(self.told(&session))
    }

    /// One at a time, so that the state with the greater number is the newer one.
    fn told(&self, session: &Session) -> SyncState {
        let mut seq = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        *seq += 1;
        let state = &session.state(self.clock.now());
        let feeds = sync_state::Feeds {
            receiver_url: session.receiver_url(),
            relay: session
                .pairing()
                .map(|pairing| sync_state::relay(pairing, state)),
            channel: session
                .channel()
                .map(|channel| sync_state::channel(channel, state, &session.store)),
        };
        sync_state::state(*seq, state, feeds, sync_state::gaps(&session.store))
    }

    /// The same in one word, and how many items could not be read.
    pub(crate) async fn freshness(&self) -> (SyncMode, u32) {
        let session = self.session.read().await;
        let state = session.state(self.clock.now());
        (sync_state::mode(state.mode), state.unreadable)
    }

    /// Has nothing told until then; `None` goes on at once.
    pub(crate) async fn pause_notices(&self, until: Option<UnixMs>) -> store::Result<()> {
        let store = self.store().await;
        store.write::<_, store::Error>(|tx| {
            let policy = notice_policy::get(tx)?;
            notice_policy::set(
                tx,
                &Policy {
                    paused_until: until,
                    ..policy
                },
            )?;
            change::record(tx, Topic::Settings, "")
        })?;
        self.touched().await;
        Ok(())
    }

    /// Has the window and the tray told that the cache was changed from here.
    pub(crate) async fn touched(&self) {
        if let Some(engine) = self.engine().await {
            engine.touched().await;
            return;
        }
        match self.store().await.read(change::newest) {
            Ok(newest) => self.shell.changed(newest),
            Err(error) => tracing::warn!(%error, "a change was not told"),
        }
    }

    /// Tells the engine something; nothing happens where none runs.
    pub(crate) async fn engine(&self) -> Option<sync::Handle> {
        self.session.read().await.engine.clone()
    }

    /// What time it is.
    pub(crate) fn now(&self) -> UnixMs {
        self.clock.now()
    }

    /// Where recordings are played from.
    pub(crate) fn media(&self) -> &media::Server {
        &self.media
    }

    /// Whether a link that came with a webhook leads to Ribbon: over https to its domain, or to the
    /// host of the API that is in use.
    pub(crate) fn is_ribbons(&self, link: &str) -> bool {
        let Ok(link) = url::Url::parse(link) else {
            return false;
        };
        let Some(host) = link.host_str() else {
            return false;
        };
        let is_known = host == "ribbon.ai" || host.ends_with(".ribbon.ai");
        let is_api_host = Some(host) == self.options.api_url.host_str();
        (link.scheme() == "https" && (is_known || is_api_host))
            || (link.scheme() == "http" && is_api_host && self.options.api_url.scheme() == "http")
    }

    /// Tries a key and, when Ribbon accepts it, keeps it and begins to synchronise.
    pub(crate) async fn connect(&self, api_key: &str) -> Result<AppState, CommandError> {
        let api_key = api_key.trim();
        let client = self.client(api_key)?;
        client.ping().await.map_err(|error| ribbon_error(&error))?;
        let store = self.open_cache().await.map_err(store_error)?;
        store
            .write::<_, store::Error>(|tx| setting::set(tx, setting::API_KEY, api_key))
            .map_err(store_error)?;
        let session = self.connected(store, api_key).await.map_err(internal)?;
        self.replace(session).await;
        Ok(self.app_state().await)
    }

    /// Shows sample data.
    pub(crate) async fn explore_sample(&self) -> Result<AppState, CommandError> {
        let session = self.sample().await.map_err(internal)?;
        self.replace(session).await;
        Ok(self.app_state().await)
    }

    /// Forgets the sample data and goes back to the first-run screen.
    pub(crate) async fn leave_sample(&self) -> Result<AppState, CommandError> {
        if self.session.read().await.phase == Phase::Sample {
            let store = self.open_cache().await.map_err(store_error)?;
            self.replace(Session::new(Phase::FirstRun, store)).await;
            self.home
                .remove_sample()
                .map_err(|error| internal(error.into()))?;
        }
        Ok(self.app_state().await)
    }

    /// Has everything connect anew whenever the computer wakes up or its network changes, and marks
    /// kept in a second place.
    pub(crate) fn keep_connected(self: &Arc<Self>) {
        let clock = Arc::clone(&self.clock);
        tokio::spawn(awake::keep(Arc::downgrade(self), clock));
        tokio::spawn(back_up::keep(Arc::downgrade(self)));
    }

    /// Connects every feed anew, and polls at once.
    async fn reconnect(&self) {
        let session = self.session.read().await;
        session.reconnect().await;
    }

    /// Tries at once whatever waits for its next attempt, and polls.
    pub(crate) async fn sync_now(&self) {
        let session = self.session.read().await;
        session.sync_now().await;
    }

    /// Stops what runs, waiting a little for what is under way.
    pub(crate) async fn close(&self) {
        let mut session = self.session.write().await;
        let _ = timeout(LAST, session.stop()).await;
        drop(session);
        self.home.forget_receiver();
        let _ = timeout(LAST, self.back_up()).await;
    }

    async fn open_cache(&self) -> store::Result<Arc<Store>> {
        let session = self.session.read().await;
        if session.phase == Phase::Sample {
            return Ok(Arc::new(Store::open(
                &self.home.cache(),
                self.key.obtain(true)?,
            )?));
        }
        Ok(Arc::clone(&session.store))
    }

    async fn connected(&self, store: Arc<Store>, api_key: &str) -> anyhow::Result<Session> {
        let client = self.client(api_key)?;
        let config = self.engine_config(Arc::clone(&store), Some(client.clone()));
        let engine = sync::start(config)?;
        let receiver = Reception::begin(receiver::Setting {
            store: Arc::clone(&store),
            engine: engine.clone(),
            clock: Arc::clone(&self.clock),
            home: self.home.clone(),
            asked: self.options.receiver_listen,
        })
        .await;
        self.media.serve(Arc::clone(&store), Some(client));
        let mut session = Session {
            engine: Some(engine),
            receiver: Some(receiver),
            ..Session::new(Phase::Connected, store)
        };
        self.resume_feeds(&mut session)?;
        Ok(session)
    }

    async fn sample(&self) -> anyhow::Result<Session> {
        let store = Arc::new(Store::open(&self.home.sample(), self.key.obtain(true)?)?);
        let (filled, now) = (Arc::clone(&store), self.clock.now());
        tokio::task::spawn_blocking(move || sample::fill(&filled, now)).await??;
        let engine = sync::start(self.engine_config(Arc::clone(&store), None))?;
        self.media.serve(Arc::clone(&store), None);
        Ok(Session {
            engine: Some(engine),
            ..Session::new(Phase::Sample, store)
        })
    }

    fn engine_config(&self, store: Arc<Store>, client: Option<Client>) -> sync::Config {
        sync::Config {
            store,
            client,
            clock: Arc::clone(&self.clock),
            shell: Arc::clone(&self.shell),
            poll_every: self.options.poll_every(),
        }
    }

    fn client(&self, api_key: &str) -> Result<Client, CommandError> {
        Client::new(&self.options.api_url, ApiKey::new(api_key))
            .map_err(|error| ribbon_error(&error))
    }

    async fn replace(&self, session: Session) {
        let state = session.state(self.clock.now());
        let mut held = self.session.write().await;
        held.stop().await;
        *held = session;
        drop(held);
        // What the engine published meanwhile could not be told.
        self.shell.state(&state);
    }
}

/// A fault that has no code of its own.
#[expect(clippy::needless_pass_by_value, reason = "used with map_err")]
fn internal(error: anyhow::Error) -> CommandError {
    CommandError::new(ErrorCode::Internal, format!("{error:#}"))
}

#[cfg(test)]
mod tests;

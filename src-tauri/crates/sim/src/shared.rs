//! What all handlers and tasks share: the world behind a lock, the faults, the postbox and the counters.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::chance::Chance;
use crate::config::Config;
use crate::damage::Damages;
use crate::error::Error;
use crate::faults::{FaultKind, Faults};
use crate::moment::Clock;
use crate::version::Version;
use crate::webhooks::{Event, Letter, Mishap, Outcome, Postbox};
use crate::world::{Flow, World};

/// A handle on the one running stand-in.
pub(crate) type App = Arc<Shared>;

/// The state of one running stand-in.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) api_key: String,
    /// Where it listens, for addresses given out where no request says how it was reached.
    pub(crate) base_url: String,
    /// The unguessable part of every recording's address.
    pub(crate) media_token: String,
    pub(crate) postbox: Postbox,
    /// Held from a change of the world until its webhook is out, so that webhooks leave in the order in
    /// which things happened.
    pub(crate) turnstile: tokio::sync::Mutex<()>,
    pub(crate) stop: CancellationToken,
    pub(crate) clock: Clock,
    world: Mutex<World>,
    faults: Mutex<Faults>,
    damages: Mutex<Damages>,
    /// How many requests a description has been chosen for.
    chosen: AtomicU64,
    requests: AtomicU64,
    bytes: AtomicU64,
}

impl Shared {
    pub(crate) fn new(config: Config, base_url: String) -> Result<Self, Error> {
        let mut chance = Chance::new(config.seed, "keys", 0);
        let derived = chance.uuid().to_string();
        let clock = Clock::starting(config.now);
        Ok(Self {
            api_key: config.api_key.clone().unwrap_or(derived),
            base_url,
            media_token: chance.uuid().simple().to_string(),
            postbox: Postbox::new(config.webhook_timeout)?,
            turnstile: tokio::sync::Mutex::new(()),
            stop: CancellationToken::new(),
            world: Mutex::new(World::found(&config, clock.begun())),
            faults: Mutex::new(Faults::new(config.seed, config.faults.clone())),
            damages: Mutex::default(),
            clock,
            chosen: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            config,
        })
    }

    /// The world; never held across an await.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn damages(&self) -> MutexGuard<'_, Damages> {
        self.damages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The description that answers the next request.
    pub(crate) fn next_version(&self) -> Version {
        let number = self.chosen.fetch_add(1, Ordering::Relaxed);
        Version::answering(self.config.api, self.config.seed, number)
    }

    /// Sends a flow's webhook to its own address or else to the organisation's; nothing is sent, and
    /// nothing returned, where neither has one.
    pub(crate) async fn announce(&self, flow: &Flow, event: &Event) -> Option<Outcome> {
        let webhook = self.world().webhook_of(flow);
        let letter = Letter::new(event, webhook.url.as_deref(), webhook.secret.as_deref())?;
        let mishap = {
            let mut faults = self.faults();
            Mishap {
                dropped: faults.strikes(FaultKind::Drop),
                held: faults.strikes(FaultKind::Reorder),
                doubled: faults.strikes(FaultKind::Duplicate),
            }
        };
        Some(self.postbox.post(letter, mishap).await)
    }

    pub(crate) fn count_request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

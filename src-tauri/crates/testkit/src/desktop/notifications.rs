//! A notification service that records what it is asked to show, and clicks where a test says so.

mod service;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::sync::watch;
use tokio::time::timeout;
use zbus::Connection;
use zbus::object_server::SignalEmitter;

use self::service::Service;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Why a notification went, as the specification numbers it.
const DISMISSED_BY_USER: u32 = 2;

/// What an application asked to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The number that this service gave it.
    pub id: u32,
    /// Which application asked.
    pub app_name: String,
    /// The title.
    pub summary: String,
    /// The text below the title.
    pub body: String,
    /// Keys and labels in turn; the key `default` stands for a click on the notification itself.
    pub actions: Vec<String>,
    /// Further wishes by name, their values in the bus's own notation.
    pub hints: BTreeMap<String, String>,
    /// The notification that this one took the place of; 0 for none.
    pub replaces_id: u32,
    /// Whether it has been clicked, dismissed or withdrawn.
    pub closed: bool,
}

/// The running service, as a test sees it.
#[derive(Debug)]
pub struct Notifications {
    connection: Connection,
    record: Arc<Record>,
}

/// Everything shown so far, in order.
#[derive(Debug)]
struct Record {
    shown: Mutex<Vec<Notification>>,
    count: watch::Sender<usize>,
    /// How many of them `next` has given out.
    taken: Mutex<usize>,
}

impl Notifications {
    /// Serves notifications on the bus at `address`.
    ///
    /// # Errors
    /// When the bus is not there or already has such a service.
    pub async fn serve(address: &str) -> anyhow::Result<Self> {
        let record = Arc::new(Record {
            shown: Mutex::default(),
            count: watch::Sender::new(0),
            taken: Mutex::default(),
        });
        let service = Service(Arc::clone(&record));
        let connection = zbus::connection::Builder::address(address)?
            .serve_at(PATH, service)?
            .name(NAME)?
            .build()
            .await
            .context("serving notifications on the bus")?;
        Ok(Self { connection, record })
    }

    /// Every notification so far, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Notification> {
        lock(&self.record.shown).clone()
    }

    /// The oldest notification that this has not given out yet, waiting for one if need be.
    ///
    /// # Errors
    /// When none comes within the time.
    pub async fn next(&self, within: Duration) -> anyhow::Result<Notification> {
        let index = *lock(&self.record.taken);
        let mut count = self.record.count.subscribe();
        let waited = timeout(within, count.wait_for(|count| *count > index)).await;
        if waited.is_err() {
            let shown = self.all();
            bail!("no notification within {within:?}; so far there were {shown:?}");
        }
        *lock(&self.record.taken) = index + 1;
        let next = lock(&self.record.shown).get(index).cloned();
        next.context("a notification is recorded before it is counted")
    }

    /// Clicks on the notification itself, which closes it.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn click(&self, id: u32) -> anyhow::Result<()> {
        self.invoke(id, "default").await
    }

    /// Chooses one of the notification's actions by its key, which closes the notification.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn invoke(&self, id: u32, action: &str) -> anyhow::Result<()> {
        let signals = self.signals()?;
        Service::activation_token(&signals, id, "token").await?;
        Service::action_invoked(&signals, id, action).await?;
        self.record.close(id);
        Service::notification_closed(&signals, id, DISMISSED_BY_USER).await?;
        Ok(())
    }

    fn signals(&self) -> anyhow::Result<SignalEmitter<'_>> {
        SignalEmitter::new(&self.connection, PATH).context("signals of the notification service")
    }
}

impl Record {
    /// Records the notification and gives it a number, that of the one it replaces where it does.
    pub(super) fn show(&self, mut notification: Notification) -> u32 {
        let mut shown = lock(&self.shown);
        let fresh = u32::try_from(shown.len()).map_or(u32::MAX, |count| count + 1);
        notification.id = match notification.replaces_id {
            0 => fresh,
            replaced => replaced,
        };
        let id = notification.id;
        shown.push(notification);
        self.count.send_replace(shown.len());
        id
    }

    pub(super) fn close(&self, id: u32) {
        let mut shown = lock(&self.shown);
        for notification in shown.iter_mut().filter(|shown| shown.id == id) {
            notification.closed = true;
        }
    }
}

/// A test that panicked while it held the record has failed already.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

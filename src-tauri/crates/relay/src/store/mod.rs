//! What a store must do, whatever engine it runs on.
//!
//! A store holds the log of events and the registry of inboxes, devices and pairing codes. Every
//! engine passes the same `suite`.

mod changes;
pub(crate) mod jetstream;
mod model;
mod recent;
pub(crate) mod sqlite;
#[cfg(test)]
pub(crate) mod suite;
mod target;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use relay_protocol::{After, Cursor, DeviceId, Epoch, InboxId};
use time::OffsetDateTime;

pub(crate) use changes::Changes;
pub use model::{
    Amount, Device, Inbox, InboxChange, Latest, NewDevice, NewEvent, Pairing, Read, Retention,
    Span, StoreKind,
};
pub(crate) use model::{Entry, up_to_refusal};
pub(crate) use recent::Recent;
pub use target::{
    DeadLetter, Failing, LetterChange, Progress, Replay, Target, TargetChange, TargetStore,
    TargetUrl,
};

pub use crate::relay_time::{RelayTime, TimeRecord};
use crate::{
    config::StoreConfig,
    error::{Error, Result},
    secret::SecretHash,
};

/// Makes the future that notices what other processes do.
pub(crate) type Watch = Box<dyn Fn() -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// A store and what must run beside it while a relay serves from it.
pub(crate) struct Opened {
    pub(crate) store: Arc<dyn Store>,
    /// The longest body it can take, if there is such a limit.
    pub(crate) largest_body: Option<usize>,
    /// What the operator should know.
    pub(crate) advice: Option<String>,
    /// Notices what other processes do; it ends only with an error, and may then be made again.
    pub(crate) watch: Watch,
}

/// Opens a store, making it if need be.
pub(crate) async fn open(config: &StoreConfig) -> Result<Opened> {
    match config {
        StoreConfig::Sqlite { folder } => {
            let folder = folder.clone();
            let opening = tokio::task::spawn_blocking(move || sqlite::SqliteStore::open(&folder));
            let store = Arc::new(opening.await.map_err(|_| Error::Closed)??);
            let watched = Arc::clone(&store);
            Ok(Opened {
                store,
                largest_body: None,
                advice: None,
                watch: Box::new(move || Box::pin(Arc::clone(&watched).watch_other_processes())),
            })
        }
        StoreConfig::Nats(config) => {
            let store = Arc::new(jetstream::JetStore::open(config).await?);
            let watched = Arc::clone(&store);
            Ok(Opened {
                largest_body: Some(store.largest_body()),
                advice: store.advice(),
                store,
                watch: Box::new(move || Box::pin(Arc::clone(&watched).watch())),
            })
        }
    }
}

/// The log and the registry.
///
/// Every call that changes something has made it durable when it returns.
pub trait Store: TargetStore {
    /// Which engine this is.
    fn kind(&self) -> StoreKind;

    /// Appends an event and gives its sequence number. Numbers grow by commit order, over all
    /// inboxes: whoever has read up to one will never see another appear below it.
    ///
    /// The caller has just looked the inbox up. Should it be deleted at the same moment, the event
    /// is refused or goes where nobody reads it.
    fn append(&self, event: NewEvent) -> BoxFuture<'_, Result<u64>>;

    /// Reads the events after a place up to the first note of a refused webhook, or says that the
    /// place is gone, or leads past such notes.
    fn read<'a>(
        &'a self,
        inbox: &'a InboxId,
        after: &'a After,
        amount: Amount,
    ) -> BoxFuture<'a, Result<Read>>;

    /// The ends of an inbox's log.
    fn span<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Span>>;

    /// The newest of what is kept of an inbox.
    fn latest<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Latest>>;

    /// How many kept events of an inbox come after this sequence number.
    fn count_after<'a>(&'a self, inbox: &'a InboxId, seq: u64) -> BoxFuture<'a, Result<u64>>;

    /// Drops one bounded bite of what is older or more than the rule allows, oldest first, and says
    /// how many events went; call again until it is none. Each inbox's [`Span::oldest`] moves
    /// before or with its events.
    ///
    /// An event ages from the first call after it was stored, give or take
    /// `Retention::is_milestone_time`: the time of day at which it came is not looked at.
    fn retain<'a>(&'a self, rule: &'a Retention, now: RelayTime) -> BoxFuture<'a, Result<u64>>;

    /// The time that was kept last, if any was.
    fn time(&self) -> BoxFuture<'_, Result<Option<TimeRecord>>>;

    /// Remembers what time it is.
    fn keep_time(&self, time: TimeRecord) -> BoxFuture<'_, Result<()>>;

    /// How many bytes the kept events hold.
    fn stored_bytes(&self) -> BoxFuture<'_, Result<u64>>;

    /// Proves by writing that the store can be written.
    fn check(&self) -> BoxFuture<'_, Result<()>>;

    /// Tells readers that there may be something new.
    fn changes(&self) -> &Changes;

    /// The present life of the store.
    fn epoch(&self) -> BoxFuture<'_, Result<Epoch>>;

    /// Begins a new life: every cursor given out so far becomes a gap.
    fn renew_epoch(&self) -> BoxFuture<'_, Result<Epoch>>;

    /// The address under which the relay is reached, if a `serve` was ever told one.
    fn public_url(&self) -> BoxFuture<'_, Result<Option<String>>>;

    /// Remembers the address under which the relay is reached.
    fn set_public_url(&self, url: String) -> BoxFuture<'_, Result<()>>;

    /// Adds an inbox.
    fn create_inbox(&self, inbox: Inbox) -> BoxFuture<'_, Result<()>>;

    /// Looks an inbox up.
    fn inbox<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Option<Inbox>>>;

    /// The inbox as it was less than a second ago, if that can be told without waiting for anybody.
    fn recent_inbox(&self, inbox: &InboxId) -> Option<Arc<Inbox>>;

    /// All inboxes, in the order of their making.
    fn inboxes(&self) -> BoxFuture<'_, Result<Vec<Inbox>>>;

    /// Changes an inbox; [`crate::Error::NoSuchInbox`] if there is none.
    fn change_inbox<'a>(
        &'a self,
        inbox: &'a InboxId,
        change: InboxChange,
    ) -> BoxFuture<'a, Result<()>>;

    /// Deletes an inbox with its events, devices, codes and targets; `false` if there was none.
    fn delete_inbox<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<bool>>;

    /// Adds a pairing code and forgets those that have expired.
    fn create_pairing(&self, pairing: Pairing, now: OffsetDateTime) -> BoxFuture<'_, Result<()>>;

    /// Uses a pairing code up and adds the device to its inbox, or counts a wrong try. The device
    /// comes without an inbox, which only the code knows; the answer is that inbox if the code was
    /// right, in time, and not used up.
    fn redeem<'a>(
        &'a self,
        selector: &'a str,
        code: &'a SecretHash,
        device: NewDevice,
    ) -> BoxFuture<'a, Result<Option<InboxId>>>;

    /// Adds a device.
    fn create_device(&self, device: Device) -> BoxFuture<'_, Result<()>>;

    /// Looks a device up; a revoked one is gone.
    fn device<'a>(&'a self, device: &'a DeviceId) -> BoxFuture<'a, Result<Option<Device>>>;

    /// An inbox's devices, in the order of their making.
    fn devices<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Vec<Device>>>;

    /// Revokes a device; `false` if there was none.
    fn delete_device<'a>(&'a self, device: &'a DeviceId) -> BoxFuture<'a, Result<bool>>;

    /// Notes that a device was heard of.
    fn touch<'a>(&'a self, device: &'a DeviceId, now: OffsetDateTime) -> BoxFuture<'a, Result<()>>;

    /// Notes how far a device has committed and gives the furthest it ever said in this epoch. The
    /// caller has made sure that the cursor is of this epoch.
    fn ack<'a>(&'a self, device: &'a DeviceId, cursor: Cursor) -> BoxFuture<'a, Result<Cursor>>;
}

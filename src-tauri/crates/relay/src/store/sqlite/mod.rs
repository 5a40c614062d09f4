//! One SQLite file: one writer that commits in groups, and a few readers.

mod append;
mod device;
mod inbox;
mod log;
mod meta;
mod pairing;
mod place;
mod readers;
mod schema;
mod target;
mod writer;

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use relay_protocol::{After, Cursor, DeviceId, Epoch, InboxId};
use time::OffsetDateTime;

use self::{readers::Readers, writer::Writer};
use super::{
    Amount, Changes, Device, Inbox, InboxChange, NewDevice, NewEvent, Pairing, Read, Recent,
    Retention, Span, Store, StoreKind,
};
use crate::{
    error::{Error, Result},
    secret::SecretHash,
};

/// The file's name within `--data`.
const FILE: &str = "relay.db";
/// How often to look whether another process has written: well under the second within which a
/// running relay is to see what an admin command did.
const LOOK: Duration = Duration::from_millis(400);

/// The SQLite store.
#[derive(Debug)]
pub(crate) struct SqliteStore {
    writer: Writer,
    readers: Readers,
    changes: Arc<Changes>,
    recent: Recent,
}

impl SqliteStore {
    /// Opens or makes the store in this folder.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .map_err(Error::io(format!("cannot make {}", folder.display())))?;
        let path = folder.join(FILE);
        let changes = Arc::<Changes>::default();
        let writer = Writer::start(schema::open_writer(&path)?, Arc::clone(&changes))?;
        Ok(Self {
            writer,
            readers: Readers::new(path),
            changes,
            recent: Recent::default(),
        })
    }

    /// Wakes readers and forgets what was looked up when another process writes to the file; runs
    /// until dropped.
    pub(crate) async fn watch_other_processes(self: Arc<Self>) -> Result<()> {
        // Asked of the writing connection, whose own commits do not count.
        let mut known = self.writer.write(meta::data_version).await?;
        loop {
            tokio::time::sleep(LOOK).await;
            let version = self.writer.write(meta::data_version).await?;
            if version != known {
                known = version;
                self.recent.forget_all();
                self.changes.notify_all();
            }
        }
    }
}

impl Store for SqliteStore {
    fn kind(&self) -> StoreKind {
        StoreKind::Sqlite
    }

    fn append(&self, event: NewEvent) -> BoxFuture<'_, Result<u64>> {
        let inbox = event.inbox.clone();
        Box::pin(async move {
            let outcome = self.writer.append(event).await;
            if matches!(outcome, Err(Error::InboxChanged(_) | Error::NoSuchInbox(_))) {
                self.recent.forget(&inbox);
            }
            outcome
        })
    }

    fn read<'a>(
        &'a self,
        inbox: &'a InboxId,
        after: &'a After,
        amount: Amount,
    ) -> BoxFuture<'a, Result<Read>> {
        let (inbox, after) = (inbox.clone(), after.clone());
        Box::pin(
            self.readers
                .read(move |conn| log::read(conn, &inbox, &after, amount)),
        )
    }

    fn span<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Span>> {
        let inbox = inbox.clone();
        Box::pin(self.readers.read(move |conn| {
            let snapshot = conn.unchecked_transaction()?;
            log::span(&snapshot, &inbox)
        }))
    }

    fn count_after<'a>(&'a self, inbox: &'a InboxId, seq: u64) -> BoxFuture<'a, Result<u64>> {
        let inbox = inbox.clone();
        Box::pin(
            self.readers
                .read(move |conn| log::count_after(conn, &inbox, seq)),
        )
    }

    fn retain<'a>(
        &'a self,
        rule: &'a Retention,
        now: OffsetDateTime,
    ) -> BoxFuture<'a, Result<u64>> {
        let rule = *rule;
        Box::pin(async move {
            if !self
                .readers
                .read(move |conn| log::has_surplus(conn, &rule, now))
                .await?
            {
                return Ok(0);
            }
            self.writer
                .write(move |conn| log::retain(conn, &rule, now))
                .await
        })
    }

    fn stored_bytes(&self) -> BoxFuture<'_, Result<u64>> {
        Box::pin(self.readers.read(log::stored_bytes))
    }

    fn check(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.writer.write(meta::probe))
    }

    fn changes(&self) -> &Changes {
        &self.changes
    }

    fn epoch(&self) -> BoxFuture<'_, Result<Epoch>> {
        Box::pin(self.readers.read(meta::epoch))
    }

    fn renew_epoch(&self) -> BoxFuture<'_, Result<Epoch>> {
        Box::pin(async {
            let epoch = self.writer.write(meta::renew_epoch).await?;
            self.changes.notify_all();
            Ok(epoch)
        })
    }

    fn public_url(&self) -> BoxFuture<'_, Result<Option<String>>> {
        Box::pin(self.readers.read(meta::public_url))
    }

    fn set_public_url(&self, url: String) -> BoxFuture<'_, Result<()>> {
        Box::pin(
            self.writer
                .write(move |conn| meta::set_public_url(conn, &url)),
        )
    }

    fn create_inbox(&self, inbox: Inbox) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.writer.write(move |conn| inbox::create(conn, &inbox)))
    }

    fn inbox<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Option<Inbox>>> {
        Box::pin(async move {
            let (asked, id) = (Instant::now(), inbox.clone());
            let found = self.readers.read(move |conn| inbox::get(conn, &id)).await?;
            self.recent.keep(asked, inbox, found.as_ref());
            Ok(found)
        })
    }

    fn recent_inbox(&self, inbox: &InboxId) -> Option<Arc<Inbox>> {
        self.recent.get(inbox)
    }

    fn inboxes(&self) -> BoxFuture<'_, Result<Vec<Inbox>>> {
        Box::pin(self.readers.read(inbox::list))
    }

    fn change_inbox<'a>(
        &'a self,
        inbox: &'a InboxId,
        change: InboxChange,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let id = inbox.clone();
            self.writer
                .write(move |conn| inbox::change(conn, &id, change))
                .await?;
            self.recent.forget(inbox);
            Ok(())
        })
    }

    fn delete_inbox<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let id = inbox.clone();
            let gone = self
                .writer
                .write(move |conn| inbox::delete(conn, &id))
                .await?;
            self.recent.forget(inbox);
            self.changes.notify(inbox);
            Ok(gone)
        })
    }

    fn create_pairing(&self, pairing: Pairing, now: OffsetDateTime) -> BoxFuture<'_, Result<()>> {
        Box::pin(
            self.writer
                .write(move |conn| pairing::create(conn, &pairing, now)),
        )
    }

    fn redeem<'a>(
        &'a self,
        selector: &'a str,
        code: &'a SecretHash,
        device: NewDevice,
    ) -> BoxFuture<'a, Result<Option<InboxId>>> {
        let (selector, code) = (selector.to_owned(), *code);
        Box::pin(
            self.writer
                .write(move |conn| pairing::redeem(conn, &selector, &code, device)),
        )
    }

    fn create_device(&self, device: Device) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.writer.write(move |conn| device::create(conn, &device)))
    }

    fn device<'a>(&'a self, device: &'a DeviceId) -> BoxFuture<'a, Result<Option<Device>>> {
        let device = device.clone();
        Box::pin(self.readers.read(move |conn| device::get(conn, &device)))
    }

    fn devices<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Vec<Device>>> {
        let inbox = inbox.clone();
        Box::pin(self.readers.read(move |conn| device::list(conn, &inbox)))
    }

    fn delete_device<'a>(&'a self, device: &'a DeviceId) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let device = device.clone();
            let gone = self
                .writer
                .write(move |conn| device::delete(conn, &device))
                .await?;
            // Its open streams look again and end.
            self.changes.notify_all();
            Ok(gone)
        })
    }

    fn touch<'a>(&'a self, device: &'a DeviceId, now: OffsetDateTime) -> BoxFuture<'a, Result<()>> {
        let device = device.clone();
        Box::pin(
            self.writer
                .write(move |conn| device::touch(conn, &device, now)),
        )
    }

    fn ack<'a>(&'a self, device: &'a DeviceId, cursor: Cursor) -> BoxFuture<'a, Result<Cursor>> {
        let device = device.clone();
        Box::pin(
            self.writer
                .write(move |conn| device::ack(conn, &device, cursor)),
        )
    }
}

/// For SQLite, whose integers are signed; the store never gets near the limit.
fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn sequence(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::suite;

    #[tokio::test(flavor = "multi_thread")]
    async fn sqlite_passes_the_shared_suite() {
        let dir = tempfile::tempdir().unwrap();
        suite::run(Arc::new(SqliteStore::open(dir.path()).unwrap())).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_event_for_an_inbox_that_was_just_deleted_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(dir.path()).unwrap();
        let inbox = suite::new_inbox(&store, "Acme").await;
        store.delete_inbox(&inbox).await.unwrap();
        let refused = store.append(suite::event(&inbox, 1)).await;
        assert!(matches!(refused, Err(Error::NoSuchInbox(_))), "{refused:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_looked_up_a_moment_ago_is_forgotten_when_it_changes() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(dir.path()).unwrap();
        let inbox = suite::new_inbox(&store, "Acme").await;
        assert!(store.inbox(&inbox).await.unwrap().is_some(), "it is there");
        assert!(store.recent_inbox(&inbox).is_some(), "and remembered");
        let change = InboxChange::Token(SecretHash::of("new"));
        store.change_inbox(&inbox, change).await.unwrap();
        assert_eq!(store.recent_inbox(&inbox), None, "it has changed");
        store.inbox(&inbox).await.unwrap();
        store.delete_inbox(&inbox).await.unwrap();
        assert_eq!(store.recent_inbox(&inbox), None, "it is gone");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_an_inbox_let_in_that_any_process_changed_meanwhile_is_judged_anew() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(dir.path()).unwrap();
        let other = SqliteStore::open(dir.path()).unwrap();
        let inbox = suite::new_inbox(&store, "Acme").await;
        let mut event = suite::event(&inbox, 1);
        event.admitted_by = store.inbox(&inbox).await.unwrap().map(Arc::new);
        store.append(event.clone()).await.unwrap();
        let change = InboxChange::Token(SecretHash::of("new"));
        other.change_inbox(&inbox, change).await.unwrap();
        let refused = store.append(event).await;
        assert!(
            matches!(refused, Err(Error::InboxChanged(_))),
            "{refused:?}"
        );
        assert_eq!(store.recent_inbox(&inbox), None, "to be looked up again");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_number_is_never_given_out_twice_and_bytes_count_what_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(dir.path()).unwrap();
        let (ours, theirs) = (
            suite::new_inbox(&store, "ours").await,
            suite::new_inbox(&store, "theirs").await,
        );
        let (first, second) = (suite::event(&ours, 1), suite::event(&theirs, 2));
        let kept = first.size();
        store.append(first).await.unwrap();
        let newest = store.append(second).await.unwrap();
        store.delete_inbox(&theirs).await.unwrap();
        assert_eq!(store.stored_bytes().await.unwrap(), kept, "only ours");
        let next = store.append(suite::event(&ours, 3)).await.unwrap();
        assert_eq!(next, newest + 1, "though the newest event was deleted");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_another_process_writes_wakes_the_readers() {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(dir.path()).unwrap());
        let inbox = suite::new_inbox(store.as_ref(), "Acme").await;
        let watcher = tokio::spawn(Arc::clone(&store).watch_other_processes());
        let mut mark = store.changes().subscribe(&inbox);
        let other = SqliteStore::open(dir.path()).unwrap();
        other.append(suite::event(&inbox, 1)).await.unwrap();
        // The watcher may take its first look only after this write, and then misses nothing new:
        // the second write is certain to be seen.
        tokio::time::timeout(Duration::from_secs(30), async {
            while !mark.has_changed().unwrap() {
                other.append(suite::event(&inbox, 2)).await.unwrap();
                tokio::time::sleep(LOOK).await;
            }
            mark.changed().await.unwrap();
        })
        .await
        .expect("the reader is woken");
        watcher.abort();
    }
}

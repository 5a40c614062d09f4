//! One SQLite file: one writer that commits in groups, and a few readers.

mod append;
mod device;
mod inbox;
mod log;
mod mark;
mod meta;
mod pairing;
mod place;
mod readers;
mod retain;
mod schema;
mod target;
#[cfg(test)]
mod tests;
mod writer;

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use relay_protocol::{After, Cursor, DeviceId, Epoch, InboxId};
use time::OffsetDateTime;

use self::{mark::Mark, readers::Readers, writer::Writer};
use super::{
    Amount, Changes, Device, Inbox, InboxChange, Latest, NewDevice, NewEvent, Pairing, Read,
    Recent, RelayTime, Retention, Span, Store, StoreKind, TimeRecord,
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
        let (path, mark) = (folder.join(FILE), folder.join(mark::FILE));
        let changes = Arc::<Changes>::default();
        // Asked first: while another process stores, the database is ahead of its mark.
        let marked = mark::read(&mark)?;
        let conn = schema::open_writer(&path, marked.unwrap_or(0))?;
        let mark = Mark::open(&mark, marked, meta::newest(&conn)?)?;
        let writer = Writer::start(conn, mark, Arc::clone(&changes))?;
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

    fn latest<'a>(&'a self, inbox: &'a InboxId) -> BoxFuture<'a, Result<Latest>> {
        let inbox = inbox.clone();
        Box::pin(self.readers.read(move |conn| log::latest(conn, &inbox)))
    }

    fn count_after<'a>(&'a self, inbox: &'a InboxId, seq: u64) -> BoxFuture<'a, Result<u64>> {
        let inbox = inbox.clone();
        Box::pin(
            self.readers
                .read(move |conn| log::count_after(conn, &inbox, seq)),
        )
    }

    fn retain<'a>(&'a self, rule: &'a Retention, now: RelayTime) -> BoxFuture<'a, Result<u64>> {
        let rule = *rule;
        Box::pin(async move {
            if !self
                .readers
                .read(move |conn| retain::is_due(conn, &rule, now))
                .await?
            {
                return Ok(0);
            }
            self.writer
                .write(move |conn| retain::retain(conn, &rule, now))
                .await
        })
    }

    fn time(&self) -> BoxFuture<'_, Result<Option<TimeRecord>>> {
        Box::pin(self.readers.read(meta::time))
    }

    fn keep_time(&self, time: TimeRecord) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.writer.write(move |conn| meta::keep_time(conn, time)))
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

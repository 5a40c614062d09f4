//! Looking an inbox up on the spot.
//!
//! The inbox of a webhook is nearly always that of the webhook before it. Handing the look to a
//! reading thread and waking up again costs more than all else that is done for a webhook, so this
//! looks right here, at pages that are in memory: whether anything was committed, by whatever
//! process, and only then at the inbox. It never waits for a lock.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use relay_protocol::InboxId;
use rusqlite::Connection;

use super::{inbox, meta, schema};
use crate::{error::Result, store::Inbox};

#[derive(Debug)]
pub(super) struct Glance(Mutex<Known>);

#[derive(Debug)]
struct Known {
    conn: Connection,
    /// What the file's version was when the inboxes were looked up.
    version: i64,
    inboxes: HashMap<InboxId, Inbox>,
}

impl Glance {
    /// The file must have its tables.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let conn = schema::open_reader(path)?;
        conn.busy_timeout(Duration::ZERO)?;
        let version = meta::data_version(&conn)?;
        Ok(Self(Mutex::new(Known {
            conn,
            version,
            inboxes: HashMap::new(),
        })))
    }

    /// The inbox as it is now; nothing if there is none or that cannot be told at once.
    pub(super) fn inbox(&self, id: &InboxId) -> Option<Inbox> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.inbox(id).ok().flatten()
    }
}

impl Known {
    fn inbox(&mut self, id: &InboxId) -> Result<Option<Inbox>> {
        let version = meta::data_version(&self.conn)?;
        if version != self.version {
            self.inboxes.clear();
            self.version = version;
        }
        if let Some(found) = self.inboxes.get(id) {
            return Ok(Some(found.clone()));
        }
        let found = inbox::get(&self.conn, id)?;
        if let Some(found) = &found {
            self.inboxes.insert(id.clone(), found.clone());
        }
        Ok(found)
    }
}

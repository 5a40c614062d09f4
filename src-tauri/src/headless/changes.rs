//! The numbered changes of the cache, read as they come.

use std::sync::Arc;
use store::table::change::{self, Change, Topic};
use store::{Result, Store};

/// Reads the changes after a number.
pub(super) struct Changes {
    store: Arc<Store>,
    last: i64,
}

/// What came since the last reading.
pub(super) enum Came {
    /// All of it, in order.
    These(Vec<Change>),
    /// More than is kept: everything up to this number may have changed.
    TooMany(i64),
}

impl Changes {
    /// From now on.
    pub(super) fn from_now(store: Arc<Store>) -> Result<Self> {
        let newest = store.read(change::newest)?;
        Ok(Self::after(store, newest))
    }

    /// Those after this number.
    pub(super) fn after(store: Arc<Store>, last: i64) -> Self {
        Self { store, last }
    }

    /// What came since the last reading.
    pub(super) fn read(&mut self) -> Result<Came> {
        let last = self.last;
        let (newest, since) = self.store.read(|connection| {
            Ok((
                change::newest(connection)?,
                change::since(connection, last)?,
            ))
        })?;
        self.last = newest;
        Ok(since.map_or(Came::TooMany(newest), Came::These))
    }
}

/// The topic's name, as it is printed.
pub(super) fn name(topic: Topic) -> &'static str {
    match topic {
        Topic::Flow => "flow",
        Topic::Candidate => "candidate",
        Topic::Interview => "interview",
        Topic::Inbox => "inbox",
        Topic::Delivery => "delivery",
        Topic::Settings => "settings",
        Topic::Invites => "invites",
        Topic::Mark => "mark",
        Topic::View => "view",
        Topic::Unreadable => "unreadable",
    }
}

//! What can go wrong in the relay.

use std::sync::Arc;

use relay_protocol::InboxId;

/// Everything that can go wrong in the relay. No message holds a token, a secret or a body.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// SQLite refused; the disk may be full or unreadable.
    #[error("the store failed: {0}")]
    Sqlite(Arc<rusqlite::Error>),
    /// NATS refused or could not be reached; the text is the client's own.
    #[error("the NATS store failed: {0}")]
    Nats(String),
    /// The store was written by a newer relay.
    #[error("the store has version {found}, this relay knows up to {known}: update the relay")]
    NewerStore {
        /// The version found.
        found: i64,
        /// The newest version this program can read.
        known: i64,
    },
    /// A NATS server that could lose what it acknowledged.
    #[error(
        "the NATS server is {found}; at least 2.10.23 is needed, older ones can mix inboxes or lose \
         a stream when killed (--nats-allow-old overrides)"
    )]
    OldServer {
        /// The version it reports.
        found: String,
    },
    /// Something stored cannot be read back.
    #[error("the store holds something unreadable: {0}")]
    Corrupt(String),
    /// The store undid the whole transaction, as SQLite does when the disk is full.
    #[error("the store undid the transaction; the disk may be full")]
    RolledBack,
    /// The store is shutting down or its writer died.
    #[error("the store is closed")]
    Closed,
    /// The store did not answer in time.
    #[error("the store did not answer in time")]
    Timeout,
    /// There is no such inbox.
    #[error("there is no inbox {0}")]
    NoSuchInbox(InboxId),
    /// The inbox is no longer as it was when it let a webhook in, which has to be judged anew.
    #[error("inbox {0} was changed at this moment")]
    InboxChanged(InboxId),
    /// There is no such device, or it was revoked.
    #[error("there is no such device")]
    NoSuchDevice,
    /// There is no such target, or it was removed.
    #[error("there is no such target")]
    NoSuchTarget,
    /// Another relay delivers to this target now.
    #[error("another relay delivers to this target now")]
    LeaseLost,
    /// An argument that cannot be used.
    #[error("{0}")]
    Invalid(String),
    /// The operating system refused.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: Arc<std::io::Error>,
    },
    /// The TLS certificate or key cannot be used.
    #[error("TLS: {0}")]
    Tls(String),
}

/// Shorthand for this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether trying the same again is useless.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        !matches!(
            self,
            Self::Sqlite(_)
                | Self::Nats(_)
                | Self::RolledBack
                | Self::Closed
                | Self::Timeout
                | Self::LeaseLost
                | Self::Io { .. }
        )
    }

    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io {
            what,
            source: Arc::new(source),
        }
    }

    pub(crate) fn nats(error: impl std::fmt::Display) -> Self {
        Self::Nats(error.to_string())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(Arc::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_may_heal_and_a_missing_inbox_does_not() {
        assert!(
            !Error::from(rusqlite::Error::InvalidQuery).is_permanent(),
            "the disk may heal"
        );
        let inbox = "abcdefghij12".parse().unwrap();
        assert!(
            Error::NoSuchInbox(inbox).is_permanent(),
            "nobody makes the same id again"
        );
    }
}

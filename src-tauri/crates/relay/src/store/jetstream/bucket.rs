//! The key-value bucket, with typed values.
//!
//! Reads go to the leader of the bucket's stream instead of to any of its copies, which may be
//! behind: a revoked device must not be let in by a slow copy. Deleting removes the key with its
//! history, so nothing piles up.

use async_nats::jetstream::{
    kv::{self, UpdateErrorKind},
    stream::{LastRawMessageErrorKind, Stream},
};
use futures_util::TryStreamExt as _;
use serde::{Serialize, de::DeserializeOwned};

use super::connect::BUCKET;
use crate::error::{Error, Result};

#[derive(Debug, Clone)]
pub(super) struct Bucket {
    store: kv::Store,
}

/// A value and the revision it was read at; changing it fails if it has another by then.
pub(super) struct Entry<T> {
    pub(super) value: T,
    pub(super) revision: u64,
}

impl Bucket {
    pub(super) fn new(store: kv::Store) -> Self {
        Self { store }
    }

    pub(super) fn stream(&self) -> &Stream {
        &self.store.stream
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        Ok(self.entry(key).await?.map(|entry| entry.value))
    }

    pub(super) async fn entry<T: DeserializeOwned>(&self, key: &str) -> Result<Option<Entry<T>>> {
        let message = match self
            .stream()
            .get_last_raw_message_by_subject(&subject(key))
            .await
        {
            Ok(message) => message,
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
                return Ok(None);
            }
            Err(error) => return Err(Error::nats(error)),
        };
        // Not the parser's message: it may quote a key.
        let value = serde_json::from_slice(&message.payload)
            .map_err(|_| Error::Corrupt(format!("the value of {key}")))?;
        Ok(Some(Entry {
            value,
            revision: message.sequence,
        }))
    }

    pub(super) async fn put(&self, key: &str, value: &impl Serialize) -> Result<()> {
        self.store
            .put(key, print(value)?)
            .await
            .map_err(Error::nats)?;
        Ok(())
    }

    /// Writes a value that must not have changed since it was read (revision 0: not exist yet);
    /// `false` if it has.
    pub(super) async fn swap(
        &self,
        key: &str,
        value: &impl Serialize,
        revision: u64,
    ) -> Result<bool> {
        Ok(self.update(key, value, revision).await?.is_some())
    }

    /// The same, and gives the new revision; `None` if the value has changed.
    pub(super) async fn update(
        &self,
        key: &str,
        value: &impl Serialize,
        revision: u64,
    ) -> Result<Option<u64>> {
        match self.store.update(key, print(value)?, revision).await {
            Ok(revision) => Ok(Some(revision)),
            Err(error) if error.kind() == UpdateErrorKind::WrongLastRevision => Ok(None),
            Err(error) => Err(Error::nats(error)),
        }
    }

    /// Changes a value whatever others do to it meanwhile, and gives what it became; nothing if
    /// there is none. `change` may run more than once and says what to write, if anything.
    pub(super) async fn change<T: DeserializeOwned + Serialize>(
        &self,
        key: &str,
        mut change: impl FnMut(Option<T>) -> Option<T> + Send,
    ) -> Result<()> {
        loop {
            let (value, revision) = match self.entry(key).await? {
                Some(entry) => (Some(entry.value), entry.revision),
                None => (None, 0),
            };
            match change(value) {
                None => return Ok(()),
                Some(value) if self.swap(key, &value, revision).await? => return Ok(()),
                Some(_) => {}
            }
        }
    }

    /// Removes a key; `false` if there was none.
    pub(super) async fn remove(&self, key: &str) -> Result<bool> {
        let purged = self
            .stream()
            .purge()
            .filter(subject(key))
            .await
            .map_err(Error::nats)?;
        Ok(purged.purged > 0)
    }

    /// The last parts of all keys that begin with `prefix` and a dot.
    pub(super) async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        let subjects = self
            .stream()
            .info_with_subjects(subject(&format!("{prefix}.*")))
            .await
            .map_err(Error::nats)?;
        let mut names: Vec<String> = subjects
            .map_ok(|(subject, _)| subject.rsplit('.').next().unwrap_or_default().to_owned())
            .try_collect()
            .await
            .map_err(Error::nats)?;
        names.sort_unstable();
        Ok(names)
    }
}

fn subject(key: &str) -> String {
    format!("$KV.{BUCKET}.{key}")
}

fn print(value: &impl Serialize) -> Result<bytes::Bytes> {
    serde_json::to_vec(value)
        .map(Into::into)
        .map_err(|_| Error::Corrupt("a value to be written".to_owned()))
}

//! A few connections that only read, beside the one that writes.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::schema;
use crate::error::{Error, Result};

/// Reading is short and from the cache; more would only fight over the processor.
const CONNECTIONS: usize = 4;

#[derive(Debug, Clone)]
pub(super) struct Readers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(Arc::new(Inner {
            path,
            idle: Mutex::new(Vec::new()),
            permits: Semaphore::new(CONNECTIONS),
        }))
    }

    /// Runs `work` with a reading connection, off the async threads.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let inner = Arc::clone(&self.0);
        let _permit = self.0.permits.acquire().await.map_err(|_| Error::Closed)?;
        tokio::task::spawn_blocking(move || {
            let conn = match inner.take() {
                Some(conn) => conn,
                None => schema::open_reader(&inner.path)?,
            };
            let outcome = work(&conn);
            inner.give_back(conn);
            outcome
        })
        .await
        .map_err(|_| Error::Closed)?
    }
}

impl Inner {
    fn take(&self) -> Option<Connection> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    fn give_back(&self, conn: Connection) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(conn);
    }
}

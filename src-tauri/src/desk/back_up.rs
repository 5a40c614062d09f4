//! Keeps the second place of marks and settings as they are.

use super::Desk;
use contract::app::Phase;
use domain::{Clock, SystemClock};
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;
use store::{Store, back_up};
use tokio::time::sleep;

/// After the start, when its work is done.
const FIRST: Duration = Duration::from_secs(60);
/// Marks of so long can be lost with a cache of which nothing can be read.
const BETWEEN: Duration = Duration::from_secs(600);

/// Writes what has changed, now and then, for as long as there is a desk.
pub(super) async fn keep(desk: Weak<Desk>) {
    sleep(FIRST).await;
    while let Some(desk) = desk.upgrade() {
        desk.back_up().await;
        drop(desk);
        sleep(BETWEEN).await;
    }
}

impl Desk {
    /// Writes what has changed since it was written last, of what the user connected to.
    pub(crate) async fn back_up(&self) {
        let session = self.session.read().await;
        if session.phase != Phase::Connected {
            return;
        }
        let (store, to) = (Arc::clone(&session.store), self.home.back_up());
        drop(session);
        let _ = tokio::task::spawn_blocking(move || write(&store, &to)).await;
    }
}

/// That it failed is no reason to fail.
pub(crate) fn write(store: &Store, to: &Path) {
    match back_up::write(store, to, SystemClock.now()) {
        Ok(true) => tracing::debug!("marks and settings were written a second time"),
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, "marks and settings have no second place"),
    }
}

//! Reads a relay's log from its beginning, applied and committed as the app does it.

use std::time::{Duration, Instant};

use anyhow::ensure;
use store::table::delivery;

use super::{Common, Relay, laptop::Laptop};

pub(super) async fn measure(common: &Common, relay: &Relay) -> anyhow::Result<Duration> {
    let laptop = Laptop::start(&common.folder, None)?;
    let began = Instant::now();
    let reading = laptop.read(relay)?;
    laptop.committed(common.events as usize).await?;
    let took = began.elapsed();
    reading.stop().await;
    let counts = laptop.store.read(delivery::counts)?;
    ensure!(
        counts.applied == common.events,
        "everything is applied: {counts:?}"
    );
    Ok(took)
}

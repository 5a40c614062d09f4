//! The first synchronisation: everything that Ribbon has, read, applied and committed.

use std::time::Instant;

use anyhow::ensure;
use serde_json::{Value, json};

use super::{Ribbon, laptop::Laptop};

/// Gives how long it took, in seconds, and how many bytes the cache takes once it is closed.
pub(super) async fn measure(ribbon: &Ribbon) -> anyhow::Result<Value> {
    let began = Instant::now();
    let laptop = Laptop::start(&ribbon.folder, Some(ribbon.client()?))?;
    laptop.polled(None).await?;
    let seconds = began.elapsed().as_secs_f64();
    let interviews = laptop.store.read(store::view::totals::interviews)?;
    ensure!(
        interviews == ribbon.interviews,
        "everything is there: {interviews} interviews"
    );
    let bytes = laptop.close().await?;
    Ok(json!({ "seconds": seconds, "bytes": bytes }))
}

//! A day on which nothing happens, at every minute of which the engine polls.

use domain::InterviewStatus;
use ribbon_api::InterviewQuery;
use serde_json::{Value, json};

use super::{
    Ribbon,
    laptop::{Laptop, POLL_EVERY},
};

const MINUTES: u32 = 24 * 60;

/// Gives how many bytes of answers came over the wire, as the client counts them, on that day, and
/// how many a page of twenty takes. The clock is set on by a minute as soon as a poll is done.
pub(super) async fn measure(ribbon: &Ribbon) -> anyhow::Result<Value> {
    let client = ribbon.client()?;
    let laptop = Laptop::start(&ribbon.folder, Some(client.clone()))?;
    let mut polled = laptop.polled(None).await?;
    let before = client.usage();
    for _ in 0..MINUTES {
        laptop.clock.skip(POLL_EVERY);
        laptop.wake().await;
        polled = laptop.polled(polled).await?;
    }
    let after = client.usage();
    laptop.close().await?;

    let other = ribbon.client()?;
    let page = InterviewQuery::new(InterviewStatus::Completed);
    other.interviews(&page).await?;
    Ok(json!({
        "requests": after.requests - before.requests,
        "bytes": after.bytes - before.bytes,
        "page": other.usage().bytes,
        "minutes": MINUTES,
    }))
}

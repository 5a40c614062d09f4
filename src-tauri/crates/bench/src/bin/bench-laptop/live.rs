//! Posts webhooks one by one and waits for the notice of each.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context;
use bench::{load::Poster, webhook};
use domain::notification::BURST;

use super::{Common, Relay, laptop::Laptop};

/// Gives how long each took, in milliseconds.
pub(super) async fn measure(
    common: &Common,
    relay: &Relay,
    post_to: &str,
) -> anyhow::Result<Vec<f64>> {
    let laptop = Laptop::start(&common.folder, None)?;
    let _reading = laptop.read(relay)?;
    laptop.live().await?;
    let mut notices = laptop.shell.notices.subscribe();
    let mut poster = Poster::connect(address(relay)?).await?;
    let mut took = Vec::new();
    for number in 0..common.events {
        laptop.clock.skip(BURST + Duration::from_secs(1));
        let request = webhook::request(post_to, &webhook::change(number))?;
        notices.mark_unchanged();
        let began = Instant::now();
        poster.post(&request).await?;
        notices.changed().await?;
        took.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(took)
}

fn address(relay: &Relay) -> anyhow::Result<SocketAddr> {
    let addresses = relay.relay.socket_addrs(|| None)?;
    addresses.first().copied().context("the relay's address")
}

//! `ribbon-desk status`: how much the cache holds, told without a window.

use crate::cli::Options;
use crate::desk::home::Home;
use anyhow::Context;
use store::Store;
use store::view::totals::{self, Totals};

/// Prints how much the cache holds.
pub(crate) fn print(options: &Options, as_json: bool) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let path = home.cache();
    anyhow::ensure!(
        path.exists(),
        "{} holds no cache yet",
        home.folder().display()
    );
    let key = options.key_source(home.folder()).obtain(false)?;
    let store = Store::open(&path, key).context("cannot open the cache")?;
    let totals = store.read(totals::read)?;
    let text = if as_json {
        json(&totals)
    } else {
        words(&totals)
    };
    println!("{text}");
    Ok(())
}

fn json(totals: &Totals) -> String {
    serde_json::json!({
        "interviews": totals.interviews,
        "flows": totals.flows,
        "candidates": totals.candidates,
        "deliveries": totals.deliveries.received,
        "applied": totals.deliveries.applied,
        "repeats": totals.deliveries.repeats,
        "quarantined": totals.deliveries.quarantined,
        "unverified": totals.deliveries.unverified,
        "gaps": totals.gaps,
        "notifications": totals.notifications,
    })
    .to_string()
}

fn words(totals: &Totals) -> String {
    let Totals {
        interviews,
        flows,
        candidates,
        deliveries,
        gaps,
        notifications,
    } = totals;
    format!(
        "{interviews} interviews of {candidates} candidates in {flows} flows\n\
         {} webhooks: {} applied, {} repeats, {} in quarantine\n\
         {gaps} gaps in status chains, {notifications} notices shown",
        deliveries.received, deliveries.applied, deliveries.repeats, deliveries.quarantined
    )
}

//! `ribbon-desk status`: how much the cache holds, told without a window.

use super::output;
use crate::cli::Options;
use crate::desk::cache;
use crate::desk::home::Home;
use store::view::totals::{self, Totals};

/// Prints how much the cache holds.
pub(super) fn print(options: &Options, as_json: bool) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let totals = store.read(totals::read)?;
    let text = if as_json {
        json(&totals)
    } else {
        words(&totals)
    };
    output::line(&text)
}

fn json(totals: &Totals) -> String {
    serde_json::json!({
        "interviews": totals.interviews,
        "no_longer_at_ribbon": totals.gone,
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
        gone,
        flows,
        candidates,
        deliveries,
        gaps,
        notifications,
    } = totals;
    format!(
        "{interviews} interviews of {candidates} candidates in {flows} flows\n\
         {gone} of the interviews are no longer at Ribbon\n\
         {} webhooks: {} applied, {} repeats, {} in quarantine\n\
         {gaps} gaps in status chains, {notifications} notices shown",
        deliveries.received, deliveries.applied, deliveries.repeats, deliveries.quarantined
    )
}

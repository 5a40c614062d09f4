//! `ribbon-desk status`: how much the cache holds, told without a window.

use super::{output, unreadable};
use crate::cli::Options;
use crate::desk::cache;
use crate::desk::home::Home;
use store::table::kept_item;
use store::view::totals::{self, Totals};

/// Prints how much the cache holds.
pub(super) fn print(options: &Options, as_json: bool) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let (totals, unreadable) = store.read(|connection| {
        Ok((
            totals::read(connection)?,
            kept_item::count_unreadable(connection)?,
        ))
    })?;
    let text = if as_json {
        json(&totals, unreadable)
    } else {
        words(&totals, unreadable)
    };
    output::line(&text)
}

fn json(totals: &Totals, unreadable: u32) -> String {
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
        "unreadable": unreadable,
    })
    .to_string()
}

fn words(totals: &Totals, count: u32) -> String {
    let Totals {
        interviews,
        gone,
        flows,
        candidates,
        deliveries,
        gaps,
        notifications,
    } = totals;
    let mut text = format!(
        "{interviews} interviews of {candidates} candidates in {flows} flows\n\
         {gone} interviews no longer at Ribbon\n\
         {} webhooks: {} applied, {} repeats, {} in quarantine\n\
         {gaps} gaps in status chains, {notifications} notices shown",
        deliveries.received, deliveries.applied, deliveries.repeats, deliveries.quarantined
    );
    if let Some(hint) = unreadable::hint(count) {
        text.push('\n');
        text.push_str(&hint);
    }
    text
}

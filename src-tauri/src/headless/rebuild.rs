//! `ribbon-desk rebuild`: the facts, made again from Ribbon and from the webhooks that are kept.

use super::count::Counting;
use super::sync_once::{client, in_words, start};
use super::{output, unreadable};
use crate::cli::Options;
use crate::desk::at_work::{AtWork, Doing};
use crate::desk::home::Home;
use crate::desk::{cache, keep_given};
use anyhow::Context;
use ribbon_api::Client;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::salvage::{self, Reading};
use store::table::kept_item;
use store::view::totals::{self, Totals};
use store::{KeySource, Look, Store, replace};
use tokio::time::{sleep, timeout};

/// The engine ends well before.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// Makes a new cache beside the one in use and puts it in its place.
pub(super) async fn run(options: &Options, as_json: bool) -> anyhow::Result<()> {
    let began = Instant::now();
    let home = Home::new(options.home()?);
    let _at_work = AtWork::begin(&home, Doing::Rebuild).await?;
    let key = options.key_source(home.folder());
    let path = home.cache();
    anyhow::ensure!(
        path.exists() || home.rebuilt().exists(),
        "{} holds no cache yet: there is nothing to rebuild",
        home.folder().display()
    );
    // One that turns out to be damaged is put away here, and what is left of it taken over.
    let opened = cache::open_after(&home, &key, Look::Whole)?;
    if let Some(notice) = &opened.notice {
        eprintln!("ribbon-desk: {notice}");
    }
    keep_given(options, &opened.store)?;
    let client = client(options, &opened.store)?;
    client
        .ping()
        .await
        .context("Ribbon must be reachable for this; nothing was changed")?;
    // Its name is all that is needed from here on; a reader's log would keep it from being replaced.
    drop(opened);

    let new = home.rebuilt();
    replace::discard(&new)?;
    let made = make(&home, &key, &client).await;
    let (left, totals, unreadable) = match made {
        Ok(made) => made,
        Err(error) => {
            replace::discard(&new)?;
            return Err(error.context("the cache was left as it was"));
        }
    };
    replace::swap(&new, &path, &key.obtain(false)?)?;
    if left > 0 {
        eprintln!(
            "ribbon-desk: {left} interviews that Ribbon no longer tells of were kept as they were"
        );
    }
    tell(&totals, &unreadable, &client, began, as_json)
}

/// Fills the new cache; answers how many interviews only the old one knew, and what there is.
async fn make(
    home: &Home,
    key: &KeySource,
    client: &Client,
) -> anyhow::Result<(u64, Totals, Value)> {
    let (old, old_key) = (home.cache(), key.obtain(false)?);
    let store = Arc::new(Store::open(&home.rebuilt(), key.obtain(false)?)?);
    salvage::take_over(&store, &old, &old_key, Reading::All)?;
    let shell = Arc::new(Counting::from_now(Arc::clone(&store))?);
    let engine = start(&store, client, shell)?;
    let told = async {
        settle(&engine).await?;
        // Ribbon's own word is here; now what only the webhooks tell.
        sync::rebuild::tell_again(&store)?;
        sync::rebuild::strike_off_told(&store)?;
        engine.sync_now().await;
        settle(&engine).await
    };
    let told = told.await;
    engine.stop().await;
    told?;
    let left = salvage::complete(&store, &old, &old_key)?;
    let totals = store.read(totals::read)?;
    let unreadable = store.read(unreadable::part)?;
    if let Some(hint) = unreadable::hint(store.read(kept_item::count_unreadable)?) {
        eprintln!("ribbon-desk: {hint}");
    }
    close(store).await?;
    Ok((left, totals, unreadable))
}

/// Closes the cache: the engine's thread lets go of it a moment after it has stopped.
async fn close(store: Arc<Store>) -> anyhow::Result<()> {
    let is_free = async {
        while Arc::strong_count(&store) > 1 {
            sleep(PAUSE).await;
        }
    };
    timeout(PATIENCE, is_free)
        .await
        .context("the new cache could not be closed")
}

async fn settle(engine: &sync::Handle) -> anyhow::Result<()> {
    match engine.settled().await? {
        Some(trouble) => Err(in_words(&trouble)),
        None => Ok(()),
    }
}

fn tell(
    totals: &Totals,
    unreadable: &Value,
    client: &Client,
    began: Instant,
    as_json: bool,
) -> anyhow::Result<()> {
    let took = began.elapsed();
    let usage = client.usage();
    if as_json {
        return output::json(&json!({
            "interviews": totals.interviews,
            "flows": totals.flows,
            "candidates": totals.candidates,
            "deliveries": {
                "received": totals.deliveries.received,
                "applied": totals.deliveries.applied,
                "repeats": totals.deliveries.repeats,
                "quarantined": totals.deliveries.quarantined,
                "unverified": totals.deliveries.unverified,
            },
            "gaps": totals.gaps,
            "unreadable": unreadable,
            "requests": usage.requests,
            "bytes": usage.bytes,
            "duration_ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        }));
    }
    output::line(&format!(
        "made again: {} interviews of {} candidates in {} flows, {} webhooks, {} gaps; {:.1} s",
        totals.interviews,
        totals.candidates,
        totals.flows,
        totals.deliveries.received,
        totals.gaps,
        took.as_secs_f64()
    ))
}

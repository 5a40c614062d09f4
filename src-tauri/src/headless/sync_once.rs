//! `ribbon-desk sync --once`: everything that is due, and then the end.

use super::count::{Before, Counting};
use super::{output, unreadable};
use crate::cli::{Options, Sync};
use crate::desk::at_work::{AtWork, Doing};
use crate::desk::home::Home;
use crate::desk::pairing::Pairing;
use crate::desk::{back_up, cache, keep_given};
use anyhow::{Context, anyhow};
use domain::{Clock, SystemClock};
use ribbon_api::{ApiKey, Client, Usage};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;
use store::table::{kept_item, setting};
use store::view::totals::{self, Totals};
use sync::{Handle, RestTrouble};

/// A single run polls once: the next poll would be another run's.
const NEVER: Duration = Duration::from_secs(365 * 24 * 3_600);

/// What a run has done.
struct Report {
    totals: Totals,
    /// What could not be read, as `unreadable` in the JSON.
    unreadable: Value,
    new: u32,
    updated: usize,
    notifications: usize,
    usage: Usage,
    took: Duration,
}

/// Reads what is new and prints what that was. What could be read is told even if something else
/// failed.
pub(super) async fn run(options: &Options, sync: &Sync) -> anyhow::Result<()> {
    let began = Instant::now();
    let home = Home::new(options.home()?);
    let _at_work = AtWork::begin(&home, Doing::Sync).await?;
    let opened = cache::open(&home, &options.key_source(home.folder()))?;
    if let Some(notice) = &opened.notice {
        eprintln!("ribbon-desk: {notice}");
    }
    let store = opened.store;
    keep_given(options, &store)?;
    let client = client(options, &store)?;

    let before = store.read(Before::read)?;
    let shell = Arc::new(Counting::from_now(Arc::clone(&store))?);
    let engine = start(&store, &client, Arc::clone(&shell))?;
    if sync.full {
        engine.sweep_now().await;
    }
    let relay = read_relay(&store, &engine).await;
    let settled = engine.settled().await;
    let teams_trouble = engine.state().teams_trouble;
    engine.stop().await;
    back_up::write(&store, &home.back_up());

    let notifications = before.settle_notices(&store, SystemClock.now())?;
    let changed = shell.interviews();
    let (totals, count, unreadable, new, known) = store.read(|connection| {
        Ok((
            totals::read(connection)?,
            kept_item::count_unreadable(connection)?,
            unreadable::part(connection)?,
            before.new_interviews(connection)?,
            before.known_of(connection, &changed)?,
        ))
    })?;
    let report = Report {
        totals,
        unreadable,
        new,
        updated: known,
        notifications,
        usage: client.usage(),
        took: began.elapsed(),
    };
    if sync.json {
        output::json(&report.json())?;
    } else {
        output::line(&report.words())?;
    }
    if let Some(why) = teams_trouble {
        eprintln!(
            "ribbon-desk: the teams could not be read: {:#}",
            in_words(&why)
        );
    }
    if let Some(hint) = unreadable::hint(count) {
        eprintln!("ribbon-desk: {hint}");
    }
    match settled? {
        Some(trouble) => Err(in_words(&trouble)),
        None => relay,
    }
}

/// Access to Ribbon with the key that is kept in the cache.
pub(super) fn client(options: &Options, store: &Store) -> anyhow::Result<Client> {
    let key = store
        .read(|connection| setting::get(connection, setting::API_KEY))?
        .context("there is no API key yet: give it once with --api-key-file FILE, or paste it into the window")?;
    Ok(Client::new(&options.api_url, ApiKey::new(key.as_str()))?)
}

/// An engine that does what is due once, and shows nothing.
pub(super) fn start(
    store: &Arc<Store>,
    client: &Client,
    shell: Arc<Counting>,
) -> anyhow::Result<Handle> {
    Ok(sync::start(sync::Config {
        store: Arc::clone(store),
        client: Some(client.clone()),
        clock: Arc::new(SystemClock),
        shell,
        poll_every: NEVER,
    })?)
}

async fn read_relay(store: &Store, engine: &Handle) -> anyhow::Result<()> {
    match Pairing::load(store)? {
        Some(pairing) => {
            pairing
                .read_to_head(store, engine, Arc::new(SystemClock))
                .await
        }
        None => Ok(()),
    }
}

/// What is wrong, and what to do.
pub(super) fn in_words(trouble: &RestTrouble) -> anyhow::Error {
    match trouble {
        RestTrouble::WrongKey(why) => {
            anyhow!("{why}; give the right API key with --api-key-file FILE")
        }
        RestTrouble::NoNetwork(why) => anyhow!("{why}"),
        RestTrouble::Server(why) => anyhow!("{why}; try again later"),
        RestTrouble::Storage(why) => anyhow!("{why}"),
    }
}

impl Report {
    fn json(&self) -> Value {
        let deliveries = &self.totals.deliveries;
        json!({
            "interviews": {
                "total": self.totals.interviews,
                "new": self.new,
                "updated": self.updated,
            },
            "flows": self.totals.flows,
            "candidates": self.totals.candidates,
            "deliveries": {
                "received": deliveries.received,
                "applied": deliveries.applied,
                "repeats": deliveries.repeats,
                "quarantined": deliveries.quarantined,
                "unverified": deliveries.unverified,
            },
            "gaps": self.totals.gaps,
            "unreadable": self.unreadable,
            "requests": self.usage.requests,
            "bytes": self.usage.bytes,
            "notifications": self.notifications,
            "duration_ms": u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX),
        })
    }

    fn words(&self) -> String {
        let Totals {
            interviews,
            flows,
            candidates,
            deliveries,
            gaps,
            ..
        } = &self.totals;
        let (new, updated) = (self.new, self.updated);
        format!(
            "{interviews} interviews of {candidates} candidates in {flows} flows: {new} new, {updated} \
             updated\n{} webhooks in all: {} applied, {} repeats, {} in quarantine; {gaps} gaps in status \
             chains\n{} requests, {} KB, {:.1} s",
            deliveries.received,
            deliveries.applied,
            deliveries.repeats,
            deliveries.quarantined,
            self.usage.requests,
            self.usage.bytes / 1_000,
            self.took.as_secs_f64(),
        )
    }
}

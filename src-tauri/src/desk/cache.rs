//! Opens the cache. A file that is damaged is put away under a dated name, what can be read of it
//! that nobody could tell again is taken over, and the rest is read anew from Ribbon.

use super::home::Home;
use contract::Said;
use domain::{Clock, SystemClock};
use std::path::Path;
use std::sync::Arc;
use store::back_up::{self, Restored, Settings};
use store::salvage::{self, Reading, TakenOver};
use store::{Condition, KeySource, Look, Store};

/// The open cache.
pub(crate) struct Opened {
    pub(crate) store: Arc<Store>,
    /// What the user must know of how it was opened.
    pub(crate) notice: Option<Said>,
}

/// Opens the cache for work, making it if there is none. Only for whoever is at work on the home.
pub(crate) fn open(home: &Home, key: &KeySource) -> anyhow::Result<Opened> {
    open_after(home, key, Look::Brief)
}

/// Opens the cache after a look at its file.
pub(crate) fn open_after(home: &Home, key: &KeySource, look: Look) -> anyhow::Result<Opened> {
    let path = home.cache();
    store::replace::resume(&home.rebuilt(), &path)?;
    let db_key = key.obtain(!path.exists())?;
    let notice = match store::examine(&path, &db_key, look)? {
        Condition::Missing | Condition::Sound => None,
        Condition::Damaged(what) => Some(begin_anew(home, key, &what)?),
    };
    let store = Arc::new(Store::open(&path, db_key)?);
    if store.read(back_up::is_bare)? {
        // As at the very first start, but for what is left of an earlier life.
        restored(home, &store, Settings::Too)?;
    }
    Ok(Opened { store, notice })
}

/// Opens the cache to read it, beside whoever is at work.
pub(crate) fn open_to_read(home: &Home, key: &KeySource) -> anyhow::Result<Store> {
    let path = home.cache();
    anyhow::ensure!(
        path.exists(),
        "{} holds no cache yet: `ribbon-desk sync --once --api-key-file FILE` fills it",
        home.folder().display()
    );
    Ok(Store::open(&path, key.obtain(false)?)?)
}

/// Puts the damaged file away and makes a new one of what is left of it. The new one is made beside
/// and takes its place last, so that a crash on the way leaves the damaged file to begin again with.
fn begin_anew(home: &Home, key: &KeySource, what: &str) -> anyhow::Result<Said> {
    let aside = home.damaged(SystemClock.now());
    tracing::error!(what, "the cache is damaged");
    let new = home.rebuilt();
    let (taken, restored) = take_over(home, key, &new)?;
    store::replace::set_aside(&home.cache(), &aside, &new, &key.obtain(false)?)?;
    Ok(told(what, &aside, taken, restored))
}

/// Fills a new cache with what can be read of the old one.
fn take_over(home: &Home, key: &KeySource, new: &Path) -> anyhow::Result<(TakenOver, Restored)> {
    let store = Store::open(new, key.obtain(false)?)?;
    let old = home.cache();
    let taken = salvage::take_over(&store, &old, &key.obtain(false)?, Reading::WhatIsLeft)?;
    sync::rebuild::tell_again(&store)?;
    sync::rebuild::leave_to_first_sync(&store)?;
    let with = match taken.settings {
        0 => Settings::Too,
        _ => Settings::Not,
    };
    Ok((taken, restored(home, &store, with)?))
}

/// What the second place has beyond that. That it cannot be had now, such as for want of room, is said
/// like any other reason not to open; one that can never be used is passed over.
fn restored(home: &Home, store: &Store, with: Settings) -> store::Result<Restored> {
    match back_up::restore(store, &home.back_up(), with) {
        Ok(Some(restored)) => {
            tracing::info!(?restored, "the back-up of marks was taken in");
            Ok(restored)
        }
        Ok(None) => Ok(Restored::default()),
        Err(error) if error.is_permanent() => {
            tracing::warn!(%error, "the back-up of marks cannot be used");
            Ok(Restored::default())
        }
        Err(error) => Err(error),
    }
}

fn told(what: &str, aside: &Path, taken: TakenOver, restored: Restored) -> Said {
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Said::CacheDamaged {
        what: what.to_owned(),
        aside: aside.display().to_string(),
        webhooks: number(taken.deliveries),
        marks: number(taken.marks),
        restored: number(restored.marks),
        incomplete: taken.incomplete,
        settings_lost: taken.settings + restored.settings == 0,
    }
}

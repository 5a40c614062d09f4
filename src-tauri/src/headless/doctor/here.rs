//! What can be seen on this computer alone: versions, disk, the cache and its key.

use super::Check;
use crate::cli::Options;
use crate::desk::at_work::{AtWork, Doing};
use crate::desk::home::Home;
use std::sync::Arc;
use store::view::unreadable::{self, Summary};
use store::view::versions;
use store::{Condition, KeySource, Look, Store};

/// With less room than this, a day's interviews may not fit.
const LITTLE: u64 = 200 << 20;

/// So many problems are named.
const MOST_FREQUENT: usize = 5;

/// The cache as far as it can be opened.
pub(super) struct Cache {
    pub(super) store: Option<Arc<Store>>,
    kept_in: String,
    key: Result<(), store::Error>,
    condition: Option<Result<Condition, store::Error>>,
    /// Who else is at work, which leaves only a brief look.
    busy: Option<String>,
}

impl Cache {
    /// Looks at the file as thoroughly as possible, and opens it where it is sound.
    pub(super) async fn open(options: &Options, home: &Home) -> Self {
        let key: KeySource = options.key_source(home.folder());
        let path = home.cache();
        let mut cache = Self {
            store: None,
            kept_in: key.describe(),
            key: Ok(()),
            condition: None,
            busy: None,
        };
        if !path.exists() {
            return cache;
        }
        let db_key = match key.obtain(false) {
            Ok(db_key) => db_key,
            Err(error) => {
                cache.key = Err(error);
                return cache;
            }
        };
        // What another program writes meanwhile could be taken for damage.
        let condition = match AtWork::begin(home, Doing::Rebuild).await {
            Ok(_alone) => store::examine(&path, &db_key, Look::Whole),
            Err(error) => {
                cache.busy = Some(error.to_string());
                Ok(Condition::Sound)
            }
        };
        let condition = condition.and_then(|condition| {
            if condition == Condition::Sound {
                cache.store = Some(Arc::new(Store::open(&path, db_key)?));
            }
            Ok(condition)
        });
        cache.condition = Some(condition);
        cache
    }

    /// Whether the cache's key can be had and fits.
    pub(super) fn key_check(&self) -> Check {
        use store::Error::{OtherKey, WrongKey};
        let fits = match &self.condition {
            Some(Err(error @ (OtherKey(_) | WrongKey(_)))) => Err(error),
            _ => self.key.as_ref(),
        };
        match fits {
            Ok(()) if self.condition.is_none() => Check::good(
                "keychain",
                format!(
                    "there is no cache yet; its key will be kept in {}",
                    self.kept_in
                ),
            ),
            Ok(()) => Check::good("keychain", format!("the key is kept in {}", self.kept_in)),
            Err(error) => Check::bad(
                "keychain",
                error.to_string(),
                format!("Bring the key back that was kept in {}.", self.kept_in),
            ),
        }
    }

    /// Whether the file is whole.
    pub(super) fn check(&self, home: &Home) -> Check {
        let path = home.cache();
        let path = path.display();
        match (&self.condition, &self.busy) {
            (_, Some(busy)) => Check::good("cache", format!("open elsewhere: {busy}")),
            (None, None) if self.key.is_err() => Check::bad(
                "cache",
                format!("{path} cannot be read"),
                "See the keychain above.",
            ),
            (None | Some(Ok(Condition::Missing)), None) => Check::good(
                "cache",
                format!("{path} is not there yet; the first synchronisation makes it"),
            ),
            (Some(Ok(Condition::Sound)), None) => {
                Check::good("cache", format!("{path}: every page is as it was written"))
            }
            (Some(Ok(Condition::Damaged(what))), None) => Check::bad(
                "cache",
                format!("{path} is damaged: {what}"),
                "Run `ribbon-desk rebuild`: it puts the file away, saves your marks and webhooks as far \
                 as they can be read, and reads the rest again from Ribbon.",
            ),
            (Some(Err(error)), None) => Check::bad(
                "cache",
                error.to_string(),
                "Nothing was changed; do as it says.",
            ),
        }
    }
}

/// What is installed, and what wrote the cache.
pub(super) fn versions(cache: &Cache) -> Check {
    let program = env!("CARGO_PKG_VERSION");
    let read = cache.store.as_ref().map(|store| store.read(versions::read));
    let found = match read {
        Some(Ok(of)) => format!(
            "Ribbon Desk {program}, cache format {}, SQLite {}, SQLCipher {}",
            of.format, of.sqlite, of.cipher
        ),
        _ => format!("Ribbon Desk {program}"),
    };
    Check::good("versions", found)
}

/// Whether the home can be written and has room.
pub(super) fn disk(home: &Home) -> Check {
    let folder = home.folder();
    let probe = folder.join("doctor.probe");
    let written = std::fs::write(&probe, b"x").and_then(|()| std::fs::remove_file(&probe));
    if let Err(error) = written {
        let found = format!("{} cannot be written: {error}", folder.display());
        return Check::bad(
            "disk",
            found,
            "Make it writable, or name another with --home DIR.",
        );
    }
    match fs4::available_space(folder) {
        Ok(free) if free < LITTLE => Check::bad(
            "disk",
            format!("only {} MB are free at {}", free >> 20, folder.display()),
            "Free some room. Nothing is lost meanwhile: what cannot be stored waits at Ribbon and at \
             the relay.",
        ),
        Ok(free) => Check::good(
            "disk",
            format!("{} MB free at {}", free >> 20, folder.display()),
        ),
        Err(error) => Check::good(
            "disk",
            format!("writable; how much is free is unknown: {error}"),
        ),
    }
}

/// Whether everything that Ribbon sent could be read.
pub(super) fn answers(store: &Store) -> Check {
    match store.read(unreadable::summary) {
        Ok(summary) if summary.count == 0 => Check::good("answers", "everything could be read"),
        Ok(summary) => Check::bad("answers", in_words(&summary), READ_LATER),
        Err(error) => Check::bad("answers", error.to_string(), "See the cache above."),
    }
}

const READ_LATER: &str = "Update the program: what was kept is read again by itself. If it stays, report \
                          it with what `ribbon-desk unreadable list` prints, which holds no content.";

/// How many there are of each kind, and what is wrong with most of them.
fn in_words(summary: &Summary) -> String {
    let kinds: Vec<String> = summary
        .kinds
        .iter()
        .map(|(kind, count)| format!("{} {count}", kind.as_str()))
        .collect();
    let problems: Vec<String> = summary
        .problems
        .iter()
        .take(MOST_FREQUENT)
        .map(|of| {
            let field = match of.field.as_str() {
                "" => "the whole",
                field => field,
            };
            format!(
                "{} {field} ({}, {})",
                of.kind.as_str(),
                of.reason.describe(),
                of.items
            )
        })
        .collect();
    format!(
        "{} of Ribbon's items could not be read in full ({}); most often: {}",
        summary.count,
        kinds.join(", "),
        problems.join(", "),
    )
}

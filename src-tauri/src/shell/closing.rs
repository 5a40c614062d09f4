//! Closing the window keeps the program running: said once.

use super::notices;
use super::opening::Opening;
use super::targets::Targets;
use super::tray::Words;
use contract::app::Phase;
use contract::events::Target;
use domain::Language;
use store::table::{notice_policy, setting};
use store::{Store, Tx};
use tauri::{AppHandle, Manager};

/// Says it by a notice, if it never was.
pub(crate) fn say_once(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Some(desk) = app.state::<Opening>().if_open() else {
            return;
        };
        // Before that nothing is received.
        if desk.app_state().await.phase != Phase::Connected {
            return;
        }
        let store = desk.store().await;
        let first = tauri::async_runtime::spawn_blocking(move || is_first(&store)).await;
        let language = match first {
            Ok(Ok(Some(language))) => language,
            Ok(Err(error)) => return tracing::warn!(%error, "whether this was said is not known"),
            Ok(Ok(None)) | Err(_) => return,
        };
        let words = Words::of(language);
        let id = app.state::<Targets>().remember(Target::Inbox, &[]);
        if let Err(error) = notices::show(&app, id, words.closed, words.closed_means, true) {
            tracing::warn!(%error, "that the program keeps running could not be said");
        }
    });
}

/// The language to say it in; `None` once it was said.
fn is_first(store: &Store) -> store::Result<Option<Language>> {
    store.write(|tx: &Tx<'_>| {
        if setting::get(tx, setting::CLOSING_SAID)?.is_some() {
            return Ok(None);
        }
        setting::set(tx, setting::CLOSING_SAID, "yes")?;
        notice_policy::language(tx).map(Some)
    })
}

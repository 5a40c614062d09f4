//! Closing the window keeps the program running: said once.

use super::notices;
use super::opening::Opening;
use super::targets::Targets;
use super::tray::Words;
use super::window;
use contract::app::Phase;
use contract::events::Target;
use store::Connection;
use store::table::{notice_policy, setting};
use tauri::{AppHandle, Manager};

/// Says it by a notice, if it never was.
pub(crate) fn say_once(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Some(desk) = app.state::<Opening>().once_open().await else {
            return;
        };
        // Whoever has opened it again meanwhile needs no telling.
        if is_shown(&app) {
            return;
        }
        // Before that nothing is received.
        if desk.app_state().await.phase != Phase::Connected {
            return;
        }
        let store = desk.store().await;
        let (language, was_said) =
            match store.read(|it| Ok((notice_policy::language(it)?, was_said(it)?))) {
                Ok(known) => known,
                Err(error) => return tracing::warn!(%error, "whether this was said is not known"),
            };
        if was_said {
            return;
        }
        let words = Words::of(language);
        let id = app.state::<Targets>().remember(Target::Inbox, &[]);
        if let Err(error) = notices::show(&app, id, words.closed, words.closed_means, true) {
            return tracing::warn!(%error, "that the program keeps running could not be said");
        }
        let kept =
            store.write::<_, store::Error>(|tx| setting::set(tx, setting::CLOSING_SAID, "yes"));
        if let Err(error) = kept {
            tracing::warn!(%error, "it will be said once more");
        }
    });
}

fn is_shown(app: &AppHandle) -> bool {
    let window = app.get_webview_window(window::LABEL);
    window.is_some_and(|window| window.is_visible().unwrap_or(false))
}

fn was_said(connection: &Connection) -> store::Result<bool> {
    Ok(setting::get(connection, setting::CLOSING_SAID)?.is_some())
}

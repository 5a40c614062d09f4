//! The one window.

use super::targets::Targets;
use super::{closing, tray};
use contract::events::{Target, names};
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent};

pub(super) const LABEL: &str = "main";

/// Opens the window.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Ribbon Desk")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        // The window shows the program's own page and nothing else.
        .on_navigation(|url| {
            let is_own = url.scheme() == "tauri"
                || url.host_str() == Some("tauri.localhost")
                || (cfg!(dev) && url.host_str() == Some("127.0.0.1"));
            if !is_own {
                tracing::warn!(host = url.host_str(), "the page wanted to leave");
            }
            is_own
        })
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Finished {
                tray::show_later(window.app_handle());
            }
        })
        .build()?;
    Ok(())
}

/// Brings the window to the front, wherever it was.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        if let Err(error) = open(app) {
            tracing::error!(%error, "the window cannot be opened");
        }
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window cannot be brought to the front");
    }
}

/// Brings the window to the front and has it go to `target`.
pub(crate) fn show_at(app: &AppHandle, target: Target) {
    app.state::<Targets>().set_pending(target.clone());
    show(app);
    if let Err(error) = app.emit(names::OPEN, target) {
        tracing::warn!(%error, "the window was not told where to go");
    }
}

/// Closing the window keeps the program running: webhooks go on arriving.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event
        && tray::is_shown(window.app_handle())
    {
        api.prevent_close();
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "the window cannot be hidden");
        }
        closing::say_once(window.app_handle());
    }
}

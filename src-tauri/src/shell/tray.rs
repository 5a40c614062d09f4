//! The tray icon: open, sync now, quit.

use super::opening::Opening;
use super::window;
use std::time::Duration;
use tauri::menu::{Menu, MenuEvent, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager};

const ID: &str = "main";

/// So long after its page was read, the window has drawn something.
const DRAWN: Duration = Duration::from_millis(500);

/// Shows the icon once the window has drawn something: making it holds up, for tens of milliseconds,
/// the thread through which the page is read.
pub(crate) fn show_later(app: &AppHandle) {
    if app.tray_by_id(ID).is_some() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(DRAWN).await;
        let on_main = app.clone();
        let asked = app.run_on_main_thread(move || {
            is_shown(&on_main);
        });
        if let Err(error) = asked {
            tracing::debug!(%error, "the program ended before its icon was shown");
        }
    });
}

/// Whether the icon is there; shows it if it is not. On the main thread.
pub(crate) fn is_shown(app: &AppHandle) -> bool {
    if app.tray_by_id(ID).is_some() {
        return true;
    }
    if let Err(error) = show(app) {
        tracing::warn!(%error, "this desktop shows no tray icon");
        return false;
    }
    true
}

/// Shows the icon.
fn show(app: &AppHandle) -> tauri::Result<()> {
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    let menu = Menu::with_items(
        app,
        &[
            &item("open", "Open Ribbon Desk")?,
            &item("sync", "Sync now")?,
            &item("quit", "Quit")?,
        ],
    )?;
    let mut tray = TrayIconBuilder::with_id(ID)
        .menu(&menu)
        .tooltip("Ribbon Desk")
        .show_menu_on_left_click(false)
        .on_menu_event(on_menu)
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                window::show(tray.app_handle());
            }
        });
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app).map(drop)
}

#[expect(clippy::needless_pass_by_value, reason = "Tauri's signature")]
fn on_menu(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        "open" => window::show(app),
        "sync" => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                let Some(desk) = app.state::<Opening>().if_open() else {
                    return;
                };
                if let Some(engine) = desk.engine().await {
                    engine.sync_now().await;
                }
            });
        }
        "quit" => app.exit(0),
        _ => {}
    }
}

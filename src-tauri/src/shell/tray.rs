//! The tray icon: open, sync now, quit.

use super::opening::Opening;
use super::window;
use tauri::menu::{Menu, MenuEvent, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager};

pub(crate) const ID: &str = "main";

/// Shows the icon.
pub(crate) fn show(app: &AppHandle) -> tauri::Result<()> {
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

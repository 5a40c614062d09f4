//! The tray icon: how it all is, open, pause, sync now, quit.

mod face;
mod keeper;
mod menu;
mod picture;
mod words;

pub(crate) use keeper::Changed;
pub(crate) use menu::Line;
pub(crate) use words::Words;

use super::window;
use domain::Language;
use face::Face;
use std::time::Duration;
use tauri::AppHandle;
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};

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

/// Shows the icon, and keeps it showing what is.
fn show(app: &AppHandle) -> tauri::Result<()> {
    let face = Face::new(Language::default());
    let mut tray = TrayIconBuilder::with_id(ID)
        .menu(&menu::of(app, &face)?)
        .tooltip(&face.line)
        .show_menu_on_left_click(false)
        .on_menu_event(menu::on_event)
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
    tray.build(app)?;
    keeper::start(app, face);
    Ok(())
}

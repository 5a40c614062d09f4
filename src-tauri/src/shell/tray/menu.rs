//! The tray's menu: how it all is, open, pause, sync now, quit.

use super::face::Face;
use super::words::Words;
use crate::desk::wall_clock::next_morning;
use crate::shell::opening::Opening;
use crate::shell::window;
use domain::UnixMs;
use jiff::tz::TimeZone;
use std::sync::Mutex;
use std::time::Duration;
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::{AppHandle, Manager, Wry};

const HOUR: Duration = Duration::from_secs(3_600);

/// The menu's first line, whose text changes.
#[derive(Default)]
pub(crate) struct Line(Mutex<Option<MenuItem<Wry>>>);

/// The menu of a moment.
pub(super) fn of(app: &AppHandle, face: &Face) -> tauri::Result<Menu<Wry>> {
    let words = Words::of(face.language);
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    let line = MenuItem::with_id(app, "line", &face.line, false, None::<&str>)?;
    let menu = Menu::with_items(
        app,
        &[
            &line,
            &PredefinedMenuItem::separator(app)?,
            &item("open", words.open)?,
            &item("sync", words.sync)?,
        ],
    )?;
    if face.is_paused {
        menu.append(&item("resume", words.resume)?)?;
    } else {
        menu.append(&item("pause-hour", words.pause_hour)?)?;
        menu.append(&item("pause-tomorrow", words.pause_tomorrow)?)?;
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&item("quit", words.quit)?)?;
    if let Ok(mut held) = app.state::<Line>().0.lock() {
        *held = Some(line);
    }
    Ok(menu)
}

/// Has the first line say something else.
pub(super) fn say(app: &AppHandle, text: &str) -> tauri::Result<()> {
    match app.state::<Line>().0.lock() {
        Ok(held) => held.as_ref().map_or(Ok(()), |line| line.set_text(text)),
        Err(_) => Ok(()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "Tauri's signature")]
pub(super) fn on_event(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        "open" => window::show(app),
        "sync" => sync_now(app),
        "pause-hour" => pause(app, |now| Some(now.plus(HOUR))),
        "pause-tomorrow" => pause(app, |now| next_morning(now, &TimeZone::system())),
        "resume" => pause(app, |_| None),
        "quit" => app.exit(0),
        _ => {}
    }
}

fn sync_now(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Some(desk) = app.state::<Opening>().if_open() {
            desk.sync_now().await;
        }
    });
}

/// Has nothing told until a moment, or goes on.
fn pause(app: &AppHandle, until: impl FnOnce(UnixMs) -> Option<UnixMs> + Send + 'static) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Some(desk) = app.state::<Opening>().if_open() else {
            return;
        };
        if let Err(error) = desk.pause_notices(until(desk.now())).await {
            tracing::warn!(%error, "notices are told as before");
        }
    });
}

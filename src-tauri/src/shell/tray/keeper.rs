//! Keeps the tray showing what is.

use super::face::{Face, Known};
use super::{menu, picture};
use crate::desk::Desk;
use crate::desk::wall_clock::time_of_day;
use crate::shell::opening::Opening;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::time::Duration;
use store::table::notice_policy;
use store::view::inbox;
use tauri::image::Image;
use tauri::{AppHandle, Manager};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// Changes that follow each other so closely are shown as one.
const TOGETHER: Duration = Duration::from_millis(250);
/// When nothing is to be waited for, it is looked at so often all the same.
const SELDOM: Duration = Duration::from_secs(3_600);
/// After a look that saw nothing, because the cache was being opened or was busy.
const AGAIN: Duration = Duration::from_secs(5);

/// Is told when something may have changed.
#[derive(Clone, Default)]
pub(crate) struct Changed(Arc<Notify>);

impl Changed {
    pub(crate) fn tell(&self) {
        self.0.notify_one();
    }

    async fn told_within(&self, longest: Duration) {
        let _ = timeout(longest, self.0.notified()).await;
    }
}

/// Follows what happens until the program ends.
pub(super) fn start(app: &AppHandle, shown: Face) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let changed = app.state::<Changed>().inner().clone();
        let mut shown = shown;
        loop {
            let mut longest = AGAIN;
            if let Some(desk) = app.state::<Opening>().if_open()
                && let Some((known, pause)) = known(&desk).await
            {
                longest = pause.unwrap_or(SELDOM).min(SELDOM);
                let face = Face::of(&known);
                if face != shown && show(&app, &shown, &face) {
                    shown = face;
                }
            }
            changed.told_within(longest).await;
            sleep(TOGETHER).await;
        }
    });
}

/// What is known now, and how long a pause still lasts.
async fn known(desk: &Desk) -> Option<(Known, Option<Duration>)> {
    let ((mode, unreadable), store, now) = (desk.freshness().await, desk.store().await, desk.now());
    let read = tauri::async_runtime::spawn_blocking(move || {
        store.read(|connection| Ok((notice_policy::get(connection)?, inbox::unread(connection)?)))
    });
    let (policy, unread) = read
        .await
        .ok()?
        .inspect_err(|error| tracing::debug!(%error, "the tray is as it was"))
        .ok()?;
    let until = policy.paused_until.filter(|until| *until > now);
    let known = Known {
        mode,
        unread,
        unreadable,
        paused_until: until.map(|until| time_of_day(until, &TimeZone::system())),
        language: policy.language,
    };
    Some((known, until.map(|until| until.since(now))))
}

/// Whether the program still runs to show it.
fn show(app: &AppHandle, before: &Face, face: &Face) -> bool {
    let (on_main, before, face) = (app.clone(), before.clone(), face.clone());
    app.run_on_main_thread(move || {
        if let Err(error) = change(&on_main, &before, &face) {
            tracing::warn!(%error, "the tray shows something older");
        }
    })
    .is_ok()
}

fn change(app: &AppHandle, before: &Face, face: &Face) -> tauri::Result<()> {
    let Some(tray) = app.tray_by_id(super::ID) else {
        return Ok(());
    };
    if before.mark != face.mark
        && let Some(icon) = app.default_window_icon()
    {
        let rgba = picture::marked(icon.rgba(), icon.width(), face.mark);
        tray.set_icon(Some(Image::new_owned(rgba, icon.width(), icon.height())))?;
    }
    // Whoever points at the icon reads the line; where that is not so, the menu begins with it.
    tray.set_tooltip(Some(&face.line))?;
    if (before.language, before.is_paused) == (face.language, face.is_paused) {
        return menu::say(app, &face.line);
    }
    tray.set_menu(Some(menu::of(app, face)?))
}

//! What the engine says, told to the window and the desktop.

use super::opening::Opening;
use super::targets::Targets;
use super::{told, tray, window};
use contract::events::{Target, names};
use domain::notification::Notice;
use store::Store;
use sync::{Shell, State};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_notification::NotificationExt;

/// The desktop's own sound for a message.
#[cfg(all(unix, not(target_os = "macos")))]
const SOUND: &str = "message-new-instant";
#[cfg(not(all(unix, not(target_os = "macos"))))]
const SOUND: &str = "Default";

/// Tells the window and the desktop.
pub(crate) struct WindowShell {
    app: AppHandle,
}

impl WindowShell {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
    }

    /// Has a click on a notification open what it tells of. To be called before the first one is
    /// shown.
    pub(crate) fn listen_for_clicks(&self) {
        let app = self.app.clone();
        let listening = self.app.notification().on_action(move |performed| {
            let id = performed
                .notification()
                .map(tauri_plugin_notification::ActiveNotification::id);
            let target = app.state::<Targets>().of(id);
            window::show_at(&app, target);
        });
        if let Err(error) = listening {
            tracing::warn!(%error, "clicks on notifications are not reported here");
        }
    }

    fn emit<T: serde::Serialize + Clone>(&self, event: &str, payload: T) {
        if let Err(error) = self.app.emit(event, payload) {
            tracing::warn!(%error, event, "the window was not told");
        }
    }
}

/// Shows a notice under a number that [`Targets`] gave.
pub(crate) fn show(
    app: &AppHandle,
    id: i32,
    title: &str,
    body: &str,
    is_silent: bool,
) -> tauri_plugin_notification::Result<()> {
    let mut builder = app.notification().builder().id(id);
    // Without a name of a sound the plugin asks for none.
    if !is_silent {
        builder = builder.sound(SOUND);
    }
    builder.title(title).body(body).show()
}

/// Takes back the notices of which everything was read meanwhile. Only Linux can: elsewhere they stay
/// until the user puts them away.
pub(crate) fn withdraw(app: &AppHandle, store: &Store) {
    let targets = app.state::<Targets>();
    let held = targets.held();
    if held.is_empty() {
        return;
    }
    match store.read(|connection| told::settled(connection, &held)) {
        Ok(settled) => {
            targets.settle(&settled);
            let _ = app.notification().remove_active(settled);
        }
        Err(error) => tracing::warn!(%error, "notices of what was read stay"),
    }
}

impl Shell for WindowShell {
    fn notify(&self, notice: &Notice, target: &sync::Target) {
        let target = match target {
            sync::Target::Inbox => Target::Inbox,
            sync::Target::Candidate {
                candidate_id,
                interview_id,
            } => Target::Candidate {
                candidate_id: *candidate_id,
                interview_id: interview_id.clone(),
            },
        };
        let id = self.app.state::<Targets>().remember(target, &notice.covers);
        let Notice { title, body, .. } = notice;
        if let Err(error) = show(&self.app, id, title, body, notice.is_silent) {
            tracing::warn!(%error, "a notification could not be shown; it stands in the inbox");
        }
    }

    fn changed(&self, seq: i64) {
        self.emit(names::CHANGED, seq);
        self.app.state::<tray::Changed>().tell();
    }

    fn state(&self, _: &State) {
        let desk = self
            .app
            .try_state::<Opening>()
            .and_then(|opening| opening.if_open());
        if let Some(told) = desk.and_then(|desk| desk.published()) {
            self.emit(names::SYNC_STATE, told);
        }
        self.app.state::<tray::Changed>().tell();
    }
}

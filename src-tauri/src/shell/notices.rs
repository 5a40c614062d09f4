//! What the engine says, told to the window and the desktop.

use super::opening::Opening;
use super::targets::Targets;
use super::window;
use contract::events::{Target, names};
use domain::notification::Notice;
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
        let id = self.app.state::<Targets>().remember(target);
        let mut builder = self.app.notification().builder().id(id);
        // Without a name of a sound the plugin asks for none.
        if !notice.is_silent {
            builder = builder.sound(SOUND);
        }
        if let Err(error) = builder.title(&notice.title).body(&notice.body).show() {
            tracing::warn!(%error, "a notification could not be shown; it stands in the inbox");
        }
    }

    fn changed(&self, seq: i64) {
        self.emit(names::CHANGED, seq);
    }

    fn state(&self, _: &State) {
        let desk = self
            .app
            .try_state::<Opening>()
            .and_then(|opening| opening.if_open());
        if let Some(told) = desk.and_then(|desk| desk.published()) {
            self.emit(names::SYNC_STATE, told);
        }
    }
}

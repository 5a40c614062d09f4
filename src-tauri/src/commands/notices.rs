//! A notice to see that they arrive, and the start at login without which none does.

use super::Answer;
use crate::shell::notices;
use crate::shell::targets::Targets;
use contract::events::Target;
use contract::settings::TestNotice;
use contract::{CommandError, ErrorCode};
use tauri::{AppHandle, State};
use tauri_plugin_autostart::ManagerExt;

#[tauri::command]
pub(crate) async fn show_test_notice(
    app: AppHandle,
    targets: State<'_, Targets>,
    argument: TestNotice,
) -> Answer<()> {
    let id = targets.remember(Target::Inbox, &[]);
    notices::show(&app, id, &argument.title, &argument.body, false).map_err(internal)
}

#[tauri::command]
pub(crate) async fn starts_at_login(app: AppHandle) -> Answer<bool> {
    app.autolaunch().is_enabled().map_err(internal)
}

#[tauri::command]
pub(crate) async fn set_starts_at_login(app: AppHandle, argument: bool) -> Answer<bool> {
    let login = app.autolaunch();
    match argument {
        true => login.enable(),
        false => login.disable(),
    }
    .map_err(internal)?;
    login.is_enabled().map_err(internal)
}

fn internal(error: impl std::fmt::Display) -> CommandError {
    CommandError::new(ErrorCode::Internal, error.to_string())
}

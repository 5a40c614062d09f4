//! First run, connection, navigation.

use super::{Answer, TheDesk, or_not_found, read};
use crate::shell::targets::Targets;
use contract::app::{AppState, Connect};
use contract::events::Target;
use contract::{CommandError, ErrorCode};
use domain::InterviewId;
use store::table::interview;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

#[tauri::command]
pub(crate) async fn app_state(desk: TheDesk<'_>) -> Answer<AppState> {
    Ok(desk.desk().await?.app_state().await)
}

#[tauri::command]
pub(crate) async fn connect(desk: TheDesk<'_>, argument: Connect) -> Answer<AppState> {
    desk.desk().await?.connect(&argument.api_key).await
}

#[tauri::command]
pub(crate) async fn explore_sample(desk: TheDesk<'_>) -> Answer<AppState> {
    desk.desk().await?.explore_sample().await
}

#[tauri::command]
pub(crate) async fn leave_sample(desk: TheDesk<'_>) -> Answer<AppState> {
    desk.desk().await?.leave_sample().await
}

#[tauri::command]
pub(crate) async fn take_target(targets: State<'_, Targets>) -> Answer<Option<Target>> {
    Ok(targets.take())
}

/// Opens the kept link of an interview in the user's browser.
#[tauri::command]
pub(crate) async fn open_in_ribbon(
    app: AppHandle,
    desk: TheDesk<'_>,
    argument: String,
) -> Answer<()> {
    let id = InterviewId::new(argument);
    let urls = read(&desk, move |connection| interview::urls(connection, &id)).await?;
    let [_, _, link] = or_not_found(urls, "interview")?;
    let link = or_not_found(link, "link")?;
    if !desk.desk().await?.is_ribbons(&link) {
        return Err(CommandError::new(
            ErrorCode::BadRequest,
            "The link that came with this interview does not lead to Ribbon, so it is not opened.",
        ));
    }
    app.opener()
        .open_url(link, None::<&str>)
        .map_err(|error| CommandError::new(ErrorCode::Internal, error.to_string()))
}

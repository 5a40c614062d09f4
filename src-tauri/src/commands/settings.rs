//! What the user may set.

use super::{Answer, TheDesk, read, write};
use crate::bridge::{settings as bridge, unnamed};
use contract::settings::{Language, Settings};
use contract::{CommandError, ErrorCode};
use store::table::change::{self, Topic};
use store::table::{notice_policy, setting};

#[tauri::command]
pub(crate) async fn settings(desk: TheDesk<'_>) -> Answer<Settings> {
    read(&desk, |it| Ok(bridge::settings(notice_policy::get(it)?))).await
}

#[tauri::command]
pub(crate) async fn set_settings(desk: TheDesk<'_>, argument: Settings) -> Answer<Settings> {
    let policy =
        bridge::policy(argument).map_err(|why| CommandError::new(ErrorCode::BadRequest, why))?;
    write(&desk, move |tx| {
        notice_policy::set(tx, &policy)?;
        change::record(tx, Topic::Settings, "")?;
        Ok(bridge::settings(notice_policy::get(tx)?))
    })
    .await
}

/// Has notices, the tray and what stands for unknown names speak the window's language from now on.
/// Answers whether they spoke another before.
#[tauri::command]
pub(crate) async fn speak(desk: TheDesk<'_>, argument: Language) -> Answer<bool> {
    let language = bridge::language(argument);
    unnamed::speak(language);
    if read(&desk, notice_policy::language).await? == language {
        return Ok(false);
    }
    write(&desk, move |tx| {
        setting::set(tx, setting::LANGUAGE, language.tag())?;
        change::record(tx, Topic::Settings, "")?;
        Ok(true)
    })
    .await
}

//! What the user may set.

use super::{Answer, TheDesk, read, write};
use contract::settings::Settings;
use store::Connection;
use store::table::change::{self, Topic};
use store::table::setting;

#[tauri::command]
pub(crate) async fn settings(desk: TheDesk<'_>) -> Answer<Settings> {
    read(&desk, load).await
}

#[tauri::command]
pub(crate) async fn set_settings(desk: TheDesk<'_>, argument: Settings) -> Answer<Settings> {
    write(&desk, move |tx| {
        let word = |on: bool| if on { "yes" } else { "no" };
        setting::set(tx, setting::NOTIFICATIONS, word(argument.notifications))?;
        setting::set(tx, setting::HIDE_CONTENT, word(argument.hide_content))?;
        change::record(tx, Topic::Settings, "")?;
        load(tx)
    })
    .await
}

fn load(connection: &Connection) -> store::Result<Settings> {
    let is = |key, default| {
        let set = setting::get(connection, key)?;
        Ok::<_, store::Error>(set.map_or(default, |word| word == "yes"))
    };
    let Settings {
        notifications,
        hide_content,
        ..
    } = Settings::default();
    Ok(Settings {
        notifications: is(setting::NOTIFICATIONS, notifications)?,
        hide_content: is(setting::HIDE_CONTENT, hide_content)?,
        ..Settings::default()
    })
}

//! The inbox.

use super::{Answer, TheDesk, read, write};
use crate::bridge::inbox as bridge;
use crate::shell::notices;
use contract::inbox::{Digest, InboxMark, InboxPage, InboxQuery};
use domain::UnixMs;
use store::table::mark;
use store::view;
use store::view::inbox as list;
use tauri::AppHandle;

#[tauri::command]
pub(crate) async fn inbox(desk: TheDesk<'_>, argument: InboxQuery) -> Answer<InboxPage> {
    let query = bridge::query(argument);
    read(&desk, move |connection| {
        Ok(InboxPage {
            items: list::list(connection, &query)?
                .into_iter()
                .map(bridge::item)
                .collect(),
            total: list::count(connection, &query)?,
            unread: list::unread(connection)?,
        })
    })
    .await
}

#[tauri::command]
pub(crate) async fn inbox_mark(
    app: AppHandle,
    desk: TheDesk<'_>,
    argument: InboxMark,
) -> Answer<()> {
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        let mark = bridge::mark(&argument);
        argument
            .ids
            .iter()
            .try_for_each(|id| mark::set_event(tx, *id, mark, now))
    })
    .await?;
    let store = desk.desk().await?.store().await;
    // It asks the desktop, which nobody needs to wait for.
    tauri::async_runtime::spawn_blocking(move || notices::withdraw(&app, &store));
    Ok(())
}

#[tauri::command]
pub(crate) async fn digest(desk: TheDesk<'_>, argument: i64) -> Answer<Digest> {
    let since = UnixMs(argument);
    let told = read(&desk, move |connection| {
        view::digest::read(connection, since)
    })
    .await?;
    Ok(bridge::digest(told))
}

//! The inbox.

use super::{Answer, TheDesk, read, write};
use crate::bridge::inbox as bridge;
use contract::inbox::{Digest, InboxMark, InboxPage, InboxQuery};
use domain::UnixMs;
use store::table::mark;
use store::view;
use store::view::inbox as list;

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
pub(crate) async fn inbox_mark(desk: TheDesk<'_>, argument: InboxMark) -> Answer<()> {
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        let mark = bridge::mark(&argument);
        argument
            .ids
            .iter()
            .try_for_each(|id| mark::set_event(tx, *id, mark, now))
    })
    .await
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

//! The inbox.

use super::{Answer, TheDesk, read, write};
use crate::bridge::inbox as bridge;
use contract::inbox::{InboxMark, InboxPage, InboxQuery};
use store::table::mark::{self, EventMark};
use store::view::inbox as view;

#[tauri::command]
pub(crate) async fn inbox(desk: TheDesk<'_>, argument: InboxQuery) -> Answer<InboxPage> {
    let query = bridge::query(argument);
    read(&desk, move |connection| {
        Ok(InboxPage {
            items: view::list(connection, &query)?
                .into_iter()
                .map(bridge::item)
                .collect(),
            total: view::count(connection, &query)?,
            unread: view::unread(connection)?,
        })
    })
    .await
}

#[tauri::command]
pub(crate) async fn inbox_mark(desk: TheDesk<'_>, argument: InboxMark) -> Answer<()> {
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        let mark = EventMark {
            read: argument.unread.map(|unread| !unread),
            starred: argument.starred,
            done: argument.done,
        };
        argument
            .ids
            .iter()
            .try_for_each(|id| mark::set_event(tx, *id, mark, now))
    })
    .await
}

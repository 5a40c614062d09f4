//! How fresh the cache is, and what changed in it.

use super::{Answer, TheDesk, or_not_found, read, write};
use contract::channel::JoinChannel;
use contract::events::{Change, Changes, Topic};
use contract::relay::Pair;
use contract::sync::SyncState;
use store::table::{change, feed_gap};

#[tauri::command]
pub(crate) async fn sync_state(desk: TheDesk<'_>) -> Answer<SyncState> {
    Ok(desk.desk().await?.sync_state().await)
}

#[tauri::command]
pub(crate) async fn sync_now(desk: TheDesk<'_>) -> Answer<()> {
    desk.desk().await?.sync_now().await;
    Ok(())
}

/// Reads every list of Ribbon's from end to end.
#[tauri::command]
pub(crate) async fn sweep_now(desk: TheDesk<'_>) -> Answer<()> {
    let engine = desk.desk().await?.engine().await;
    let engine = engine.ok_or_else(super::nothing_is_synchronised)?;
    engine.sweep_now().await;
    engine.sync_now().await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn pair(desk: TheDesk<'_>, argument: Pair) -> Answer<SyncState> {
    desk.desk().await?.pair(&argument.line).await
}

#[tauri::command]
pub(crate) async fn unpair(desk: TheDesk<'_>) -> Answer<SyncState> {
    desk.desk().await?.unpair().await
}

#[tauri::command]
pub(crate) async fn join_channel(desk: TheDesk<'_>, argument: JoinChannel) -> Answer<SyncState> {
    desk.desk().await?.join_channel(&argument.address).await
}

#[tauri::command]
pub(crate) async fn leave_channel(desk: TheDesk<'_>) -> Answer<SyncState> {
    desk.desk().await?.leave_channel().await
}

/// The user has read what was lost.
#[tauri::command]
pub(crate) async fn dismiss_gap(desk: TheDesk<'_>, argument: i64) -> Answer<SyncState> {
    let now = desk.desk().await?.now();
    let found = write(&desk, move |tx| feed_gap::dismiss(tx, argument, now)).await?;
    or_not_found(found.then_some(()), "gap")?;
    sync_state(desk).await
}

#[tauri::command]
pub(crate) async fn changes_since(desk: TheDesk<'_>, argument: i64) -> Answer<Changes> {
    let (seq, found) = read(&desk, move |connection| {
        Ok((
            change::newest(connection)?,
            change::since(connection, argument)?,
        ))
    })
    .await?;
    let complete = found.is_some();
    let changes = found.unwrap_or_default().into_iter().map(one).collect();
    Ok(Changes {
        seq,
        complete,
        changes,
    })
}

fn one(change: change::Change) -> Change {
    let topic = match change.topic {
        change::Topic::Flow => Topic::Flow,
        change::Topic::Candidate => Topic::Candidate,
        change::Topic::Interview => Topic::Interview,
        change::Topic::Inbox => Topic::Inbox,
        change::Topic::Delivery => Topic::Delivery,
        change::Topic::Settings => Topic::Settings,
        change::Topic::Invites => Topic::Invites,
        change::Topic::Mark => Topic::Mark,
        change::Topic::View => Topic::View,
        change::Topic::Unreadable => Topic::Unreadable,
    };
    Change {
        seq: change.seq,
        topic,
        id: change.id,
    }
}

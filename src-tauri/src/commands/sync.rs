//! How fresh the cache is, and what changed in it.

use super::{Answer, TheDesk, read};
use contract::events::{Change, Changes, Topic};
use contract::relay::Pair;
use contract::sync::SyncState;
use store::table::change;

#[tauri::command]
pub(crate) async fn sync_state(desk: TheDesk<'_>) -> Answer<SyncState> {
    Ok(desk.desk().await?.sync_state().await)
}

#[tauri::command]
pub(crate) async fn sync_now(desk: TheDesk<'_>) -> Answer<()> {
    if let Some(engine) = desk.desk().await?.engine().await {
        engine.sync_now().await;
    }
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
    };
    Change {
        seq: change.seq,
        topic,
        id: change.id,
    }
}

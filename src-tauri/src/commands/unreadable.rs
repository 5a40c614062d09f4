//! What could not be read of Ribbon's answers.

use super::{Answer, TheDesk, read};
use crate::bridge::unreadable;
use contract::unreadable::UnreadableItem;

#[tauri::command]
pub(crate) async fn unreadable_items(desk: TheDesk<'_>) -> Answer<Vec<UnreadableItem>> {
    read(&desk, unreadable::items).await
}

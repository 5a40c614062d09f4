//! Webhooks that could not be applied.

use super::{Answer, TheDesk, read};
use crate::bridge::{quarantine as bridge, write_error};
use contract::quarantine::{Quarantine, RetriedQuarantine};

#[tauri::command]
pub(crate) async fn quarantine(desk: TheDesk<'_>) -> Answer<Quarantine> {
    read(&desk, bridge::quarantine).await
}

/// Applies all of them again.
#[tauri::command]
pub(crate) async fn retry_quarantine(desk: TheDesk<'_>) -> Answer<RetriedQuarantine> {
    let engine = desk.desk().await?.engine().await;
    let engine = engine.ok_or_else(super::nothing_is_synchronised)?;
    let done = engine.retry_quarantine().await.map_err(write_error)?;
    Ok(bridge::retried(done))
}

//! Webhooks that could not be applied.

use super::{Answer, TheDesk, read};
use crate::bridge::{quarantine as bridge, write_error};
use contract::quarantine::{Quarantine, RetriedQuarantine};
use contract::{CommandError, ErrorCode};

#[tauri::command]
pub(crate) async fn quarantine(desk: TheDesk<'_>) -> Answer<Quarantine> {
    read(&desk, bridge::quarantine).await
}

/// Applies all of them again.
#[tauri::command]
pub(crate) async fn retry_quarantine(desk: TheDesk<'_>) -> Answer<RetriedQuarantine> {
    let engine = desk.desk().await?.engine().await.ok_or_else(|| {
        CommandError::new(ErrorCode::BadRequest, "Nothing is synchronised here yet.")
    })?;
    let done = engine.retry_quarantine().await.map_err(write_error)?;
    Ok(bridge::retried(done))
}

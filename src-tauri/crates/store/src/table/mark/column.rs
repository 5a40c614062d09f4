//! In which order the user wants the columns of a flow's board.

use crate::table::change::{self, Topic};
use crate::{Connection, Result, Tx};
use domain::{FlowId, UnixMs};
use rusqlite::{OptionalExtension, params};

/// Keeps the order of a flow's columns, by their keys; an empty one is that of their discovery.
pub fn set(tx: &Tx<'_>, flow: &FlowId, keys: &[String], now: UnixMs) -> Result<()> {
    let keys = serde_json::to_string(keys).unwrap_or_default();
    tx.prepare_cached(
        "INSERT INTO mark_column (flow_id, keys, set_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET keys = excluded.keys, set_at = max(excluded.set_at, set_at + 1)",
    )?
    .execute(params![flow.as_str(), keys, now.0])?;
    change::record(tx, Topic::Flow, flow.as_str())
}

/// The order that the user has set.
pub fn get(connection: &Connection, flow_id: &str) -> Result<Vec<String>> {
    let keys: Option<String> = connection
        .prepare_cached("SELECT keys FROM mark_column WHERE flow_id = ?")?
        .query_row([flow_id], |row| row.get(0))
        .optional()?;
    let keys = keys.and_then(|keys| serde_json::from_str(&keys).ok());
    Ok(keys.unwrap_or_default())
}

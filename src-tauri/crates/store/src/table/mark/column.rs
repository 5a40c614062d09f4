//! In which order the user wants the columns of a flow's board.

use crate::json::Json;
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
    let keys: Option<Json<Vec<String>>> = connection
        .prepare_cached("SELECT keys FROM mark_column WHERE flow_id = ?")?
        .query_row([flow_id], |row| row.get(0))
        .optional()?;
    Ok(keys.map(|Json(keys)| keys).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::pipeline;
    use crate::test_support::{BACKEND, Desk};
    use crate::view::board;
    use domain::Status;

    fn keys(desk: &Desk) -> Vec<String> {
        let columns = desk.read(|connection| board::columns(connection, BACKEND));
        columns.into_iter().map(|column| column.key).collect()
    }

    #[test]
    fn a_board_stands_in_the_order_that_the_user_set_with_the_rest_behind() {
        let desk = Desk::new();
        let flow = FlowId::new(BACKEND);
        desk.write(|tx| {
            for status in ["screened", "shortlisted", "hired"] {
                pipeline::discover(tx, &flow, &Status::new(status))?;
            }
            Ok(())
        });
        let discovered = [
            "invited",
            "none",
            "status:screened",
            "status:shortlisted",
            "status:hired",
        ];
        assert_eq!(keys(&desk), discovered);
        // A column that is always there keeps its place, and one that is gone does no harm.
        let wanted = ["none", "status:hired", "status:gone"].map(str::to_owned);
        desk.write(|tx| set(tx, &flow, &wanted, UnixMs(5)));
        let set_by_user = [
            "invited",
            "none",
            "status:hired",
            "status:screened",
            "status:shortlisted",
        ];
        assert_eq!(keys(&desk), set_by_user);
        desk.write(|tx| set(tx, &flow, &[], UnixMs(6)));
        assert_eq!(keys(&desk), discovered, "as it was");
    }

    #[test]
    fn a_damaged_order_is_an_error_and_not_an_empty_one() {
        let desk = Desk::new();
        desk.write(|tx| {
            set(tx, &FlowId::new("f"), &["a".to_owned()], UnixMs(1))?;
            tx.execute_batch("UPDATE mark_column SET keys = '{'")?;
            Ok(())
        });
        let read = desk.store.read(|it| get(it, "f"));
        assert!(matches!(read, Err(crate::Error::Damaged(_))), "{read:?}");
    }
}

//! The answer to a reader whose place in the log no longer exists.

use serde::{Deserialize, Serialize};

use crate::Cursor;

/// Part of the history was lost to this reader. Status 410 on a long poll, `event: gap` on a stream.
///
/// The reader marks the gap, reconciles with Ribbon's API, and reads on with `after=oldest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "error", rename = "gap")]
pub struct Gap {
    /// The place the reader asked for.
    pub requested: Cursor,
    /// The place to go on from: just before the oldest event that is kept.
    pub oldest: Cursor,
    /// Why the place is gone.
    pub reason: GapReason,
}

/// Why a place in the log is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// Events after it were dropped by retention.
    Expired,
    /// It belongs to another life of the store: before a restore or a move, or beyond its end.
    Epoch,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_looks_on_the_wire_as_documented() {
        let wire = r#"{"error":"gap","requested":"k3v9-2","oldest":"k3v9-7","reason":"expired"}"#;
        let gap: Gap = serde_json::from_str(wire).unwrap();
        assert_eq!(gap.reason, GapReason::Expired, "read");
        assert_eq!(
            serde_json::to_string(&gap).unwrap(),
            wire,
            "and written the same"
        );
    }

    #[test]
    fn a_gap_is_read_out_of_a_problem_document() {
        let wire = r#"{"type":"about:blank","title":"Gone","status":410,"error":"gap",
            "requested":"a-1","oldest":"b-0","reason":"epoch"}"#;
        let gap: Gap = serde_json::from_str(wire).unwrap();
        assert_eq!(
            gap.reason,
            GapReason::Epoch,
            "members it does not know are ignored"
        );
    }
}

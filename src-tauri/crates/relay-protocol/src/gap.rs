//! The answer to a reader whose place in the log no longer exists.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::Cursor;

/// The query parameter by which a reader says which reasons of a gap it knows beside
/// [`GapReason::Expired`] and [`GapReason::Epoch`].
pub const GAPS_PARAMETER: &str = "gaps";
/// Its value for [`GapReason::Refused`].
pub const GAPS_REFUSED: &str = "refused";

/// Part of the history was lost to this reader. Status 410 on a long poll, `event: gap` on a stream.
///
/// The reader marks the gap, reconciles with Ribbon's API, and reads on with `after=oldest`. That place
/// is always after the requested one, so nobody gets the same gap twice who goes on from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "error", rename = "gap")]
pub struct Gap {
    /// The place the reader asked for.
    pub requested: Cursor,
    /// The place to go on from: just before the oldest event that is kept, or just after what was
    /// refused.
    pub oldest: Cursor,
    /// Why the place is gone.
    pub reason: GapReason,
    /// What was refused, where that is the reason: the first of them, if there were several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
}

impl Gap {
    /// The same for a reader that does not know [`GapReason::Refused`]: something was lost all the
    /// same.
    #[must_use]
    pub fn without_refusal(mut self) -> Self {
        if self.reason == GapReason::Refused {
            self.reason = GapReason::Expired;
            self.refused = None;
        }
        self
    }
}

/// Why a place in the log is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// Events after it were dropped by retention.
    Expired,
    /// It belongs to another life of the store: before a restore or a move, or beyond its end.
    Epoch,
    /// A webhook came here and was not taken.
    Refused,
    /// A reason of a later version.
    #[serde(other)]
    Unknown,
}

/// A webhook that was posted to an inbox and not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// When it came.
    #[serde(with = "crate::timestamp")]
    pub at: OffsetDateTime,
    /// Why it was not taken.
    pub reason: RefusalReason,
}

/// Why a webhook was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// 413: the body is over the limit.
    TooLarge,
    /// 408: the body came too slowly.
    Slow,
    /// 400: the body broke off, or its encoding was wrong.
    Broken,
    /// 401: it lacks the signature that the inbox requires.
    Unsigned,
    /// 405: it was not a POST.
    WrongMethod,
    /// A reason of a later version.
    #[serde(other)]
    Unknown,
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
    fn a_refused_webhook_looks_on_the_wire_as_documented() {
        let wire = concat!(
            r#"{"error":"gap","requested":"k3v9-2","oldest":"k3v9-3","reason":"refused","#,
            r#""refused":{"at":"2026-11-23T15:04:05.123Z","reason":"too_large"}}"#
        );
        let gap: Gap = serde_json::from_str(wire).unwrap();
        assert_eq!(serde_json::to_string(&gap).unwrap(), wire, "both ways");
        assert_eq!(
            serde_json::to_string(&gap.without_refusal()).unwrap(),
            r#"{"error":"gap","requested":"k3v9-2","oldest":"k3v9-3","reason":"expired"}"#,
            "what an older reader understands"
        );
    }

    #[test]
    fn a_reason_of_a_later_version_is_read() {
        let wire = r#"{"error":"gap","requested":"a-1","oldest":"a-2","reason":"melted"}"#;
        let gap: Gap = serde_json::from_str(wire).unwrap();
        assert_eq!(gap.reason, GapReason::Unknown, "it is a gap all the same");
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

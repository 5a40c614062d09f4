//! The answer to a long poll.

use serde::{Deserialize, Serialize};

use crate::{Cursor, Event};

/// How many events a page holds when the reader does not say.
pub const DEFAULT_LIMIT: u32 = 100;
/// The largest `limit` a reader may ask for.
pub const MAX_LIMIT: u32 = 500;
/// The longest `wait` a reader may ask for, in seconds.
pub const MAX_WAIT_SECONDS: u32 = 30;

/// A stretch of the log.
///
/// A page may hold fewer events than asked for although more are there (its size in bytes is bounded
/// too): a reader is at the end when `next == head`, not when a page is short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The events after the place asked for, oldest first.
    pub events: Vec<Event>,
    /// The `after` of the next request: the last event's cursor, or the place asked for.
    pub next: Cursor,
    /// The newest event's place when the page was read.
    pub head: Cursor,
    /// The place just before the oldest event that is kept.
    pub oldest: Cursor,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_page_looks_on_the_wire_as_documented() {
        let wire = r#"{"events":[],"next":"k3v9-42","head":"k3v9-42","oldest":"k3v9-1"}"#;
        let page: Page = serde_json::from_str(wire).unwrap();
        assert_eq!(page.next.seq, 42, "read");
        assert_eq!(
            serde_json::to_string(&page).unwrap(),
            wire,
            "and written the same"
        );
    }
}

//! What reading a page of interviews brought.

use domain::UnixMs;

/// What a page of interviews held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRead {
    /// How many items came, readable or not: by this much the offset moves on.
    pub items: usize,
    /// Whether the reader wanted no more, so that the page may have held more than `items`.
    pub stopped: bool,
    /// When Ribbon answered, by its own clock: the answer's `Date`.
    pub served_at: Option<UnixMs>,
}

//! What reading a page of interviews brought.

use crate::Error;

/// What a page of interviews held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRead {
    /// How many items came, readable or not: by this much the offset moves on.
    pub items: usize,
    /// The items that could not be read. The others were handed over all the same.
    pub unreadable: Vec<UnreadableItem>,
    /// Whether the reader wanted no more, so that the page may have held more than `items`.
    pub stopped: bool,
}

/// An item of a page that is no interview as we know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableItem {
    /// Its place in the page, from 0.
    pub index: usize,
    /// What is wrong with it; no content.
    pub error: Error,
}

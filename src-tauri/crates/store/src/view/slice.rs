//! A part of a long list in order. SQLite passes over the rows of an offset one by one: from the end
//! that is nearer, those are never more than half.

use crate::Result;

/// So few rows are passed over sooner than the list is counted.
const NEAR: u32 = 2_000;

/// The end of the list from which its rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// In the list's order.
    Front,
    /// In the order turned round.
    Back,
}

/// Which rows, seen from that end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) side: Side,
    pub(super) offset: u32,
    pub(super) limit: u32,
}

impl Slice {
    /// From the front.
    pub(super) fn front(offset: u32, limit: u32) -> Self {
        Self {
            side: Side::Front,
            offset,
            limit,
        }
    }

    /// From the nearer end of a list that has so many rows.
    pub(super) fn of(offset: u32, limit: u32, count: impl FnOnce() -> Result<u32>) -> Result<Self> {
        if offset <= NEAR {
            return Ok(Self::front(offset, limit));
        }
        let left = count()?.saturating_sub(offset);
        let limit = limit.min(left);
        let behind = left - limit;
        Ok(match behind < offset {
            true => Self {
                side: Side::Back,
                offset: behind,
                limit,
            },
            false => Self::front(offset, limit),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(offset: u32, limit: u32, total: u32) -> Slice {
        Slice::of(offset, limit, || Ok(total)).unwrap()
    }

    fn back(offset: u32, limit: u32) -> Slice {
        Slice {
            side: Side::Back,
            offset,
            limit,
        }
    }

    #[test]
    fn a_slice_begins_at_the_nearer_end() {
        assert_eq!(of(4_000, 100, 10_000), Slice::front(4_000, 100));
        assert_eq!(of(6_000, 100, 10_000), back(3_900, 100));
        assert_eq!(of(9_900, 100, 10_000), back(0, 100), "the last ones");
    }

    #[test]
    fn a_slice_beyond_the_end_has_what_is_left() {
        assert_eq!(of(9_950, 100, 10_000), back(0, 50));
        assert_eq!(of(20_000, 100, 10_000), back(0, 0));
        assert_eq!(of(9_000, u32::MAX, 10_000), back(0, 1_000), "all the rest");
    }

    #[test]
    fn the_head_of_a_list_is_read_without_counting() {
        let counted = || -> Result<u32> { unreachable!("it is near") };
        let head = Slice::of(100, 50, counted).unwrap();
        assert_eq!(head, Slice::front(100, 50));
    }
}

//! The order of lists. Ribbon documents none, so new interviews may appear at the head, at the end or in
//! between; what is already listed never changes its order among itself.

use crate::chance::scramble;
use crate::config::Order;

/// Interviews by number, sorted by a key that follows from the number alone.
#[derive(Debug)]
pub(super) struct Listing {
    order: Order,
    seed: u64,
    sorted: Vec<(u64, usize)>,
}

impl Listing {
    pub(super) fn new(order: Order, seed: u64) -> Self {
        Self {
            order,
            seed,
            sorted: Vec::new(),
        }
    }

    pub(super) fn insert(&mut self, number: usize) {
        let entry = (self.key(number as u64), number);
        // Kept oldest-first and read backwards for newest-first: adding stays cheap for either.
        let place = self.sorted.partition_point(|other| *other < entry);
        self.sorted.insert(place, entry);
    }

    pub(super) fn remove(&mut self, number: usize) {
        let entry = (self.key(number as u64), number);
        if let Ok(place) = self.sorted.binary_search(&entry) {
            self.sorted.remove(place);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        let backwards = self.order == Order::NewestFirst;
        let count = self.sorted.len();
        (0..count).filter_map(move |step| {
            let index = if backwards { count - 1 - step } else { step };
            self.sorted.get(index).map(|(_, number)| *number)
        })
    }

    fn key(&self, number: u64) -> u64 {
        match self.order {
            Order::NewestFirst | Order::OldestFirst => number,
            Order::Shuffled => scramble(self.seed ^ scramble(number + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(order: Order, count: usize) -> Vec<usize> {
        let mut listing = Listing::new(order, 7);
        for number in 0..count {
            listing.insert(number);
        }
        listing.iter().collect()
    }

    #[test]
    fn a_new_interview_appears_where_the_order_says() {
        assert_eq!(
            listed(Order::NewestFirst, 4),
            [3, 2, 1, 0],
            "the newest is the first"
        );
        assert_eq!(
            listed(Order::OldestFirst, 4),
            [0, 1, 2, 3],
            "the newest is the last"
        );
    }

    #[test]
    fn what_is_removed_is_missing_and_the_rest_keeps_its_order() {
        for order in [Order::NewestFirst, Order::OldestFirst, Order::Shuffled] {
            let mut listing = Listing::new(order, 7);
            (0..50).for_each(|number| listing.insert(number));
            let mut expected: Vec<usize> = listing.iter().collect();
            listing.remove(20);
            expected.retain(|number| *number != 20);
            assert_eq!(listing.iter().collect::<Vec<_>>(), expected, "{order:?}");
        }
    }

    #[test]
    fn shuffling_keeps_the_order_of_what_was_there() {
        let before = listed(Order::Shuffled, 50);
        let mut after = listed(Order::Shuffled, 51);
        assert_ne!(
            before,
            (0..50).collect::<Vec<_>>(),
            "it is not the order of creation"
        );
        after.retain(|number| *number != 50);
        assert_eq!(before, after, "only one was slipped in");
    }
}

//! How long to wait before the next attempt.

use std::time::Duration;

/// Full jitter: a random wait between nothing and a bound that doubles with each failure, so that
/// the laptops of an office do not return all at once after their network does.
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    bound: Duration,
}

impl Backoff {
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            bound: first,
        }
    }

    /// The next wait, the given fraction (0 to 1) of its bound.
    pub(crate) fn next(&mut self, fraction: f64) -> Duration {
        let wait = self.bound.mul_f64(fraction.clamp(0.0, 1.0));
        self.bound = self.bound.saturating_mul(2).min(self.longest);
        wait
    }

    /// Begins anew after a success.
    pub(crate) fn reset(&mut self) {
        self.bound = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_a_minute_and_starts_over_after_success() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(60));
        let bounds: Vec<u64> = (0..9).map(|_| backoff.next(1.0).as_secs()).collect();
        assert_eq!(bounds, [1, 2, 4, 8, 16, 32, 60, 60, 60], "in seconds");
        backoff.reset();
        assert_eq!(backoff.next(1.0), Duration::from_secs(1), "after a success");
    }

    #[test]
    fn the_wait_is_anywhere_below_the_bound() {
        let mut backoff = Backoff::new(Duration::from_secs(8), Duration::from_secs(8));
        assert_eq!(backoff.next(0.0), Duration::ZERO, "at once");
        assert_eq!(backoff.next(0.5), Duration::from_secs(4), "half of it");
    }
}

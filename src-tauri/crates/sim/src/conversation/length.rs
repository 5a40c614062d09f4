//! How long interviews last: from 3 to 25 minutes, half of them under about 8.

use crate::chance::Chance;

const SHORTEST_MINUTES: f64 = 3.0;
const LONGEST_MINUTES: f64 = 25.0;
const MEDIAN_MINUTES: f64 = 8.0;
/// How widely the lengths' logarithms spread.
const SPREAD: f64 = 0.45;

/// The length this interview aims at, in milliseconds.
pub(super) fn target_ms(chance: &mut Chance) -> u64 {
    // Twelve fractions less six are close enough to a bell curve.
    let bell = (0..12).map(|_| chance.fraction()).sum::<f64>() - 6.0;
    let minutes = MEDIAN_MINUTES * (bell * SPREAD).exp();
    (minutes.clamp(SHORTEST_MINUTES, LONGEST_MINUTES) * 60_000.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_spread_around_eight_minutes() {
        let mut lengths: Vec<u64> = (0..2_001)
            .map(|index| target_ms(&mut Chance::new(7, "length", index)) / 1_000)
            .collect();
        lengths.sort_unstable();
        assert!(
            (450..510).contains(&lengths[1_000]),
            "the median is {} s",
            lengths[1_000]
        );
        assert!(lengths[0] >= 180, "none is shorter than 3 minutes");
        assert!(lengths[2_000] <= 1_500, "none is longer than 25 minutes");
        assert!(lengths[1_900] > 900, "some are long");
    }
}

//! Repeatable randomness: the same seed, purpose and index always give the same draws, whatever was
//! drawn elsewhere. It is written out here rather than taken from a crate because generators in crates
//! may change their streams between versions, and a seed named in a bug report must keep its meaning.

use uuid::Uuid;

/// A small generator (SplitMix64) whose whole state is one number.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// A stream of its own for one purpose and one index under `seed`.
    pub(crate) fn new(seed: u64, purpose: &str, index: u64) -> Self {
        let mut mixed = scramble(seed ^ 0x5EED_0F51_0000_0001);
        for byte in purpose.bytes() {
            mixed = scramble(mixed ^ u64::from(byte));
        }
        Self(scramble(mixed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scramble(self.0)
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.bits()) * (bound as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number in `low..=high`.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + self.below(span) as u64
    }

    /// A fraction in `0.0..1.0`.
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in about `share` of the draws.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.fraction() < share
    }

    /// One of `options`, or nothing when there are none.
    pub(crate) fn pick<'a, T>(&mut self, options: &'a [T]) -> Option<&'a T> {
        options.get(self.below(options.len()))
    }

    /// One of `options`, or the empty text when there are none.
    pub(crate) fn phrase<'a>(&mut self, options: &[&'a str]) -> &'a str {
        self.pick(options).copied().unwrap_or_default()
    }

    /// An identifier in the form of a random (version 4) UUID.
    pub(crate) fn uuid(&mut self) -> Uuid {
        let bits = (u128::from(self.bits()) << 64) | u128::from(self.bits());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// Eight hexadecimal digits, the form of a flow's id.
    pub(crate) fn short_id(&mut self) -> String {
        format!("{:08x}", self.bits() >> 32)
    }
}

/// Spreads every input bit over the whole word.
pub(crate) fn scramble(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_purpose_and_index_repeat_their_draws() {
        let draw = |seed, purpose, index| Chance::new(seed, purpose, index).bits();
        assert_eq!(
            draw(7, "people", 3),
            draw(7, "people", 3),
            "a stream repeats"
        );
        assert_ne!(
            draw(7, "people", 3),
            draw(8, "people", 3),
            "the seed matters"
        );
        assert_ne!(
            draw(7, "people", 3),
            draw(7, "flows", 3),
            "the purpose matters"
        );
        assert_ne!(
            draw(7, "people", 3),
            draw(7, "people", 4),
            "the index matters"
        );
    }

    #[test]
    fn draws_stay_inside_their_bounds() {
        let mut chance = Chance::new(1, "bounds", 0);
        for _ in 0..1_000 {
            assert!(chance.below(3) < 3, "below excludes its bound");
            assert!(
                (5..=9).contains(&chance.between(5, 9)),
                "between includes both ends"
            );
            assert!(
                (0.0..1.0).contains(&chance.fraction()),
                "a fraction is less than one"
            );
        }
        assert_eq!(chance.below(0), 0, "nothing to choose from is no failure");
    }
}

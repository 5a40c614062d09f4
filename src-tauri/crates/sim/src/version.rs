//! Which API description answers a request, and how much of a transcript an answer holds.

use crate::chance::Chance;
use crate::config::Api;

/// The API description that answers one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    April2026,
    Latest,
}

impl Version {
    /// The description that answers the `number`th request. In the mixed mode two requests in a row,
    /// counted in pairs, are answered by one each; which of the two is first follows from the seed.
    pub(crate) fn answering(api: Api, seed: u64, number: u64) -> Self {
        match api {
            Api::April2026 => Self::April2026,
            Api::Latest => Self::Latest,
            Api::Mixed => {
                let mut chance = Chance::new(seed, "mixed versions", number / 2);
                let is_second = u64::from(number % 2 == 1);
                if chance.bits() & 1 == is_second {
                    Self::April2026
                } else {
                    Self::Latest
                }
            }
        }
    }
}

/// The newest description's `transcript` parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum TranscriptMode {
    /// Text, words with their times, and the mapping of questions.
    #[default]
    Full,
    /// The text only.
    Text,
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(seed: u64) -> Vec<Version> {
        (0..64)
            .map(|number| Version::answering(Api::Mixed, seed, number))
            .collect()
    }

    #[test]
    fn mixed_answers_alternate_in_a_pattern_of_the_seed() {
        let pattern = answered(7);
        for pair in pattern.chunks(2) {
            assert_ne!(pair.first(), pair.last(), "each pair holds both");
        }
        let even: Vec<_> = pattern.iter().step_by(2).collect();
        let has = |version| even.iter().any(|one| **one == version);
        assert!(
            has(Version::April2026) && has(Version::Latest),
            "parity says nothing"
        );
        assert_eq!(pattern, answered(7), "a seed repeats its pattern");
        assert_ne!(pattern, answered(8), "another seed has another one");
    }
}

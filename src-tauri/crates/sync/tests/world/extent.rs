//! How much there is to do.

use std::time::{SystemTime, UNIX_EPOCH};

/// The number of rounds: what the long tests are told, or an `ordinary` number.
pub(crate) fn rounds(ordinary: u32) -> u32 {
    number("RIBBON_SOAK_ROUNDS").map_or(ordinary, |rounds| u32::try_from(rounds).unwrap())
}

/// By what all choices are made; printed, so that a failure can be repeated.
pub(crate) fn seed() -> u64 {
    let seed = number("RIBBON_SOAK_SEED").unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        u64::from(now.subsec_nanos())
    });
    println!("RIBBON_SOAK_SEED={seed}");
    seed
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("the variable holds a number"))
}

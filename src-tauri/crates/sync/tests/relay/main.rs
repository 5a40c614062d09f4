//! The road from the relay to the cache under every fault a network has: a relay, a proxy that fails
//! at the byte it is told, the relay's client and the engine with its encrypted cache, all of them the
//! real ones. Wherever the fault strikes, the cache ends up as if there had been none.
//!
//! Ordinarily each fault strikes at a share of the bytes of an exchange. With `RIBBON_SOAK=1` it strikes
//! at every byte, with `RIBBON_SOAK=n` at every `n`th; that takes about an hour divided by `n`, so it is
//! for `cargo test -p sync --test relay`, which ends no test for being slow. A failure names its plan.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod digest;
mod events;
mod faults;
mod laptop;
mod office;
mod sweep;
mod undisturbed;
mod wave;

//! The relay from outside, over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod access;
mod binary;
mod health;
mod ingest;
mod kill;
#[cfg(feature = "nats-tests")]
mod nats;
mod order;
mod pairing;
mod poll;
#[cfg(feature = "nats-tests")]
mod soak;
mod stopping;
mod stream;
mod support;
mod tls;

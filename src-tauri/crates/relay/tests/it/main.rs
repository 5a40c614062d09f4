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
mod crash;
mod health;
mod ingest;
#[cfg(feature = "nats-tests")]
mod nats;
mod order;
mod pairing;
mod poll;
mod stopping;
mod stream;
mod support;
mod tls;

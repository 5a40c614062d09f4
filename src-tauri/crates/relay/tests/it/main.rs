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
mod corpus;
mod crash;
#[cfg(unix)]
mod crowd;
mod forward;
#[cfg(target_os = "linux")]
mod full;
mod health;
mod ingest;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(feature = "nats-tests")]
mod nats;
mod options;
mod order;
mod pairing;
mod poll;
mod refusals;
mod restore;
mod retention;
mod slow;
mod stopping;
mod stream;
mod support;
mod tls;

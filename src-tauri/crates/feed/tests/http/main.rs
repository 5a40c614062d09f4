//! The sources over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod channel;
mod real_relay;
mod receiver;
mod relay;
mod relay_once;
mod relay_server;
mod smee_client;
mod support;

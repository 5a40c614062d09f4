//! The client against a server on a real socket.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod calls;
mod deeds;
mod failures;
mod pages;
mod support;

//! The engine as a whole: a cache on disk, a stand-in for Ribbon and the webhook receiver on real
//! sockets, and a shell that remembers what it was told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod chains;
mod connection;
mod erasing;
mod feeds;
mod first_sync;
mod notices;
mod once;
mod people;
mod polling;
mod restart;
mod roads;
mod safety;
mod snooze;
mod support;
mod trust;
mod writing;

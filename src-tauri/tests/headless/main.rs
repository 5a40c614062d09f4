//! The program without a window, run as a process against the stand-in for Ribbon and a real relay.
//! It needs no screen.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod damage;
mod doctor;
mod export;
mod rebuild;
mod room;
mod stage;
mod sync_once;
mod together;
mod unreadable;
mod watch;

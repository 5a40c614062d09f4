//! Journeys: what a recruiter goes through, in the built app with its real web view, on a screen and
//! a bus of its own, against a simulated Ribbon. Nothing in them is faked inside the app.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod both_roads;
mod by_keyboard;
mod channel;
mod closing;
mod connecting;
mod every_command;
mod every_screen;
mod first_run;
mod german;
mod inviting;
mod locked_out;
mod page;
mod stage;
mod status_chain;
mod tray;
mod webhook_arrives;
mod withdrawn;

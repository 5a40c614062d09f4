//! The engine is right whatever order the world comes in: a Ribbon in memory whose lists, losses and
//! moods a test decides, a clock that stands still until it is moved, and the real engine, REST client
//! and encrypted cache between them.
//!
//! How many histories, kills and interviews there are is told by `RIBBON_SOAK_ROUNDS`, and
//! `RIBBON_SOAK_SEED` repeats an earlier run's choices; `cargo xtask soak` sets both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod budget;
mod clock;
mod desk;
mod extent;
mod history;
mod lists;
mod model;
mod newest;
mod quarantine;
mod reference;
mod ribbon;
mod trouble;
mod turns;
mod unreadable;
mod update;
mod video;

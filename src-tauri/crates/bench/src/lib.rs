//! What the measurements share: the load, the programs under load, and the report.
//!
//! Every figure is a ratio. Both sides run in turn, in one command and on one machine, as programs
//! of their own, and each row gives the median of several runs.
//!
//! | module | what |
//! | --- | --- |
//! | [`rows`] | one file a row of the report |
//! | [`load`] | posts as fast as it is answered |
//! | [`webhook`] | what is posted |
//! | [`programs`], [`nats`] | starting what is measured |
//! | `filled` | a large cache |
//! | [`report`] | medians, budgets, the table |
//!
//! The floors, against which is measured, are the programs `bench-floor` and `bench-laptop floor`,
//! and the app's example `empty-window`.

#[cfg(feature = "laptop")]
pub mod filled;
pub mod load;
pub mod nats;
pub mod programs;
pub mod report;
pub mod rows;
pub mod webhook;

//! What the window may ask of the program and what it is told.
//!
//! Every type here is generated into TypeScript by `cargo xtask codegen`. Numbers fit a JavaScript
//! number: times are milliseconds since 1970 (UTC), durations say their unit in their name.

pub mod app;
pub mod candidate;
pub mod capability;
pub mod channel;
pub mod commands;
pub mod compare;
pub mod error;
pub mod events;
pub mod export;
pub mod flow;
pub mod inbox;
pub mod insights;
pub mod interview;
pub mod invite;
pub mod mark;
pub mod people;
pub mod pipeline;
pub mod quarantine;
pub mod relay;
pub mod said;
pub mod search;
pub mod settings;
pub mod sync;
pub mod unreadable;

pub use error::{CommandError, ErrorCode};
pub use said::Said;

//! The encrypted SQLite cache of what Ribbon said and of what the recruiter added.
//!
//! One write connection, a few read connections, one file a table under [`table`]. Functions that
//! change something take a [`Tx`], so that everything that belongs together is written together;
//! functions that read take a [`Connection`], which a [`Tx`] also is.

pub mod back_up;
pub mod coding;
mod condition;
mod connection;
mod error;
mod guard;
mod json;
mod key;
pub mod marks_file;
mod migration;
pub mod replace;
pub mod salvage;
mod seal;
pub mod table;
#[cfg(test)]
mod test_support;
pub mod view;
mod words;

pub use condition::{Condition, Look, examine};
pub use connection::{Store, Tx};
pub use error::{Error, Result, UnfitMarks};
pub use key::{DbKey, KeySource};
pub use rusqlite::Connection;

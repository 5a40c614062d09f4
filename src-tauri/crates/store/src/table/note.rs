//! The engine's notes to itself.

use crate::table::named::named_values;
use crate::{Connection, Result, Tx};
use rusqlite::OptionalExtension;

/// `done` once the first synchronisation has come to its end.
pub const FIRST_SYNC: &str = "first_sync";
/// When REST last answered a whole poll, in milliseconds since 1970.
pub const POLLED_AT: &str = "polled_at";
/// Which version of the program has tried the quarantine last.
pub const PROGRAM: &str = "program";

named_values!("engine_note");

//! What wrote the cache and what reads it.

use crate::{Connection, Result};

/// What wrote the cache and what reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The number of the file's format.
    pub format: i64,
    /// The version of SQLite.
    pub sqlite: String,
    /// The version of SQLCipher.
    pub cipher: String,
}

/// Reads them.
pub fn read(connection: &Connection) -> Result<Versions> {
    Ok(Versions {
        format: connection.query_row("PRAGMA user_version", [], |row| row.get(0))?,
        sqlite: connection.query_row("SELECT sqlite_version()", [], |row| row.get(0))?,
        cipher: connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?,
    })
}

//! Copies what can be read of a damaged database. Each table is read by connections of its own: one
//! that has met a page which it cannot decrypt reads nothing any more.

use super::copy::{Copied, Copier, is_constraint};
use crate::connection::unlock;
use crate::{DbKey, Error, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row, params_from_iter};
use std::path::Path;

/// Copies tables out of a damaged file.
pub(super) struct Apart<'a> {
    /// The new cache.
    pub(super) connection: &'a Connection,
    /// The damaged file.
    pub(super) old: &'a Path,
    /// The key of both.
    pub(super) key: &'a DbKey,
}

impl Copier for Apart<'_> {
    /// Those of the new cache: which of them the old one has shows when they are read.
    fn tables(&self) -> Result<Vec<String>> {
        super::copy::tables_of(self.connection, "main")
    }

    fn whole(&self, table: &str) -> Result<Copied> {
        let here = super::copy::columns_of(self.connection, table)?;
        let mut there = Vec::new();
        let named = format!("SELECT name FROM pragma_table_info('{table}')");
        self.rows(&named, |row| {
            there.push(row.get::<_, String>(0)?);
            Ok(())
        })?;
        let both: Vec<String> = here.into_iter().filter(|it| there.contains(it)).collect();
        if both.is_empty() {
            return Ok(Copied::default());
        }
        let both = both.join(", ");
        self.columns(table, &both, &both)
    }

    /// Row by row, from the one end to the first that cannot be read, and then from the other.
    fn columns(&self, table: &str, into: &str, from: &str) -> Result<Copied> {
        let marks = vec!["?"; into.split(',').count()].join(", ");
        let insert = format!("INSERT OR IGNORE INTO main.{table} ({into}) VALUES ({marks})");
        let mut insert = self.connection.prepare(&insert)?;
        let mut copied = Copied::default();
        for direction in ["ASC", "DESC"] {
            let sql = format!("SELECT {from} FROM {table} ORDER BY 1 {direction}");
            let whole = self.rows(&sql, |row| {
                let count = row.as_ref().column_count();
                let cells: Vec<Value> = (0..count)
                    .map(|at| row.get(at))
                    .collect::<Result<_, rusqlite::Error>>()?;
                match insert.execute(params_from_iter(cells)) {
                    Ok(added) => copied.rows += added as u64,
                    // What it belongs to could not be read.
                    Err(error) if is_constraint(&error) => {}
                    Err(error) => return Err(error.into()),
                }
                Ok(())
            })?;
            if whole {
                copied.whole = true;
                break;
            }
        }
        Ok(copied)
    }
}

impl Apart<'_> {
    /// Hands rows over, to the end (`true`) or to the first that cannot be read.
    fn rows(&self, sql: &str, mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<bool> {
        let Ok(old) = self.open() else {
            return Ok(false);
        };
        let Ok(mut statement) = old.prepare(sql) else {
            return Ok(false);
        };
        let Ok(mut rows) = statement.query([]) else {
            return Ok(false);
        };
        loop {
            match rows.next() {
                Ok(Some(row)) => each(row)?,
                Ok(None) => return Ok(true),
                Err(error) => {
                    tracing::warn!(%error, "a part of the damaged cache cannot be read");
                    return Ok(false);
                }
            }
        }
    }

    fn open(&self) -> Result<Connection> {
        // An empty file would be taken for a new database, and written to.
        if std::fs::metadata(self.old).is_ok_and(|meta| meta.len() == 0) {
            return Err(Error::Corrupt("it is empty".to_owned()));
        }
        let old = unlock(self.old, self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // This is how SQLite is told to read a file that lacks its end.
        old.pragma_update(None, "writable_schema", true)?;
        Ok(old)
    }
}

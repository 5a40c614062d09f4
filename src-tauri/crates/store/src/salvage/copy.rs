//! Copies tables from a sound database that is attached as `old`.

use crate::Result;
use rusqlite::Connection;

/// Who copies tables into the new cache.
pub(super) trait Copier {
    /// The tables that there may be. Not a list, so that one that is added later is not forgotten.
    fn tables(&self) -> Result<Vec<String>>;
    /// Copies all columns of a table.
    fn whole(&self, table: &str) -> Result<Copied>;
    /// Copies some columns of a table: into which, and from what.
    fn columns(&self, table: &str, into: &str, from: &str) -> Result<Copied>;
}

/// What was copied of a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Copied {
    /// How many rows.
    pub(super) rows: u64,
    /// Whether that is all of them.
    pub(super) whole: bool,
}

/// Copies from the database attached as `old`.
pub(super) struct Attached<'a>(pub(super) &'a Connection);

impl Copier for Attached<'_> {
    fn tables(&self) -> Result<Vec<String>> {
        let old = tables_of(self.0, "old")?;
        let new = tables_of(self.0, "main")?;
        Ok(new.into_iter().filter(|name| old.contains(name)).collect())
    }

    fn whole(&self, table: &str) -> Result<Copied> {
        let columns = columns_of(self.0, table)?.join(", ");
        self.columns(table, &columns, &columns)
    }

    fn columns(&self, table: &str, into: &str, from: &str) -> Result<Copied> {
        let sql = format!("INSERT INTO main.{table} ({into}) SELECT {from} FROM old.{table}");
        let rows = self.0.execute(&sql, [])?;
        Ok(Copied {
            rows: rows as u64,
            whole: true,
        })
    }
}

/// The tables of a database, but those that belong to SQLite or to the search index.
pub(super) fn tables_of(connection: &Connection, schema: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!(
        "SELECT name FROM {schema}.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
             AND name <> 'search' AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY rowid"
    ))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The columns of a table of the new cache. A sound old one was brought to the same format.
pub(super) fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?, 'main')")?;
    let rows = statement.query_map([table], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

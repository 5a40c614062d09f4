//! Tables of texts under names: the same three functions for each of them.

/// Defines `get`, `set` and `clear` for a table with the columns `key` and `value`.
macro_rules! named_values {
    ($table:literal) => {
        /// Reads a value.
        pub fn get(connection: &Connection, key: &str) -> Result<Option<String>> {
            Ok(connection
                .prepare_cached(concat!("SELECT value FROM ", $table, " WHERE key = ?"))?
                .query_row([key], |row| row.get(0))
                .optional()?)
        }

        /// Sets a value.
        pub fn set(tx: &Tx<'_>, key: &str, value: &str) -> Result<()> {
            tx.prepare_cached(concat!(
                "INSERT INTO ",
                $table,
                " (key, value) VALUES (?, ?)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value"
            ))?
            .execute([key, value])?;
            Ok(())
        }

        /// Forgets a value.
        pub fn clear(tx: &Tx<'_>, key: &str) -> Result<()> {
            tx.prepare_cached(concat!("DELETE FROM ", $table, " WHERE key = ?"))?
                .execute([key])?;
            Ok(())
        }
    };
}

pub(super) use named_values;

//! The store's own row.

use relay_protocol::Epoch;
use rusqlite::Connection;

use super::schema;
use crate::error::{Error, Result};

pub(super) fn epoch(conn: &Connection) -> Result<Epoch> {
    let epoch: String = conn
        .prepare_cached("SELECT epoch FROM meta WHERE one = 1")?
        .query_row([], |row| row.get(0))?;
    epoch
        .try_into()
        .map_err(|_| Error::Corrupt("the epoch".to_owned()))
}

pub(super) fn renew_epoch(conn: &Connection) -> Result<Epoch> {
    conn.execute(
        "UPDATE meta SET epoch = ?1 WHERE one = 1",
        [schema::new_epoch()],
    )?;
    epoch(conn)
}

pub(super) fn public_url(conn: &Connection) -> Result<Option<String>> {
    Ok(
        conn.query_row("SELECT public_url FROM meta WHERE one = 1", [], |row| {
            row.get(0)
        })?,
    )
}

pub(super) fn set_public_url(conn: &Connection, url: &str) -> Result<()> {
    conn.execute("UPDATE meta SET public_url = ?1 WHERE one = 1", [url])?;
    Ok(())
}

pub(super) fn probe(conn: &Connection) -> Result<()> {
    conn.execute("UPDATE meta SET probe = probe + 1 WHERE one = 1", [])?;
    Ok(())
}

/// A number that changes when another process has committed something.
pub(super) fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))?)
}

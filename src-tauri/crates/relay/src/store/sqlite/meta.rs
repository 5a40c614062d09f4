//! The store's own row.

use relay_protocol::Epoch;
use rusqlite::Connection;

use super::schema;
use crate::{
    error::{Error, Result},
    store::{RelayTime, TimeRecord},
};

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

/// The newest sequence number given out, over all inboxes.
pub(super) fn newest(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT newest FROM meta WHERE one = 1")?
        .query_row([], |row| row.get(0))?)
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

pub(super) fn time(conn: &Connection) -> Result<Option<TimeRecord>> {
    let (relay, wall): (Option<i64>, Option<i64>) = conn.query_row(
        "SELECT relay_time, wall_time FROM meta WHERE one = 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(relay.zip(wall).map(|(relay, wall)| TimeRecord {
        relay: RelayTime(relay),
        wall,
    }))
}

pub(super) fn keep_time(conn: &Connection, time: TimeRecord) -> Result<()> {
    conn.execute(
        "UPDATE meta SET relay_time = ?1, wall_time = ?2 WHERE one = 1",
        [time.relay.0, time.wall],
    )?;
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

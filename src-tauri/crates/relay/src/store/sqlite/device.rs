//! The devices.

use relay_protocol::{Cursor, DeviceId, InboxId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use time::OffsetDateTime;

use crate::{
    clock::{from_millis, to_millis},
    error::{Error, Result},
    store::Device,
};

pub(super) fn create(conn: &Connection, device: &Device) -> Result<()> {
    let stored = conn.execute(
        "INSERT INTO device (id, inbox, name, token, created_at)
         SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM inbox WHERE id = ?2)",
        params![
            device.id.as_str(),
            device.inbox.as_str(),
            device.name,
            device.token.as_bytes(),
            to_millis(device.created_at),
        ],
    )?;
    if stored == 0 {
        return Err(Error::NoSuchInbox(device.inbox.clone()));
    }
    Ok(())
}

pub(super) fn get(conn: &Connection, id: &DeviceId) -> Result<Option<Device>> {
    conn.prepare_cached(
        "SELECT id, inbox, name, token, created_at, last_seen, acked FROM device WHERE id = ?1",
    )?
    .query_row([id.as_str()], |row| Ok(read_device(row)))
    .optional()?
    .transpose()
}

pub(super) fn list(conn: &Connection, inbox: &InboxId) -> Result<Vec<Device>> {
    conn.prepare_cached(
        "SELECT id, inbox, name, token, created_at, last_seen, acked FROM device
         WHERE inbox = ?1 ORDER BY created_at, rowid",
    )?
    .query_map([inbox.as_str()], |row| Ok(read_device(row)))?
    .map(|device| device?)
    .collect()
}

pub(super) fn delete(conn: &Connection, id: &DeviceId) -> Result<bool> {
    Ok(conn.execute("DELETE FROM device WHERE id = ?1", [id.as_str()])? > 0)
}

pub(super) fn touch(conn: &Connection, id: &DeviceId, now: OffsetDateTime) -> Result<()> {
    conn.prepare_cached(
        "UPDATE device SET last_seen = max(coalesce(last_seen, ?2), ?2) WHERE id = ?1",
    )?
    .execute(params![id.as_str(), to_millis(now)])?;
    Ok(())
}

pub(super) fn ack(conn: &Connection, id: &DeviceId, cursor: Cursor) -> Result<Cursor> {
    let device = get(conn, id)?.ok_or(Error::NoSuchDevice)?;
    if let Some(acked) = device.acked
        && acked.epoch == cursor.epoch
        && acked.seq >= cursor.seq
    {
        return Ok(acked);
    }
    conn.prepare_cached("UPDATE device SET acked = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), cursor.to_string()])?;
    Ok(cursor)
}

fn read_device(row: &Row<'_>) -> Result<Device> {
    let (id, inbox): (String, String) = (row.get(0)?, row.get(1)?);
    let corrupt = |_| Error::Corrupt("a device's ids".to_owned());
    let acked: Option<String> = row.get(6)?;
    Ok(Device {
        id: id.try_into().map_err(corrupt)?,
        inbox: inbox.try_into().map_err(corrupt)?,
        name: row.get(2)?,
        token: row.get::<_, [u8; 32]>(3)?.into(),
        created_at: from_millis(row.get(4)?),
        last_seen: row.get::<_, Option<i64>>(5)?.map(from_millis),
        acked: acked.and_then(|text| text.parse().ok()),
    })
}

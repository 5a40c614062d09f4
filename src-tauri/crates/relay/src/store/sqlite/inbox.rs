//! The inboxes.

use relay_protocol::InboxId;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::{
    clock::{from_millis, to_millis},
    error::{Error, Result},
    store::{Inbox, InboxChange},
};

pub(super) fn create(conn: &Connection, inbox: &Inbox) -> Result<()> {
    conn.execute(
        "INSERT INTO inbox (id, name, token, secrets, require_signature, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            inbox.id.as_str(),
            inbox.name,
            inbox.token.as_bytes(),
            print_secrets(inbox)?,
            inbox.require_signature,
            to_millis(inbox.created_at),
        ],
    )?;
    Ok(())
}

pub(super) fn get(conn: &Connection, id: &InboxId) -> Result<Option<Inbox>> {
    Ok(find(conn, id)?.map(|(_, inbox)| inbox))
}

/// The inbox, and its name within this file.
pub(super) fn find(conn: &Connection, id: &InboxId) -> Result<Option<(i64, Inbox)>> {
    conn.prepare_cached(
        "SELECT id, name, token, secrets, require_signature, created_at, num FROM inbox
         WHERE id = ?1",
    )?
    .query_row([id.as_str()], |row| Ok((row.get(6)?, read_inbox(row))))
    .optional()?
    .map(|(num, inbox)| Ok((num, inbox?)))
    .transpose()
}

pub(super) fn list(conn: &Connection) -> Result<Vec<Inbox>> {
    conn.prepare_cached(
        "SELECT id, name, token, secrets, require_signature, created_at FROM inbox
         ORDER BY created_at, num",
    )?
    .query_map([], |row| Ok(read_inbox(row)))?
    .map(|inbox| inbox?)
    .collect()
}

pub(super) fn change(conn: &Connection, id: &InboxId, change: InboxChange) -> Result<()> {
    let mut inbox = get(conn, id)?.ok_or_else(|| Error::NoSuchInbox(id.clone()))?;
    change.apply(&mut inbox);
    conn.execute(
        "UPDATE inbox SET token = ?2, secrets = ?3, require_signature = ?4 WHERE id = ?1",
        params![
            id.as_str(),
            inbox.token.as_bytes(),
            print_secrets(&inbox)?,
            inbox.require_signature,
        ],
    )?;
    Ok(())
}

pub(super) fn delete(conn: &Connection, id: &InboxId) -> Result<bool> {
    conn.execute(
        "UPDATE meta SET bytes = bytes - (
             SELECT coalesce(sum(size), 0) FROM event
             WHERE inbox = (SELECT num FROM inbox WHERE id = ?1))",
        [id.as_str()],
    )?;
    conn.execute(
        "DELETE FROM event WHERE inbox = (SELECT num FROM inbox WHERE id = ?1)",
        [id.as_str()],
    )?;
    conn.execute("DELETE FROM device WHERE inbox = ?1", [id.as_str()])?;
    conn.execute("DELETE FROM pairing WHERE inbox = ?1", [id.as_str()])?;
    conn.execute("DELETE FROM target WHERE inbox = ?1", [id.as_str()])?;
    Ok(conn.execute("DELETE FROM inbox WHERE id = ?1", [id.as_str()])? > 0)
}

fn print_secrets(inbox: &Inbox) -> Result<String> {
    serde_json::to_string(&inbox.secrets).map_err(|error| Error::Corrupt(error.to_string()))
}

fn read_inbox(row: &Row<'_>) -> Result<Inbox> {
    let (id, secrets): (String, String) = (row.get(0)?, row.get(3)?);
    Ok(Inbox {
        id: id
            .try_into()
            .map_err(|_| Error::Corrupt("an inbox id".to_owned()))?,
        name: row.get(1)?,
        token: row.get::<_, [u8; 32]>(2)?.into(),
        // Not the parser's message: it may quote a key.
        secrets: serde_json::from_str(&secrets)
            .map_err(|_| Error::Corrupt("signing keys".to_owned()))?,
        require_signature: row.get(4)?,
        created_at: from_millis(row.get(5)?),
    })
}

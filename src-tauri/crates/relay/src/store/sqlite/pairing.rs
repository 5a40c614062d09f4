//! The pairing codes.

use relay_protocol::InboxId;
use rusqlite::{Connection, OptionalExtension as _, params};
use time::OffsetDateTime;

use super::device;
use crate::{
    clock::to_millis,
    error::{Error, Result},
    secret::SecretHash,
    store::{NewDevice, Pairing},
};

pub(super) fn create(conn: &Connection, pairing: &Pairing, now: OffsetDateTime) -> Result<()> {
    conn.execute(
        "DELETE FROM pairing WHERE expires_at <= ?1",
        [to_millis(now)],
    )?;
    let stored = conn.execute(
        "INSERT INTO pairing (selector, inbox, code, expires_at, tries_left)
         SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM inbox WHERE id = ?2)",
        params![
            pairing.selector,
            pairing.inbox.as_str(),
            pairing.code.as_bytes(),
            to_millis(pairing.expires_at),
            pairing.tries_left,
        ],
    )?;
    if stored == 0 {
        return Err(Error::NoSuchInbox(pairing.inbox.clone()));
    }
    Ok(())
}

/// In one transaction: the code is used up exactly when its device exists.
pub(super) fn redeem(
    conn: &Connection,
    selector: &str,
    code: &SecretHash,
    new: NewDevice,
) -> Result<Option<InboxId>> {
    let found: Option<(String, [u8; 32], i64, u32)> = conn
        .prepare_cached(
            "SELECT inbox, code, expires_at, tries_left FROM pairing WHERE selector = ?1",
        )?
        .query_row([selector], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let (inbox, expected, expires_at, tries_left) = found.unwrap_or_else(|| {
        (
            String::new(),
            *SecretHash::of_nothing().as_bytes(),
            i64::MIN,
            0,
        )
    });
    let right = SecretHash::from(expected).matches(code);
    let usable = expires_at > to_millis(new.now) && tries_left > 0;
    if right || tries_left <= 1 {
        conn.execute("DELETE FROM pairing WHERE selector = ?1", [selector])?;
    } else {
        conn.execute(
            "UPDATE pairing SET tries_left = tries_left - 1 WHERE selector = ?1",
            [selector],
        )?;
    }
    if !(right && usable) {
        return Ok(None);
    }
    let inbox: InboxId = inbox
        .try_into()
        .map_err(|_| Error::Corrupt("a pairing's inbox".to_owned()))?;
    device::create(conn, &new.joins(inbox.clone()))?;
    Ok(Some(inbox))
}

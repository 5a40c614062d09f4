//! Storing events: whatever is committed together counts, and looks inboxes up, together.

use rusqlite::{Connection, params};

use super::{
    inbox,
    log::{corrupt, print_reason, print_signature},
    meta, number, sequence,
};
use crate::{
    clock::to_millis,
    error::{Error, Result},
    store::{Inbox, NewEvent},
};

/// The events that one transaction appends.
#[derive(Default)]
pub(super) struct Appending {
    /// The newest number, once it was asked for.
    newest: Option<i64>,
    /// The sizes of what was appended.
    bytes: i64,
    /// The inboxes and their names within the file, looked up in this transaction.
    inboxes: Vec<(i64, Inbox)>,
}

impl Appending {
    /// Appends an event; one that fails leaves nothing, as SQLite undoes a failed statement by itself.
    pub(super) fn append(&mut self, conn: &Connection, event: &NewEvent) -> Result<u64> {
        let inbox = self.inbox(conn, event)?;
        let seq = self.newest(conn)? + 1;
        let size = number(event.size());
        let headers = serde_json::to_string(&event.headers).map_err(corrupt)?;
        conn.prepare_cached(
            "INSERT INTO event (seq, inbox, id, received_at, size, signature, headers, body,
                 refused)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            seq,
            inbox,
            event.id.as_str(),
            to_millis(event.received_at),
            size,
            print_signature(event.signature),
            headers,
            event.body.as_ref(),
            event.refused.map(print_reason).transpose()?,
        ])?;
        self.newest = Some(seq);
        self.bytes += size;
        Ok(sequence(seq))
    }

    /// Something else was done within the transaction, after which an inbox may be gone.
    pub(super) fn forget_inboxes(&mut self) {
        self.inboxes.clear();
    }

    /// Writes down what was counted; to be called before the commit. Gives the newest number, if
    /// anything was appended.
    pub(super) fn finish(self, conn: &Connection) -> Result<Option<i64>> {
        if let Some(newest) = self.newest {
            conn.prepare_cached("UPDATE meta SET newest = ?1, bytes = bytes + ?2 WHERE one = 1")?
                .execute([newest, self.bytes])?;
        }
        Ok(self.newest)
    }

    fn newest(&mut self, conn: &Connection) -> Result<i64> {
        if let Some(newest) = self.newest {
            return Ok(newest);
        }
        let newest = meta::newest(conn)?;
        self.newest = Some(newest);
        Ok(newest)
    }

    /// The inbox's name within the file, if it still is as it was when it let the event in.
    fn inbox(&mut self, conn: &Connection, event: &NewEvent) -> Result<i64> {
        let known = self
            .inboxes
            .iter()
            .position(|(_, known)| known.id == event.inbox);
        let at = match known {
            Some(at) => at,
            None => {
                let found = inbox::find(conn, &event.inbox)?
                    .ok_or_else(|| Error::NoSuchInbox(event.inbox.clone()))?;
                self.inboxes.push(found);
                self.inboxes.len() - 1
            }
        };
        let (num, inbox) = self.inboxes.get(at).ok_or(Error::Closed)?;
        match &event.admitted_by {
            Some(then) if **then != *inbox => Err(Error::InboxChanged(event.inbox.clone())),
            _ => Ok(*num),
        }
    }
}

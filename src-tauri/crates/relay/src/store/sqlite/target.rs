//! The targets, their progress and their dead letters.

use std::{ops::RangeInclusive, time::Duration};

use futures_util::future::BoxFuture;
use relay_protocol::TargetId;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{SqliteStore, log::corrupt, meta, number, sequence};
use crate::{
    clock::{from_millis, to_millis},
    error::{Error, Result},
    secret::SigningSecret,
    store::{DeadLetter, LetterChange, Progress, Target, TargetChange, TargetStore, TargetUrl},
};

impl TargetStore for SqliteStore {
    /// One file is for one relay.
    fn is_shared(&self) -> bool {
        false
    }

    fn create_target(&self, target: Target, progress: Progress) -> BoxFuture<'_, Result<()>> {
        Box::pin(
            self.writer
                .write(move |conn| create(conn, &target, &progress)),
        )
    }

    fn targets(&self) -> BoxFuture<'_, Result<Vec<Target>>> {
        Box::pin(self.readers.read(list))
    }

    fn change_target<'a>(
        &'a self,
        target: &'a TargetId,
        change: TargetChange,
    ) -> BoxFuture<'a, Result<()>> {
        let target = target.clone();
        Box::pin(
            self.writer
                .write(move |conn| self::change(conn, &target, change)),
        )
    }

    fn delete_target<'a>(&'a self, target: &'a TargetId) -> BoxFuture<'a, Result<bool>> {
        let target = target.clone();
        Box::pin(self.writer.write(move |conn| {
            let gone = conn.execute("DELETE FROM target WHERE id = ?1", [target.as_str()])?;
            Ok(gone > 0)
        }))
    }

    fn progress<'a>(
        &'a self,
        target: &'a TargetId,
    ) -> BoxFuture<'a, Result<Option<(Progress, u64)>>> {
        let target = target.clone();
        Box::pin(self.readers.read(move |conn| progress(conn, &target)))
    }

    fn save_progress<'a>(
        &'a self,
        target: &'a TargetId,
        progress: Progress,
        revision: u64,
        letter: LetterChange,
    ) -> BoxFuture<'a, Result<Option<u64>>> {
        let target = target.clone();
        Box::pin(
            self.writer
                .write(move |conn| save_progress(conn, &target, &progress, revision, letter)),
        )
    }

    fn dead_letters<'a>(
        &'a self,
        target: &'a TargetId,
        after: u64,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<DeadLetter>>> {
        let target = target.clone();
        Box::pin(
            self.readers
                .read(move |conn| dead_letters(conn, &target, after, limit)),
        )
    }

    fn count_dead_letters<'a>(&'a self, target: &'a TargetId) -> BoxFuture<'a, Result<u64>> {
        let target = target.clone();
        Box::pin(self.readers.read(move |conn| {
            let count = conn.query_row(
                "SELECT count(*) FROM dead_letter
                 WHERE target = (SELECT num FROM target WHERE id = ?1)",
                [target.as_str()],
                |row| row.get(0),
            )?;
            Ok(sequence(count))
        }))
    }

    fn remove_dead_letters<'a>(
        &'a self,
        target: &'a TargetId,
        seqs: RangeInclusive<u64>,
    ) -> BoxFuture<'a, Result<()>> {
        let target = target.clone();
        Box::pin(self.writer.write(move |conn| {
            conn.execute(
                "DELETE FROM dead_letter
                 WHERE target = (SELECT num FROM target WHERE id = ?1) AND seq BETWEEN ?2 AND ?3",
                params![target.as_str(), number(*seqs.start()), number(*seqs.end())],
            )?;
            Ok(())
        }))
    }
}

fn create(conn: &Connection, target: &Target, progress: &Progress) -> Result<()> {
    let stored = conn.execute(
        "INSERT INTO target (id, inbox, url, secret, allow_private, give_up_after, paused, revision,
             created_at, progress, version)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1
         WHERE EXISTS (SELECT 1 FROM inbox WHERE id = ?2)",
        params![
            target.id.as_str(),
            target.inbox.as_str(),
            target.url.expose().as_str(),
            target.secret.as_ref().map(SigningSecret::expose),
            target.allow_private,
            number(target.give_up_after.as_secs()),
            target.paused,
            number(target.revision),
            to_millis(target.created_at),
            print(progress)?,
        ],
    )?;
    if stored == 0 {
        return Err(Error::NoSuchInbox(target.inbox.clone()));
    }
    Ok(())
}

fn list(conn: &Connection) -> Result<Vec<Target>> {
    conn.prepare_cached(
        "SELECT id, inbox, url, secret, allow_private, give_up_after, paused, revision, created_at
         FROM target ORDER BY num",
    )?
    .query_map([], |row| Ok(read_target(row)))?
    .map(|target| target?)
    .collect()
}

fn change(conn: &Connection, id: &TargetId, change: TargetChange) -> Result<()> {
    let mut target = conn
        .prepare_cached(
            "SELECT id, inbox, url, secret, allow_private, give_up_after, paused, revision,
                 created_at
             FROM target WHERE id = ?1",
        )?
        .query_row([id.as_str()], |row| Ok(read_target(row)))
        .optional()?
        .ok_or(Error::NoSuchTarget)??;
    change.apply(&mut target);
    conn.execute(
        "UPDATE target SET paused = ?2, revision = ?3 WHERE id = ?1",
        params![id.as_str(), target.paused, number(target.revision)],
    )?;
    Ok(())
}

fn read_target(row: &Row<'_>) -> Result<Target> {
    let (id, inbox, url): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let secret: Option<String> = row.get(3)?;
    // Not the parser's message: it may quote a token.
    let url = url
        .parse()
        .map_err(|_| Error::Corrupt("a target's URL".to_owned()))?;
    Ok(Target {
        id: id.try_into().map_err(corrupt)?,
        inbox: inbox.try_into().map_err(corrupt)?,
        url: TargetUrl::new(url),
        secret: secret.map(SigningSecret::new),
        allow_private: row.get(4)?,
        give_up_after: Duration::from_secs(sequence(row.get(5)?)),
        paused: row.get(6)?,
        revision: sequence(row.get(7)?),
        created_at: from_millis(row.get(8)?),
    })
}

/// The sequence number lies in the same file as the log it counts, so it is good in every epoch.
fn progress(conn: &Connection, id: &TargetId) -> Result<Option<(Progress, u64)>> {
    let found: Option<(String, i64)> = conn
        .prepare_cached("SELECT progress, version FROM target WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((text, version)) = found else {
        return Ok(None);
    };
    let mut progress: Progress = serde_json::from_str(&text).map_err(corrupt)?;
    progress.cursor.epoch = meta::epoch(conn)?;
    Ok(Some((progress, sequence(version))))
}

fn save_progress(
    conn: &Connection,
    id: &TargetId,
    progress: &Progress,
    revision: u64,
    letter: LetterChange,
) -> Result<Option<u64>> {
    let saved: Option<i64> = conn
        .prepare_cached(
            "UPDATE target SET progress = ?2, version = version + 1
             WHERE id = ?1 AND version = ?3 RETURNING num",
        )?
        .query_row(
            params![id.as_str(), print(progress)?, number(revision)],
            |row| row.get(0),
        )
        .optional()?;
    let Some(num) = saved else { return Ok(None) };
    match letter {
        LetterChange::None => {}
        LetterChange::Add(letter) => add_letter(conn, num, &letter)?,
        LetterChange::Remove(seq) => {
            conn.prepare_cached("DELETE FROM dead_letter WHERE target = ?1 AND seq = ?2")?
                .execute(params![num, number(seq)])?;
        }
    }
    Ok(Some(revision + 1))
}

fn add_letter(conn: &Connection, target: i64, letter: &DeadLetter) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO dead_letter
             (target, seq, event, received_at, given_up_at, attempts, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        target,
        number(letter.seq),
        letter.event.as_str(),
        to_millis(letter.received_at),
        to_millis(letter.given_up_at),
        letter.attempts,
        letter.reason,
    ])?;
    Ok(())
}

fn dead_letters(
    conn: &Connection,
    id: &TargetId,
    after: u64,
    limit: usize,
) -> Result<Vec<DeadLetter>> {
    conn.prepare_cached(
        "SELECT seq, event, received_at, given_up_at, attempts, reason FROM dead_letter
         WHERE target = (SELECT num FROM target WHERE id = ?1) AND seq > ?2
         ORDER BY seq LIMIT ?3",
    )?
    .query_map(
        params![id.as_str(), number(after), number(limit as u64)],
        |row| Ok(read_letter(row)),
    )?
    .map(|letter| letter?)
    .collect()
}

fn read_letter(row: &Row<'_>) -> Result<DeadLetter> {
    let event: String = row.get(1)?;
    Ok(DeadLetter {
        seq: sequence(row.get(0)?),
        event: event.try_into().map_err(corrupt)?,
        received_at: from_millis(row.get(2)?),
        given_up_at: from_millis(row.get(3)?),
        attempts: row.get(4)?,
        reason: row.get(5)?,
    })
}

fn print(progress: &Progress) -> Result<String> {
    serde_json::to_string(progress).map_err(corrupt)
}

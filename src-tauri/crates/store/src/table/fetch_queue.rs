//! Interviews to be fetched from REST.

use crate::{Connection, Result, Tx};
use domain::{DeliveryId, InterviewId, Road, UnixMs};
use rusqlite::{OptionalExtension, Row, params};
use std::time::Duration;

/// Whether a video is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum VideoWish {
    /// No.
    #[default]
    None,
    /// The flow records video, and nobody has said that this one is ready.
    Hoped,
    /// Ribbon has said that it is ready.
    Announced,
}

impl VideoWish {
    fn number(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Hoped => 1,
            Self::Announced => 2,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            0 => Self::None,
            1 => Self::Hoped,
            _ => Self::Announced,
        }
    }
}

/// One interview to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Which.
    pub interview: InterviewId,
    /// Who told us of it.
    pub road: Road,
    /// The link that came with an unverified webhook.
    pub link: Option<String>,
    /// The unverified webhook that REST has to confirm.
    pub delivery: Option<DeliveryId>,
    /// Whether to ask again until there is a video.
    pub video: VideoWish,
    /// How often it was tried.
    pub attempts: u32,
}

impl Errand {
    /// For an interview of a list of Ribbon's: no webhook told of it, and no video is waited for.
    pub fn of_list(interview: InterviewId) -> Self {
        Self {
            interview,
            road: Road::Rest,
            link: None,
            delivery: None,
            video: VideoWish::None,
            attempts: 0,
        }
    }
}

/// Asks for an interview to be fetched, no earlier than `not_before`. Asking again joins what was
/// asked before, at the earlier time.
pub fn put(tx: &Tx<'_>, errand: &Errand, not_before: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO fetch_queue (interview_id, road, link, delivery_id, wants_video, attempts,
             not_before)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (interview_id) DO UPDATE SET
             link = coalesce(excluded.link, link),
             delivery_id = coalesce(excluded.delivery_id, delivery_id),
             wants_video = max(excluded.wants_video, wants_video),
             attempts = min(excluded.attempts, attempts),
             not_before = min(excluded.not_before, not_before)",
    )?
    .execute(params![
        errand.interview.as_str(),
        errand.road.as_str(),
        errand.link,
        errand.delivery.map(|id| id.0),
        errand.video.number(),
        errand.attempts,
        not_before.0,
    ])?;
    Ok(())
}

/// Puts an errand off after an attempt that brought nothing.
pub fn postpone(tx: &Tx<'_>, interview: &InterviewId, not_before: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE fetch_queue SET attempts = attempts + 1, not_before = ? WHERE interview_id = ?",
    )?
    .execute(params![not_before.0, interview.as_str()])?;
    Ok(())
}

/// Runs all errands so much earlier, since the clock by which they were planned was set back.
pub fn bring_forward(tx: &Tx<'_>, by: Duration) -> Result<()> {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    tx.prepare_cached("UPDATE fetch_queue SET not_before = max(not_before - ?, 0)")?
        .execute([by])?;
    Ok(())
}

/// Puts an errand off without counting an attempt.
pub fn hold(tx: &Tx<'_>, interview: &InterviewId, not_before: UnixMs) -> Result<()> {
    tx.prepare_cached("UPDATE fetch_queue SET not_before = ? WHERE interview_id = ?")?
        .execute(params![not_before.0, interview.as_str()])?;
    Ok(())
}

/// Puts an errand off of which nothing is left but to wait for a video, after so many `attempts`.
pub fn await_video(
    tx: &Tx<'_>,
    interview: &InterviewId,
    video: VideoWish,
    attempts: u32,
    not_before: UnixMs,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE fetch_queue SET link = NULL, delivery_id = NULL, wants_video = ?,
             attempts = ? + 1, not_before = ? WHERE interview_id = ?",
    )?
    .execute(params![
        video.number(),
        attempts,
        not_before.0,
        interview.as_str()
    ])?;
    Ok(())
}

/// Has every errand that was put off run now, but for those that only hope for a video: each costs a
/// whole interview, and there may be many. The attempt that comes of it does not count: whoever is in a
/// hurry must not use up the patience with which a video is waited for.
pub fn hurry(tx: &Tx<'_>, now: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE fetch_queue SET attempts = max(attempts - 1, 0), not_before = ?1
         WHERE not_before > ?1 AND wants_video <> 1",
    )?
    .execute([now.0])?;
    Ok(())
}

/// Strikes an errand off.
pub fn remove(tx: &Tx<'_>, interview: &InterviewId) -> Result<()> {
    tx.prepare_cached("DELETE FROM fetch_queue WHERE interview_id = ?")?
        .execute([interview.as_str()])?;
    Ok(())
}

/// The errand for an interview.
pub fn find(connection: &Connection, interview: &InterviewId) -> Result<Option<Errand>> {
    let row = connection
        .prepare_cached(
            "SELECT interview_id, road, link, delivery_id, wants_video, attempts
             FROM fetch_queue WHERE interview_id = ?",
        )?
        .query_row([interview.as_str()], read)
        .optional()?;
    Ok(row)
}

/// What may be fetched now, longest waiting first.
pub fn due(connection: &Connection, now: UnixMs, limit: u32) -> Result<Vec<Errand>> {
    let mut statement = connection.prepare_cached(
        "SELECT interview_id, road, link, delivery_id, wants_video, attempts
         FROM fetch_queue WHERE not_before <= ? ORDER BY not_before LIMIT ?",
    )?;
    let rows = statement.query_map(params![now.0, limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the next errand may be run.
pub fn next_at(connection: &Connection) -> Result<Option<UnixMs>> {
    Ok(connection
        .prepare_cached("SELECT min(not_before) FROM fetch_queue")?
        .query_row([], |row| row.get::<_, Option<i64>>(0))?
        .map(UnixMs))
}

/// Whether an interview's details are to be fetched until `soon`, and were not tried `attempts`
/// times in vain. One that only waits for its video is not meant: that may take hours.
pub fn is_any_owed(connection: &Connection, soon: UnixMs, attempts: u32) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (
                 SELECT 1 FROM fetch_queue AS errand
                 WHERE errand.not_before <= ?1 AND errand.attempts < ?2 AND NOT EXISTS (
                     SELECT 1 FROM interview
                     WHERE interview.interview_id = errand.interview_id AND interview.detailed = 1
                         AND errand.attempts > 0))",
        )?
        .query_row(params![soon.0, attempts], |row| row.get(0))?)
}

/// How many interviews wait to be fetched. One of which all is known but a video that nobody has
/// announced is not counted.
pub fn count(connection: &Connection) -> Result<u32> {
    let sql = "SELECT count(*) FROM fetch_queue WHERE wants_video <> 1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Errand> {
    let road: String = row.get(1)?;
    Ok(Errand {
        interview: InterviewId::new(row.get::<_, String>(0)?),
        road: Road::parse(&road).unwrap_or(Road::Rest),
        link: row.get(2)?,
        delivery: row.get::<_, Option<i64>>(3)?.map(DeliveryId),
        video: VideoWish::of(row.get(4)?),
        attempts: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;

    #[test]
    fn haste_runs_what_was_put_off_and_the_attempt_does_not_count() {
        let desk = Desk::new();
        let errand = |name: &str, attempts| Errand {
            interview: InterviewId::new(name),
            road: Road::Relay,
            link: None,
            delivery: None,
            video: VideoWish::Announced,
            attempts,
        };
        let hope = Errand {
            video: VideoWish::Hoped,
            ..errand("hopes", 1)
        };
        desk.write(|tx| {
            put(tx, &hope, UnixMs(9_000))?;
            put(tx, &errand("waits", 3), UnixMs(9_000))?;
            put(tx, &errand("waits-first", 0), UnixMs(9_000))?;
            put(tx, &errand("due", 2), UnixMs(50))?;
            hurry(tx, UnixMs(100))
        });
        let due: Vec<_> = desk
            .read(|it| due(it, UnixMs(100), 9))
            .into_iter()
            .map(|errand| (errand.interview.to_string(), errand.attempts))
            .collect();
        let expected = [("due", 2), ("waits", 2), ("waits-first", 0)];
        let expected = expected.map(|(name, attempts)| (name.to_owned(), attempts));
        assert_eq!(due, expected, "what was due before stays as it was");
    }
}

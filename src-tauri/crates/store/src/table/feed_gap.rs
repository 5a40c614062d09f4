//! What the feeds lost, as they told it.

use crate::{Connection, Result, Tx};
use domain::UnixMs;
use rusqlite::{Row, params};

/// Why history was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// We were away for longer than the feed keeps webhooks.
    Expired,
    /// The feed's log was restored or moved, and counts anew.
    Epoch,
    /// A webhook was longer than any of Ribbon's could be.
    TooLong,
    /// The feed did not take a webhook that was posted to it.
    Refused,
}

const NAMES: [(Reason, &str); 4] = [
    (Reason::Expired, "expired"),
    (Reason::Epoch, "epoch"),
    (Reason::TooLong, "too_long"),
    (Reason::Refused, "refused"),
];

/// A part of a feed's history that never reached us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedGap {
    /// Its row.
    pub id: i64,
    /// The feed.
    pub source: String,
    /// Why.
    pub reason: Reason,
    /// When the feed brought something last before it; `None` when it never had.
    pub from: Option<UnixMs>,
    /// When the feed told of it.
    pub told: UnixMs,
    /// Whether the user has read of it.
    pub dismissed: bool,
}

/// Records what a feed has lost; before its cursor is moved, which says when it was last read.
pub fn record(tx: &Tx<'_>, source: &str, reason: Reason, now: UnixMs) -> Result<()> {
    let name = NAMES
        .iter()
        .find(|(known, _)| *known == reason)
        .map_or("", |(_, name)| name);
    tx.prepare_cached(
        "INSERT INTO feed_gap (source, reason, from_at, told_at)
         VALUES (?1, ?2, (SELECT updated_at FROM source_cursor WHERE source = ?1), ?3)",
    )?
    .execute(params![source, name, now.0])?;
    Ok(())
}

/// Notes that the user has read of a gap. Answers whether there is such a gap.
pub fn dismiss(tx: &Tx<'_>, id: i64, now: UnixMs) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE feed_gap SET dismissed_at = coalesce(dismissed_at, ?) WHERE id = ?",
        )?
        .execute([now.0, id])?;
    Ok(changed > 0)
}

/// The newest gaps, newest first; those that nobody has read of yet before all others.
pub fn list(connection: &Connection, limit: u32) -> Result<Vec<FeedGap>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, source, reason, from_at, told_at, dismissed_at IS NOT NULL
         FROM feed_gap ORDER BY dismissed_at IS NOT NULL, id DESC LIMIT ?",
    )?;
    let rows = statement.query_map([limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<FeedGap> {
    let name: String = row.get(2)?;
    let reason = NAMES
        .iter()
        .find(|(_, known)| *known == name)
        .map_or(Reason::Expired, |(reason, _)| *reason);
    Ok(FeedGap {
        id: row.get(0)?,
        source: row.get(1)?,
        reason,
        from: row.get::<_, Option<i64>>(3)?.map(UnixMs),
        told: UnixMs(row.get(4)?),
        dismissed: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::source_cursor;
    use crate::test_support::Desk;

    #[test]
    fn a_gap_begins_when_its_feed_brought_something_last() {
        let desk = Desk::new();
        desk.write(|tx| {
            record(tx, "relay:a", Reason::Epoch, UnixMs(50))?;
            source_cursor::set(tx, "relay:a", "7", UnixMs(100))?;
            record(tx, "relay:a", Reason::Expired, UnixMs(900))?;
            source_cursor::set(tx, "relay:a", "90", UnixMs(900))?;
            record(tx, "smee:b", Reason::TooLong, UnixMs(1_000))?;
            record(tx, "relay:a", Reason::Refused, UnixMs(1_100))
        });
        let told = |gap: FeedGap| (gap.source, gap.reason, gap.from, gap.told);
        let gaps: Vec<_> = desk.read(|it| list(it, 9)).into_iter().map(told).collect();
        let relay = || "relay:a".to_owned();
        let expected = [
            (relay(), Reason::Refused, Some(UnixMs(900)), UnixMs(1_100)),
            ("smee:b".to_owned(), Reason::TooLong, None, UnixMs(1_000)),
            (relay(), Reason::Expired, Some(UnixMs(100)), UnixMs(900)),
            (relay(), Reason::Epoch, None, UnixMs(50)),
        ];
        assert_eq!(gaps, expected, "newest first, each with its own beginning");
    }

    #[test]
    fn a_gap_is_dismissed_for_good_and_stays_listed_after_those_that_are_news() {
        let desk = Desk::new();
        desk.write(|tx| {
            (1..=3).try_for_each(|at| record(tx, "relay:a", Reason::Expired, UnixMs(at)))
        });
        let newest = desk.read(|it| list(it, 1)).remove(0).id;
        assert!(
            desk.write(|tx| dismiss(tx, newest, UnixMs(9))),
            "it is there"
        );
        assert!(
            desk.write(|tx| dismiss(tx, newest, UnixMs(10))),
            "twice is once"
        );
        assert!(!desk.write(|tx| dismiss(tx, 77, UnixMs(9))), "no such gap");
        let gaps: Vec<_> = desk
            .read(|it| list(it, 9))
            .into_iter()
            .map(|gap| (gap.told.0, gap.dismissed))
            .collect();
        assert_eq!(gaps, [(2, false), (1, false), (3, true)], "news first");
        assert_eq!(
            desk.number("SELECT dismissed_at FROM feed_gap WHERE told_at = 3"),
            9,
            "as it was read first"
        );
    }
}

//! What Ribbon sent and the program does not understand: kept for a newer version, counted and shown.

use crate::table::change::{self, Topic};
use crate::{Connection, Error, Result, Tx};
use domain::{FieldProblem, InterviewId, UnixMs};
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, ToSql, params};
use std::time::Duration;

/// What kind of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// An interview.
    Interview,
    /// An interview flow.
    Flow,
    /// A team.
    Team,
    /// A member of a team.
    TeamMember,
}

impl ItemKind {
    const ALL: [Self; 4] = [Self::Interview, Self::Flow, Self::Team, Self::TeamMember];

    /// As it is stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Flow => "flow",
            Self::Team => "team",
            Self::TeamMember => "team_member",
        }
    }
}

impl ToSql for ItemKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for ItemKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let known = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        known.ok_or_else(|| {
            rusqlite::types::FromSqlError::Other(format!("unknown kind of item {text:?}").into())
        })
    }
}

/// What is kept of one item.
#[derive(Clone, PartialEq, Eq)]
pub struct NewItem<'a> {
    /// What kind.
    pub kind: ItemKind,
    /// Ribbon's id, or what stands in for one.
    pub id: &'a str,
    /// JSON: the fields that were not understood, or the whole item.
    pub body: &'a [u8],
    /// What could not be read. Empty: there are unknown fields only, which is no loss.
    pub problems: &'a [FieldProblem],
    /// Whether nothing of it could be read.
    pub is_whole: bool,
}

/// An item of which something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableItem {
    /// What kind.
    pub kind: ItemKind,
    /// Ribbon's id, or what stands in for one.
    pub id: String,
    /// What could not be read.
    pub problems: Vec<FieldProblem>,
    /// Whether nothing of it could be read, so that it stands nowhere else.
    pub is_whole: bool,
    /// When it was first found so.
    pub first_seen_at: UnixMs,
    /// When Ribbon last sent it so.
    pub seen_at: UnixMs,
}

/// Keeps an item, or what of it is not understood. Answers whether anything of it changed.
pub fn put(tx: &Tx<'_>, item: &NewItem<'_>, version: &str, now: UnixMs) -> Result<bool> {
    let problems = serde_json::to_string(item.problems)
        .map_err(|error| Error::Damaged(format!("problems: {error}")))?;
    let body = zstd::bulk::compress(item.body, 3)
        .map_err(|error| Error::Damaged(format!("a kept item: {error}")))?;
    let changed = tx
        .prepare_cached(
            "INSERT INTO kept_item (kind, id, body, problems, is_whole, tried_by, first_seen_at, seen_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
             ON CONFLICT DO UPDATE SET body = excluded.body, problems = excluded.problems,
                 is_whole = excluded.is_whole, tried_by = excluded.tried_by, seen_at = excluded.seen_at
             WHERE body <> excluded.body OR problems <> excluded.problems
                 OR is_whole <> excluded.is_whole OR tried_by <> excluded.tried_by",
        )?
        .execute(params![
            item.kind,
            item.id,
            body,
            problems,
            item.is_whole,
            version,
            now.0
        ])?;
    if changed > 0 {
        change::record(tx, Topic::Unreadable, item.id)?;
    } else {
        tx.prepare_cached("UPDATE kept_item SET seen_at = ? WHERE kind = ? AND id = ?")?
            .execute(params![now.0, item.kind, item.id])?;
    }
    Ok(changed > 0)
}

/// Forgets items of one kind of which nothing could be read and that Ribbon has not sent since: they
/// were repaired under another name, or deleted there. With `unnamed_only`, those without an id of
/// Ribbon's alone.
pub fn forget_unseen(tx: &Tx<'_>, kind: ItemKind, since: UnixMs, unnamed_only: bool) -> Result<()> {
    let ids: Vec<String> = tx
        .prepare_cached(
            "SELECT id FROM kept_item WHERE kind = ?1 AND is_whole = 1 AND seen_at < ?2
                 AND (?3 = 0 OR id GLOB 'sha256:*')",
        )?
        .query_map(params![kind, since.0, unnamed_only], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ids.iter().try_for_each(|id| remove(tx, kind, id))
}

/// Keeps at most `most` items of one kind that have no id of Ribbon's: the ones seen last. Each answer
/// may hold them in other bytes, under which they cannot be recognised.
pub fn prune_unnamed(tx: &Tx<'_>, kind: ItemKind, most: u32) -> Result<()> {
    let ids: Vec<String> = tx
        .prepare_cached(
            "SELECT id FROM kept_item WHERE kind = ? AND id GLOB 'sha256:*'
             ORDER BY seen_at DESC, id LIMIT -1 OFFSET ?",
        )?
        .query_map(params![kind, most], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ids.iter().try_for_each(|id| remove(tx, kind, id))
}

/// Sets back since when an item has been unreadable, after it was read and kept again.
pub fn date_back(tx: &Tx<'_>, kind: ItemKind, id: &str, first_seen_at: UnixMs) -> Result<()> {
    tx.prepare_cached(
        "UPDATE kept_item SET first_seen_at = min(first_seen_at, ?) WHERE kind = ? AND id = ?",
    )?
    .execute(params![first_seen_at.0, kind, id])?;
    Ok(())
}

/// Interviews of which something could not be read and that are due to be asked for again, at most
/// `limit`, the longest waiting first. One is due when it has not been seen for as long as it has
/// been unreadable, but for at least `shortest` and at most `longest`. What Ribbon no longer has is
/// not asked for, nor what waits to be fetched anyway.
pub fn due_again(
    connection: &Connection,
    now: UnixMs,
    (shortest, longest): (Duration, Duration),
    limit: u32,
) -> Result<Vec<InterviewId>> {
    let ms = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT id FROM kept_item
         WHERE kind = 'interview' AND problems <> '[]' AND id NOT GLOB 'sha256:*'
             AND ?1 - seen_at >= min(max(seen_at - first_seen_at, ?2), ?3)
             AND NOT EXISTS (SELECT 1 FROM fetch_queue WHERE interview_id = kept_item.id)
             AND NOT EXISTS (SELECT 1 FROM interview
                 WHERE interview_id = kept_item.id AND gone_at IS NOT NULL)
         ORDER BY seen_at, id LIMIT ?4",
    )?;
    let rows = statement.query_map(params![now.0, ms(shortest), ms(longest), limit], |row| {
        row.get::<_, String>(0)
    })?;
    let ids = rows.map(|id| Ok(InterviewId::new(id?)));
    ids.collect()
}

/// Forgets what was kept of an item: all of it is understood now.
pub fn remove(tx: &Tx<'_>, kind: ItemKind, id: &str) -> Result<()> {
    let removed = tx
        .prepare_cached("DELETE FROM kept_item WHERE kind = ? AND id = ?")?
        .execute(params![kind, id])?;
    if removed > 0 {
        change::record(tx, Topic::Unreadable, id)?;
    }
    Ok(())
}

/// How many items are here of which something could not be read.
pub fn count_unreadable(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM kept_item WHERE problems <> '[]'")?
        .query_row([], |row| row.get(0))?)
}

/// Of how many of these nothing at all could be read.
pub fn count_whole(connection: &Connection, kind: ItemKind) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM kept_item WHERE problems <> '[]' AND kind = ? AND is_whole = 1",
        )?
        .query_row([kind], |row| row.get(0))?)
}

/// The items of which something could not be read, the newest first.
pub fn unreadable(connection: &Connection, limit: u32) -> Result<Vec<UnreadableItem>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, id, problems, is_whole, first_seen_at, seen_at FROM kept_item
         WHERE problems <> '[]' ORDER BY first_seen_at DESC, kind, id LIMIT ?",
    )?;
    let rows = statement.query_map([limit], read)?;
    rows.collect::<Result<Vec<_>, _>>()?.into_iter().collect()
}

/// What is kept of the items with this id, whatever their kinds: JSON as it was received.
pub fn bodies(connection: &Connection, id: &str) -> Result<Vec<(ItemKind, Vec<u8>)>> {
    let mut statement =
        connection.prepare_cached("SELECT kind, body FROM kept_item WHERE id = ? ORDER BY kind")?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (kind, body) = row?;
        Ok((kind, unpacked(&body)?))
    })
    .collect()
}

/// What could not be read of an item, if anything is kept of it.
pub fn problems(
    connection: &Connection,
    kind: ItemKind,
    id: &str,
) -> Result<Option<Vec<FieldProblem>>> {
    let kept = connection
        .prepare_cached("SELECT problems FROM kept_item WHERE kind = ? AND id = ?")?
        .query_row(params![kind, id], |row| row.get::<_, String>(0))
        .optional()?;
    kept.as_deref().map(parsed).transpose()
}

fn parsed(problems: &str) -> Result<Vec<FieldProblem>> {
    serde_json::from_str(problems).map_err(|error| Error::Damaged(format!("problems: {error}")))
}

/// Whether an item is kept whole since nothing of it could be read, and which version tried last.
pub fn whole_tried_by(connection: &Connection, kind: ItemKind, id: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached(
            "SELECT tried_by FROM kept_item WHERE kind = ? AND id = ? AND is_whole = 1",
        )?
        .query_row(params![kind, id], |row| row.get(0))
        .optional()?)
}

/// An item as an older version of the program kept it.
#[derive(Clone, PartialEq, Eq)]
pub struct OldItem {
    /// What kind.
    pub kind: ItemKind,
    /// Ribbon's id, or what stands in for one.
    pub id: String,
    /// JSON, as it was received.
    pub body: Vec<u8>,
    /// When it was first kept.
    pub first_seen_at: UnixMs,
}

/// Items that another version of the program tried last, with what is kept of them: for this one to
/// read. At most `limit`; those that are tried again are put again or removed.
pub fn tried_by_another(
    connection: &Connection,
    version: &str,
    limit: u32,
) -> Result<Vec<OldItem>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, id, body, first_seen_at FROM kept_item WHERE tried_by <> ?
         ORDER BY kind, id LIMIT ?",
    )?;
    let rows = statement.query_map(params![version, limit], |row| {
        Ok(OldItem {
            kind: row.get(0)?,
            id: row.get(1)?,
            body: row.get(2)?,
            first_seen_at: UnixMs(row.get(3)?),
        })
    })?;
    rows.map(|row| {
        let item = row?;
        let body = unpacked(&item.body)?;
        Ok(OldItem { body, ..item })
    })
    .collect()
}

fn unpacked(body: &[u8]) -> Result<Vec<u8>> {
    zstd::stream::decode_all(body).map_err(|error| Error::Damaged(format!("a kept item: {error}")))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<UnreadableItem>> {
    let problems: String = row.get(2)?;
    let problems = match parsed(&problems) {
        Ok(problems) => problems,
        Err(error) => return Ok(Err(error)),
    };
    Ok(Ok(UnreadableItem {
        kind: row.get(0)?,
        id: row.get(1)?,
        problems,
        is_whole: row.get(3)?,
        first_seen_at: UnixMs(row.get(4)?),
        seen_at: UnixMs(row.get(5)?),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;
    use domain::ProblemReason;

    fn item<'a>(id: &'a str, problems: &'a [FieldProblem], is_whole: bool) -> NewItem<'a> {
        NewItem {
            kind: ItemKind::Interview,
            id,
            body: br#"{"interview_id":7}"#,
            problems,
            is_whole,
        }
    }

    #[test]
    fn only_items_with_problems_count_as_unreadable() {
        let desk = Desk::new();
        let problems = [FieldProblem::new("interview_id", ProblemReason::WrongType)];
        desk.write(|tx| {
            put(tx, &item("a", &problems, true), "1", UnixMs(5))?;
            put(tx, &item("b", &[], false), "1", UnixMs(6))
        });
        assert_eq!(desk.read(count_unreadable), 1, "unknown fields are no loss");
        let listed = desk.read(|it| unreadable(it, 9));
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].problems, problems, "with the reason");
        desk.write(|tx| remove(tx, ItemKind::Interview, "a"));
        assert_eq!(desk.read(count_unreadable), 0, "it was read");
    }

    #[test]
    fn what_an_older_version_kept_is_found_byte_for_byte() {
        let desk = Desk::new();
        desk.write(|tx| put(tx, &item("a", &[], true), "1", UnixMs(5)));
        let tried = desk.read(|it| tried_by_another(it, "1", 9));
        assert!(tried.is_empty(), "this version has tried it");
        let found = desk.read(|it| tried_by_another(it, "2", 9));
        let found: Vec<_> = found.iter().map(|it| (it.id.as_str(), &*it.body)).collect();
        let body: &[u8] = br#"{"interview_id":7}"#;
        assert_eq!(found, [("a", body)]);
        assert_eq!(
            desk.read(|it| bodies(it, "a")),
            [(ItemKind::Interview, body.to_vec())]
        );
        assert!(
            !desk.write(|tx| put(tx, &item("a", &[], true), "1", UnixMs(8))),
            "the same again changes nothing"
        );
    }

    const HOUR: Duration = Duration::from_secs(3_600);
    const WAITS: (Duration, Duration) = (HOUR, Duration::from_secs(24 * 3_600));

    #[test]
    fn an_unreadable_interview_is_due_after_as_long_as_it_has_been_so() {
        let desk = Desk::new();
        let problems = [FieldProblem::new("summary", ProblemReason::WrongType)];
        let at = |hours: u32| UnixMs(0).plus(HOUR * hours);
        let see = |hours: u32| {
            desk.write(|tx| put(tx, &item("a", &problems, false), "1", at(hours)));
        };
        let is_due = |hours: u32| {
            !desk
                .read(|it| due_again(it, at(hours), WAITS, 9))
                .is_empty()
        };
        see(0);
        assert!(!is_due(0), "just seen");
        let mut seen = Vec::new();
        for hour in 1..100 {
            if is_due(hour) {
                see(hour);
                seen.push(hour);
            }
        }
        assert_eq!(seen, [1, 2, 4, 8, 16, 32, 56, 80], "back off to a day");
    }

    #[test]
    fn items_without_an_id_are_forgotten_when_ribbon_no_longer_sends_them() {
        let desk = Desk::new();
        let problems = [FieldProblem::new("interview_id", ProblemReason::Missing)];
        desk.write(|tx| {
            put(tx, &item("sha256:1", &problems, true), "1", UnixMs(5))?;
            put(tx, &item("sha256:2", &problems, true), "1", UnixMs(6))?;
            put(tx, &item("named", &problems, true), "1", UnixMs(5))?;
            put(tx, &item("part", &problems, false), "1", UnixMs(5))?;
            put(tx, &item("sha256:1", &problems, true), "1", UnixMs(8))?;
            forget_unseen(tx, ItemKind::Interview, UnixMs(7), true)
        });
        let ids = || {
            let mut ids: Vec<_> = desk
                .read(|it| unreadable(it, 9))
                .into_iter()
                .map(|it| it.id)
                .collect();
            ids.sort();
            ids
        };
        assert_eq!(
            ids(),
            ["named", "part", "sha256:1"],
            "the second was not sent again"
        );
        desk.write(|tx| forget_unseen(tx, ItemKind::Interview, UnixMs(7), false));
        assert_eq!(
            ids(),
            ["part", "sha256:1"],
            "where all were listed, names count too"
        );
    }

    #[test]
    fn no_more_items_without_an_id_are_kept_than_a_list_can_show() {
        let desk = Desk::new();
        let problems = [FieldProblem::new("", ProblemReason::NotJson)];
        for n in 0..5 {
            let id = format!("sha256:{n}");
            desk.write(|tx| {
                put(tx, &item(&id, &problems, true), "1", UnixMs(n))?;
                prune_unnamed(tx, ItemKind::Interview, 3)
            });
        }
        let left = desk.read(|it| unreadable(it, 9));
        assert_eq!(left.len(), 3);
        assert_eq!(left[0].id, "sha256:4", "the newest stay");
    }
}

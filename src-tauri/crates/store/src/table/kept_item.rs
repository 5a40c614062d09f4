//! What Ribbon sent and the program does not understand: kept for a newer version, counted and shown.

use crate::table::change::{self, Topic};
use crate::{Connection, Error, Result, Tx};
use domain::{FieldProblem, UnixMs};
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, ToSql, params};

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
    }
    Ok(changed > 0)
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

/// Whether anything is kept of an item.
pub fn is_kept(connection: &Connection, kind: ItemKind, id: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM kept_item WHERE kind = ? AND id = ?)")?
        .query_row(params![kind, id], |row| row.get(0))?)
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

/// Items that another version of the program tried last, with what is kept of them: for this one to
/// read. At most `limit`; those that are tried again are put again or removed.
pub fn tried_by_another(
    connection: &Connection,
    version: &str,
    limit: u32,
) -> Result<Vec<(ItemKind, String, Vec<u8>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, id, body FROM kept_item WHERE tried_by <> ? ORDER BY kind, id LIMIT ?",
    )?;
    let rows = statement.query_map(params![version, limit], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    rows.map(|row| {
        let (kind, id, body) = row?;
        let body = zstd::stream::decode_all(body.as_slice())
            .map_err(|error| Error::Damaged(format!("a kept item: {error}")))?;
        Ok((kind, id, body))
    })
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<UnreadableItem>> {
    let problems: String = row.get(2)?;
    let problems = match serde_json::from_str(&problems) {
        Ok(problems) => problems,
        Err(error) => return Ok(Err(Error::Damaged(format!("problems: {error}")))),
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
        assert_eq!(desk.read(|it| tried_by_another(it, "1", 9)), [], "tried");
        let found = desk.read(|it| tried_by_another(it, "2", 9));
        let body = br#"{"interview_id":7}"#.to_vec();
        assert_eq!(found, [(ItemKind::Interview, "a".to_owned(), body)]);
        assert!(
            !desk.write(|tx| put(tx, &item("a", &[], true), "1", UnixMs(8))),
            "the same again changes nothing"
        );
    }
}

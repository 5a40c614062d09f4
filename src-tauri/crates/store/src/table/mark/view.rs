//! Views of the table of everyone, kept under a name.

use crate::json::Json;
use crate::table::change::{self, Topic};
use crate::{Connection, Error, Result, Tx};
use domain::UnixMs;
use rusqlite::{OptionalExtension, params};

/// A view's name is no longer than this, in characters.
pub const LONGEST: usize = 100;

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Names it; empty for a new one.
    pub view_id: String,
    /// What the recruiter calls it.
    pub name: String,
    /// Whom it shows: JSON, in words that are not the cache's.
    pub filter: String,
    /// Which columns it shows.
    pub columns: Vec<String>,
}

/// Keeps a view: a new one, a changed one, or one that was removed before.
///
/// # Errors
/// [`Error::Unfit`] when its name is empty or too long.
pub fn put(tx: &Tx<'_>, view: &SavedView, now: UnixMs) -> Result<SavedView> {
    let name = view.name.trim().to_owned();
    if name.is_empty() {
        return Err(Error::Unfit("A view needs a name.".to_owned()));
    }
    if name.chars().count() > LONGEST {
        return Err(Error::Unfit(format!(
            "A view's name may have up to {LONGEST} characters; this one is longer."
        )));
    }
    let view_id = match view.view_id.as_str() {
        "" => super::new_id(),
        known => known.to_owned(),
    };
    let columns = serde_json::to_string(&view.columns).unwrap_or_default();
    tx.prepare_cached(
        "INSERT INTO mark_view (view_id, name, filter, columns, created_at, set_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)
         ON CONFLICT DO UPDATE SET name = excluded.name, filter = excluded.filter,
             columns = excluded.columns, removed_at = NULL, set_at = max(excluded.set_at, set_at + 1)",
    )?
    .execute(params![view_id, name, view.filter, columns, now.0])?;
    change::record(tx, Topic::View, &view_id)?;
    Ok(SavedView {
        view_id,
        name,
        ..view.clone()
    })
}

/// Removes a view. That there was one is kept, so that an older file of marks does not bring it back.
pub fn remove(tx: &Tx<'_>, view_id: &str, now: UnixMs) -> Result<()> {
    let removed: Option<String> = tx
        .prepare_cached(
            "UPDATE mark_view SET removed_at = ?2, set_at = max(?2, set_at + 1)
             WHERE view_id = ?1 AND removed_at IS NULL RETURNING view_id",
        )?
        .query_row(params![view_id, now.0], |row| row.get(0))
        .optional()?;
    match removed {
        Some(id) => change::record(tx, Topic::View, &id),
        None => Ok(()),
    }
}

/// The views, in the order in which they were made.
pub fn list(connection: &Connection) -> Result<Vec<SavedView>> {
    let mut statement = connection.prepare_cached(
        "SELECT view_id, name, filter, columns FROM mark_view
         WHERE removed_at IS NULL ORDER BY created_at, view_id",
    )?;
    let rows = statement.query_map([], |row| {
        let Json(columns) = row.get(3)?;
        Ok(SavedView {
            view_id: row.get(0)?,
            name: row.get(1)?,
            filter: row.get(2)?,
            columns,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;

    fn called(name: &str) -> SavedView {
        SavedView {
            view_id: String::new(),
            name: name.into(),
            filter: r#"{"starred":true}"#.into(),
            columns: vec!["name".into(), "average".into()],
        }
    }

    #[test]
    fn a_view_is_kept_changed_removed_and_brought_back_under_one_id() {
        let desk = Desk::new();
        let first = desk.write(|tx| put(tx, &called(" To call "), UnixMs(1)));
        let second = desk.write(|tx| put(tx, &called("Nurses"), UnixMs(2)));
        assert_eq!(first.name, "To call", "without the white space around it");
        assert_eq!(
            desk.read(list),
            [first.clone(), second.clone()],
            "as they were made"
        );
        let renamed = SavedView {
            name: "Call today".into(),
            ..first
        };
        desk.write(|tx| put(tx, &renamed, UnixMs(3)));
        desk.write(|tx| remove(tx, &second.view_id, UnixMs(4)));
        assert_eq!(desk.read(list).len(), 1, "one is gone");
        desk.write(|tx| put(tx, &second, UnixMs(5)));
        assert_eq!(desk.read(list), [renamed, second], "and back in its place");
    }

    #[test]
    fn a_view_without_a_name_is_refused() {
        let desk = Desk::new();
        let refused = desk.store.write(|tx| put(tx, &called("  "), UnixMs(1)));
        assert!(matches!(refused, Err(Error::Unfit(_))), "{refused:?}");
        let long = called(&"x".repeat(LONGEST + 1));
        let refused = desk.store.write(|tx| put(tx, &long, UnixMs(1)));
        assert!(matches!(refused, Err(Error::Unfit(_))), "{refused:?}");
        assert_eq!(desk.read(list), [], "nothing is kept");
    }
}

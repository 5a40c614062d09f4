//! Writes all marks, those included that wait for their person, and that something was taken away.

use super::{
    ColumnMark, FORMAT, InboxMark, MarksFile, Moved, NoteMark, PersonMarks, TagMark, VERSION,
    ViewMark,
};
use crate::json::Json;
use crate::{Connection, Error, Result};
use domain::UnixMs;
use rusqlite::Row;

/// All marks as the text of a file.
///
/// # Errors
/// When the cache cannot be read.
pub fn write(connection: &Connection, now: UnixMs) -> Result<String> {
    let file = MarksFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        written_at: now.0,
        people: people(connection)?,
        notes: notes(connection)?,
        views: views(connection)?,
        inbox: inbox(connection)?,
        columns: columns(connection)?,
    };
    serde_json::to_string_pretty(&file).map_err(|error| Error::Damaged(error.to_string()))
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn people(connection: &Connection) -> Result<Vec<PersonMarks>> {
    let mut people = all(
        connection,
        "SELECT person, starred, starred_set_at, reviewed_at, reviewed_set_at
         FROM mark_person ORDER BY person",
        |row| {
            Ok(PersonMarks {
                person: row.get(0)?,
                starred: row.get(1)?,
                starred_set_at: row.get(2)?,
                reviewed_at: row.get(3)?,
                reviewed_set_at: row.get(4)?,
                tags: Vec::new(),
            })
        },
    )?;
    let mut tags = connection.prepare(
        "SELECT mark_tag.name, mark.given, mark.set_at
         FROM mark_person_tag AS mark JOIN mark_tag ON mark_tag.tag = mark.tag
         WHERE mark.person = ? ORDER BY mark.tag",
    )?;
    for one in &mut people {
        let rows = tags.query_map([&one.person], |row| {
            Ok(TagMark {
                name: row.get(0)?,
                given: row.get(1)?,
                set_at: row.get(2)?,
            })
        })?;
        one.tags = rows.collect::<Result<_, _>>()?;
    }
    Ok(people)
}

fn notes(connection: &Connection) -> Result<Vec<NoteMark>> {
    let sql = "SELECT note_id, person, interview_id, at_ms, text, created_at, edited_at, removed_at, set_at
               FROM mark_note ORDER BY created_at, note_id";
    all(connection, sql, |row| {
        Ok(NoteMark {
            note_id: row.get(0)?,
            person: row.get(1)?,
            interview_id: row.get(2)?,
            at_ms: row.get(3)?,
            text: row.get(4)?,
            created_at: row.get(5)?,
            edited_at: row.get(6)?,
            removed_at: row.get(7)?,
            set_at: row.get(8)?,
        })
    })
}

fn views(connection: &Connection) -> Result<Vec<ViewMark>> {
    let sql = "SELECT view_id, name, filter, columns, created_at, removed_at, set_at
               FROM mark_view ORDER BY created_at, view_id";
    all(connection, sql, |row| {
        let (Json(filter), Json(columns)) = (row.get(2)?, row.get(3)?);
        Ok(ViewMark {
            view_id: row.get(0)?,
            name: row.get(1)?,
            filter,
            columns,
            created_at: row.get(4)?,
            removed_at: row.get(5)?,
            set_at: row.get(6)?,
        })
    })
}

fn inbox(connection: &Connection) -> Result<Vec<InboxMark>> {
    let sql =
        "SELECT mark.event_key, mark.read_at, mark.starred_at, mark.done_at, mark.snoozed_until,
                   mark.set_at, named.person, event.flow_id, transition.new
               FROM mark_event AS mark
               LEFT JOIN event ON event.key = mark.event_key AND event.kind = 'status'
               LEFT JOIN transition ON transition.id = event.transition_id
               LEFT JOIN candidate_person AS named ON named.candidate_id = event.candidate_id
               ORDER BY mark.event_key";
    let marks = all(connection, sql, |row| {
        let (person, flow_id, to): (Option<_>, Option<_>, Option<_>) =
            (row.get(6)?, row.get(7)?, row.get(8)?);
        let moved = person.zip(flow_id).zip(to);
        Ok(InboxMark {
            key: row.get(0)?,
            moved: moved.map(|((person, flow_id), to)| Moved {
                person,
                flow_id,
                to,
            }),
            read_at: row.get(1)?,
            starred_at: row.get(2)?,
            done_at: row.get(3)?,
            snoozed_until: row.get(4)?,
            set_at: row.get(5)?,
        })
    })?;
    // A status change that nobody knows any more has no name that another computer could know.
    let is_known = |mark: &InboxMark| mark.moved.is_some() || !mark.key.starts_with("status:");
    Ok(marks.into_iter().filter(is_known).collect())
}

fn columns(connection: &Connection) -> Result<Vec<ColumnMark>> {
    let sql = "SELECT flow_id, keys, set_at FROM mark_column ORDER BY flow_id";
    all(connection, sql, |row| {
        let Json(keys) = row.get(1)?;
        Ok(ColumnMark {
            flow_id: row.get(0)?,
            keys,
            set_at: row.get(2)?,
        })
    })
}

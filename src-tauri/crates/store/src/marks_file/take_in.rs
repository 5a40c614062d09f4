//! Takes in a file of marks: of two decisions on the same the later one holds.

use super::{
    ColumnMark, FORMAT, InboxMark, MarksFile, Moved, NoteMark, PersonMarks, TagMark, VERSION,
    ViewMark,
};
use crate::table::change::{self, Topic};
use crate::table::mark::person::{self as identity, PersonKey};
use crate::table::mark::tag::{self, TagName};
use crate::table::mark::{candidate, note};
use crate::table::search_note;
use crate::{Connection, Error, Result, Tx, UnfitMarks};
use domain::CandidateId;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Candidates whose marks are others now.
    pub candidates: u32,
    /// Notes that were added or changed.
    pub notes: u32,
    /// Views that were added or changed.
    pub views: u32,
    /// Marks of inbox items that were added or changed.
    pub inbox: u32,
    /// Marks that were here already.
    pub unchanged: u32,
    /// Marks on people who are not here yet.
    pub waiting: u32,
}

/// Takes in the text of a file. Nothing that is here is overwritten by something older.
///
/// # Errors
/// [`Error::UnfitMarks`] when it is no such file; nothing is changed then.
pub fn take_in(tx: &Tx<'_>, text: &str) -> Result<Taken> {
    let file = parse(text)?;
    let mut taken = Taken::default();
    let mut touched = BTreeSet::new();
    for marks in &file.people {
        person(tx, marks, &mut taken, &mut touched)?;
    }
    taken.candidates = u32::try_from(touched.len()).unwrap_or(u32::MAX);
    for mark in &file.notes {
        note(tx, mark, &mut taken, &mut touched)?;
    }
    for mark in &file.views {
        view(tx, mark, &mut taken)?;
    }
    for mark in &file.inbox {
        inbox(tx, mark, &mut taken)?;
    }
    for mark in &file.columns {
        column(tx, mark)?;
    }
    for candidate in touched {
        candidate::refresh(tx, candidate)?;
    }
    Ok(taken)
}

fn parse(text: &str) -> Result<MarksFile> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let text = text.trim_start_matches('\u{feff}');
    let head: Option<Head> = serde_json::from_str(text).ok();
    let Some(head) = head.filter(|head| head.format == FORMAT) else {
        return Err(Error::UnfitMarks(UnfitMarks::None));
    };
    if head.version > VERSION {
        return Err(Error::UnfitMarks(UnfitMarks::Newer));
    }
    serde_json::from_str(text)
        .map_err(|error| Error::UnfitMarks(UnfitMarks::Damaged(error.to_string())))
}

fn person(
    tx: &Tx<'_>,
    marks: &PersonMarks,
    taken: &mut Taken,
    touched: &mut BTreeSet<CandidateId>,
) -> Result<()> {
    let Some(who) = PersonKey::parse(&marks.person) else {
        return Ok(());
    };
    let who = identity::known_as(tx, who)?;
    let mut changed = tx
        .prepare_cached(
            "INSERT INTO mark_person (person, starred, starred_set_at, reviewed_at, reviewed_set_at)
             VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (person) DO UPDATE SET
                 starred = iif(excluded.starred_set_at > starred_set_at, excluded.starred, starred),
                 reviewed_at =
                     iif(excluded.reviewed_set_at > reviewed_set_at, excluded.reviewed_at, reviewed_at),
                 starred_set_at = max(starred_set_at, excluded.starred_set_at),
                 reviewed_set_at = max(reviewed_set_at, excluded.reviewed_set_at)
             WHERE excluded.starred_set_at > starred_set_at
                 OR excluded.reviewed_set_at > reviewed_set_at",
        )?
        .execute(params![
            who.as_str(),
            marks.starred,
            marks.starred_set_at,
            marks.reviewed_at,
            marks.reviewed_set_at
        ])?;
    for mark in &marks.tags {
        changed += give(tx, &who, mark)?;
    }
    match (changed > 0, identity::candidate(tx, &who)?) {
        (false, _) => taken.unchanged += 1,
        (true, Some(candidate)) => {
            touched.insert(candidate);
        }
        (true, None) => taken.waiting += 1,
    }
    Ok(())
}

fn give(tx: &Tx<'_>, who: &PersonKey, mark: &TagMark) -> Result<usize> {
    let name = TagName::parse(&mark.name)
        .map_err(|error| Error::UnfitMarks(UnfitMarks::Damaged(error.to_string())))?;
    tag::spell(tx, &name)?;
    Ok(tx
        .prepare_cached(
            "INSERT INTO mark_person_tag (person, tag, given, set_at) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET given = excluded.given, set_at = excluded.set_at
             WHERE excluded.set_at > set_at",
        )?
        .execute(params![who.as_str(), name.key(), mark.given, mark.set_at])?)
}

fn note(
    tx: &Tx<'_>,
    mark: &NoteMark,
    taken: &mut Taken,
    touched: &mut BTreeSet<CandidateId>,
) -> Result<()> {
    let Some(who) = PersonKey::parse(&mark.person) else {
        return Ok(());
    };
    if mark.text.chars().count() > note::LONGEST {
        let why = "there is a note in it that is too long".to_owned();
        return Err(Error::UnfitMarks(UnfitMarks::Damaged(why)));
    }
    let who = identity::known_as(tx, who)?;
    let changed = tx
        .prepare_cached(
            "INSERT INTO mark_note (note_id, person, interview_id, at_ms, text, created_at, edited_at,
                 removed_at, set_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET person = excluded.person, interview_id = excluded.interview_id,
                 at_ms = excluded.at_ms, text = excluded.text, edited_at = excluded.edited_at,
                 removed_at = excluded.removed_at, set_at = excluded.set_at
             WHERE excluded.set_at > set_at",
        )?
        .execute(params![
            mark.note_id,
            who.as_str(),
            mark.interview_id,
            mark.at_ms,
            mark.text,
            mark.created_at,
            mark.edited_at,
            mark.removed_at,
            mark.set_at
        ])?;
    if changed > 0 && mark.removed_at.is_none() {
        search_note::put(tx, &mark.note_id, &mark.text)?;
    } else if changed > 0 {
        search_note::remove(tx, &mark.note_id)?;
    }
    match (changed > 0, identity::candidate(tx, &who)?) {
        (false, _) => taken.unchanged += 1,
        (true, Some(candidate)) => {
            taken.notes += 1;
            touched.insert(candidate);
        }
        (true, None) => taken.waiting += 1,
    }
    Ok(())
}

fn view(tx: &Tx<'_>, mark: &ViewMark, taken: &mut Taken) -> Result<()> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO mark_view (view_id, name, filter, columns, created_at, removed_at, set_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET name = excluded.name, filter = excluded.filter,
                 columns = excluded.columns, removed_at = excluded.removed_at, set_at = excluded.set_at
             WHERE excluded.set_at > set_at",
        )?
        .execute(params![
            mark.view_id,
            mark.name,
            mark.filter.to_string(),
            serde_json::to_string(&mark.columns).unwrap_or_default(),
            mark.created_at,
            mark.removed_at,
            mark.set_at
        ])?;
    if changed == 0 {
        taken.unchanged += 1;
        return Ok(());
    }
    taken.views += u32::from(mark.removed_at.is_none());
    change::record(tx, Topic::View, &mark.view_id)
}

fn inbox(tx: &Tx<'_>, mark: &InboxMark, taken: &mut Taken) -> Result<()> {
    let key = match &mark.moved {
        None if mark.key.starts_with("status:") => return Ok(()),
        None => mark.key.clone(),
        Some(moved) => match status_key(tx, &mark.key, moved)? {
            Some(key) => key,
            None => return Ok(()),
        },
    };
    // The later decision as a whole; of an older one only what nobody has decided here.
    let changed = tx
        .prepare_cached(
            "INSERT INTO mark_event (event_key, read_at, starred_at, done_at, snoozed_until, set_at)
             VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (event_key) DO UPDATE SET
                 read_at = iif(excluded.set_at > set_at, coalesce(excluded.read_at, read_at),
                     coalesce(read_at, excluded.read_at)),
                 starred_at = iif(excluded.set_at > set_at, coalesce(excluded.starred_at, starred_at),
                     coalesce(starred_at, excluded.starred_at)),
                 done_at = iif(excluded.set_at > set_at, coalesce(excluded.done_at, done_at),
                     coalesce(done_at, excluded.done_at)),
                 snoozed_until = iif(excluded.set_at > set_at,
                     coalesce(excluded.snoozed_until, snoozed_until),
                     coalesce(snoozed_until, excluded.snoozed_until)),
                 set_at = max(set_at, excluded.set_at)
             WHERE excluded.set_at > set_at
                 OR (read_at IS NULL AND excluded.read_at IS NOT NULL)
                 OR (starred_at IS NULL AND excluded.starred_at IS NOT NULL)
                 OR (done_at IS NULL AND excluded.done_at IS NOT NULL)
                 OR (snoozed_until IS NULL AND excluded.snoozed_until IS NOT NULL)",
        )?
        .execute(params![
            key,
            mark.read_at,
            mark.starred_at,
            mark.done_at,
            mark.snoozed_until,
            mark.set_at
        ])?;
    let event: Option<i64> = tx
        .prepare_cached("SELECT id FROM event WHERE key = ?")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    match (changed > 0, event) {
        (false, _) => taken.unchanged += 1,
        (true, None) => taken.waiting += 1,
        (true, Some(event)) => {
            taken.inbox += 1;
            change::record(tx, Topic::Inbox, &event.to_string())?;
        }
    }
    Ok(())
}

/// The key that a status change has here: the same one where it is the same change, else that of the
/// only change of this person to this status. Of several nobody can tell which is meant.
fn status_key(connection: &Connection, key: &str, moved: &Moved) -> Result<Option<String>> {
    let Some(who) = PersonKey::parse(&moved.person) else {
        return Ok(None);
    };
    let Some(candidate) = identity::candidate(connection, &identity::known_as(connection, who)?)?
    else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(
        "SELECT event.key FROM event JOIN transition ON transition.id = event.transition_id
         WHERE event.candidate_id = ? AND event.flow_id = ? AND transition.new = ?",
    )?;
    let keys = statement.query_map(params![candidate.0, moved.flow_id, moved.to], |row| {
        row.get(0)
    })?;
    let keys = keys.collect::<Result<Vec<String>, _>>()?;
    Ok(match keys.as_slice() {
        keys if keys.iter().any(|known| known == key) => Some(key.to_owned()),
        [only] => Some(only.clone()),
        _ => None,
    })
}

fn column(tx: &Tx<'_>, mark: &ColumnMark) -> Result<()> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO mark_column (flow_id, keys, set_at) VALUES (?, ?, ?)
             ON CONFLICT DO UPDATE SET keys = excluded.keys, set_at = excluded.set_at
             WHERE excluded.set_at > set_at",
        )?
        .execute(params![
            mark.flow_id,
            serde_json::to_string(&mark.keys).unwrap_or_default(),
            mark.set_at
        ])?;
    match changed > 0 {
        true => change::record(tx, Topic::Flow, &mark.flow_id),
        false => Ok(()),
    }
}

//! What the recruiter marks on people: starred, reviewed, tags.

use super::person::{self as identity, PersonKey};
use super::tag::TagName;
use crate::json::Json;
use crate::table::change::{self, Topic};
use crate::table::person;
use crate::{Connection, Result, Tx};
use domain::{CandidateId, UnixMs};
use rusqlite::params;
use std::collections::HashMap;

/// What to set on candidates; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateMark {
    /// Starred or not.
    pub starred: Option<bool>,
    /// Reviewed or not.
    pub reviewed: Option<bool>,
    /// Tags to give.
    pub add: Vec<TagName>,
    /// Tags to take away.
    pub remove: Vec<TagName>,
}

/// What is marked on a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Starred.
    pub starred: bool,
    /// When they were marked reviewed.
    pub reviewed_at: Option<UnixMs>,
    /// Their tags, in alphabetical order.
    pub tags: Vec<String>,
}

/// Sets marks on candidates. One who is gone is passed over.
pub fn set(
    tx: &Tx<'_>,
    candidates: &[CandidateId],
    mark: &CandidateMark,
    now: UnixMs,
) -> Result<()> {
    for tag in &mark.add {
        super::tag::spell(tx, tag)?;
    }
    for candidate in candidates {
        let Some(who) = identity::of(tx, *candidate)? else {
            continue;
        };
        if set_one(tx, *candidate, &who, mark, now)? {
            change::record(tx, Topic::Mark, &candidate.to_string())?;
        }
    }
    Ok(())
}

/// Answers whether anything is different now.
fn set_one(
    tx: &Tx<'_>,
    candidate: CandidateId,
    who: &PersonKey,
    mark: &CandidateMark,
    now: UnixMs,
) -> Result<bool> {
    tx.prepare_cached("INSERT INTO mark_person (person) VALUES (?) ON CONFLICT DO NOTHING")?
        .execute([who.as_str()])?;
    let mut changed = 0;
    if let Some(starred) = mark.starred {
        // The clock may have been set back: what is decided now is later than what was decided before.
        changed += tx
            .prepare_cached(
                "UPDATE mark_person SET starred = ?2, starred_set_at = max(?3, starred_set_at + 1)
                 WHERE person = ?1 AND (starred <> ?2 OR starred_set_at = 0)",
            )?
            .execute(params![who.as_str(), starred, now.0])?;
        tx.prepare_cached(
            "UPDATE person_row SET starred = ?2 WHERE candidate_id = ?1 AND starred <> ?2",
        )?
        .execute(params![candidate.0, starred])?;
    }
    if let Some(reviewed) = mark.reviewed {
        let at = reviewed.then_some(now.0);
        changed += tx
            .prepare_cached(
                "UPDATE mark_person SET reviewed_at = ?2, reviewed_set_at = max(?3, reviewed_set_at + 1)
                 WHERE person = ?1 AND ((reviewed_at IS NULL) <> (?2 IS NULL) OR reviewed_set_at = 0)",
            )?
            .execute(params![who.as_str(), at, now.0])?;
        tx.prepare_cached(
            "UPDATE person_row SET reviewed = ?2 WHERE candidate_id = ?1 AND reviewed <> ?2",
        )?
        .execute(params![candidate.0, reviewed])?;
    }
    let tags = mark.add.iter().map(|tag| (tag, true));
    for (tag, given) in tags.chain(mark.remove.iter().map(|tag| (tag, false))) {
        changed += set_tag(tx, candidate, who, tag, given, now)?;
    }
    Ok(changed > 0)
}

fn set_tag(
    tx: &Tx<'_>,
    candidate: CandidateId,
    who: &PersonKey,
    tag: &TagName,
    given: bool,
    now: UnixMs,
) -> Result<usize> {
    let changed = match given {
        true => tx.prepare_cached(
            "INSERT INTO mark_person_tag (person, tag, given, set_at) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT DO UPDATE SET given = 1, set_at = max(excluded.set_at, set_at + 1)
                 WHERE given = 0",
        ),
        false => tx.prepare_cached(
            "UPDATE mark_person_tag SET given = 0, set_at = max(?3, set_at + 1)
             WHERE person = ?1 AND tag = ?2 AND given = 1",
        ),
    }?
    .execute(params![who.as_str(), tag.key(), now.0])?;
    if changed > 0 {
        let sql = match given {
            true => {
                "INSERT INTO person_tag (tag, candidate_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
            }
            false => "DELETE FROM person_tag WHERE tag = ? AND candidate_id = ?",
        };
        tx.prepare_cached(sql)?
            .execute(params![tag.key(), candidate.0])?;
    }
    Ok(changed)
}

/// Derives again what the table of everyone shows of marks that came from elsewhere.
pub(crate) fn refresh(tx: &Tx<'_>, candidate: CandidateId) -> Result<()> {
    person::refresh(tx, candidate)?;
    person::tags(tx, candidate)?;
    change::record(tx, Topic::Mark, &candidate.to_string())
}

/// The marks of those among `candidates` who have any.
pub fn of(connection: &Connection, candidates: &[i64]) -> Result<HashMap<i64, Marks>> {
    let wanted = serde_json::to_string(candidates).unwrap_or_default();
    let mut statement = connection.prepare_cached(MARKS)?;
    let rows = statement.query_map([wanted], |row| {
        let Json(tags) = row.get(3)?;
        let marks = Marks {
            starred: row.get(1)?,
            reviewed_at: row.get::<_, Option<i64>>(2)?.map(UnixMs),
            tags,
        };
        Ok((row.get(0)?, marks))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) const MARKS: &str = "SELECT named.candidate_id, mark.starred, mark.reviewed_at,
         (SELECT json_group_array(name) FROM (
             SELECT mark_tag.name FROM person_tag JOIN mark_tag ON mark_tag.tag = person_tag.tag
             WHERE person_tag.candidate_id = named.candidate_id ORDER BY mark_tag.tag))
     FROM json_each(?1) AS wanted
     CROSS JOIN candidate_person AS named ON named.candidate_id = wanted.value
     CROSS JOIN mark_person AS mark ON mark.person = named.person";

#[cfg(test)]
mod tests;

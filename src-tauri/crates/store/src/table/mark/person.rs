//! By what name a candidate's marks go: one that outlives the facts, and that may be here before them.

use crate::{Connection, Result};
use domain::{CandidateId, CandidateKey, Email, InterviewId};
use rusqlite::{OptionalExtension, params};

/// Before the id of an interview of which nobody has said whose it is.
const ANONYMOUS: &str = "anonymous:";

/// A candidate's name among the marks: the normalised address, or `anonymous:` and an interview's id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonKey(String);

impl PersonKey {
    /// Reads what stands in a file of marks; `None` when it names nobody.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix(ANONYMOUS) {
            Some(id) => (!id.is_empty()).then(|| Self::anonymous(id)),
            None => Email::parse(text).map(|email| Self(email.as_str().to_owned())),
        }
    }

    /// That of an interview of which nobody has said whose it is.
    pub fn anonymous(interview_id: &str) -> Self {
        Self(format!("{ANONYMOUS}{interview_id}"))
    }

    /// Whether it names an interview instead of a person.
    pub fn is_anonymous(&self) -> bool {
        self.0.starts_with(ANONYMOUS)
    }

    /// As it stands in the tables.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn candidate_key(&self) -> Option<CandidateKey> {
        match self.0.strip_prefix(ANONYMOUS) {
            Some(id) => Some(CandidateKey::Anonymous(InterviewId::new(id))),
            None => Email::parse(&self.0).map(CandidateKey::Email),
        }
    }
}

/// The name of a candidate; `None` when there is none with this id.
pub fn of(connection: &Connection, candidate: CandidateId) -> Result<Option<PersonKey>> {
    Ok(connection
        .prepare_cached("SELECT person FROM candidate_person WHERE candidate_id = ?")?
        .query_row([candidate.0], |row| row.get(0).map(PersonKey))
        .optional()?)
}

/// The candidate who goes by this name; `None` while they are not here.
pub fn candidate(connection: &Connection, person: &PersonKey) -> Result<Option<CandidateId>> {
    let Some(key) = person.candidate_key() else {
        return Ok(None);
    };
    Ok(crate::table::candidate::find(connection, &key)?.map(|found| found.id))
}

/// The name by which the marks go that a file has under `person`: an interview that was anonymous
/// there may be somebody's here.
pub(crate) fn known_as(connection: &Connection, person: PersonKey) -> Result<PersonKey> {
    let Some(id) = person.0.strip_prefix(ANONYMOUS) else {
        return Ok(person);
    };
    let known = connection
        .prepare_cached(
            "SELECT named.person FROM interview JOIN candidate_person AS named USING (candidate_id)
             WHERE interview.interview_id = ?",
        )?
        .query_row([id], |row| row.get(0).map(PersonKey))
        .optional()?;
    Ok(known.unwrap_or(person))
}

/// Whether anybody is marked who goes by an interview's id.
pub(crate) fn any_anonymous(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM mark_person WHERE person >= 'anonymous:' AND person < 'anonymous;')
                 OR EXISTS (SELECT 1 FROM mark_note WHERE person >= 'anonymous:' AND person < 'anonymous;')",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Hands the marks of one name over to another, since both are one person. Of two decisions on the
/// same the later one holds. Answers whether there were any.
pub(crate) fn follow(connection: &Connection, from: &PersonKey, to: &PersonKey) -> Result<bool> {
    let both = params![from.as_str(), to.as_str()];
    let mut moved = 0;
    for sql in [
        "INSERT INTO mark_person (person, starred, starred_set_at, reviewed_at, reviewed_set_at)
         SELECT ?2, starred, starred_set_at, reviewed_at, reviewed_set_at
         FROM mark_person WHERE person = ?1
         ON CONFLICT (person) DO UPDATE SET
             starred = iif(excluded.starred_set_at > starred_set_at, excluded.starred, starred),
             reviewed_at = iif(excluded.reviewed_set_at > reviewed_set_at, excluded.reviewed_at, reviewed_at),
             starred_set_at = max(starred_set_at, excluded.starred_set_at),
             reviewed_set_at = max(reviewed_set_at, excluded.reviewed_set_at)",
        "INSERT INTO mark_person_tag (person, tag, given, set_at)
         SELECT ?2, tag, given, set_at FROM mark_person_tag WHERE person = ?1
         ON CONFLICT (person, tag) DO UPDATE SET given = excluded.given, set_at = excluded.set_at
             WHERE excluded.set_at > set_at",
        "UPDATE mark_note SET person = ?2 WHERE person = ?1",
    ] {
        moved += connection.prepare_cached(sql)?.execute(both)?;
    }
    for sql in [
        "DELETE FROM mark_person WHERE person = ?",
        "DELETE FROM mark_person_tag WHERE person = ?",
    ] {
        connection.prepare_cached(sql)?.execute([from.as_str()])?;
    }
    Ok(moved > 0)
}

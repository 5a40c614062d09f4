//! Erases an interview that Ribbon no longer has, so that nothing of it is left and nothing brings it
//! back.

use crate::coding::Said;
use crate::table::change::{self, Topic};
use crate::table::kept_item::{self, ItemKind};
use crate::table::mark::person as identity;
use crate::table::{candidate, delivery, dictionary, fetch_queue, interview, media, pipeline};
use crate::{Connection, Error, Result, Tx};
use domain::{CandidateId, FlowId, InterviewId, UnixMs};
use rusqlite::{OptionalExtension, params};

/// What became of a request to erase an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// It is not in the cache.
    NotFound,
    /// Ribbon still has it, as far as is known: it would come back with the next sync.
    StillAtRibbon,
    /// The interview is erased.
    Interview,
    /// The interview is erased, and the candidate, of whom nothing else was known.
    Candidate,
}

/// One interview with what else has to be known of it.
struct Row {
    num: i64,
    candidate: CandidateId,
    flow: FlowId,
    is_gone: bool,
    name: String,
}

/// Erases an interview that Ribbon no longer has: its row, transcript, recordings, search entries,
/// events with their marks, the deliveries and the invitation that name it. Notes that were pinned to
/// it are kept without the moment. The candidate goes too, with names, notes and tags, if nothing else
/// is known of them.
///
/// # Errors
/// When the cache cannot be read or written.
pub fn erase(tx: &Tx<'_>, id: &InterviewId, now: UnixMs) -> Result<Erasure> {
    let Some(row) = find(tx, id)? else {
        return Ok(Erasure::NotFound);
    };
    if !row.is_gone {
        return Ok(Erasure::StillAtRibbon);
    }
    let takes_candidate = is_all_that_is_known(tx, row.candidate)?;
    let said = interview::said(tx, row.num)?.unwrap_or_default();
    remove_events(tx, id, row.num)?;
    remove_requests(tx, id)?;
    unpin_notes(tx, id, row.candidate, now)?;
    delivery::erase(tx, id.as_str())?;
    empty_invitations(tx, "interview_id = ?", id.as_str())?;
    tx.prepare_cached("DELETE FROM interview WHERE num = ?")?
        .execute([row.num])?;
    tx.prepare_cached(
        "INSERT INTO erased_interview (interview_id, erased_at) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET erased_at = excluded.erased_at",
    )?
    .execute(params![id.as_str(), now.0])?;
    change::record(tx, Topic::Interview, id.as_str())?;
    match takes_candidate {
        true => remove_candidate(tx, row.candidate)?,
        false => pipeline::refresh(tx, row.candidate, &row.flow)?,
    }
    remove_words(tx, row.num, takes_candidate.then_some(row.candidate))?;
    dictionary::forget(tx, &own_texts(&said, &row.name))?;
    Ok(match takes_candidate {
        true => Erasure::Candidate,
        false => Erasure::Interview,
    })
}

/// Erases the recordings of an interview that are kept here, if Ribbon no longer has them.
///
/// # Errors
/// When the cache cannot be read or written.
pub fn erase_recordings(tx: &Tx<'_>, id: &InterviewId) -> Result<Erasure> {
    let is_gone: Option<bool> = tx
        .prepare_cached(
            "SELECT gone_at IS NOT NULL OR recordings_gone_at IS NOT NULL FROM interview
             WHERE interview_id = ?",
        )?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    match is_gone {
        None => return Ok(Erasure::NotFound),
        Some(false) => return Ok(Erasure::StillAtRibbon),
        Some(true) => {}
    }
    media::forget(tx, id)?;
    change::record(tx, Topic::Interview, id.as_str())?;
    Ok(Erasure::Interview)
}

/// Whether the user erased this interview.
///
/// # Errors
/// When the cache cannot be read.
pub fn is_erased(connection: &Connection, id: &InterviewId) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM erased_interview WHERE interview_id = ?)")?
        .query_row([id.as_str()], |row| row.get(0))?)
}

/// Forgets that an interview was erased: Ribbon has it.
///
/// # Errors
/// When the cache cannot be written.
pub fn found_at_ribbon(tx: &Tx<'_>, id: &InterviewId) -> Result<()> {
    tx.prepare_cached("DELETE FROM erased_interview WHERE interview_id = ?")?
        .execute([id.as_str()])?;
    Ok(())
}

/// Whether one interview is all that is known of a candidate, so that erasing it removes them.
///
/// # Errors
/// When the cache cannot be read.
pub fn is_all_that_is_known(connection: &Connection, candidate: CandidateId) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM interview WHERE candidate_id = ?1) = 1
                 AND NOT EXISTS (SELECT 1 FROM transition WHERE candidate_id = ?1)",
        )?
        .query_row([candidate.0], |row| row.get(0))?)
}

fn find(tx: &Tx<'_>, id: &InterviewId) -> Result<Option<Row>> {
    Ok(tx
        .prepare_cached(
            "SELECT num, candidate_id, flow_id, gone_at IS NOT NULL, concat_ws(' ', first_name, last_name)
             FROM interview WHERE interview_id = ?",
        )?
        .query_row([id.as_str()], |row| {
            Ok(Row {
                num: row.get(0)?,
                candidate: CandidateId(row.get(1)?),
                flow: FlowId::new(row.get::<_, String>(2)?),
                is_gone: row.get(3)?,
                name: row.get(4)?,
            })
        })
        .optional()?)
}

/// Removes what the inbox has of it, the marks on that, and notifications.
fn remove_events(tx: &Tx<'_>, id: &InterviewId, num: i64) -> Result<()> {
    for sql in [
        "DELETE FROM outbox WHERE event_id IN (SELECT id FROM event WHERE interview_num = ?)",
        "DELETE FROM inbox_entry WHERE event_id IN (SELECT id FROM event WHERE interview_num = ?)",
    ] {
        tx.prepare_cached(sql)?.execute([num])?;
    }
    let mut statement =
        tx.prepare_cached("DELETE FROM event WHERE interview_num = ? RETURNING id")?;
    let ids = statement.query_map([num], |row| row.get::<_, i64>(0))?;
    for event in ids.collect::<Result<Vec<_>, _>>()? {
        change::record(tx, Topic::Inbox, &event.to_string())?;
    }
    tx.prepare_cached(
        "DELETE FROM mark_event WHERE event_key IN ('processed:' || ?1, 'video:' || ?1)",
    )?
    .execute([id.as_str()])?;
    Ok(())
}

/// Removes what was to be fetched, and what of Ribbon's answers could not be read.
fn remove_requests(tx: &Tx<'_>, id: &InterviewId) -> Result<()> {
    fetch_queue::remove(tx, id)?;
    kept_item::remove(tx, ItemKind::Interview, id.as_str())
}

fn unpin_notes(tx: &Tx<'_>, id: &InterviewId, candidate: CandidateId, now: UnixMs) -> Result<()> {
    let unpinned = tx
        .prepare_cached(
            "UPDATE mark_note SET interview_id = NULL, at_ms = NULL, set_at = max(?2, set_at + 1)
             WHERE interview_id = ?1",
        )?
        .execute(params![id.as_str(), now.0])?;
    match unpinned {
        0 => Ok(()),
        _ => change::record(tx, Topic::Mark, &candidate.to_string()),
    }
}

/// Empties the invitations that `condition` picks: what became of them is kept, not whose they were.
fn empty_invitations(tx: &Tx<'_>, condition: &'static str, value: &str) -> Result<()> {
    let mut statement = tx.prepare_cached(&format!(
        "UPDATE invitation SET cells = '[]', email = NULL, first_name = NULL, last_name = NULL,
             link = NULL, message = NULL
         WHERE {condition} RETURNING batch_id"
    ))?;
    let batches = statement.query_map([value], |row| row.get::<_, i64>(0))?;
    for batch in batches.collect::<Result<Vec<_>, _>>()? {
        change::record(tx, Topic::Invites, &batch.to_string())?;
    }
    Ok(())
}

/// Removes a candidate with all marks. Of invitations to them, those that are still to be made or
/// clarified are left: they are about another interview.
fn remove_candidate(tx: &Tx<'_>, id: CandidateId) -> Result<()> {
    let who = identity::of(tx, id)?
        .ok_or_else(|| Error::Damaged(format!("candidate {id} has no identity")))?;
    for sql in [
        "DELETE FROM search_note WHERE rowid IN (
             SELECT number FROM search_note_number JOIN mark_note USING (note_id) WHERE person = ?)",
        "DELETE FROM search_note_number
         WHERE note_id IN (SELECT note_id FROM mark_note WHERE person = ?)",
        "DELETE FROM mark_note WHERE person = ?",
        "DELETE FROM mark_person_tag WHERE person = ?",
        "DELETE FROM mark_person WHERE person = ?",
    ] {
        tx.prepare_cached(sql)?.execute([who.as_str()])?;
    }
    if !who.is_anonymous() {
        empty_invitations(
            tx,
            "lower(email) = ? AND outcome NOT IN ('waiting', 'asked', 'unknown')",
            who.as_str(),
        )?;
        delivery::erase(tx, who.as_str())?;
    }
    change::record(tx, Topic::Mark, &id.to_string())?;
    match candidate::remove_if_orphan(tx, id)? {
        true => Ok(()),
        false => Err(Error::Damaged(format!(
            "candidate {id} is still referred to"
        ))),
    }
}

/// Takes it out of the indexes of words. An index keeps removed words until its pieces are merged.
fn remove_words(tx: &Tx<'_>, num: i64, candidate: Option<CandidateId>) -> Result<()> {
    for sql in [
        "DELETE FROM search WHERE rowid = ?",
        "DELETE FROM search_person WHERE rowid = ?",
    ] {
        tx.prepare_cached(sql)?.execute([num])?;
    }
    if let Some(candidate) = candidate {
        tx.prepare_cached("DELETE FROM search_candidate WHERE rowid = ?")?
            .execute([candidate.0])?;
    }
    tx.execute_batch(
        "INSERT INTO search (search) VALUES ('optimize');
         INSERT INTO search_person (search_person) VALUES ('optimize');
         INSERT INTO search_candidate (search_candidate) VALUES ('optimize');
         INSERT INTO search_note (search_note) VALUES ('optimize');",
    )?;
    Ok(())
}

/// What may be in a dictionary of this interview alone: not what the interviewer says to everybody.
fn own_texts<'a>(said: &'a Said, name: &'a str) -> Vec<&'a str> {
    let turns = said.segments.iter().filter(|turn| turn.role != "agent");
    let turns = turns.map(|turn| turn.content.as_str());
    let whole = said.segments.is_empty().then_some(said.transcript.as_str());
    let texts = turns.chain(whole).chain(said.summary.as_deref());
    texts.chain([name]).collect()
}

#[cfg(test)]
mod tests;

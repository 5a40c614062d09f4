//! Interviews, without what was said.

mod gone;
mod merge;

use crate::coding::{self, Said, Spoken};
use crate::table::change::{self, Topic};
use crate::table::{criterion, dictionary, transcript};
use crate::{Connection, Error, Result, Tx};
use domain::{CandidateId, FlowId, Interview, InterviewId, Road, Scores, TeamId, UnixMs};
pub use gone::{Lacking, count_gone, found_again, lacked, mark_gone};
pub(crate) use merge::said_print;
pub use merge::{changed, fingerprint};
use rusqlite::{OptionalExtension, params};
use std::collections::HashSet;

/// What the rules need to know of an interview that is already here.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The row's number.
    pub num: i64,
    /// Whose interview it is.
    pub candidate: CandidateId,
    /// In which flow.
    pub flow: FlowId,
    /// `completed`, `incomplete` or another word.
    pub status: String,
    /// Whether its details were fetched.
    pub detailed: bool,
    /// Whether it has a video.
    pub has_video: bool,
    /// Of what REST last said.
    pub fingerprint: i64,
    /// Of what was said in the interview.
    pub said_print: i64,
    /// The team.
    pub team_id: Option<TeamId>,
    /// Where the recordings can be had: audio, video.
    pub urls: [Option<String>; 2],
    /// When it took place: from, to.
    pub times: [Option<UnixMs>; 2],
    /// The scores, as [`criterion`] stores them.
    pub scores: Option<String>,
    /// Whether Ribbon no longer has it.
    pub is_gone: bool,
}

/// An interview as far as a webhook tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// Its id.
    pub id: &'a InterviewId,
    /// Its flow.
    pub flow: &'a FlowId,
    /// `completed` as a rule.
    pub status: &'a str,
    /// The link to Ribbon's web application: kept, never built.
    pub link: Option<&'a str>,
    /// The address as Ribbon wrote it.
    pub email: Option<&'a str>,
    /// The given name.
    pub first_name: Option<&'a str>,
    /// The family name.
    pub last_name: Option<&'a str>,
}

/// Stores an interview as REST describes it, with what was said. The caller has found the
/// candidate, knows that something changed, and has filled in what the answer lacks (see
/// [`changed`]). Answers the row's number.
pub fn put(
    tx: &Tx<'_>,
    interview: &Interview,
    candidate: CandidateId,
    road: Road,
    now: UnixMs,
) -> Result<i64> {
    let data = interview.data.as_ref();
    let scores = data.map(|data| &data.scores);
    let stored = match scores {
        Some(scores) => criterion::store(tx, &interview.flow_id, scores)?,
        None => None,
    };
    let said = data.map(Spoken::from);
    let num = tx
        .prepare_cached(include_str!("interview_put.sql"))?
        .query_row(
            params![
                interview.id.as_str(),
                interview.flow_id.as_str(),
                interview.team_id.as_ref().map(domain::TeamId::as_str),
                candidate.0,
                interview.status.as_str(),
                interview.interviewee.email,
                interview.interviewee.first_name,
                interview.interviewee.last_name,
                data.and_then(|data| data.audio_url.as_deref()),
                data.and_then(|data| data.video_url.as_deref()),
                said.map_or(0, Spoken::duration_ms),
                scores.and_then(domain::Scores::average),
                stored,
                interview.started_at.map(|at| at.0),
                interview.ended_at.map(|at| at.0),
                fingerprint(interview),
                said_print(data),
                now.0,
                road.as_str(),
            ],
            |row| row.get(0),
        )?;
    if let Some(said) = said {
        let dictionary = dictionary::current(tx)?;
        let body = coding::encode(said, dictionary.as_deref())?;
        transcript::put(tx, num, &body)?;
    }
    change::record(tx, Topic::Interview, interview.id.as_str())?;
    Ok(num)
}

/// Stores that a webhook told of an interview, without overwriting what REST said of it. Answers
/// the row's number; `known` is how it stands here, if it does.
pub fn mention(
    tx: &Tx<'_>,
    mention: &Mention<'_>,
    known: Option<&Known>,
    candidate: CandidateId,
    road: Road,
    now: UnixMs,
) -> Result<i64> {
    let written: Option<i64> = tx
        .prepare_cached(include_str!("interview_mention.sql"))?
        .query_row(
            params![
                mention.id.as_str(),
                mention.flow.as_str(),
                candidate.0,
                mention.status,
                mention.email,
                mention.first_name,
                mention.last_name,
                mention.link,
                now.0,
                road.as_str(),
            ],
            |row| row.get(0),
        )
        .optional()?;
    match (written, known) {
        (None, Some(known)) => Ok(known.num),
        (None, None) => Err(Error::Damaged(format!(
            "interview {} is not kept",
            mention.id
        ))),
        (Some(num), _) => {
            change::record(tx, Topic::Interview, mention.id.as_str())?;
            Ok(num)
        }
    }
}

/// Updates addresses of recordings that may have been signed anew.
pub fn renew_urls(
    tx: &Tx<'_>,
    num: i64,
    audio_url: Option<&String>,
    video_url: Option<&String>,
    now: UnixMs,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE interview SET audio_url = ?1, video_url = ?2,
             recordings_gone_at = iif(coalesce(?1, ?2) IS NULL, coalesce(recordings_gone_at, ?4), NULL)
         WHERE num = ?3 AND (audio_url IS NOT ?1 OR video_url IS NOT ?2)",
    )?
    .execute(params![audio_url, video_url, num, now.0])?;
    Ok(())
}

/// Keeps the link to Ribbon's web application.
pub fn keep_link(tx: &Tx<'_>, num: i64, link: &str) -> Result<()> {
    tx.prepare_cached("UPDATE interview SET link = ? WHERE num = ?")?
        .execute(params![link, num])?;
    Ok(())
}

/// What is known of an interview; `None` when it was never seen.
pub fn find(connection: &Connection, id: &InterviewId) -> Result<Option<Known>> {
    Ok(connection
        .prepare_cached(
            "SELECT num, candidate_id, flow_id, status, detailed, fingerprint, said_print, team_id,
                 audio_url, video_url, started_at, ended_at, scores, gone_at IS NOT NULL
             FROM interview WHERE interview_id = ?",
        )?
        .query_row([id.as_str()], |row| {
            let time = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(UnixMs));
            let urls: [Option<String>; 2] = [row.get(8)?, row.get(9)?];
            Ok(Known {
                num: row.get(0)?,
                candidate: CandidateId(row.get(1)?),
                flow: FlowId::new(row.get::<_, String>(2)?),
                status: row.get(3)?,
                detailed: row.get(4)?,
                has_video: urls[1].is_some(),
                fingerprint: row.get(5)?,
                said_print: row.get(6)?,
                team_id: row.get::<_, Option<String>>(7)?.map(TeamId::new),
                urls,
                times: [time(10)?, time(11)?],
                scores: row.get(12)?,
                is_gone: row.get(13)?,
            })
        })
        .optional()?)
}

/// Interviews that are known from a webhook alone, oldest first.
pub fn not_fetched(connection: &Connection) -> Result<Vec<InterviewId>> {
    let mut statement = connection
        .prepare_cached("SELECT interview_id FROM interview WHERE detailed = 0 ORDER BY num")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0).map(InterviewId::new))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where a recording can be fetched, and the kept link: audio, video, link.
pub fn urls(connection: &Connection, id: &InterviewId) -> Result<Option<[Option<String>; 3]>> {
    Ok(connection
        .prepare_cached("SELECT audio_url, video_url, link FROM interview WHERE interview_id = ?")?
        .query_row([id.as_str()], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?])
        })
        .optional()?)
}

/// What was said in an interview; `None` when it is not here.
pub fn said(connection: &Connection, num: i64) -> Result<Option<Said>> {
    let body = transcript::get(connection, num)?;
    body.map(|body| coding::decode(&body, |id| dictionary::get(connection, id)))
        .transpose()
}

/// Whether what was said in an interview is here.
pub fn has_said(connection: &Connection, num: i64) -> Result<bool> {
    transcript::exists(connection, num)
}

/// The ids of the interviews that were not held yet as far as we know.
pub fn invited(connection: &Connection) -> Result<HashSet<String>> {
    let mut statement = connection
        .prepare_cached("SELECT interview_id FROM interview WHERE status = 'incomplete'")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest row's number; 0 when there is none.
pub fn newest(connection: &Connection) -> Result<i64> {
    Ok(
        connection.query_row("SELECT coalesce(max(num), 0) FROM interview", [], |row| {
            row.get(0)
        })?,
    )
}

/// How many interviews have this status and are still at Ribbon, as far as we know.
pub fn count(connection: &Connection, status: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(iif(kind = 'interviews', n, -n)), 0) FROM interview_sum
             WHERE kind IN ('interviews', 'gone') AND status = ?",
        )?
        .query_row([status], |row| row.get(0))?)
}

/// How many interviews are still at Ribbon, whichever their status.
pub fn count_all(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(iif(kind = 'interviews', n, -n)), 0) FROM interview_sum
             WHERE kind IN ('interviews', 'gone')",
        )?
        .query_row([], |row| row.get(0))?)
}

/// How many interviews that are still at Ribbon ended at or after this time.
pub fn count_ended_since(connection: &Connection, since: UnixMs) -> Result<u32> {
    Ok(connection
        .prepare_cached(ENDED_SINCE)?
        .query_row([since.0], |row| row.get(0))?)
}

/// Indexes alone answer this.
pub(crate) const ENDED_SINCE: &str = "SELECT
    (SELECT count(*) FROM flow CROSS JOIN interview INDEXED BY interview_by_flow
         ON interview.flow_id = flow.flow_id
     WHERE interview.status = 'completed' AND interview.happened_at >= ?1
         AND interview.ended_at >= ?1)
    - (SELECT count(*) FROM interview INDEXED BY interview_gone
       WHERE gone_at IS NOT NULL AND status = 'completed' AND ended_at >= ?1)";

/// The scores of an interview.
pub fn scores(connection: &Connection, num: i64) -> Result<Scores> {
    let stored: Option<Option<String>> = connection
        .prepare_cached("SELECT scores FROM interview WHERE num = ?")?
        .query_row([num], |row| row.get(0))
        .optional()?;
    criterion::load(connection, stored.flatten().as_deref())
}

#[cfg(test)]
mod tests;

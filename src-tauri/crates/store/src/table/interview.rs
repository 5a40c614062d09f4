//! Interviews, without what was said.

use crate::coding::{self, Said, Spoken};
use crate::table::change::{self, Topic};
use crate::table::{dictionary, transcript};
use crate::{Connection, Error, Result, Tx};
use domain::{CandidateId, FlowId, Interview, InterviewId, Road, Scores, UnixMs};
use rusqlite::{OptionalExtension, params};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

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

/// A number that is equal for equal answers of REST. Of the addresses of recordings only their
/// presence counts: they may be signed anew with every answer. (Another compiler's hasher may give
/// other numbers; then everything is written once more, which changes nothing.)
pub fn fingerprint(interview: &Interview) -> i64 {
    let mut hasher = DefaultHasher::new();
    let who = &interview.interviewee;
    (
        interview.id.as_str(),
        interview.flow_id.as_str(),
        interview.team_id.as_ref().map(domain::TeamId::as_str),
        interview.status.as_str(),
        (&who.email, &who.first_name, &who.last_name),
        &interview.extra,
    )
        .hash(&mut hasher);
    if let Some(data) = &interview.data {
        (
            &data.transcript,
            &data.summary,
            [data.audio_url.is_some(), data.video_url.is_some()],
            data.scores.given().collect::<Vec<_>>(),
            [data.segments.len(), data.questions.len()],
        )
            .hash(&mut hasher);
        for segment in &data.segments {
            (&segment.role, &segment.content, segment.words.len()).hash(&mut hasher);
            for word in &segment.words {
                (word.start.to_bits(), word.end.to_bits(), &word.word).hash(&mut hasher);
            }
        }
        for question in &data.questions {
            let span = [question.start.to_bits(), question.end.to_bits()];
            (&question.script_question, &question.items, span).hash(&mut hasher);
        }
    }
    hasher.finish().cast_signed()
}

/// Stores an interview as REST describes it, with what was said. The caller has found the
/// candidate and knows that something changed. Answers the row's number.
pub fn put(
    tx: &Tx<'_>,
    interview: &Interview,
    candidate: CandidateId,
    road: Road,
    now: UnixMs,
) -> Result<i64> {
    let data = interview.data.as_ref();
    let scores = data.map(|data| data.scores).unwrap_or_default();
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
                scores.average(),
                scores.communication,
                scores.motivation,
                scores.skills,
                scores.language_vocabulary_and_expression,
                scores.language_grammar_and_structure,
                scores.language_fluency_and_pace,
                scores.language_comprehension,
                fingerprint(interview),
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
    audio_url: Option<&str>,
    video_url: Option<&str>,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE interview SET audio_url = ?1, video_url = ?2
         WHERE num = ?3 AND (audio_url IS NOT ?1 OR video_url IS NOT ?2)",
    )?
    .execute(params![audio_url, video_url, num])?;
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
            "SELECT num, candidate_id, flow_id, status, detailed, video_url IS NOT NULL, fingerprint
             FROM interview WHERE interview_id = ?",
        )?
        .query_row([id.as_str()], |row| {
            Ok(Known {
                num: row.get(0)?,
                candidate: CandidateId(row.get(1)?),
                flow: FlowId::new(row.get::<_, String>(2)?),
                status: row.get(3)?,
                detailed: row.get(4)?,
                has_video: row.get(5)?,
                fingerprint: row.get(6)?,
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

/// How many interviews have this status.
pub fn count(connection: &Connection, status: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(n), 0) FROM interview_sum WHERE kind = 'interviews' AND status = ?",
        )?
        .query_row([status], |row| row.get(0))?)
}

/// The scores of an interview and, beside each, the mean over its flow's interviews.
pub fn scores(connection: &Connection, num: i64) -> Result<(Scores, [Option<f64>; 7])> {
    Ok(connection
        .prepare_cached(include_str!("interview_scores.sql"))?
        .query_row([num], |row| {
            let scores = Scores {
                communication: row.get(0)?,
                motivation: row.get(1)?,
                skills: row.get(2)?,
                language_vocabulary_and_expression: row.get(3)?,
                language_grammar_and_structure: row.get(4)?,
                language_fluency_and_pace: row.get(5)?,
                language_comprehension: row.get(6)?,
            };
            let mut means = [None; 7];
            for (mean, column) in means.iter_mut().zip(7..) {
                *mean = row.get(column)?;
            }
            Ok((scores, means))
        })?)
}

#[cfg(test)]
mod tests;

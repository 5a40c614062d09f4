//! What an answer of REST changes of what is known: fields that it lacks keep their values.

use super::Known;
use crate::table::{criterion, interview};
use crate::{Connection, Result};
use domain::{Interview, InterviewData, InterviewField, InterviewStatus, Scores, Segment, UnixMs};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The parts of an answer that are compared, besides what was said.
struct Header<'a> {
    team: Option<&'a str>,
    status: &'a str,
    started_at: Option<UnixMs>,
    ended_at: Option<UnixMs>,
    /// Whether each can be had: addresses may be signed again with every answer.
    recordings: [bool; 2],
    scores: Scores,
    summary: Option<&'a str>,
    has_data: bool,
}

/// A number that is equal for equal answers of REST. Of the addresses of recordings only their
/// presence counts. (Another compiler's hasher may give other numbers; then everything is written once
/// more, which changes nothing.)
pub fn fingerprint(interview: &Interview) -> i64 {
    let data = interview.data.as_ref();
    let header = Header {
        team: interview.team_id.as_ref().map(domain::TeamId::as_str),
        status: interview.status.as_str(),
        started_at: interview.started_at,
        ended_at: interview.ended_at,
        recordings: [
            data.is_some_and(|data| data.audio_url.is_some()),
            data.is_some_and(|data| data.video_url.is_some()),
        ],
        scores: data.map(|data| data.scores.clone()).unwrap_or_default(),
        summary: data.and_then(|data| data.summary.as_deref()),
        has_data: data.is_some(),
    };
    combined(interview, &header, said_print(data))
}

/// The same of what was said in the interview; 0 when nothing was.
pub(crate) fn said_print(data: Option<&InterviewData>) -> i64 {
    let Some(data) = data else { return 0 };
    let mut hasher = DefaultHasher::new();
    (
        &data.transcript,
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
    // 0 is for what is not known.
    hasher.finish().cast_signed() | 1
}

fn combined(interview: &Interview, header: &Header<'_>, said: i64) -> i64 {
    let mut hasher = DefaultHasher::new();
    let who = &interview.interviewee;
    (
        interview.id.as_str(),
        interview.flow_id.as_str(),
        (&who.email, &who.first_name, &who.last_name),
        (header.team, header.status, header.summary),
        (header.started_at, header.ended_at, header.recordings),
        (header.has_data, said),
    )
        .hash(&mut hasher);
    // In which order criteria stand, and which of them were not scored, is no news.
    let given = header.scores.given();
    let mut scores: Vec<_> = given
        .map(|(score, value)| (score.key.as_str(), value.to_bits()))
        .collect();
    scores.sort_unstable();
    scores.hash(&mut hasher);
    hasher.finish().cast_signed()
}

/// What is to be stored of an answer of REST: all of it, and what is known where it lacks something.
/// `None` when nothing of that differs from what is stored.
///
/// # Errors
/// When what is stored cannot be read.
pub fn changed(
    connection: &Connection,
    known: &Known,
    told: &Interview,
) -> Result<Option<Interview>> {
    if !known.detailed {
        return Ok(Some(filled(connection, known, told)?));
    }
    let lacks = |field| lacks(told, field);
    let data = told.data.as_ref();
    let lacks_said = lacks(InterviewField::Transcript)
        || lacks(InterviewField::Segments)
        || lacks(InterviewField::Questions);
    let is_readable_from_header = !lacks(InterviewField::Summary) && data.is_some();
    if !lacks_said || is_readable_from_header {
        let header = Header {
            team: match lacks(InterviewField::Team) {
                true => known.team_id.as_ref().map(domain::TeamId::as_str),
                false => told.team_id.as_ref().map(domain::TeamId::as_str),
            },
            status: match lacks(InterviewField::Status) {
                true => &known.status,
                false => told.status.as_str(),
            },
            started_at: either(
                lacks(InterviewField::StartedAt),
                known.times[0],
                told.started_at,
            ),
            ended_at: either(
                lacks(InterviewField::EndedAt),
                known.times[1],
                told.ended_at,
            ),
            recordings: [
                match lacks(InterviewField::AudioUrl) {
                    true => known.urls[0].is_some(),
                    false => data.is_some_and(|data| data.audio_url.is_some()),
                },
                match lacks(InterviewField::VideoUrl) {
                    true => known.urls[1].is_some(),
                    false => data.is_some_and(|data| data.video_url.is_some()),
                },
            ],
            scores: scores(connection, known, told)?,
            summary: data.and_then(|data| data.summary.as_deref()),
            has_data: data.is_some(),
        };
        let said = match lacks_said {
            true => known.said_print,
            false => said_print(data),
        };
        if combined(told, &header, said) == known.fingerprint {
            return Ok(None);
        }
    }
    let filled = filled(connection, known, told)?;
    Ok((fingerprint(&filled) != known.fingerprint).then_some(filled))
}

fn either<T>(lacks: bool, known: T, told: T) -> T {
    if lacks { known } else { told }
}

/// Whether an answer holds nothing of a field that could be stored. Where nothing at all was said, what
/// is known to have been said is not taken back.
fn lacks(told: &Interview, field: InterviewField) -> bool {
    use InterviewField::{Questions, Segments, Transcript};
    let is_silent = || {
        let data = told.data.as_ref();
        data.is_none_or(|data| data.transcript.trim().is_empty() && data.segments.is_empty())
    };
    told.missing.contains(&field)
        || (matches!(field, Transcript | Segments | Questions) && is_silent())
}

/// The scores that hold after this answer: those that it does not name were given before.
fn scores(connection: &Connection, known: &Known, told: &Interview) -> Result<Scores> {
    let before = criterion::load(connection, known.scores.as_deref())?;
    match &told.data {
        Some(data) if !lacks(told, InterviewField::Scores) => {
            Ok(data.scores.clone().with_rest_of(&before))
        }
        _ => Ok(before),
    }
}

/// The answer, with what is known in the place of what it lacks.
fn filled(connection: &Connection, known: &Known, told: &Interview) -> Result<Interview> {
    let mut filled = told.clone();
    filled.missing.clear();
    let lacks = |field| lacks(told, field);
    if lacks(InterviewField::Team) {
        filled.team_id.clone_from(&known.team_id);
    }
    if lacks(InterviewField::Status) {
        filled.status = InterviewStatus::parse(&known.status);
    }
    if lacks(InterviewField::StartedAt) {
        filled.started_at = known.times[0];
    }
    if lacks(InterviewField::EndedAt) {
        filled.ended_at = known.times[1];
    }
    let scores = scores(connection, known, told)?;
    let said = interview::said(connection, known.num)?;
    if filled.data.is_none() && said.is_none() && scores.is_empty() {
        return Ok(filled);
    }
    let data = filled.data.get_or_insert_default();
    data.scores = scores;
    if lacks(InterviewField::AudioUrl) {
        data.audio_url.clone_from(&known.urls[0]);
    }
    if lacks(InterviewField::VideoUrl) {
        data.video_url.clone_from(&known.urls[1]);
    }
    let Some(said) = said else { return Ok(filled) };
    if lacks(InterviewField::Summary) {
        data.summary = said.summary;
    }
    if lacks(InterviewField::Transcript) {
        data.transcript = said.transcript;
    }
    // The questions name segments by their places: the two belong together.
    if lacks(InterviewField::Segments) || is_without_times(&data.segments, &said.segments) {
        data.segments = said.segments;
    }
    if lacks(InterviewField::Questions) {
        data.questions = said.questions;
    }
    Ok(filled)
}

/// Whether segments say the same as those that are known, without the times of the words.
fn is_without_times(told: &[Segment], known: &[Segment]) -> bool {
    let content = |segments: &[Segment]| -> Vec<String> {
        let contents = segments.iter().map(|segment| segment.content.clone());
        contents.collect()
    };
    told.iter().all(|segment| segment.words.is_empty()) && content(told) == content(known)
}

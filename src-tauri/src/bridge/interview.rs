//! One interview with what was said.

use super::candidate::summary;
use contract::interview::{Criterion, InterviewDetail, Question, Score, Segment, Waveform};
use domain::{FlowId, InterviewId};
use std::collections::HashMap;
use store::coding::Said;
use store::table::waveform::Peaks;
use store::table::{criterion, interview};
use store::{Connection, Result, view};

/// One interview; `None` when it is not in the cache.
pub(crate) fn detail(connection: &Connection, id: &InterviewId) -> Result<Option<InterviewDetail>> {
    let Some(row) = view::candidate::interview(connection, id)? else {
        return Ok(None);
    };
    let said = interview::said(connection, row.num)?.unwrap_or_default();
    let scores = scores(connection, &FlowId::new(row.flow_id.as_str()), row.num)?;
    let Said {
        segments,
        questions,
        summary: text,
        transcript,
    } = said;
    let is_plain = segments.is_empty() && !transcript.trim().is_empty();
    Ok(Some(InterviewDetail {
        candidate_id: row.candidate_id.0,
        interview: summary(row),
        summary: text,
        scores,
        segments: timed(segments),
        transcript: is_plain.then_some(transcript),
        questions: questions
            .into_iter()
            .map(|question| Question {
                text: question.script_question,
                segments: question.items,
                start: question.start,
                end: question.end,
            })
            .collect(),
    }))
}

/// The scores of an interview that were given, in Ribbon's order.
pub(crate) fn scores(connection: &Connection, flow: &FlowId, num: i64) -> Result<Vec<Score>> {
    let own = interview::scores(connection, num)?;
    let means = criterion::means(connection, flow)?;
    let ids: HashMap<_, _> = criterion::of_flow(connection, flow)?
        .into_iter()
        .map(|criterion| (criterion.key, criterion.id))
        .collect();
    let scores = own.given().map(|(score, value)| Score {
        criterion: Criterion {
            key: score.key.as_str().to_owned(),
            name: score.name.clone(),
            system: score.system.as_str().to_owned(),
        },
        value,
        flow_average: ids.get(&score.key).and_then(|id| means.get(id)).copied(),
    });
    Ok(scores.collect())
}

/// A criterion for the window.
pub(crate) fn criterion(criterion: criterion::Criterion) -> Criterion {
    Criterion {
        key: criterion.key.as_str().to_owned(),
        name: criterion.name,
        system: criterion.system.as_str().to_owned(),
    }
}

/// How loud a recording is along its length.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of a recording are exact in f64"
)]
pub(crate) fn waveform(peaks: Peaks) -> Waveform {
    Waveform {
        duration_seconds: peaks.duration_ms as f64 / 1000.0,
        peaks: peaks.peaks,
    }
}

/// The turns with their times. One without single words takes the end of the turn before it.
fn timed(segments: Vec<domain::Segment>) -> Vec<Segment> {
    let mut before = 0.0;
    let timed = segments.into_iter().map(|one| {
        let shown = segment(one, before);
        before = shown.end;
        shown
    });
    timed.collect()
}

fn segment(segment: domain::Segment, before: f64) -> Segment {
    let words = segment.words;
    Segment {
        role: segment.role,
        content: segment.content,
        start: words.first().map_or(before, |word| word.start),
        end: words.last().map_or(before, |word| word.end),
        starts: words.iter().map(|word| word.start).collect(),
        ends: words.iter().map(|word| word.end).collect(),
        words: words.into_iter().map(|word| word.word).collect(),
    }
}

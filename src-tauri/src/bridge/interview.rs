//! One interview with what was said.

use super::candidate::summary;
use contract::interview::{InterviewDetail, Question, Score, Segment, Waveform};
use domain::{InterviewId, ScoreKind, Scores};
use store::coding::Said;
use store::table::interview;
use store::table::waveform::Peaks;
use store::{Connection, Result, view};

/// One interview; `None` when it is not in the cache.
pub(crate) fn detail(connection: &Connection, id: &InterviewId) -> Result<Option<InterviewDetail>> {
    let Some(row) = view::candidate::interview(connection, id)? else {
        return Ok(None);
    };
    let said = interview::said(connection, row.num)?.unwrap_or_default();
    let scores = scores(connection, row.num)?;
    let Said {
        segments,
        questions,
        summary: text,
        ..
    } = said;
    Ok(Some(InterviewDetail {
        candidate_id: row.candidate_id.0,
        interview: summary(row),
        summary: text,
        scores,
        segments: segments.into_iter().map(segment).collect(),
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

/// The scores of an interview that were given, in the API's order.
pub(crate) fn scores(connection: &Connection, num: i64) -> Result<Vec<Score>> {
    let (own, means) = interview::scores(connection, num)?;
    let all = Scores::KINDS.into_iter().zip(means);
    Ok(all
        .filter_map(|(kind, flow_average)| {
            let value = u32::try_from(own.get(kind)?).ok()?;
            Some(Score {
                kind: score_name(kind).to_owned(),
                value,
                flow_average,
            })
        })
        .collect())
}

/// The API's own name.
pub(crate) fn score_name(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::Communication => "communication",
        ScoreKind::Motivation => "motivation",
        ScoreKind::Skills => "skills",
        ScoreKind::LanguageVocabularyAndExpression => "language_vocabulary_and_expression",
        ScoreKind::LanguageGrammarAndStructure => "language_grammar_and_structure",
        ScoreKind::LanguageFluencyAndPace => "language_fluency_and_pace",
        ScoreKind::LanguageComprehension => "language_comprehension",
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

fn segment(segment: domain::Segment) -> Segment {
    let words = segment.words;
    Segment {
        role: segment.role,
        content: segment.content,
        start: words.first().map_or(0.0, |word| word.start),
        end: words.last().map_or(0.0, |word| word.end),
        starts: words.iter().map(|word| word.start).collect(),
        ends: words.iter().map(|word| word.end).collect(),
        words: words.into_iter().map(|word| word.word).collect(),
    }
}

//! Interviews read field by field: slower than [`super::interview`] reads them, and whatever one field
//! holds, the others are read.

use super::fields::{Fields, Read, Source, readable, without_bom};
use super::{scores, time};
use crate::item::{Item, Reading};
use domain::{
    FieldProblem, FlowId, Interview, InterviewData, InterviewField, InterviewId, InterviewStatus,
    Interviewee, ProblemReason, QuestionSpan, Segment, TeamId, Word,
};
use std::collections::BTreeSet;

/// Reads an interview of either description, or what was kept of one.
pub(super) fn interview(bytes: &[u8]) -> Item<Interview> {
    let repaired = readable(without_bom(bytes));
    let source = Source::new(&repaired);
    let Some(mut outer) = source.object() else {
        return Item::not_json(bytes);
    };
    let mut whole = Whole::default();
    // The quick start has ids and status inside the data, the specification beside it.
    let data = outer.take("interview_data", |source, field, raw| {
        if raw == "null" {
            return Read::Null;
        }
        match source.inner(field, raw) {
            Some(fields) => Read::Value(fields),
            None => Read::Wrong,
        }
    });
    let mut inner = data.value();
    let (id, flow_id) = match ids(&mut outer, &mut inner) {
        Ok(ids) => ids,
        Err((id, problem)) => return Item::unreadable(bytes, id, problem),
    };
    let either = |name: &str, outer: &mut Fields<'_>, inner: &mut Option<Fields<'_>>| match (
        outer.text(name),
        inner,
    ) {
        (Read::Absent, Some(inner)) => inner.text(name),
        (found, _) => found,
    };
    let team = either("team_id", &mut outer, &mut inner);
    let status = either("status", &mut outer, &mut inner);
    let started_at = whole.note(
        InterviewField::StartedAt,
        outer.take("started_at", time::read),
    );
    let ended_at = whole.note(InterviewField::EndedAt, outer.take("ended_at", time::read));
    let team_id = whole.note(InterviewField::Team, team);
    let status = whole.note(InterviewField::Status, status);
    let mut interviewee = Interviewee::default();
    let data = match inner {
        Some(mut fields) => {
            interviewee = Interviewee {
                email: fields.text("interviewee_email_address").value(),
                first_name: fields.text("interviewee_first_name").value(),
                last_name: fields.text("interviewee_last_name").value(),
            };
            let data = whole.data(&mut fields);
            if let Some(rest) = fields.rest(&[]) {
                outer.keep("interview_data", rest);
            }
            Some(data)
        }
        None => {
            whole.missing.extend(DATA);
            None
        }
    };
    let extra = outer.rest(&[("interview_id", &id), ("interview_flow_id", &flow_id)]);
    let item = Interview {
        id: InterviewId::new(id),
        flow_id: FlowId::new(flow_id),
        team_id: team_id.map(TeamId::new),
        status: match status {
            Some(word) => InterviewStatus::parse(&word),
            None if data.is_some() => InterviewStatus::Completed,
            None => InterviewStatus::Incomplete,
        },
        interviewee,
        started_at,
        ended_at,
        data,
        missing: whole.missing,
        extra: extra.unwrap_or_default(),
    };
    Item::Read(Reading {
        item,
        problems: source.into_problems(),
    })
}

/// The ids of the interview and of its flow, beside the data or inside it; else the interview's, if it
/// has one, and what is wrong.
fn ids(
    outer: &mut Fields<'_>,
    inner: &mut Option<Fields<'_>>,
) -> Result<(String, String), (Option<String>, FieldProblem)> {
    let mut id_of = |name: &str| {
        let beside = outer
            .id(name)
            .map_err(|reason| FieldProblem::new(name, reason))?;
        let id = match (beside, inner.as_mut()) {
            (Some(id), _) => Some(id),
            (None, Some(inner)) => inner
                .id(name)
                .map_err(|reason| FieldProblem::new(name, reason))?,
            (None, None) => None,
        };
        id.ok_or_else(|| FieldProblem::new(name, ProblemReason::Missing))
    };
    let id = id_of("interview_id").map_err(|problem| (None, problem))?;
    match id_of("interview_flow_id") {
        Ok(flow_id) => Ok((id, flow_id)),
        Err(problem) => Err((Some(id), problem)),
    }
}

/// The fields that stand in `interview_data`.
pub(super) const DATA: [InterviewField; 8] = [
    InterviewField::Transcript,
    InterviewField::Segments,
    InterviewField::Questions,
    InterviewField::AudioUrl,
    InterviewField::VideoUrl,
    InterviewField::Summary,
    InterviewField::Scores,
    InterviewField::CustomScores,
];

/// What an answer does not hold.
#[derive(Default)]
struct Whole {
    missing: BTreeSet<InterviewField>,
}

impl Whole {
    /// Notes a field that is missing.
    fn note<T>(&mut self, field: InterviewField, read: Read<T>) -> Option<T> {
        if read.is_missing() {
            self.missing.insert(field);
        }
        read.value()
    }

    fn data(&mut self, fields: &mut Fields<'_>) -> InterviewData {
        let told = fields.take("scores", scores::read);
        let told = match (told.is_missing(), told.value()) {
            (is_missing, None) => {
                if is_missing {
                    let scores = [InterviewField::Scores, InterviewField::CustomScores];
                    self.missing.extend(scores);
                }
                None
            }
            (_, Some(told)) => {
                if !told.has_custom {
                    self.missing.insert(InterviewField::CustomScores);
                }
                Some(told)
            }
        };
        if let Some(rest) = told.as_ref().and_then(|told| told.rest.clone()) {
            fields.keep("scores", rest);
        }
        let segments = fields.take("transcript_with_timestamp", |source, field, raw| {
            list(source, field, raw, segment)
        });
        let questions = fields.take("questions_to_transcript_mapping", |source, field, raw| {
            list(source, field, raw, question)
        });
        InterviewData {
            transcript: self
                .note(InterviewField::Transcript, fields.text("transcript"))
                .unwrap_or_default(),
            segments: self
                .note(InterviewField::Segments, segments)
                .unwrap_or_default(),
            questions: self
                .note(InterviewField::Questions, questions)
                .unwrap_or_default(),
            audio_url: self.note(InterviewField::AudioUrl, fields.text("audio_url")),
            video_url: self.note(InterviewField::VideoUrl, fields.text("video_url")),
            summary: self.note(InterviewField::Summary, fields.text("summary")),
            scores: told.map(|told| told.scores).unwrap_or_default(),
        }
    }
}

/// Reads the entries of a list that are objects; the others are left out.
fn list<'a, T>(
    source: &'a Source<'a>,
    field: &str,
    raw: &'a str,
    read: impl Fn(&'a Source<'a>, &str, Fields<'a>) -> T,
) -> Read<Vec<T>> {
    source.list(field, raw).and_then(|list| {
        let entries = list.into_iter().enumerate().filter_map(|(nth, raw)| {
            let field = format!("{field}[{nth}]");
            let fields = source.inner(&field, raw)?;
            Some(read(source, &field, fields))
        });
        Read::Value(entries.collect())
    })
}

fn segment<'a>(_: &'a Source<'a>, _: &str, mut fields: Fields<'a>) -> Segment {
    let words = fields.take("words", |source, field, raw| {
        list(source, field, raw, |_, _, mut word| Word {
            start: seconds(&mut word, "start"),
            end: seconds(&mut word, "end"),
            word: word.text("word").value().unwrap_or_default(),
        })
    });
    Segment {
        role: fields.text("role").value().unwrap_or_default(),
        content: fields.text("content").value().unwrap_or_default(),
        words: words.value().unwrap_or_default(),
    }
}

fn question<'a>(_: &'a Source<'a>, _: &str, mut fields: Fields<'a>) -> QuestionSpan {
    let items = fields.take("transcript_item_indices", |source, field, raw| {
        source.list(field, raw).and_then(|list| {
            let numbers = list.into_iter().enumerate().filter_map(|(nth, raw)| {
                // One that cannot be an index names no segment.
                let number = source.number(&format!("{field}[{nth}]"), raw).value()?;
                index(number)
            });
            Read::Value(numbers.collect())
        })
    });
    // They repeat the segments that the indices name.
    fields.skip("transcript_items");
    QuestionSpan {
        script_question: fields.text("script_question").value().unwrap_or_default(),
        items: items.value().unwrap_or_default(),
        start: seconds(&mut fields, "start_timestamp"),
        end: seconds(&mut fields, "end_timestamp"),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and in range"
)]
fn index(number: f64) -> Option<u32> {
    let is_index = number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(&number);
    is_index.then_some(number as u32)
}

fn seconds(fields: &mut Fields<'_>, name: &str) -> f64 {
    fields.take(name, Source::number).value().unwrap_or(0.0)
}

//! Interviews read field by field: slower than [`super::interview`] reads them, and whatever one field
//! holds, the others are read.

use super::fields::{Fields, Read, Source, without_bom};
use super::repair::readable;
use super::{scores, time};
use crate::item::{Item, Reading};
use domain::{
    FlowId, Interview, InterviewData, InterviewField, InterviewId, InterviewStatus, Interviewee,
    ProblemReason, QuestionSpan, Scores, Segment, TeamId, Word,
};
use std::collections::BTreeSet;

/// Reads an interview of either description, or what was kept of one.
pub(super) fn interview(bytes: &[u8]) -> Item<Interview> {
    let repaired = readable(without_bom(bytes));
    let source = Source::new(&repaired);
    let Some(mut outer) = source.object() else {
        return Item::not_json(bytes);
    };
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
    let id = beside_or_inside("interview_id", Fields::id, &mut outer, &mut inner);
    let flow_id = beside_or_inside("interview_flow_id", Fields::id, &mut outer, &mut inner);
    let (Read::Value(id), Read::Value(flow_id)) = (&id, &flow_id) else {
        let ids = [("interview_id", &id), ("interview_flow_id", &flow_id)];
        for (name, _) in ids.into_iter().filter(|(_, id)| is_told_nowhere(id)) {
            outer.lacks(name);
        }
        drop((outer, inner));
        return Item::unreadable(bytes, id.value(), source.into_problems());
    };
    let item = with_ids(id, flow_id, outer, inner);
    Item::Read(Reading {
        item,
        problems: source.into_problems(),
    })
}

/// Whether an id is missing rather than damaged, which is a problem already.
fn is_told_nowhere(id: &Read<String>) -> bool {
    matches!(id, Read::Absent | Read::Null)
}

/// Reads a field that may stand beside `interview_data` or inside it.
fn beside_or_inside<'a>(
    name: &str,
    read: fn(&mut Fields<'a>, &str) -> Read<String>,
    outer: &mut Fields<'a>,
    inner: &mut Option<Fields<'a>>,
) -> Read<String> {
    let inside = inner
        .as_mut()
        .map_or(Read::Absent, |inner| read(inner, name));
    read(outer, name).or(inside)
}

fn with_ids<'a>(
    id: &str,
    flow_id: &str,
    mut outer: Fields<'a>,
    mut inner: Option<Fields<'a>>,
) -> Interview {
    let mut whole = Whole::default();
    let team = beside_or_inside("team_id", Fields::undamaged, &mut outer, &mut inner);
    let team_id = whole.note(InterviewField::Team, team);
    let status = beside_or_inside("status", Fields::undamaged, &mut outer, &mut inner);
    let status = whole.note(InterviewField::Status, status);
    let started_at = outer.take("started_at", time::read);
    let ended_at = outer.take("ended_at", time::read);
    let started_at = whole.note(InterviewField::StartedAt, started_at);
    let ended_at = whole.note(InterviewField::EndedAt, ended_at);
    let mut interviewee = Interviewee::default();
    let data = match inner {
        Some(mut fields) => {
            interviewee = Interviewee {
                email: fields.undamaged("interviewee_email_address").value(),
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
    let extra = outer.rest(&[("interview_id", id), ("interview_flow_id", flow_id)]);
    Interview {
        id: InterviewId::new(id),
        flow_id: FlowId::new(flow_id),
        team_id: team_id.map(TeamId::new),
        status: status_of(status, data.is_some()),
        interviewee,
        started_at,
        ended_at,
        data,
        missing: whole.missing,
        extra: extra.unwrap_or_default(),
    }
}

/// The status as told, else what it must be: only what was held has data.
pub(super) fn status_of(word: Option<String>, has_data: bool) -> InterviewStatus {
    match word {
        Some(word) => InterviewStatus::parse(&word),
        None if has_data => InterviewStatus::Completed,
        None => InterviewStatus::Incomplete,
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
        let scores = self.scores(fields);
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
            scores,
        }
    }

    fn scores(&mut self, fields: &mut Fields<'_>) -> Scores {
        let scores = fields.take("scores", scores::read);
        if scores.is_missing() {
            self.missing.insert(InterviewField::CustomScores);
        }
        let Some(read) = self.note(InterviewField::Scores, scores) else {
            return Scores::default();
        };
        if !read.has_custom {
            self.missing.insert(InterviewField::CustomScores);
        }
        if let Some(rest) = read.rest {
            fields.keep("scores", rest);
        }
        read.scores
    }
}

/// Something that stands in a list of objects.
trait Entry: Sized {
    /// What takes the place of an entry that is no object; `None` where it can be left out.
    const PLACEHOLDER: Option<fn() -> Self> = None;
}

impl Entry for Word {}
impl Entry for QuestionSpan {}
impl Entry for Segment {
    // Questions name segments by their places.
    const PLACEHOLDER: Option<fn() -> Self> = Some(|| Self {
        role: String::new(),
        content: String::new(),
        words: Vec::new(),
    });
}

/// Reads a list of objects, but for entries that are none. One without any object is no such list.
fn list<'a, T: Entry>(
    source: &'a Source<'a>,
    field: &str,
    raw: &'a str,
    read: impl Fn(&mut Fields<'a>) -> T,
) -> Read<Vec<T>> {
    source.list(field, raw).and_then(|list| {
        let mut has_any = list.is_empty();
        let mut entries = Vec::with_capacity(list.len());
        for (nth, raw) in list.into_iter().enumerate() {
            match source.inner(&format!("{field}[{nth}]"), raw) {
                Some(mut fields) => {
                    has_any = true;
                    entries.push(read(&mut fields));
                    fields.finish_entry();
                }
                None => entries.extend(T::PLACEHOLDER.map(|placeholder| placeholder())),
            }
        }
        match has_any {
            true => Read::Value(entries),
            false => Read::Wrong,
        }
    })
}

fn segment(fields: &mut Fields<'_>) -> Segment {
    let words = fields.take("words", |source, field, raw| {
        list(source, field, raw, |word| Word {
            start: seconds(word, "start"),
            end: seconds(word, "end"),
            word: word.text("word").value().unwrap_or_default(),
        })
    });
    Segment {
        role: fields.text("role").value().unwrap_or_default(),
        content: fields.text("content").value().unwrap_or_default(),
        words: words.value().unwrap_or_default(),
    }
}

fn question(fields: &mut Fields<'_>) -> QuestionSpan {
    let items = fields.take("transcript_item_indices", |source, field, raw| {
        source.list(field, raw).and_then(|list| {
            let indices = list.into_iter().enumerate();
            let indices =
                indices.map(|(nth, raw)| index(source, &format!("{field}[{nth}]"), raw).value());
            Read::Value(indices.flatten().collect())
        })
    });
    // They repeat the segments that the indices name.
    fields.skip("transcript_items");
    QuestionSpan {
        script_question: fields.text("script_question").value().unwrap_or_default(),
        items: items.value().unwrap_or_default(),
        start: seconds(fields, "start_timestamp"),
        end: seconds(fields, "end_timestamp"),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and in range"
)]
fn index(source: &Source<'_>, field: &str, raw: &str) -> Read<u32> {
    source.number(field, raw).and_then(|number| {
        let is_index = number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(&number);
        match is_index {
            true => Read::Value(number as u32),
            false => source.wrong(field, ProblemReason::OutOfRange),
        }
    })
}

fn seconds(fields: &mut Fields<'_>, name: &str) -> f64 {
    fields.take(name, Source::number).value().unwrap_or(0.0)
}

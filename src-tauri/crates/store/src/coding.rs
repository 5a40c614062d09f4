//! What was said, stored in a tenth of the API's JSON: text apart from times, times as differences
//! in whole units, everything under zstd. Nothing is lost: what goes in comes out equal, to the bit
//! of each floating-point number.

mod bytes;
mod times;

use crate::{Error, Result};
use bytes::{Reader, Writer};
use domain::{InterviewData, QuestionSpan, Segment, Word};
use times::Scale;

/// The format's number, the first byte of a stored body.
const VERSION: u8 = 1;
/// Fast enough for a first synchronisation, and within a few per cent of the slowest levels.
const LEVEL: i32 = 6;
/// More than this is damage, not an interview: REST's answers are read up to half of it, and what is
/// in them takes less room here.
const MOST_BYTES: usize = 128 << 20;

/// What of an [`InterviewData`] is stored compactly; URLs and scores have columns of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The full transcript as one text.
    pub transcript: String,
    /// The transcript in turns, with word times.
    pub segments: Vec<Segment>,
    /// Which turns answer which question.
    pub questions: Vec<QuestionSpan>,
    /// An AI's summary.
    pub summary: Option<String>,
}

impl Said {
    /// Takes the stored part of `data`.
    pub fn of(data: &InterviewData) -> Self {
        Self {
            transcript: data.transcript.clone(),
            segments: data.segments.clone(),
            questions: data.questions.clone(),
            summary: data.summary.clone(),
        }
    }

    /// When the last word ends, in milliseconds; 0 without words.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, which is what is meant"
    )]
    pub fn duration_ms(&self) -> i64 {
        let ends = self
            .segments
            .iter()
            .flat_map(|segment| &segment.words)
            .map(|word| word.end);
        (ends.fold(0.0, f64::max) * 1000.0).round() as i64
    }
}

/// Packs what was said.
pub(crate) fn encode(said: &Said) -> Result<Vec<u8>> {
    let scale = Scale::for_all(every_time(said));
    let (mut shape, mut gaps, mut lengths, mut text) = (
        Writer::default(),
        Writer::default(),
        Writer::default(),
        Writer::default(),
    );
    text.text(&said.transcript);
    shape.optional_text(&mut text, said.summary.as_deref());
    shape.count(said.segments.len());
    let mut before = 0.0;
    for segment in &said.segments {
        text.text(&segment.role);
        text.text(&segment.content);
        shape.count(segment.words.len());
        let split = is_split_content(segment);
        shape.flag(split);
        for word in &segment.words {
            if !split {
                text.text(&word.word);
            }
            scale.write(&mut gaps, before, word.start);
            scale.write(&mut lengths, word.start, word.end);
            before = word.end;
        }
    }
    shape.count(said.questions.len());
    for question in &said.questions {
        text.text(&question.script_question);
        shape.count(question.items.len());
        for item in &question.items {
            shape.number(u64::from(*item));
        }
        scale.write(&mut gaps, 0.0, question.start);
        scale.write(&mut lengths, question.start, question.end);
    }
    let mut all = Writer::default();
    all.byte(scale.code());
    for part in [&shape, &gaps, &lengths, &text] {
        all.block(part.as_slice());
    }
    let all = all.as_slice();
    let size = u32::try_from(all.len())
        .ok()
        .filter(|_| all.len() <= MOST_BYTES)
        .ok_or_else(|| Error::Damaged("a transcript is too long to be kept".to_owned()))?;
    let packed = zstd::bulk::compress(all, LEVEL)
        .map_err(|error| Error::Damaged(format!("transcript: {error}")))?;
    let mut body = vec![VERSION];
    body.extend_from_slice(&size.to_le_bytes());
    body.extend_from_slice(&packed);
    Ok(body)
}

/// Unpacks what was said.
pub(crate) fn decode(body: &[u8]) -> Result<Said> {
    unpack(body).ok_or_else(|| Error::Damaged("a transcript cannot be unpacked".to_owned()))
}

fn unpack(body: &[u8]) -> Option<Said> {
    let (version, rest) = body.split_first()?;
    let (size, packed) = rest.split_first_chunk::<4>()?;
    let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
    if *version != VERSION || size > MOST_BYTES {
        return None;
    }
    // Room is made for what the packed bytes themselves say: a damaged number makes none.
    let told = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
    if u64::try_from(size).ok()? != told {
        return None;
    }
    let all = zstd::bulk::decompress(packed, size).ok()?;
    let mut all = Reader::new(&all);
    let scale = Scale::from_code(all.byte()?)?;
    let [mut shape, mut gaps, mut lengths, mut text] =
        [all.block()?, all.block()?, all.block()?, all.block()?].map(Reader::new);
    let transcript = text.text()?;
    let summary = if shape.flag()? {
        Some(text.text()?)
    } else {
        None
    };
    let mut before = 0.0;
    let mut segments = Vec::new();
    for _ in 0..shape.count()? {
        let (role, content) = (text.text()?, text.text()?);
        let count = shape.count()?;
        let mut given = shape.flag()?.then(|| content.split(' '));
        let mut words = Vec::new();
        for _ in 0..count {
            let word = match &mut given {
                Some(split) => split.next()?.to_owned(),
                None => text.text()?,
            };
            let start = scale.read(&mut gaps, before)?;
            let end = scale.read(&mut lengths, start)?;
            before = end;
            words.push(Word { start, end, word });
        }
        segments.push(Segment {
            role,
            content,
            words,
        });
    }
    let mut questions = Vec::new();
    for _ in 0..shape.count()? {
        let script_question = text.text()?;
        let items = (0..shape.count()?)
            .map(|_| u32::try_from(shape.number()?).ok())
            .collect::<Option<Vec<u32>>>()?;
        let start = scale.read(&mut gaps, 0.0)?;
        let end = scale.read(&mut lengths, start)?;
        questions.push(QuestionSpan {
            script_question,
            items,
            start,
            end,
        });
    }
    Some(Said {
        transcript,
        segments,
        questions,
        summary,
    })
}

/// Whether the words are just the content cut at each space, so that they need not be stored.
fn is_split_content(segment: &Segment) -> bool {
    segment
        .content
        .split(' ')
        .eq(segment.words.iter().map(|word| word.word.as_str()))
}

fn every_time(said: &Said) -> impl Iterator<Item = f64> {
    let words = said.segments.iter().flat_map(|segment| &segment.words);
    let questions = said.questions.iter();
    words
        .flat_map(|word| [word.start, word.end])
        .chain(questions.flat_map(|question| [question.start, question.end]))
}

#[cfg(test)]
mod tests;

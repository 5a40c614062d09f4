//! What was said, stored in a tenth of the API's JSON: text apart from times, times as differences
//! in whole units, each kind under zstd by itself, texts by what the organisation's have in common. Nothing is lost: what goes in comes out equal, to the bit
//! of each floating-point number.

mod bytes;
mod pack;
mod times;

use crate::{Error, Result};
use bytes::{NumberReader, Numbers, Reader, Writer};
use domain::{InterviewData, QuestionSpan, Segment, Word};
pub(crate) use pack::{Dictionary, learn};
use times::Scale;

/// The format's number, the first byte of a stored body.
const VERSION: u8 = 2;

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

/// The same where it stands, without a copy of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoken<'a> {
    transcript: &'a str,
    segments: &'a [Segment],
    questions: &'a [QuestionSpan],
    summary: Option<&'a str>,
}

impl<'a> From<&'a InterviewData> for Spoken<'a> {
    fn from(data: &'a InterviewData) -> Self {
        Self {
            transcript: &data.transcript,
            segments: &data.segments,
            questions: &data.questions,
            summary: data.summary.as_deref(),
        }
    }
}

impl<'a> From<&'a Said> for Spoken<'a> {
    fn from(said: &'a Said) -> Self {
        Self {
            transcript: &said.transcript,
            segments: &said.segments,
            questions: &said.questions,
            summary: said.summary.as_deref(),
        }
    }
}

impl Spoken<'_> {
    /// When the last word ends, in milliseconds; 0 without words.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, which is what is meant"
    )]
    pub(crate) fn duration_ms(self) -> i64 {
        let ends = self
            .segments
            .iter()
            .flat_map(|segment| &segment.words)
            .map(|word| word.end);
        (ends.fold(0.0, f64::max) * 1000.0).round() as i64
    }
}

/// Packs what was said, its texts by `dictionary`.
pub(crate) fn encode<'a>(
    said: impl Into<Spoken<'a>>,
    dictionary: Option<&Dictionary>,
) -> Result<Vec<u8>> {
    let said = said.into();
    let scale = Scale::for_all(|| every_time(said));
    let mut columns = Columns::default();
    columns.fill(said, scale);
    let (id, bytes) = dictionary.map_or((0, [].as_slice()), |one| (one.id, &one.bytes));
    let mut body = Writer::default();
    body.byte(VERSION);
    body.number(u64::try_from(id).unwrap_or_default());
    body.byte(scale.code());
    columns
        .pack(&mut body, bytes)
        .map_err(|error| Error::Damaged(format!("transcript: {error}")))?;
    Ok(body.into_bytes())
}

/// Unpacks what was said. `dictionary` finds the one of a number.
pub(crate) fn decode(
    body: &[u8],
    dictionary: impl FnOnce(i64) -> Result<Option<Dictionary>>,
) -> Result<Said> {
    let damaged = || Error::Damaged("a transcript cannot be unpacked".to_owned());
    let mut from = Reader::new(body);
    match from.byte().ok_or_else(damaged)? {
        1 => version_1(from).ok_or_else(damaged),
        VERSION => {
            let id = from.number().and_then(|id| i64::try_from(id).ok());
            let dictionary = match id.ok_or_else(damaged)? {
                0 => Vec::new(),
                id => dictionary(id)?.ok_or_else(damaged)?.bytes,
            };
            unpack(from, &dictionary).ok_or_else(damaged)
        }
        _ => Err(damaged()),
    }
}

/// The texts of what was said as they are packed, to learn from.
pub(crate) fn texts(said: &Said) -> Vec<u8> {
    let mut columns = Columns::default();
    columns.fill(said.into(), Scale::Raw);
    columns.text.into_bytes()
}

/// What was said, sorted by kind: each kind is packed by itself, since they have nothing in common.
#[derive(Default)]
struct Columns {
    /// Counts and flags.
    shape: Writer,
    /// From the end of a word to the next one's start.
    gaps: Numbers,
    /// How long words take.
    lengths: Numbers,
    text: Writer,
}

impl Columns {
    fn fill(&mut self, said: Spoken<'_>, scale: Scale) {
        let Self {
            shape,
            gaps,
            lengths,
            text,
        } = self;
        let is_written_out = is_written_out(said);
        shape.flag(is_written_out);
        if !is_written_out {
            text.text(said.transcript);
        }
        shape.optional_text(text, said.summary);
        shape.count(said.segments.len());
        let mut before = 0.0;
        for segment in said.segments {
            text.text(&segment.role);
            text.text(&segment.content);
            shape.count(segment.words.len());
            let split = is_split_content(segment);
            shape.flag(split);
            for word in &segment.words {
                if !split {
                    text.text(&word.word);
                }
                scale.write(gaps, before, word.start);
                scale.write(lengths, word.start, word.end);
                before = word.end;
            }
        }
        shape.count(said.questions.len());
        for question in said.questions {
            text.text(&question.script_question);
            shape.count(question.items.len());
            for item in &question.items {
                shape.number(u64::from(*item));
            }
            scale.write(gaps, 0.0, question.start);
            scale.write(lengths, question.start, question.end);
        }
    }

    fn pack(&self, body: &mut Writer, dictionary: &[u8]) -> std::io::Result<()> {
        let (gaps, lengths) = (&self.gaps, &self.lengths);
        for numbers in [
            &self.shape,
            &gaps.low,
            &gaps.high,
            &lengths.low,
            &lengths.high,
        ] {
            pack::pack_numbers(body, numbers.as_slice())?;
        }
        pack::pack_texts(body, self.text.as_slice(), dictionary)
    }
}

fn unpack(mut from: Reader<'_>, dictionary: &[u8]) -> Option<Said> {
    let scale = Scale::from_code(from.byte()?)?;
    let mut numbers = || pack::unpack(&mut from, &[]);
    let [shape, gaps_low, gaps_high, lengths_low, lengths_high] =
        [numbers()?, numbers()?, numbers()?, numbers()?, numbers()?];
    let text = pack::unpack(&mut from, dictionary)?;
    let numbers = |low, high| NumberReader {
        low: Some(Reader::new(low)),
        high: Reader::new(high),
    };
    let mut shape = Reader::new(&shape);
    let is_written_out = shape.flag()?;
    let said = read(
        [shape, Reader::new(&text)],
        [
            numbers(&gaps_low, &gaps_high),
            numbers(&lengths_low, &lengths_high),
        ],
        scale,
        is_written_out,
    );
    said.filter(|_| from.is_at_end())
}

/// As it was written before numbers stood apart and texts had a dictionary.
fn version_1(mut from: Reader<'_>) -> Option<Said> {
    // Its size, which the packed bytes tell as well.
    for _ in 0..4 {
        from.byte()?;
    }
    let all = pack::unpack_frame(from.rest(), &[])?;
    let mut all = Reader::new(&all);
    let scale = Scale::from_code(all.byte()?)?;
    let [shape, gaps, lengths, text] =
        [all.block()?, all.block()?, all.block()?, all.block()?].map(Reader::new);
    let whole = |high| NumberReader { low: None, high };
    read([shape, text], [whole(gaps), whole(lengths)], scale, false)
}

fn read(
    [mut shape, mut text]: [Reader<'_>; 2],
    [mut gaps, mut lengths]: [NumberReader<'_>; 2],
    scale: Scale,
    is_written_out: bool,
) -> Option<Said> {
    let transcript = match is_written_out {
        true => None,
        false => Some(text.text()?),
    };
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
        transcript: transcript.unwrap_or_else(|| written_out(&segments)),
        segments,
        questions,
        summary,
    })
}

/// Whether the transcript is what Ribbon writes out from the turns.
fn is_written_out(said: Spoken<'_>) -> bool {
    let mut rest = Some(said.transcript);
    for (nth, turn) in said.segments.iter().enumerate() {
        let between = if nth == 0 { "" } else { "\n" };
        for part in [between, &turn.role, ": ", &turn.content] {
            rest = rest.and_then(|rest| rest.strip_prefix(part));
        }
    }
    rest == Some("")
}

/// The transcript as Ribbon writes it out from the turns.
fn written_out(segments: &[Segment]) -> String {
    let turns = segments
        .iter()
        .map(|turn| format!("{}: {}", turn.role, turn.content));
    turns.collect::<Vec<_>>().join("\n")
}

/// Whether the words are just the content cut at each space, so that they need not be stored.
fn is_split_content(segment: &Segment) -> bool {
    segment
        .content
        .split(' ')
        .eq(segment.words.iter().map(|word| word.word.as_str()))
}

fn every_time(said: Spoken<'_>) -> impl Iterator<Item = f64> {
    let words = said.segments.iter().flat_map(|segment| &segment.words);
    let questions = said.questions.iter();
    words
        .flat_map(|word| [word.start, word.end])
        .chain(questions.flat_map(|question| [question.start, question.end]))
}

#[cfg(test)]
mod tests;

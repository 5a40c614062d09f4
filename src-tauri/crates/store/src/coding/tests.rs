//! What goes in comes out equal, and damage is told, never a panic.

use super::*;
use proptest::prelude::*;
use proptest::sample::Index;

fn word() -> impl Strategy<Value = Word> {
    let time = prop_oneof![
        (0_i32..7_200_000).prop_map(|ms| f64::from(ms) / 1000.0),
        (0_i32..720_000).prop_map(|hundredths| f64::from(hundredths) / 100.0),
        any::<f64>().prop_filter("NaN is not equal to itself", |t| !t.is_nan()),
    ];
    (time.clone(), time, "\\PC{0,8}").prop_map(|(start, end, word)| Word { start, end, word })
}

fn segment() -> impl Strategy<Value = Segment> {
    let free = (
        "agent|user|\\PC{0,4}",
        "\\PC{0,40}",
        prop::collection::vec(word(), 0..12),
    )
        .prop_map(|(role, content, words)| Segment {
            role,
            content,
            words,
        });
    let usual = prop::collection::vec(("[a-zäéぁ]{1,6}", 0_u32..900), 1..20).prop_map(|words| {
        let content: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        let content = content.join(" ");
        let words = words.iter().scan(0, |at, (word, length)| {
            let (start, end) = (f64::from(*at) / 100.0, f64::from(*at + length) / 100.0);
            *at += length + 7;
            Some(Word {
                start,
                end,
                word: word.clone(),
            })
        });
        Segment {
            role: "user".into(),
            words: words.collect(),
            content,
        }
    });
    prop_oneof![usual, free]
}

fn said() -> impl Strategy<Value = Said> {
    let question = (
        "\\PC{0,20}",
        prop::collection::vec(any::<u32>(), 0..5),
        word(),
    )
        .prop_map(|(script_question, items, span)| QuestionSpan {
            script_question,
            items,
            start: span.start,
            end: span.end,
        });
    (
        "\\PC{0,80}",
        prop::collection::vec(segment(), 0..6),
        prop::collection::vec(question, 0..4),
        prop::option::of("\\PC{0,30}"),
    )
        .prop_map(|(transcript, segments, questions, summary)| Said {
            transcript,
            segments,
            questions,
            summary,
        })
}

proptest! {
    #[test]
    fn what_goes_in_comes_out_equal(said in said()) {
        prop_assert_eq!(decode(&encode(&said).unwrap()).unwrap(), said);
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn a_body_with_one_byte_changed_never_panics(said in said(), at in any::<Index>(), to in any::<u8>()) {
        let mut body = encode(&said).unwrap();
        let at = at.index(body.len());
        body[at] = to;
        let _ = decode(&body);
    }

    #[test]
    fn any_text_and_the_very_bits_of_any_time_come_out_again(
        texts in any::<[String; 5]>(),
        words in prop::collection::vec(any::<(String, u64, u64)>(), 0..6),
        items: Vec<u32>,
    ) {
        let [transcript, role, content, script_question, summary] = texts;
        let words = words.into_iter().map(|(word, start, end)| Word {
            start: f64::from_bits(start),
            end: f64::from_bits(end),
            word,
        });
        let segment = Segment { role, content, words: words.collect() };
        let [start, end] = segment.words.first().map_or([0.0; 2], |word| [word.start, word.end]);
        let question = QuestionSpan { script_question, items, start, end };
        let said = Said {
            transcript,
            segments: vec![segment],
            questions: vec![question],
            summary: Some(summary),
        };
        let again = decode(&encode(&said).unwrap()).unwrap();
        let bits = |said: &Said| every_time(said).map(f64::to_bits).collect::<Vec<_>>();
        prop_assert_eq!(bits(&again), bits(&said));
        prop_assert_eq!(format!("{again:?}"), format!("{said:?}"), "all but the bits of NaNs");
    }

    /// Behind the checks of zstd, which random bytes do not pass.
    #[test]
    fn any_bytes_that_unpack_are_read_or_refused_and_make_no_more_than_they_can_hold(
        scale in 0_u8..5,
        blocks in prop::collection::vec(prop::collection::vec(small_or_any(), 0..60), 4),
    ) {
        let mut all = Writer::default();
        all.byte(scale);
        for block in &blocks {
            all.block(block);
        }
        if let Ok(said) = decode(&packed(all.as_slice())) {
            let bytes: usize = blocks.iter().map(Vec::len).sum();
            let items: usize = said.questions.iter().map(|question| question.items.len()).sum();
            let words: usize = said.segments.iter().map(|segment| segment.words.len()).sum();
            let things = words + items + said.segments.len() + said.questions.len();
            prop_assert!(things <= bytes, "{things} things out of {bytes} bytes");
        }
    }

    #[test]
    fn what_unpacks_with_one_byte_changed_is_read_or_refused(
        said in said(),
        at: Index,
        to in small_or_any(),
    ) {
        let body = encode(&said).unwrap();
        let mut all = zstd::bulk::decompress(&body[5..], MOST_BYTES).unwrap();
        let at = at.index(all.len());
        all[at] = to;
        let _ = decode(&packed(&all));
    }
}

/// Small numbers are counts that fit.
fn small_or_any() -> impl Strategy<Value = u8> {
    prop_oneof![2 => 0_u8..4, 1 => any::<u8>()]
}

/// A body that holds these bytes.
fn packed(all: &[u8]) -> Vec<u8> {
    let mut body = vec![VERSION];
    body.extend_from_slice(&u32::try_from(all.len()).unwrap().to_le_bytes());
    body.extend_from_slice(&zstd::bulk::compress(all, LEVEL).unwrap());
    body
}

#[test]
fn a_body_that_claims_to_be_longer_than_it_is_is_refused_before_room_is_made_for_it() {
    let mut body = encode(&Said::default()).unwrap();
    let claimed = u32::try_from(MOST_BYTES).unwrap();
    body[1..5].copy_from_slice(&claimed.to_le_bytes());
    assert!(decode(&body).is_err(), "so many bytes are not in it");
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let said = Said {
        transcript: "x".repeat(MOST_BYTES),
        ..Said::default()
    };
    assert!(encode(&said).is_err(), "with its length it is too long");
}

#[test]
fn a_ten_minute_interview_takes_a_tenth_of_its_json() {
    let bank = [
        "we",
        "moved",
        "the",
        "service",
        "to",
        "another",
        "region",
        "because",
        "customers",
    ];
    let words: Vec<Word> = (0..1_300_u32)
        .map(|n| {
            let start = f64::from(n * 46 + n * n % 13) / 100.0;
            let end = f64::from(n * 46 + n * n % 13 + 20 + n % 17) / 100.0;
            Word {
                start,
                end,
                word: bank[(n * n + n / 7) as usize % bank.len()].to_owned(),
            }
        })
        .collect();
    let content = words
        .iter()
        .map(|word| word.word.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let json = words.len() * r#"{"start":123.45,"end":123.67,"word":"service"},"#.len();
    let segment = Segment {
        role: "user".into(),
        content: content.clone(),
        words,
    };
    let said = Said {
        transcript: content,
        segments: vec![segment],
        ..Said::default()
    };
    let size = encode(&said).unwrap().len();
    assert!(
        size * 10 < json,
        "{size} bytes stored for {json} bytes of JSON"
    );
}

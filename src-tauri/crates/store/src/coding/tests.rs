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

fn none(_: i64) -> Result<Option<Dictionary>> {
    Ok(None)
}

/// What comes out of what goes in.
fn again(said: &Said) -> Said {
    decode(&encode(said, None).unwrap(), none).unwrap()
}

/// A body of these columns: shape, then gaps and lengths, low and high, then texts.
fn body_of(scale: u8, columns: &[Vec<u8>; 6]) -> Vec<u8> {
    let mut body = Writer::default();
    body.byte(VERSION);
    body.number(0);
    body.byte(scale);
    for column in columns {
        pack::pack_numbers(&mut body, column).unwrap();
    }
    body.into_bytes()
}

proptest! {
    #[test]
    fn what_goes_in_comes_out_equal(said in said()) {
        prop_assert_eq!(again(&said), said);
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes, none);
    }

    #[test]
    fn a_body_with_one_byte_changed_never_panics(said in said(), at in any::<Index>(), to in any::<u8>()) {
        let mut body = encode(&said, None).unwrap();
        let at = at.index(body.len());
        body[at] = to;
        let _ = decode(&body, none);
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
        let again = again(&said);
        let bits = |said: &Said| every_time(said.into()).map(f64::to_bits).collect::<Vec<_>>();
        prop_assert_eq!(bits(&again), bits(&said));
        prop_assert_eq!(format!("{again:?}"), format!("{said:?}"), "all but the bits of NaNs");
    }

    /// Behind the checks of zstd, which random bytes do not pass.
    #[test]
    fn any_bytes_that_unpack_are_read_or_refused_and_make_no_more_than_they_can_hold(
        scale in 0_u8..5,
        columns in prop::array::uniform6(prop::collection::vec(small_or_any(), 0..60)),
    ) {
        if let Ok(said) = decode(&body_of(scale, &columns), none) {
            let bytes: usize = columns.iter().map(Vec::len).sum();
            let items: usize = said.questions.iter().map(|question| question.items.len()).sum();
            let words: usize = said.segments.iter().map(|segment| segment.words.len()).sum();
            let things = words + items + said.segments.len() + said.questions.len();
            prop_assert!(things <= bytes, "{things} things out of {bytes} bytes");
        }
    }

    #[test]
    fn a_transcript_is_written_out_as_it_is_found_to_be(said in said(), is_so: bool) {
        let mut said = said;
        if is_so {
            said.transcript = written_out(&said.segments);
        }
        let expected = said.transcript == written_out(&said.segments);
        prop_assert_eq!(is_written_out((&said).into()), expected, "{:?}", said.transcript);
    }

    #[test]
    fn columns_with_one_byte_changed_are_read_or_refused(
        said in said(),
        column in 0_usize..6,
        at: Index,
        to in small_or_any(),
    ) {
        let scale = Scale::for_all(|| every_time((&said).into()));
        let mut columns = Columns::default();
        columns.fill((&said).into(), scale);
        let Columns { shape, gaps, lengths, text } = columns;
        let mut columns = [shape, gaps.low, gaps.high, lengths.low, lengths.high, text]
            .map(Writer::into_bytes);
        if !columns[column].is_empty() {
            let at = at.index(columns[column].len());
            columns[column][at] = to;
        }
        let _ = decode(&body_of(scale.code(), &columns), none);
    }

    #[test]
    fn what_is_packed_by_a_dictionary_comes_out_equal_by_the_same_one_alone(
        said in said(),
        bytes in prop::collection::vec(any::<u8>(), 8..200),
    ) {
        let dictionary = Dictionary { id: 7, bytes };
        let body = encode(&said, Some(&dictionary)).unwrap();
        let found = |id| Ok((id == 7).then(|| dictionary.clone()));
        prop_assert_eq!(decode(&body, found).unwrap(), said);
        prop_assert!(decode(&body, none).is_err(), "it is gone");
    }
}

/// Small numbers are counts that fit.
fn small_or_any() -> impl Strategy<Value = u8> {
    prop_oneof![2 => 0_u8..4, 1 => any::<u8>()]
}

#[test]
fn packed_bytes_that_claim_to_be_endless_are_refused_before_room_is_made_for_them() {
    let mut columns = Writer::default();
    columns.byte(VERSION);
    columns.number(0);
    columns.byte(0);
    // zstd's magic number, a header of a single segment with a length of eight bytes, the length.
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0xe0];
    frame.extend_from_slice(&(1_u64 << 60).to_le_bytes());
    columns.block(&frame);
    assert!(decode(&columns.into_bytes(), none).is_err(), "an exabyte");
}

#[test]
fn a_body_of_version_1_is_read_as_it_was_meant() {
    let body = "014a00000028b52ffd204a1d0200740301070101030101010004180a01180638fe0366a4053411757365723a20496368207a6f6720756d2e095a69656874040b06576172756d3f03003e4d7ec675835206";
    let word = |start, end, word: &str| Word {
        start,
        end,
        word: word.into(),
    };
    let expected = Said {
        transcript: "user: Ich zog um.".into(),
        segments: vec![Segment {
            role: "user".into(),
            content: "Ich zog um.".into(),
            words: vec![
                word(0.12, 0.4, "Ich"),
                word(0.45, 3.0, "zog"),
                word(2.99, 3.5, "um."),
            ],
        }],
        questions: vec![QuestionSpan {
            script_question: "Warum?".into(),
            items: vec![0],
            start: 0.12,
            end: 3.5,
        }],
        summary: Some("Zieht um.".into()),
    };
    assert_eq!(decode(&hex::decode(body).unwrap(), none).unwrap(), expected);
}

#[test]
fn texts_that_have_something_in_common_take_less_by_what_was_learnt_of_them() {
    let said = |n: u32| Said {
        transcript: format!(
            "agent: Tell me about a service that you moved to another region, and why.\n\
             user: That was number {n}, for customers in region {}.",
            n * 7 % 31
        ),
        ..Said::default()
    };
    let samples: Vec<Vec<u8>> = (0..200).map(|n| texts(&said(n))).collect();
    let dictionary = Dictionary {
        id: 1,
        bytes: learn(&samples),
    };
    let one = said(1_000);
    let (with, without) = (
        encode(&one, Some(&dictionary)).unwrap().len(),
        encode(&one, None).unwrap().len(),
    );
    assert!(with * 4 < without * 3, "{with} instead of {without} bytes");
    assert_eq!(learn(&[]), Vec::<u8>::new(), "nothing is in common to none");
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let said = Said {
        transcript: "x".repeat(pack::MOST_BYTES),
        ..Said::default()
    };
    assert!(
        encode(&said, None).is_err(),
        "with its length it is too long"
    );
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
    let size = encode(&said, None).unwrap().len();
    assert!(
        size * 10 < json,
        "{size} bytes stored for {json} bytes of JSON"
    );
}

//! What goes in comes out equal, and damage is told, never a panic.

use super::*;
use proptest::prelude::*;

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
    fn a_body_with_one_byte_changed_never_panics(said in said(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut body = encode(&said).unwrap();
        let at = at.index(body.len());
        body[at] = to;
        let _ = decode(&body);
    }
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

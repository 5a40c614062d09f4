//! The cutter against every way of splitting an answer.

use super::*;
use proptest::prelude::*;

const ANSWER: &str = r#" {"total": 3, "notes":{"interviews":[1,2],"x":"]}\""},
 "interviews" : [ {"a":"}]\\\"{", "b":[[],{}]} , "word",-1.5e3,null,[ "x" , {} ]
 ], "more":true, "last":null } "#;
const ITEMS: [&str; 5] = [
    r#"{"a":"}]\\\"{", "b":[[],{}]}"#,
    r#""word""#,
    "-1.5e3",
    "null",
    r#"[ "x" , {} ]"#,
];

/// Cuts an answer that arrives in `pieces`.
fn cut<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<String>, Result<(), Error>) {
    let mut cutter = Cutter::new("interviews");
    let mut items = Vec::new();
    for piece in pieces {
        let pushed = cutter.push(piece, |item| {
            items.push(String::from_utf8(item.to_vec()).unwrap());
            ControlFlow::Continue(())
        });
        if let Err(error) = pushed {
            return (items, Err(error));
        }
    }
    (items, cutter.finish())
}

#[test]
fn the_items_come_out_whole_wherever_the_answer_is_split() {
    for first in 0..=ANSWER.len() {
        for second in first..=ANSWER.len() {
            let (a, rest) = ANSWER.as_bytes().split_at(first);
            let (b, c) = rest.split_at(second - first);
            let (items, end) = cut([a, b, c]);
            assert_eq!(items, ITEMS, "split at {first} and {second}");
            assert_eq!(end, Ok(()), "split at {first} and {second}");
        }
    }
}

#[test]
fn the_items_come_out_whole_one_byte_at_a_time() {
    let (items, end) = cut(ANSWER.as_bytes().chunks(1));
    assert_eq!(items, ITEMS, "each byte alone");
    assert_eq!(end, Ok(()), "the answer is whole");
}

#[test]
fn a_cut_off_answer_yields_its_whole_items_and_then_an_error() {
    for length in 0..ANSWER.trim_end().len() {
        let (items, end) = cut([&ANSWER.as_bytes()[..length]]);
        assert_eq!(
            items,
            ITEMS[..items.len()],
            "only whole items, {length} bytes"
        );
        assert!(
            matches!(end, Err(Error::Truncated { .. })),
            "{length} bytes are not the answer"
        );
    }
}

#[test]
fn the_name_is_found_however_it_is_escaped() {
    let (items, end) = cut([br#"{"interv\u0069ews":[7]}"#.as_slice()]);
    assert_eq!(
        (items, end),
        (vec!["7".to_owned()], Ok(())),
        "the same name to JSON"
    );
}

#[test]
fn an_empty_list_is_an_answer_and_a_missing_one_is_not() {
    assert_eq!(
        cut([br#"{"interviews":[]}"#.as_slice()]),
        (vec![], Ok(())),
        "nothing yet"
    );
    for text in [
        r#"{"flows":[]}"#,
        r#"{"interviews":null}"#,
        r#"{"interviews":{}}"#,
        "[]",
        "<html>",
        r#"{"interviews":[]} {}"#,
        r#"{"interviews" 1}"#,
        "{1:2}",
    ] {
        let (_, end) = cut([text.as_bytes()]);
        assert!(
            matches!(end, Err(Error::Unreadable { .. })),
            "{text} is unreadable: {end:?}"
        );
    }
}

#[test]
fn cutting_stops_when_no_more_is_wanted() {
    let mut cutter = Cutter::new("interviews");
    let mut seen = 0;
    let flow = cutter.push(ANSWER.as_bytes(), |_| {
        seen += 1;
        if seen == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(flow, Ok(ControlFlow::Break(())), "told so");
    assert_eq!(seen, 2, "and nothing more was handed over");
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map(".*", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_list_comes_out_as_it_was_written(
        items in prop::collection::vec(json(), 0..6),
        before in json(),
        piece in 1_usize..40,
        pretty: bool,
    ) {
        let answer = serde_json::json!({"before": before, "interviews": items, "z": before});
        let text = if pretty {
            serde_json::to_string_pretty(&answer).unwrap()
        } else {
            answer.to_string()
        };
        let (cut, end) = cut(text.as_bytes().chunks(piece));
        let read: Vec<serde_json::Value> =
            cut.iter().map(|item| serde_json::from_str(item).unwrap()).collect();
        prop_assert_eq!(read, items);
        prop_assert_eq!(end, Ok(()));
    }

    #[test]
    fn no_bytes_make_the_cutter_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut cutter = Cutter::new("interviews");
        let pushed = cutter.push(&bytes, |_| ControlFlow::Continue(()));
        if pushed.is_ok() {
            let _whole_or_not = cutter.finish();
        }
    }
}

/// Cuts `bytes` where the marks say; what follows an error is not read.
fn cut_at(bytes: &[u8], marks: &[prop::sample::Index]) -> (Vec<Vec<u8>>, Result<(), Error>) {
    let mut marks: Vec<usize> = marks
        .iter()
        .map(|mark| mark.index(bytes.len() + 1))
        .collect();
    marks.extend([0, bytes.len()]);
    marks.sort_unstable();
    let mut cutter = Cutter::new("interviews");
    let mut items = Vec::new();
    for pair in marks.windows(2) {
        let pushed = cutter.push(&bytes[pair[0]..pair[1]], |item| {
            items.push(item.to_vec());
            ControlFlow::Continue(())
        });
        if let Err(error) = pushed {
            return (items, Err(error));
        }
    }
    (items, cutter.finish())
}

/// A page with some of its bytes replaced, or the first part of one.
fn mutated_page() -> impl Strategy<Value = Vec<u8>> {
    let splinter = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        "[\\[\\]{}\",:\\\\ 0-9]{0,9}".prop_map(String::into_bytes),
        Just(br#""interviews":["#.to_vec()),
        "\"[a-z]{250,260}".prop_map(String::into_bytes),
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, splinter), 0..4);
    (changes, any::<Option<prop::sample::Index>>()).prop_map(|(changes, end)| {
        let mut page = ANSWER.as_bytes().to_vec();
        for (at, removed, put) in changes {
            let at = at.index(page.len() + 1);
            let end = (at + removed).min(page.len());
            page.splice(at..end, put);
        }
        if let Some(end) = end {
            page.truncate(end.index(page.len() + 1));
        }
        page
    })
}

proptest! {
    #[test]
    fn a_damaged_page_is_cut_alike_wherever_it_is_split_and_never_runs_on_as_whole(
        page in mutated_page(),
        marks in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let (items, end) = cut_at(&page, &[]);
        prop_assert_eq!(cut_at(&page, &marks), (items.clone(), end.clone()));
        for item in &items {
            // Whatever was cut out is read or refused.
            let _read = crate::parse_interview(item);
        }
        if let (Ok(()), Ok(whole)) = (end, serde_json::from_slice::<serde_json::Value>(&page)) {
            let listed = whole.as_object().and_then(|page| page.get("interviews")?.as_array());
            // Of a list given twice both are read: twice rather than never.
            prop_assert!(items.len() >= listed.map_or(0, Vec::len), "{whole}");
        }
    }
}

#[test]
fn a_name_that_is_too_long_is_not_the_lists_wherever_it_is_split() {
    let page = format!(r#"{{"interviews{}":[1]}}"#, "x".repeat(300));
    let (name, rest) = page.split_at(12);
    let (long, end) = rest.split_at(300);
    let (items, end) = cut([name.as_bytes(), long.as_bytes(), end.as_bytes()]);
    assert_eq!(items, [""; 0], "another list");
    assert!(
        matches!(end, Err(Error::Unreadable { .. })),
        "the one asked for is not there: {end:?}"
    );
}

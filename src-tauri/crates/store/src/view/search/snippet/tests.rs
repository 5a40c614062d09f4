//! What was found is shown with the words marked, and no more around it than helps.

use super::*;
use crate::test_support::today;

fn shown(text: &str, typed: &str) -> String {
    let places = Query::parse(typed, &today()).marks(text).places;
    let pieces = around(text, &places);
    let pieces = pieces.iter().map(|piece| match piece.is_match {
        true => format!("[{}]", piece.text),
        false => piece.text.clone(),
    });
    pieces.collect()
}

#[test]
fn each_word_is_marked_where_it_stands() {
    assert_eq!(
        shown("I moved the Payments, then moved on", "moved pay"),
        "I [moved] the [Payments], then [moved] on"
    );
    assert_eq!(shown("Ma première école", "ECOLE"), "Ma première [école]");
    assert_eq!(shown("我在北京大学学习", "北京大学"), "我在[北京大学]学习");
    assert_eq!(
        shown("moved, the moved the", "\"moved the\""),
        "[moved, the] [moved the]"
    );
}

#[test]
fn a_long_text_is_cut_at_words_on_both_sides() {
    let text = format!("{} needle {}", "hay ".repeat(200), "straw ".repeat(200));
    let shown = shown(&text, "needle");
    assert!(
        shown.starts_with("… hay") && shown.ends_with("straw …"),
        "{shown}"
    );
    assert!(shown.contains(" [needle] "), "{shown}");
    assert!(shown.chars().count() < 4 * AROUND, "{shown}");
}

#[test]
fn a_long_text_without_spaces_is_cut_between_signs() {
    let text = format!("{}東京{}", "あ".repeat(300), "ん".repeat(300));
    let shown = shown(&text, "東京");
    assert!(
        shown.starts_with("… あ") && shown.ends_with("ん …"),
        "{shown}"
    );
    let thai = format!("{}กรุงเทพ{}", "ที่".repeat(100), "น้ำ".repeat(100));
    let shown = self::shown(&thai, "กรุงเทพ");
    assert!(shown.starts_with("… ที่"), "no mark stands alone: {shown}");
}

#[test]
fn lines_are_shown_as_one() {
    assert_eq!(shown("a\n\n b\tneedle\nc", "needle"), "a b [needle] c");
}

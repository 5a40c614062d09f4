//! Words of any script are parted and folded alike in a text and in what is looked for.

use super::*;

fn parted(text: &str) -> Vec<String> {
    units(text).into_iter().map(|unit| unit.text).collect()
}

/// Whether what is typed stands in a text: by what the index holds, and by the text itself.
fn stands(text: &str, typed: &str) -> bool {
    let mut indexed = String::new();
    index(text, &mut indexed);
    let looked_for = units(typed);
    let asked = asked(&looked_for, true);
    let in_index = asked.iter().all(|word| {
        let beginning = word.strip_suffix('*');
        let bare = beginning.unwrap_or(word).trim_matches('"');
        indexed.split_whitespace().any(|held| match beginning {
            Some(_) => held.starts_with(bare),
            None => held == bare,
        })
    });
    in_index && find(&units(text), &looked_for, true, 0).is_some()
}

#[test]
fn words_are_parted_by_whatever_is_neither_letter_nor_number() {
    assert_eq!(
        parted("Don't (re)start: C++ 3.5!"),
        ["don", "t", "re", "start", "c", "3", "5"]
    );
    assert_eq!(parted(" \u{301} … 😀"), [""; 0], "nothing to look for");
}

#[test]
fn each_unit_knows_where_it_stands() {
    let text = "Ma école, 東京に";
    let places: Vec<&str> = units(text)
        .iter()
        .map(|unit| text.get(unit.place.clone()).unwrap())
        .collect();
    assert_eq!(places, ["Ma", "école", "東", "京", "に"]);
    let text = "e\u{301}cole";
    assert_eq!(units(text)[0].place, 0..text.len(), "with the mark upon it");
}

#[test]
fn latin_is_found_with_and_without_accents_and_whatever_the_case() {
    for typed in ["ecole", "ÉCOLE", "e\u{301}cole", "Ecol"] {
        assert!(stands("Ma première école", typed), "{typed}");
    }
    assert!(
        stands("Łukasz Jørgensen, Straße", "lukasz"),
        "a stroke is no accent to Unicode"
    );
    assert!(
        stands("Jørgensen", "jorgensen") && stands("Straße", "STRASSE"),
        "nor is ß"
    );
    assert!(
        stands("İstanbul", "istanbul") && stands("Ångström", "angstrom"),
        "dots and rings"
    );
    assert!(!stands("school", "ecole"), "another word");
}

#[test]
fn cyrillic_is_found_with_e_for_yo_and_keeps_short_i() {
    assert!(
        stands("Всё готово", "все") && stands("Все", "всё"),
        "ё and е"
    );
    assert!(stands("ПРИВЕТ", "привет"), "case");
    assert!(!stands("май", "маи"), "й is another letter than и");
}

#[test]
fn arabic_is_found_with_and_without_vowels_and_by_any_alef() {
    assert!(
        stands("مُدَرِّس", "مدرس") && stands("مدرس", "مُدَرِّس"),
        "vowel signs"
    );
    assert!(
        stands("أحمد إبراهيم", "احمد") && stands("احمد", "أحمد"),
        "hamza"
    );
    assert!(stands("ٱلقرآن", "القران"), "wasla and madda");
    assert!(
        stands("مدرسة", "مدرسه") && stands("مصطفى", "مصطفي"),
        "endings"
    );
    assert!(stands("مـــدرس", "مدرس"), "stretched");
}

#[test]
fn devanagari_keeps_its_vowel_signs_and_loses_the_dot() {
    assert!(stands("मैंने कर्म किया", "कर्म"));
    assert!(!stands("कर्म", "करम"), "another word without the virama");
    assert!(
        stands("ज़िंदगी", "जिंदगी") && stands("जिंदगी", "ज़िंदगी"),
        "nukta"
    );
}

#[test]
fn thai_is_found_inside_a_sentence_without_spaces() {
    let text = "ผมทำงานที่กรุงเทพมหานครมาสิบปี";
    for typed in ["ทำงาน", "กรุงเทพ", "สิบปี", "ก"] {
        assert!(stands(text, typed), "{typed}");
    }
    assert!(!stands(text, "งานทำ"), "the same signs in another order");
}

#[test]
fn chinese_is_found_by_any_part_of_a_sentence() {
    let text = "我在北京大学学习计算机科学。";
    for typed in ["北京", "大学", "计算机", "科学", "学", "京大学学"] {
        assert!(stands(text, typed), "{typed}");
    }
    assert!(
        !stands(text, "学京") && !stands(text, "科计"),
        "not side by side"
    );
}

#[test]
fn japanese_is_found_in_kanji_and_kana_of_any_width() {
    let text = "東京のｿﾌﾄｳｪｱ会社でエンジニアをしています。ﾊﾞｲﾄもしました";
    for typed in [
        "東京",
        "ソフトウェア",
        "エンジニア",
        "しています",
        "バイト",
        "ｴﾝｼﾞﾆｱ",
    ] {
        assert!(stands(text, typed), "{typed}");
    }
    assert!(
        !stands(text, "ハイト"),
        "without its marks it is another sound"
    );
}

#[test]
fn korean_is_found_inside_a_word_and_in_decomposed_writing() {
    let text = "저는 서울대학교에서 공부했습니다";
    for typed in ["서울", "대학교", "공부", "공부했습니다", "서"] {
        assert!(stands(text, typed), "{typed}");
    }
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("서울").collect();
    assert!(stands(text, &decomposed), "as some systems write it");
    assert!(!stands(text, "교학대"), "another order");
}

#[test]
fn lao_khmer_and_myanmar_are_found_without_spaces() {
    assert!(stands("ຂ້ອຍເຮັດວຽກຢູ່ວຽງຈັນ", "ວຽງຈັນ"), "Lao");
    assert!(stands("ខ្ញុំធ្វើការនៅភ្នំពេញ", "ភ្នំពេញ"), "Khmer");
    assert!(stands("ကျွန်တော်ရန်ကုန်မှာအလုပ်လုပ်တယ်", "ရန်ကုန်"), "Myanmar");
}

#[test]
fn the_width_of_signs_and_ligatures_make_no_difference() {
    assert!(stands("ＡＢＣ１２３ oﬃce", "abc123") && stands("oﬃce", "office"));
    assert!(stands("Ⓐ m²", "m2"));
}

#[test]
fn scripts_side_by_side_are_parted() {
    assert_eq!(parted("Go言語3年"), ["go", "言", "語", "3", "年"]);
    assert!(stands("KubernetesとDocker", "docker"), "after kana");
}

#[test]
fn a_row_of_words_is_found_side_by_side_alone() {
    let text = units("I moved the payments to another region");
    let found = |typed: &str, is_beginning| find(&text, &units(typed), is_beginning, 0);
    assert_eq!(found("the payments", false), Some(2..4));
    assert_eq!(found("moved payments", false), None, "not side by side");
    assert_eq!(found("the pay", false), None, "not the whole word");
    assert_eq!(found("the pay", true), Some(2..4), "still typed");
    assert_eq!(find(&text, &[], true, 0), None, "nothing is nowhere");
}

#[test]
fn english_is_indexed_like_any_other_text() {
    let text = format!("It's 3.5 GB (so-called)  {}", "x".repeat(100));
    let (mut quick, mut whole) = (String::new(), String::new());
    index(&text, &mut quick);
    index(&format!("{text} é"), &mut whole);
    assert_eq!(format!("{} e\n", quick.trim_end()), whole);
    assert!(!quick.contains(&"x".repeat(LONGEST + 1)), "cut: {quick}");
}

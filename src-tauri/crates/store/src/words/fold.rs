//! What makes no difference between two words: case, accents, the width of signs, vowel points.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A letter or number with the marks upon it, or several signs that one such is folded into.
pub(super) struct Cluster {
    /// Folded; never none.
    pub(super) signs: Signs,
    /// Where it stands in the text, in bytes.
    pub(super) place: Range<usize>,
}

/// What a place is folded into: one sign as a rule, for which nothing is allocated.
pub(super) enum Signs {
    One(char),
    More(String),
}

impl Signs {
    pub(super) fn iter(&self) -> impl Iterator<Item = char> {
        let (one, more) = match self {
            Self::One(sign) => (Some(*sign), ""),
            Self::More(signs) => (None, signs.as_str()),
        };
        one.into_iter().chain(more.chars())
    }
}

/// The letters and numbers of a text; what is neither, only parts them.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Cluster> {
    let mut signs = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = signs.next()?;
            let mut end = start + first.len_utf8();
            let mut is_plain = first.is_ascii();
            while let Some((at, mark)) = signs.next_if(|(_, next)| is_upon(*next)) {
                is_plain = false;
                end = at + mark.len_utf8();
            }
            let place = start..end;
            if is_plain {
                if first.is_ascii_alphanumeric() {
                    let signs = Signs::One(first.to_ascii_lowercase());
                    return Some(Cluster { signs, place });
                }
                continue;
            }
            if !is_letter(first) {
                continue;
            }
            let signs = fold(text.get(place.clone()).unwrap_or_default());
            if !signs.is_empty() {
                let signs = Signs::More(signs);
                return Some(Cluster { signs, place });
            }
        }
    })
}

/// Whether words of this script stand without anything between them, or are looked for inside of
/// others: each of its signs is then looked at by itself.
pub(super) fn is_unparted(sign: char) -> bool {
    matches!(sign,
        '\u{0e00}'..='\u{0eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Myanmar
        | '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}' // Hangul's parts
        | '\u{1780}'..='\u{17ff}'     // Khmer
        | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}' // Tai scripts
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' // Han
        | '\u{3040}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' // kana, Bopomofo
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // Han
        | '\u{ac00}'..='\u{d7af}'     // Hangul
        | '\u{1b000}'..='\u{1b16f}'   // kana
        | '\u{20000}'..='\u{3ffff}') // Han
}

/// What belongs to the sign before it: marks, joiners, the stretching of Arabic letters, and the parts
/// of a Korean syllable.
fn is_upon(sign: char) -> bool {
    is_combining_mark(sign)
        || matches!(
            sign,
            '\u{ad}' | '\u{640}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
        )
        || matches!(sign, '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}')
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || is_combining_mark(sign)
}

fn fold(cluster: &str) -> String {
    let mut before = ' ';
    let parts = cluster.nfkd().flat_map(char::to_lowercase);
    let kept = parts.filter(|sign| {
        let is_kept = is_letter(*sign) && !is_left_out(before, *sign);
        before = *sign;
        is_kept
    });
    let mut folded = String::new();
    for sign in kept.nfc() {
        match alike(sign) {
            Some(other) => folded.push_str(other),
            None => folded.push(sign),
        }
    }
    folded
}

/// Marks without which a word is the same word.
fn is_left_out(before: char, mark: char) -> bool {
    match mark {
        // Without its breve this is another letter of Cyrillic.
        '\u{306}' => before != 'и',
        // Accents of Latin, Greek and Cyrillic.
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' => true,
        // Vowel points and reading marks of Hebrew and Arabic, hamza upon a letter, the stretching of
        // letters.
        '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' => true,
        '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6ed}' => true,
        // The dot by which Devanagari and its like write foreign sounds, often left out.
        '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' => true,
        _ => false,
    }
}

/// Letters that are written for each other, and that no rule of Unicode takes apart.
fn alike(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        // Arabic: alef with a wasla, alef without dots for yeh, teh marbuta, and the Persian letters.
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        _ => return None,
    })
}

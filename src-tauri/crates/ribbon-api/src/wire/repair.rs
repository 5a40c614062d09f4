//! Makes damaged JSON text readable: characters that are none become U+FFFD.

use std::borrow::Cow;
use std::fmt::Write;

/// What stands in for a character that is none.
const REPLACEMENT: &str = "\\ufffd";

/// What stands in for `NaN` and `Infinity`, which JSON does not have: a number beyond every range.
const BEYOND: &str = "1e999";

/// JSON text in which every string can be decoded.
pub(crate) struct Repaired<'a> {
    pub(crate) text: Cow<'a, str>,
    /// What was replaced, by rising offset into the text.
    damages: Vec<Damage>,
}

struct Damage {
    /// Where [`REPLACEMENT`] stands.
    at: usize,
    /// What stood there, as escapes.
    original: String,
}

impl<'a> Repaired<'a> {
    /// Text that needs no repair.
    pub(crate) fn sound(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            damages: Vec::new(),
        }
    }

    /// Returns whether something was replaced within `part`, a slice of the text.
    pub(crate) fn is_damaged(&self, part: &str) -> bool {
        self.damages_of(part).next().is_some()
    }

    /// Returns `part`, a slice of the text, as it was received: with its damages, which another
    /// version may know how to read. Bytes that are not UTF-8 are written as `\udc80` to `\udcff`.
    pub(crate) fn original(&self, part: &str) -> String {
        let mut original = String::with_capacity(part.len());
        let mut done = 0;
        for (at, damage) in self.damages_of(part) {
            original.push_str(part.get(done..at).unwrap_or_default());
            original.push_str(&damage.original);
            done = at + REPLACEMENT.len();
        }
        original.push_str(part.get(done..).unwrap_or_default());
        original
    }

    /// The damages within `part`, with their offsets into it.
    fn damages_of(&self, part: &str) -> impl Iterator<Item = (usize, &Damage)> {
        let begin = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        let begin = begin.unwrap_or(usize::MAX);
        let first = self.damages.partition_point(|damage| damage.at < begin);
        let length = part.len();
        self.damages
            .iter()
            .skip(first)
            .map(move |damage| (damage.at - begin, damage))
            .take_while(move |(at, _)| *at < length)
    }
}

/// Repairs bytes only where they cannot be read as they are.
pub(crate) fn readable(bytes: &[u8]) -> Repaired<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) if is_sound(text) => Repaired::sound(text),
        _ => repair(bytes),
    }
}

/// Returns whether every string can be decoded. Numbers may still be out of range.
fn is_sound(text: &str) -> bool {
    let holds = |part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    let is_suspect = ["NaN", "Infinity"].into_iter().any(holds);
    !is_suspect && has_sound_escapes(text) && !text.bytes().any(|byte| byte < b' ')
}

/// Returns whether every backslash escapes a character.
fn has_sound_escapes(mut rest: &str) -> bool {
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let from = rest.get(at..).unwrap_or_default();
        let (length, is_sound) = escape(from);
        if !is_sound {
            return false;
        }
        rest = from.get(length..).unwrap_or_default();
    }
    true
}

/// Replaces, within strings, what stands for no character: escapes of lone surrogates and of NUL, a
/// raw NUL, bytes that are not UTF-8, backslashes that escape nothing. Other raw control characters are escaped. Outside of strings,
/// `NaN` and `Infinity` become numbers. Everything else stays as it is.
pub(crate) fn repair(bytes: &[u8]) -> Repaired<'_> {
    let mut repair = Repair {
        text: String::with_capacity(bytes.len()),
        damages: Vec::new(),
        in_string: false,
    };
    for chunk in bytes.utf8_chunks() {
        repair.take(chunk.valid());
        repair.take_invalid(chunk.invalid());
    }
    Repaired {
        text: Cow::Owned(repair.text),
        damages: repair.damages,
    }
}

struct Repair {
    text: String,
    damages: Vec<Damage>,
    in_string: bool,
}

impl Repair {
    fn take(&mut self, mut rest: &str) {
        while let Some(next) = rest.chars().next() {
            let length = match next {
                '\\' if self.in_string => self.take_escape(rest),
                '\0' if self.in_string => {
                    self.replace("\\u0000".to_owned());
                    1
                }
                control if self.in_string && control < ' ' => {
                    // A line break that was not escaped is text all the same.
                    self.push_unit(u32::from(control));
                    1
                }
                'N' if !self.in_string && rest.starts_with("NaN") => self.take_number("NaN"),
                'I' if !self.in_string && rest.starts_with("Infinity") => {
                    self.take_number("Infinity")
                }
                other => {
                    self.in_string ^= other == '"';
                    self.text.push(other);
                    other.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    fn take_invalid(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        if !self.in_string {
            // Nothing that JSON allows there.
            self.text.push(char::REPLACEMENT_CHARACTER);
            return;
        }
        let mut original = String::new();
        for byte in bytes {
            // Writing to a string cannot fail.
            let _written = write!(original, "\\udc{byte:02x}");
        }
        self.replace(original);
    }

    /// Takes the escape that `rest` begins with. Returns its length.
    fn take_escape(&mut self, rest: &str) -> usize {
        let (length, is_sound) = escape(rest);
        let escape = rest.get(..length).unwrap_or_default();
        match (is_sound, escape) {
            (true, escape) => self.text.push_str(escape),
            // As a byte that is not text, since it escapes nothing.
            (false, "\\") => self.replace("\\udc5c".to_owned()),
            (false, escape) => self.replace(escape.to_owned()),
        }
        length
    }

    fn take_number(&mut self, word: &str) -> usize {
        self.text.push_str(BEYOND);
        word.len()
    }

    fn push_unit(&mut self, unit: u32) {
        let _written = write!(self.text, "\\u{unit:04x}");
    }

    fn replace(&mut self, mut original: String) {
        if self.ends_in_half_a_pair() && original.starts_with("\\udc") {
            // The two would read as one character.
            original.replace_range(..REPLACEMENT.len(), "\\u0000");
        }
        self.damages.push(Damage {
            at: self.text.len(),
            original,
        });
        self.text.push_str(REPLACEMENT);
    }

    /// Whether the last thing taken is the first half of a surrogate pair alone.
    fn ends_in_half_a_pair(&self) -> bool {
        let Some(last) = self.damages.last() else {
            return false;
        };
        let is_last = last.at + REPLACEMENT.len() == self.text.len();
        let end = last.original.len().saturating_sub(REPLACEMENT.len());
        let unit = last.original.get(end..).and_then(code_unit);
        is_last && unit.is_some_and(|unit| (0xd800..0xdc00).contains(&unit))
    }
}

/// The length of the escape that `text` begins with, and whether it stands for a character. A backslash
/// that escapes nothing stands for none.
fn escape(text: &str) -> (usize, bool) {
    let Some(first) = code_unit(text) else {
        let is_short = text
            .as_bytes()
            .get(1)
            .is_some_and(|byte| b"\"\\/bfnrt".contains(byte));
        return if is_short { (2, true) } else { (1, false) };
    };
    match first {
        0 => (6, false),
        0xd800..=0xdbff => match text.get(6..).and_then(code_unit) {
            Some(0xdc00..=0xdfff) => (12, true),
            _ => (6, false),
        },
        0xdc00..=0xdfff => (6, false),
        _ => (6, true),
    }
}

/// The number of an escape such as `\u00e4`.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the member `a` of `bytes`, which is all they hold.
    fn decoded(bytes: &[u8]) -> (String, Repaired<'_>) {
        let repaired = repair(bytes);
        let value: serde_json::Value = serde_json::from_str(&repaired.text).unwrap();
        (value["a"].as_str().unwrap().to_owned(), repaired)
    }

    #[test]
    fn replaces_what_is_no_character_and_gives_it_back() {
        for (sent, expected, original) in [
            (
                &br#"{"a":"x\ud83d y"}"#[..],
                "x\u{fffd} y",
                r#""x\ud83d y""#,
            ),
            (br#"{"a":"\ude00x"}"#, "\u{fffd}x", r#""\ude00x""#),
            (br#"{"a":"a\u0000b"}"#, "a\u{fffd}b", r#""a\u0000b""#),
            (b"{\"a\":\"a\x00b\"}", "a\u{fffd}b", r#""a\u0000b""#),
            (b"{\"a\":\"a\xffb\"}", "a\u{fffd}b", r#""a\udcffb""#),
            (
                br#"{"a":"a\xb\u12"}"#,
                "a\u{fffd}xb\u{fffd}u12",
                r#""a\udc5cxb\udc5cu12""#,
            ),
            (
                br#"{"a":"a\ud83d\ x"}"#,
                "a\u{fffd}\u{fffd} x",
                r#""a\ud83d\u0000 x""#,
            ),
            (
                b"{\"a\":\"a\\ud83d\xff\"}",
                "a\u{fffd}\u{fffd}",
                r#""a\ud83d\u0000""#,
            ),
            (
                b"{\"a\":\"a\\\xff\"}",
                "a\u{fffd}\u{fffd}",
                r#""a\udc5c\udcff""#,
            ),
            (
                b"{\"a\":\"\xf0\x9f\x98, \\udc00\"}",
                "\u{fffd}, \u{fffd}",
                r#""\udcf0\udc9f\udc98, \udc00""#,
            ),
        ] {
            let (text, repaired) = decoded(sent);
            assert_eq!(text, expected, "{}", repaired.text);
            let string = repaired.text.get(5..repaired.text.len() - 1).unwrap();
            assert!(repaired.is_damaged(string), "{}", repaired.text);
            assert_eq!(repaired.original(string), original, "as it was received");
            let name = repaired.text.get(..4).unwrap();
            assert!(!repaired.is_damaged(name), "the name is sound");
        }
    }

    #[test]
    fn leaves_sound_text_as_it_is() {
        let sent = r#"{"a\"b":"\ud83d\ude00 \\ \" ü\n","b":[1e999,"�","NaN"]}"#;
        let repaired = repair(sent.as_bytes());
        assert_eq!(repaired.text, sent);
        assert!(!repaired.is_damaged(&repaired.text), "nothing was replaced");
    }

    #[test]
    fn raw_control_characters_are_text_and_no_damage() {
        let (text, repaired) = decoded(b"{\"a\":\"one\ntwo\x01\"}");
        assert_eq!(text, "one\ntwo\u{1}");
        assert!(!repaired.is_damaged(&repaired.text), "nothing was replaced");
    }

    #[test]
    fn a_replacement_character_that_was_sent_is_no_damage() {
        let (text, repaired) = decoded("{\"b\":\"\u{0}\",\"a\":\"\u{fffd}\"}".as_bytes());
        assert_eq!(text, "\u{fffd}");
        let own = repaired.text.get(repaired.text.len() - 6..).unwrap();
        assert!(!repaired.is_damaged(own), "{own} was sent so");
    }

    #[test]
    fn numbers_that_json_does_not_have_become_numbers_out_of_range() {
        let repaired = readable(br#"{"a":[NaN,-Infinity,Infinity],"b":"NaN"}"#);
        assert_eq!(repaired.text, r#"{"a":[1e999,-1e999,1e999],"b":"NaN"}"#);
    }
}

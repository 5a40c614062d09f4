//! Makes damaged JSON text readable: characters that are none become U+FFFD.

use std::borrow::Cow;

/// What stands in for a character that is none.
const REPLACEMENT: &str = "\\ufffd";

/// JSON text in which every string can be decoded.
pub(crate) struct Repaired<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Where something was replaced, as offsets into the text, rising.
    damaged: Vec<usize>,
}

impl<'a> Repaired<'a> {
    /// Text that needs no repair.
    pub(crate) fn sound(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            damaged: Vec::new(),
        }
    }

    /// Whether something was replaced within `part`, a slice of the text.
    pub(crate) fn is_damaged(&self, part: &str) -> bool {
        let Some(begin) = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize) else {
            return false;
        };
        let first = self.damaged.partition_point(|at| *at < begin);
        let next = self.damaged.get(first);
        next.is_some_and(|at| *at < begin + part.len())
    }
}

/// Replaces, within strings, what stands for no character: escapes of lone surrogates and of NUL, raw
/// control characters, bytes that are not UTF-8. Everything else stays as it is.
pub(crate) fn repair(bytes: &[u8]) -> Repaired<'_> {
    let text = String::from_utf8_lossy(bytes);
    let was_utf8 = matches!(text, Cow::Borrowed(_));
    let mut repaired = String::with_capacity(text.len());
    let mut damaged = Vec::new();
    let mut in_string = false;
    let mut rest = text.as_ref();
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '\\' if in_string => {
                let (length, is_sound) = escape(rest);
                if is_sound {
                    repaired.push_str(rest.get(..length).unwrap_or_default());
                } else {
                    damaged.push(repaired.len());
                    repaired.push_str(REPLACEMENT);
                }
                length
            }
            control if in_string && control < ' ' => {
                // A line break that was not escaped is text all the same.
                match control {
                    '\n' => repaired.push_str("\\n"),
                    '\r' => repaired.push_str("\\r"),
                    '\t' => repaired.push_str("\\t"),
                    _ => {
                        damaged.push(repaired.len());
                        repaired.push_str(REPLACEMENT);
                    }
                }
                1
            }
            other => {
                in_string ^= other == '"';
                if other == '\u{fffd}' && !was_utf8 {
                    damaged.push(repaired.len());
                }
                repaired.push(other);
                other.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Repaired {
        text: Cow::Owned(repaired),
        damaged,
    }
}

/// The length of the escape that `text` begins with, and whether it stands for a character.
fn escape(text: &str) -> (usize, bool) {
    let Some(first) = code_unit(text) else {
        let length = text.chars().take(2).map(char::len_utf8).sum();
        return (length, true);
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

    #[test]
    fn what_is_no_character_is_replaced_and_its_place_is_known() {
        for (sent, expected) in [
            (&br#"{"a":"x\ud83d y"}"#[..], "x\u{fffd} y"),
            (br#"{"a":"\ude00x"}"#, "\u{fffd}x"),
            (br#"{"a":"a\u0000b"}"#, "a\u{fffd}b"),
            (b"{\"a\":\"a\x00b\"}", "a\u{fffd}b"),
            (b"{\"a\":\"a\xffb\"}", "a\u{fffd}b"),
        ] {
            let repaired = repair(sent);
            let value: serde_json::Value = serde_json::from_str(&repaired.text).unwrap();
            assert_eq!(value["a"], expected, "{}", repaired.text);
            let string = repaired.text.get(5..repaired.text.len() - 1).unwrap();
            assert!(repaired.is_damaged(string), "{}", repaired.text);
            assert!(
                !repaired.is_damaged(repaired.text.get(..4).unwrap()),
                "the name is sound"
            );
        }
    }

    #[test]
    fn sound_text_stays_as_it_is() {
        let sent = r#"{"a\"b":"\ud83d\ude00 \\ \" ü\n","b":[1e999,"�"]}"#;
        let repaired = repair(sent.as_bytes());
        assert_eq!(repaired.text, sent);
        assert!(!repaired.is_damaged(&repaired.text), "nothing was replaced");
        let broken = repair(b"{\"a\":\"one\ntwo\"}");
        assert_eq!(
            broken.text, r#"{"a":"one\ntwo"}"#,
            "a raw line break is text"
        );
    }
}

//! From bytes to text.

use crate::Error;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// No list of people is larger.
const LARGEST: usize = 20 * 1024 * 1024;

/// How a file's text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it should be.
    Utf8,
    /// As spreadsheets write "Unicode text".
    Utf16,
    /// As spreadsheets in Western Europe and America write without asking: a guess, since every file
    /// is readable in it.
    Windows1252,
}

/// The text without its byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Error::Workbook);
    }
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (
            UTF_16LE.decode_without_bom_handling(rest).0,
            Encoding::Utf16,
        ),
        [0xfe, 0xff, rest @ ..] => (
            UTF_16BE.decode_without_bom_handling(rest).0,
            Encoding::Utf16,
        ),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => match std::str::from_utf8(rest) {
            Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
            Err(_) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(rest);
                (text, Encoding::Windows1252)
            }
        },
    };
    if text.contains('\0') {
        return Err(Error::NotText);
    }
    Ok((text, encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(String, Encoding), Error> {
        decode(bytes).map(|(text, encoding)| (text.into_owned(), encoding))
    }

    #[test]
    fn each_way_to_write_an_umlaut_is_read() {
        for (bytes, encoding) in [
            (&b"J\xc3\xb6rg"[..], Encoding::Utf8),
            (b"\xef\xbb\xbfJ\xc3\xb6rg", Encoding::Utf8),
            (b"J\xf6rg", Encoding::Windows1252),
            (b"\xff\xfeJ\0\xf6\0r\0g\0", Encoding::Utf16),
            (b"\xfe\xff\0J\0\xf6\0r\0g", Encoding::Utf16),
        ] {
            assert_eq!(read(bytes), Ok(("Jörg".into(), encoding)), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        assert_eq!(read(b"PK\x03\x04xl/workbook"), Err(Error::Workbook));
        assert_eq!(read(b"a,b\n\0\0"), Err(Error::NotText));
        assert_eq!(read(&vec![b'a'; LARGEST + 1]), Err(Error::TooLarge));
    }
}

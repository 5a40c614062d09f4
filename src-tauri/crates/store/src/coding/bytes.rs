//! Numbers and texts as bytes: lengths first, numbers in groups of seven bits.

/// Puts values one behind the other.
#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.byte(u8::from(flag));
    }

    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.byte((number & 0x7f) as u8);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(super) fn block(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.block(text.as_bytes());
    }

    /// Says here whether there is a text, and puts the text there.
    pub(super) fn optional_text(&mut self, texts: &mut Self, text: Option<&str>) {
        self.flag(text.is_some());
        if let Some(text) = text {
            texts.text(text);
        }
    }
}

/// Numbers whose lowest bytes stand apart from the rest: those are as good as random, these are small
/// and recur.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) low: Writer,
    pub(super) high: Writer,
}

impl Numbers {
    pub(super) fn number(&mut self, number: u64) {
        self.low.byte((number & 0xff) as u8);
        self.high.number(number >> 8);
    }

    /// Small numbers of either sign become small numbers.
    #[expect(clippy::cast_sign_loss, reason = "the bits are kept: zigzag")]
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }
}

/// Takes [`Numbers`] off the front.
pub(super) struct NumberReader<'a> {
    /// None in version 1, which wrote numbers whole.
    pub(super) low: Option<Reader<'a>>,
    pub(super) high: Reader<'a>,
}

impl NumberReader<'_> {
    pub(super) fn number(&mut self) -> Option<u64> {
        let high = self.high.number()?;
        match &mut self.low {
            None => Some(high),
            Some(low) => Some(high.checked_mul(0x100)? | u64::from(low.byte()?)),
        }
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        let half = i64::try_from(number >> 1).ok()?;
        Some(if number & 1 == 0 { half } else { !half })
    }
}

/// Takes values off the front. Every method answers `None` at the end or on nonsense.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.byte().map(|byte| byte != 0)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(super) fn block(&mut self) -> Option<&'a [u8]> {
        let count = self.count()?;
        let (block, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(block)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        String::from_utf8(self.block()?.to_vec()).ok()
    }
}

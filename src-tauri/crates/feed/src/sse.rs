//! Server-sent events (WHATWG HTML, section 9.2.6), as far as our sources use them.

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    /// `event:`; empty when there was none.
    pub(crate) event: String,
    /// `id:` of this very event; one told with an earlier event does not carry over.
    pub(crate) id: Option<String>,
    /// `data:`, several lines joined by line feeds.
    pub(crate) data: Vec<u8>,
    /// It was longer than allowed. Its data is dropped, not cut.
    pub(crate) is_too_long: bool,
}

/// Cuts a stream into events, whatever pieces it arrives in, and holds no more of it than allowed.
pub(crate) struct Parser {
    longest: usize,
    line: Vec<u8>,
    /// The present line was longer than allowed; `line` is empty and stays so until it ends.
    line_is_too_long: bool,
    /// The last line ended in a carriage return, so a line feed now belongs to it.
    after_return: bool,
    frame: Frame,
    has_data: bool,
}

impl Parser {
    /// For events of at most so many bytes.
    pub(crate) fn new(longest: usize) -> Self {
        Self {
            longest,
            line: Vec::new(),
            line_is_too_long: false,
            after_return: false,
            frame: Frame::default(),
            has_data: false,
        }
    }

    /// Takes the next bytes and returns the events that they complete.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        if self.after_return && !bytes.is_empty() {
            self.after_return = false;
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (start, rest) = bytes.split_at(end);
            self.extend_line(start);
            frames.extend(self.end_line());
            bytes = match rest {
                [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => after,
                [b'\r'] => {
                    self.after_return = true;
                    &[]
                }
                [_, after @ ..] => after,
                [] => &[],
            };
        }
        self.extend_line(bytes);
        frames
    }

    fn extend_line(&mut self, bytes: &[u8]) {
        let held = self.line.len() + self.frame.data.len();
        if held + bytes.len() > self.longest {
            self.frame.is_too_long = true;
            self.frame.data = Vec::new();
            self.line = Vec::new();
            self.line_is_too_long = true;
        }
        if !self.line_is_too_long {
            self.line.extend_from_slice(bytes);
        }
    }

    fn end_line(&mut self) -> Option<Frame> {
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.line_is_too_long) {
            return None;
        }
        if line.is_empty() {
            let frame = std::mem::take(&mut self.frame);
            let has_data = std::mem::take(&mut self.has_data);
            return (has_data || frame.is_too_long).then_some(frame);
        }
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = parts.next().unwrap_or_default();
        let value = parts.next().unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"event" => self.frame.event = String::from_utf8_lossy(value).into_owned(),
            b"id" => self.frame.id = Some(String::from_utf8_lossy(value).into_owned()),
            b"data" if !self.frame.is_too_long => {
                if self.has_data {
                    self.frame.data.push(b'\n');
                }
                self.has_data = true;
                self.frame.data.extend_from_slice(value);
            }
            // A comment has an empty name; `retry` is not needed; others are to be ignored.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests;

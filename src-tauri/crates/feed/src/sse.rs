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
mod tests {
    use super::*;

    const STREAM: &[u8] = b": hb\n\nretry: 3000\n\nid: k-1\nevent: webhook\ndata: {\"a\":\ndata:1}\n\n\
        event: gap\r\ndata: x\r\n\r\nevent: lost\n\ndata\r\rother: y\ndata:  z\n\nevent: cut\ndata: off";

    fn frame(event: &str, data: &str) -> Frame {
        Frame {
            event: event.into(),
            data: data.into(),
            ..Frame::default()
        }
    }

    fn parser() -> Parser {
        Parser::new(64)
    }

    fn expected() -> Vec<Frame> {
        vec![
            Frame {
                id: Some("k-1".into()),
                ..frame("webhook", "{\"a\":\n1}")
            },
            frame("gap", "x"),
            frame("", ""),
            frame("", " z"),
        ]
    }

    #[test]
    fn the_events_come_out_whole_wherever_the_stream_is_split() {
        for first in 0..=STREAM.len() {
            for second in first..=STREAM.len() {
                let mut parser = parser();
                let mut frames = parser.push(&STREAM[..first]);
                frames.extend(parser.push(&STREAM[first..second]));
                frames.extend(parser.push(&STREAM[second..]));
                assert_eq!(frames, expected(), "split at {first} and {second}");
            }
        }
    }

    #[test]
    fn the_events_come_out_whole_one_byte_at_a_time() {
        let mut parser = parser();
        let frames: Vec<Frame> = STREAM
            .chunks(1)
            .flat_map(|byte| parser.push(byte))
            .collect();
        assert_eq!(
            frames,
            expected(),
            "an event without data is none, and so is one cut off"
        );
    }

    #[test]
    fn an_event_over_the_limit_is_named_and_the_next_one_is_whole() {
        let long = "x".repeat(65);
        let many = "data: 0123456789\n".repeat(7);
        let stream = format!("id: 7\ndata: {long}\ndata: {long}\n\nid: 8\n{many}\ndata: after\n\n");
        for split in 0..=stream.len() {
            let mut parser = parser();
            let mut frames = parser.push(&stream.as_bytes()[..split]);
            frames.extend(parser.push(&stream.as_bytes()[split..]));
            let too_long = |id: &str| Frame {
                id: Some(id.into()),
                is_too_long: true,
                ..Frame::default()
            };
            let expected = [too_long("7"), too_long("8"), frame("", "after")];
            assert_eq!(frames, expected, "split at {split}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_the_parser_panic_or_hold_more_than_allowed(
            pieces in proptest::collection::vec("(data|id|event)?:? ?[a-z\r\n]{0,40}", 0..20),
            noise: Vec<u8>,
        ) {
            let mut parser = parser();
            for piece in pieces.iter().map(String::as_bytes).chain([noise.as_slice()]) {
                for frame in parser.push(piece) {
                    assert!(frame.data.len() <= 64, "an event");
                }
                let held = parser.line.len() + parser.frame.data.len();
                assert!(held <= 64, "and what becomes one: {held}");
            }
        }
    }
}

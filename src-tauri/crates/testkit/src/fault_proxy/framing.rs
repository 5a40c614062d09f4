//! Where one message ends and the next begins.
//!
//! A message is a request or an answer as a whole, its end told by `Content-Length`. Of an answer in
//! chunks, the head is one message and each chunk another, so that a server that writes one event at a
//! time is seen to do so.

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) bytes: Vec<u8>,
    /// Whether it is a chunk.
    pub(super) is_chunk: bool,
}

impl Message {
    /// Whether this is a request for an event stream.
    pub(super) fn asks_for_stream(&self) -> bool {
        header(&self.bytes, "accept").is_some_and(|value| value == "text/event-stream")
    }
}

/// Cuts one direction of a connection into messages.
#[derive(Default)]
pub(super) struct Framer {
    held: Vec<u8>,
    in_chunks: bool,
}

impl Framer {
    /// Takes bytes; what they complete comes from [`Framer::next`].
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    /// The next whole message.
    pub(super) fn next(&mut self) -> Option<Message> {
        let is_chunk = self.in_chunks;
        let (len, in_chunks) = if is_chunk {
            chunk(&self.held)?
        } else {
            whole_or_head(&self.held)?
        };
        if self.held.len() < len {
            return None;
        }
        let rest = self.held.split_off(len);
        self.in_chunks = in_chunks;
        Some(Message {
            bytes: std::mem::replace(&mut self.held, rest),
            is_chunk,
        })
    }
}

/// How long the chunk at the beginning is, and whether others follow.
fn chunk(held: &[u8]) -> Option<(usize, bool)> {
    let line = end_of(held, b"\r\n")?;
    let text = std::str::from_utf8(held.get(..line - 2)?).ok()?;
    let size = usize::from_str_radix(text.trim(), 16).ok()?;
    Some((line + size + 2, size > 0))
}

/// How long the message at the beginning is, or its head if chunks follow, and whether they do.
fn whole_or_head(held: &[u8]) -> Option<(usize, bool)> {
    let head = end_of(held, b"\r\n\r\n")?;
    if header(held, "transfer-encoding").is_some_and(|value| value == "chunked") {
        return Some((head, true));
    }
    let body: usize = header(held, "content-length")
        .and_then(|value| value.parse().ok())
        .unwrap_or(0);
    Some((head + body, false))
}

/// The value of a header of the message at the beginning.
fn header<'a>(message: &'a [u8], name: &str) -> Option<&'a str> {
    let head = message.get(..end_of(message, b"\r\n\r\n")?)?;
    let fields = std::str::from_utf8(head).ok()?.lines().skip(1);
    fields
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn end_of(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let start = bytes.windows(mark.len()).position(|part| part == mark)?;
    Some(start + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERS: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc\
        HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
        5\r\nfirst\r\nA\r\n0123456789\r\n0\r\n\r\n\
        HTTP/1.1 204 No Content\r\n\r\n";

    fn framed<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<(String, bool)> {
        let mut framer = Framer::default();
        let mut messages = Vec::new();
        for piece in pieces {
            framer.push(piece);
            while let Some(message) = framer.next() {
                let text = String::from_utf8(message.bytes).unwrap();
                messages.push((text, message.is_chunk));
            }
        }
        messages
    }

    #[test]
    fn messages_and_chunks_come_out_whole_wherever_they_are_split() {
        let expected = [
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", false),
            (
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                false,
            ),
            ("5\r\nfirst\r\n", true),
            ("A\r\n0123456789\r\n", true),
            ("0\r\n\r\n", true),
            ("HTTP/1.1 204 No Content\r\n\r\n", false),
        ]
        .map(|(text, is_chunk)| (text.to_owned(), is_chunk));
        for split in 0..=ANSWERS.len() {
            let (first, second) = ANSWERS.split_at(split);
            assert_eq!(framed([first, second]), expected, "split at {split}");
        }
    }

    #[test]
    fn a_request_for_a_stream_is_recognised() {
        let asks = |head: &str| {
            let bytes = head.as_bytes().to_vec();
            let is_chunk = false;
            Message { bytes, is_chunk }.asks_for_stream()
        };
        assert!(
            asks("GET / HTTP/1.1\r\nAccept: text/event-stream\r\n\r\n"),
            "whatever the case of its header"
        );
        assert!(!asks("GET / HTTP/1.1\r\naccept: */*\r\n\r\n"), "a page");
    }
}

//! The little of EBML that a Matroska file needs: an element is its id, its length and its content.

use bytes::{BufMut, BytesMut};

/// How long a length takes that must not depend on its value.
pub(super) const WIDE_LENGTH: usize = 8;

/// Adds an element with this content.
pub(super) fn put(out: &mut BytesMut, id: u32, content: &[u8]) {
    put_id(out, id);
    put_wide_length(out, content.len() as u64);
    out.put_slice(content);
}

/// Adds an element that holds what `fill` adds.
pub(super) fn put_nested(out: &mut BytesMut, id: u32, fill: impl FnOnce(&mut BytesMut)) {
    let mut content = BytesMut::new();
    fill(&mut content);
    put(out, id, &content);
}

/// Adds a number, always of eight bytes so that its size never depends on it.
pub(super) fn put_number(out: &mut BytesMut, id: u32, number: u64) {
    put(out, id, &number.to_be_bytes());
}

pub(super) fn put_float(out: &mut BytesMut, id: u32, number: f64) {
    put(out, id, &number.to_be_bytes());
}

pub(super) fn put_text(out: &mut BytesMut, id: u32, text: &str) {
    put(out, id, text.as_bytes());
}

/// Adds an id, which carries its own length in its first bits.
pub(super) fn put_id(out: &mut BytesMut, id: u32) {
    let bytes = id.to_be_bytes();
    out.extend(bytes.into_iter().skip_while(|byte| *byte == 0));
}

/// Adds a length in eight bytes, however small it is.
pub(super) fn put_wide_length(out: &mut BytesMut, length: u64) {
    out.put_u64((1 << 56) | length);
}

/// How many bytes an id takes.
pub(super) fn id_len(id: u32) -> usize {
    4 - id.leading_zeros() as usize / 8
}

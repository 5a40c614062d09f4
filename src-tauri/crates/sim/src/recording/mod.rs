//! Recordings, made by the program from the conversation's times and computed for the bytes asked for, so
//! that none is ever held in memory.

mod video;
mod voice;
mod wav;

use bytes::Bytes;

pub(crate) use video::Video;
pub(crate) use wav::Wav;

/// A file whose bytes can be computed anywhere.
pub(crate) trait Recording: Send + Sync + 'static {
    /// Its whole length in bytes.
    fn len(&self) -> u64;
    /// Its bytes from `start` up to, not including, `end`.
    fn bytes(&self, start: u64, end: u64) -> Bytes;
    /// Its MIME type.
    fn mime(&self) -> &'static str;
}

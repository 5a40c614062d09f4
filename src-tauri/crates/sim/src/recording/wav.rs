//! A WAV file: 8 kHz, 16 bit, one channel.

use bytes::{BufMut, Bytes, BytesMut};

use super::Recording;
use super::voice::{RATE, Voice};
use crate::conversation::Conversation;

const HEADER: u64 = 44;

/// A conversation's recording as a WAV file.
#[derive(Debug)]
pub(crate) struct Wav {
    voice: Voice,
}

impl Wav {
    /// `candidate_hertz` is how high the candidate speaks.
    pub(crate) fn new(talk: &Conversation, candidate_hertz: u64) -> Self {
        Self {
            voice: Voice::new(talk, candidate_hertz),
        }
    }

    fn header(&self) -> Bytes {
        let sound = (self.voice.samples() * 2) as u32;
        let mut header = BytesMut::with_capacity(HEADER as usize);
        header.put_slice(b"RIFF");
        header.put_u32_le(36 + sound);
        header.put_slice(b"WAVEfmt ");
        header.put_u32_le(16);
        header.put_u16_le(1);
        header.put_u16_le(1);
        header.put_u32_le(RATE as u32);
        header.put_u32_le(RATE as u32 * 2);
        header.put_u16_le(2);
        header.put_u16_le(16);
        header.put_slice(b"data");
        header.put_u32_le(sound);
        header.freeze()
    }
}

impl Recording for Wav {
    fn len(&self) -> u64 {
        HEADER + self.voice.samples() * 2
    }

    fn bytes(&self, start: u64, end: u64) -> Bytes {
        let end = end.min(self.len());
        let mut out = BytesMut::new();
        if start < HEADER {
            let header = self.header();
            out.put_slice(
                header
                    .get(start as usize..end.min(HEADER) as usize)
                    .unwrap_or_default(),
            );
        }
        let from = start.max(HEADER) - HEADER;
        let to = end.max(HEADER) - HEADER;
        if from < to {
            let mut samples = vec![0_i16; (to.div_ceil(2) - from / 2) as usize];
            self.voice.fill(from / 2, &mut samples);
            let sound: Vec<u8> = samples.into_iter().flat_map(i16::to_le_bytes).collect();
            let skip = (from % 2) as usize;
            let count = (to - from) as usize;
            out.put_slice(sound.get(skip..skip + count).unwrap_or_default());
        }
        out.freeze()
    }

    fn mime(&self) -> &'static str {
        "audio/wav"
    }
}

//! A video: two tiles, the interviewer's and the candidate's, of which the one who speaks lights up, with
//! the same sound as the audio recording. It is a WebM file with VP8 pictures, each a key frame so that one
//! can jump anywhere; the sound is plain PCM, which Matroska knows and GStreamer plays.
//!
//! Every quarter of a second takes the same number of bytes, so that any part of the file can be computed
//! from its place.

mod boolean;
mod ebml;
mod layout;
mod picture;
mod vp8;

use std::sync::LazyLock;

use bytes::{BufMut, Bytes, BytesMut};

use super::Recording;
use super::voice::{RATE, Voice};
use crate::conversation::{Conversation, Speaker};
use layout::{Layout, SLOT_MS, SLOTS_PER_CLUSTER};
use picture::Scene;

/// Samples of sound in a slot.
const SLOT_SAMPLES: u64 = RATE * SLOT_MS / 1_000;

/// The five pictures a video consists of, each as long as the longest.
static FRAMES: LazyLock<Vec<Bytes>> = LazyLock::new(|| {
    let frames: Vec<Vec<u8>> = Scene::ALL
        .iter()
        .map(|scene| vp8::key_frame(*scene))
        .collect();
    let longest = frames.iter().map(Vec::len).max().unwrap_or(0);
    frames
        .into_iter()
        .map(|mut frame| {
            // What follows the last coefficient is never read.
            frame.resize(longest, 0);
            Bytes::from(frame)
        })
        .collect()
});

/// A conversation's recording as a WebM file.
#[derive(Debug)]
pub(crate) struct Video {
    voice: Voice,
    layout: Layout,
    head: Bytes,
    /// What is seen in each slot.
    scenes: Vec<usize>,
}

impl Video {
    /// `candidate_hertz` is how high the candidate speaks.
    pub(crate) fn new(talk: &Conversation, candidate_hertz: u64) -> Self {
        let frame = FRAMES.first().map_or(0, Bytes::len) as u64;
        let slots = talk.length_ms.div_ceil(SLOT_MS);
        let layout = Layout::new(slots, frame, SLOT_SAMPLES * 2);
        Self {
            voice: Voice::new(talk, candidate_hertz),
            head: layout.head(),
            layout,
            scenes: scenes(talk, slots),
        }
    }

    fn cluster(&self, number: u64) -> Bytes {
        let mut out = BytesMut::with_capacity(self.layout.cluster_len(number) as usize);
        self.layout.put_cluster_head(&mut out, number);
        let first = number * SLOTS_PER_CLUSTER;
        for slot in 0..self.layout.slots_in(number) {
            let picture = self
                .scenes
                .get((first + slot) as usize)
                .and_then(|&one| FRAMES.get(one));
            self.layout
                .put_picture(&mut out, slot, picture.map_or(&[][..], |bytes| bytes));
            let mut samples = vec![0_i16; SLOT_SAMPLES as usize];
            self.voice.fill((first + slot) * SLOT_SAMPLES, &mut samples);
            let sound: Vec<u8> = samples.into_iter().flat_map(i16::to_le_bytes).collect();
            self.layout.put_sound(&mut out, slot, &sound);
        }
        out.freeze()
    }
}

/// Who is seen speaking in each slot: whoever speaks in its middle, with a mouth that opens and closes.
fn scenes(talk: &Conversation, slots: u64) -> Vec<usize> {
    let spoken: Vec<(u64, u64, Speaker)> = talk
        .turns
        .iter()
        .flat_map(|turn| {
            turn.words
                .iter()
                .map(|word| (word.start_ms, word.end_ms, turn.speaker))
        })
        .collect();
    (0..slots)
        .map(|slot| {
            let middle = slot * SLOT_MS + SLOT_MS / 2;
            let next = spoken.partition_point(|(_, end, _)| *end <= middle);
            let speaker = spoken.get(next).filter(|(start, ..)| *start <= middle);
            Scene::index(speaker.map(|(.., speaker)| *speaker), slot % 2 == 0)
        })
        .collect()
}

impl Recording for Video {
    fn len(&self) -> u64 {
        self.head.len() as u64 + self.layout.clusters_len()
    }

    fn bytes(&self, start: u64, end: u64) -> Bytes {
        let head = self.head.len() as u64;
        let end = end.min(self.len());
        let mut out = BytesMut::new();
        put_part(&mut out, &self.head, 0, start, end);
        let stride = self.layout.full_cluster_len();
        let first = start.saturating_sub(head) / stride;
        let behind = end.saturating_sub(head).div_ceil(stride);
        for number in first..behind {
            put_part(
                &mut out,
                &self.cluster(number),
                head + number * stride,
                start,
                end,
            );
        }
        out.freeze()
    }

    fn mime(&self) -> &'static str {
        "video/webm"
    }
}

/// Adds what lies between `start` and `end` of a piece that lies at `at`.
fn put_part(out: &mut BytesMut, piece: &[u8], at: u64, start: u64, end: u64) {
    let from = start.saturating_sub(at).min(piece.len() as u64) as usize;
    let to = end.saturating_sub(at).min(piece.len() as u64) as usize;
    out.put_slice(piece.get(from..to).unwrap_or_default());
}

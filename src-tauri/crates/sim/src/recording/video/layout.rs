//! Where everything lies in the file: a head with an index, then clusters of one second, each of four
//! slots with one picture and its sound. All sizes are fixed, so places are computed, not remembered.

use bytes::{BufMut, Bytes, BytesMut};

use super::super::voice::RATE;
use super::ebml::{self, WIDE_LENGTH};
use super::picture::{COLUMNS, ROWS};

/// How long one picture is shown, in milliseconds.
pub(super) const SLOT_MS: u64 = 250;
/// The pictures of a cluster.
pub(super) const SLOTS_PER_CLUSTER: u64 = 4;

const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1F43_B675;
const SIMPLE_BLOCK: u32 = 0xA3;
const PICTURES: u8 = 1;
const SOUND: u8 = 2;
/// A block's track, its time within the cluster and its flags.
const BLOCK_HEAD: u64 = 4;
const KEY_FRAME: u8 = 0x80;

/// The sizes of one file.
#[derive(Debug)]
pub(super) struct Layout {
    slots: u64,
    picture: u64,
    sound: u64,
}

impl Layout {
    /// `picture` and `sound` are the bytes of each in a slot.
    pub(super) fn new(slots: u64, picture: u64, sound: u64) -> Self {
        Self {
            slots,
            picture,
            sound,
        }
    }

    /// The bytes of all clusters.
    pub(super) fn clusters_len(&self) -> u64 {
        (0..self.clusters())
            .map(|number| self.cluster_len(number))
            .sum()
    }

    /// The bytes of every cluster but the last.
    pub(super) fn full_cluster_len(&self) -> u64 {
        cluster_head_len() + SLOTS_PER_CLUSTER * self.slot_len()
    }

    pub(super) fn cluster_len(&self, number: u64) -> u64 {
        cluster_head_len() + self.slots_in(number) * self.slot_len()
    }

    pub(super) fn slots_in(&self, number: u64) -> u64 {
        self.slots
            .saturating_sub(number * SLOTS_PER_CLUSTER)
            .min(SLOTS_PER_CLUSTER)
    }

    /// Everything before the first cluster.
    pub(super) fn head(&self) -> Bytes {
        let mut out = BytesMut::new();
        ebml::put_nested(&mut out, 0x1A45_DFA3, |out| {
            ebml::put_number(out, 0x4286, 1);
            ebml::put_number(out, 0x42F7, 1);
            ebml::put_number(out, 0x42F2, 4);
            ebml::put_number(out, 0x42F3, 8);
            ebml::put_text(out, 0x4282, "webm");
            ebml::put_number(out, 0x4287, 4);
            ebml::put_number(out, 0x4285, 2);
        });
        let mut inside = BytesMut::new();
        self.put_info(&mut inside);
        put_tracks(&mut inside);
        // The index names places that lie behind it, and its own size does not depend on them.
        let mut index = BytesMut::new();
        self.put_index(&mut index, 0);
        let first_cluster = (inside.len() + index.len()) as u64;
        self.put_index(&mut inside, first_cluster);
        ebml::put_id(&mut out, SEGMENT);
        ebml::put_wide_length(&mut out, inside.len() as u64 + self.clusters_len());
        out.put_slice(&inside);
        out.freeze()
    }

    /// What stands before a cluster's slots.
    pub(super) fn put_cluster_head(&self, out: &mut BytesMut, number: u64) {
        ebml::put_id(out, CLUSTER);
        let content = self.cluster_len(number) - (ebml::id_len(CLUSTER) + WIDE_LENGTH) as u64;
        ebml::put_wide_length(out, content);
        ebml::put_number(out, 0xE7, number * SLOTS_PER_CLUSTER * SLOT_MS);
    }

    pub(super) fn put_picture(&self, out: &mut BytesMut, slot: u64, picture: &[u8]) {
        put_block(out, PICTURES, slot, picture);
    }

    pub(super) fn put_sound(&self, out: &mut BytesMut, slot: u64, sound: &[u8]) {
        put_block(out, SOUND, slot, sound);
    }

    fn clusters(&self) -> u64 {
        self.slots.div_ceil(SLOTS_PER_CLUSTER)
    }

    fn slot_len(&self) -> u64 {
        let around = (ebml::id_len(SIMPLE_BLOCK) + WIDE_LENGTH) as u64 + BLOCK_HEAD;
        2 * around + self.picture + self.sound
    }

    fn put_info(&self, out: &mut BytesMut) {
        ebml::put_nested(out, 0x1549_A966, |out| {
            ebml::put_number(out, 0x2A_D7B1, 1_000_000);
            ebml::put_float(out, 0x4489, (self.slots * SLOT_MS) as f64);
            ebml::put_text(out, 0x4D80, "ribbon-sim");
            ebml::put_text(out, 0x5741, "ribbon-sim");
        });
    }

    /// Where each second begins, so that a player can jump there.
    fn put_index(&self, out: &mut BytesMut, first_cluster: u64) {
        ebml::put_nested(out, 0x1C53_BB6B, |out| {
            for number in 0..self.clusters() {
                ebml::put_nested(out, 0xBB, |out| {
                    ebml::put_number(out, 0xB3, number * SLOTS_PER_CLUSTER * SLOT_MS);
                    ebml::put_nested(out, 0xB7, |out| {
                        ebml::put_number(out, 0xF7, u64::from(PICTURES));
                        ebml::put_number(
                            out,
                            0xF1,
                            first_cluster + number * self.full_cluster_len(),
                        );
                    });
                });
            }
        });
    }
}

fn cluster_head_len() -> u64 {
    let time = ebml::id_len(0xE7) + WIDE_LENGTH + 8;
    (ebml::id_len(CLUSTER) + WIDE_LENGTH + time) as u64
}

fn put_tracks(out: &mut BytesMut) {
    ebml::put_nested(out, 0x1654_AE6B, |out| {
        ebml::put_nested(out, 0xAE, |out| {
            put_track(out, PICTURES, 1, "V_VP8");
            ebml::put_number(out, 0x23_E383, SLOT_MS * 1_000_000);
            ebml::put_nested(out, 0xE0, |out| {
                ebml::put_number(out, 0xB0, COLUMNS as u64 * 16);
                ebml::put_number(out, 0xBA, ROWS as u64 * 16);
            });
        });
        ebml::put_nested(out, 0xAE, |out| {
            put_track(out, SOUND, 2, "A_PCM/INT/LIT");
            ebml::put_nested(out, 0xE1, |out| {
                ebml::put_float(out, 0xB5, RATE as f64);
                ebml::put_number(out, 0x9F, 1);
                ebml::put_number(out, 0x6264, 16);
            });
        });
    });
}

fn put_track(out: &mut BytesMut, number: u8, kind: u64, codec: &str) {
    ebml::put_number(out, 0xD7, u64::from(number));
    ebml::put_number(out, 0x73C5, u64::from(number));
    ebml::put_number(out, 0x83, kind);
    ebml::put_number(out, 0x9C, 0);
    ebml::put_text(out, 0x86, codec);
}

fn put_block(out: &mut BytesMut, track: u8, slot: u64, content: &[u8]) {
    ebml::put_id(out, SIMPLE_BLOCK);
    ebml::put_wide_length(out, content.len() as u64 + BLOCK_HEAD);
    out.put_u8(0x80 | track);
    out.put_i16((slot * SLOT_MS) as i16);
    out.put_u8(KEY_FRAME);
    out.put_slice(content);
}

//! zstd: texts by what an organisation's texts have in common, numbers by themselves.

use super::bytes::{Reader, Writer};
use std::cell::RefCell;
use std::io;
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::get_frame_content_size;

/// Of texts: higher levels find little more, since what recurs stands in the dictionary.
const TEXTS_LEVEL: i32 = 3;
/// Of numbers, in which hardly anything recurs: what counts is how few bits each takes.
const NUMBERS_LEVEL: i32 = 1;
/// More than this is damage, not an interview: REST's answers are read up to half of it, and what is
/// in them takes less room here.
pub(super) const MOST_BYTES: usize = 128 << 20;
/// More than this is not worth reading for each transcript.
const LONGEST_DICTIONARY: usize = 32 << 10;

/// What texts have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dictionary {
    /// Its number, by which a transcript names it.
    pub id: i64,
    /// It.
    pub bytes: Vec<u8>,
}

/// Learns what these texts have in common; empty when that is nothing.
pub(crate) fn learn(texts: &[Vec<u8>]) -> Vec<u8> {
    zstd::dict::from_samples(texts, LONGEST_DICTIONARY).unwrap_or_default()
}

/// What packs, and the dictionary by which it does.
type Packer = RefCell<Option<(Vec<u8>, Compressor<'static>)>>;

thread_local! {
    // Making one takes longer than packing a transcript.
    static TEXTS: Packer = const { RefCell::new(None) };
    static NUMBERS: Packer = const { RefCell::new(None) };
}

/// Puts numbers packed behind what `out` holds.
pub(super) fn pack_numbers(out: &mut Writer, bytes: &[u8]) -> io::Result<()> {
    NUMBERS.with_borrow_mut(|packer| pack(out, bytes, &[], NUMBERS_LEVEL, packer))
}

/// Puts texts packed behind what `out` holds.
pub(super) fn pack_texts(out: &mut Writer, bytes: &[u8], dictionary: &[u8]) -> io::Result<()> {
    TEXTS.with_borrow_mut(|packer| pack(out, bytes, dictionary, TEXTS_LEVEL, packer))
}

fn pack(
    out: &mut Writer,
    bytes: &[u8],
    dictionary: &[u8],
    level: i32,
    packer: &mut Option<(Vec<u8>, Compressor<'static>)>,
) -> io::Result<()> {
    if bytes.len() > MOST_BYTES {
        return Err(io::Error::other("it is too long"));
    }
    let (_, compressor) = match packer.take() {
        Some(known) if known.0 == dictionary => packer.insert(known),
        _ => {
            let compressor = Compressor::with_dictionary(level, dictionary)?;
            packer.insert((dictionary.to_vec(), compressor))
        }
    };
    out.block(&compressor.compress(bytes)?);
    Ok(())
}

/// Takes packed bytes off the front.
pub(super) fn unpack(from: &mut Reader<'_>, dictionary: &[u8]) -> Option<Vec<u8>> {
    unpack_frame(from.block()?, dictionary)
}

pub(super) fn unpack_frame(packed: &[u8], dictionary: &[u8]) -> Option<Vec<u8>> {
    // Room is made for what the packed bytes themselves say, and no more.
    let size = usize::try_from(get_frame_content_size(packed).ok()??).ok()?;
    if size > MOST_BYTES {
        return None;
    }
    let mut decompressor = Decompressor::with_dictionary(dictionary).ok()?;
    decompressor.decompress(packed, size).ok()
}

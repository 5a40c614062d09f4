//! Writes a VP8 key frame (RFC 6386) of evenly coloured blocks. That needs only the first coefficient of
//! each block, so no transform and no motion; what the format's tables would say about all others is
//! replaced by even odds for the few that are used.

use std::sync::LazyLock;

use super::boolean::Writer;
use super::picture::{COLUMNS, Colour, ROWS, Scene};

/// A quantiser fine enough for any colour, and what one step of it means for brightness (second-order) and
/// for colour, in eighths of what a decoder adds to a dot (brightness: in sixty-fourths).
const QUANTISER: u32 = 8;
const BRIGHTNESS_STEP: i32 = 22;
const COLOUR_STEP: i32 = 11;
/// What a block begins with where it has no neighbour.
const NO_NEIGHBOUR: u8 = 128;
/// Brightness without its first coefficients, the first coefficients of brightness, and colour.
const REST: usize = 0;
const FIRST: usize = 1;
const COLOUR: usize = 2;
/// The odds against "no more coefficients follow" for blocks that have none, of 256.
const EMPTY: u8 = 250;
const EVEN: u8 = 128;

/// How likely each token probability stays as it is: `[type][band][context][node]`.
static STAYS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut stays = vec![255; 4 * 8 * 3 * 11];
    for line in include_str!("../../../data/vp8-update-probabilities.txt").lines() {
        let numbers: Vec<usize> = line
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        if let [kind, band, context, node, probability] = *numbers
            && let Some(place) = stays.get_mut(((kind * 8 + band) * 3 + context) * 11 + node)
        {
            *place = probability as u8;
        }
    }
    stays
});

/// A whole frame that shows the scene.
pub(super) fn key_frame(scene: Scene) -> Vec<u8> {
    let first = first_partition();
    let second = second_partition(scene);
    // Key frame, version 0, shown, and the length of the first partition.
    let tag = (1 << 4) | ((first.len() as u32) << 5);
    let mut frame = Vec::with_capacity(10 + first.len() + second.len());
    frame.extend(tag.to_le_bytes().iter().take(3));
    frame.extend([0x9D, 0x01, 0x2A]);
    frame.extend(((COLUMNS * 16) as u16).to_le_bytes());
    frame.extend(((ROWS * 16) as u16).to_le_bytes());
    frame.extend(first);
    frame.extend(second);
    frame
}

/// The frame's header, and how each block is predicted: always as its neighbours' mean.
fn first_partition() -> Vec<u8> {
    let mut out = Writer::new();
    out.put_number(0, 2); // colour space, clamping
    out.put_number(0, 1); // no segments
    out.put_number(0, 1 + 6 + 3 + 1); // no loop filter
    out.put_number(0, 2); // one partition of coefficients
    out.put_number(QUANTISER, 7);
    out.put_number(0, 5); // the same quantiser for everything
    out.put_number(0, 1); // the probabilities are for this frame only
    put_probabilities(&mut out);
    out.put_number(0, 1); // no block is skipped
    for _ in 0..COLUMNS * ROWS {
        out.put(true, 145);
        out.put(false, 156);
        out.put(false, 163);
        out.put(false, 142);
    }
    out.finish()
}

/// Replaces the probabilities that are used.
fn put_probabilities(out: &mut Writer) {
    for (place, stays) in STAYS.iter().enumerate() {
        let (kind, band, context, node) = (place / 264, place / 33 % 8, place / 11 % 3, place % 11);
        match probability(kind, band, context, node) {
            Some(probability) => {
                out.put(true, *stays);
                out.put_number(u32::from(probability), 8);
            }
            None => out.put(false, *stays),
        }
    }
}

fn probability(kind: usize, band: usize, context: usize, node: usize) -> Option<u8> {
    match (kind, band) {
        (REST, 1) if context == 0 && node == 0 => Some(EMPTY),
        (FIRST | COLOUR, 0 | 1) => Some(EVEN),
        _ => None,
    }
}

fn second_partition(scene: Scene) -> Vec<u8> {
    let mut out = Writer::new();
    let mut above = [None; COLUMNS];
    for row in 0..ROWS {
        let mut left = None;
        for (column, above) in above.iter_mut().enumerate() {
            left = Some(put_block(&mut out, scene.colour(row, column), left, *above));
            *above = left;
        }
    }
    out.finish()
}

/// Writes one block of 16 by 16 dots, which is even because its neighbours are, and gives the colour a
/// decoder will see. The neighbours decide which odds apply, but those are even for all of them.
fn put_block(
    out: &mut Writer,
    wanted: Colour,
    left: Option<Colour>,
    above: Option<Colour>,
) -> Colour {
    let expected = |part: fn(Colour) -> u8| match (left.map(part), above.map(part)) {
        (Some(left), Some(above)) => (u16::from(left) + u16::from(above)).div_ceil(2) as u8,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => NO_NEIGHBOUR,
    };
    let (y, reached_y) = nearest(expected(|c| c.y), wanted.y, |c| {
        (c * BRIGHTNESS_STEP + 3) >> 3
    });
    let (u, reached_u) = nearest(expected(|c| c.u), wanted.u, |c| c * COLOUR_STEP);
    let (v, reached_v) = nearest(expected(|c| c.v), wanted.v, |c| c * COLOUR_STEP);
    put_coefficient(out, y);
    for _ in 0..16 {
        out.put(false, EMPTY);
    }
    for coefficient in [u, u, u, u, v, v, v, v] {
        put_coefficient(out, coefficient);
    }
    Colour {
        y: reached_y,
        u: reached_u,
        v: reached_v,
    }
}

/// The coefficient that comes nearest to the wanted value, and the value it reaches. `scaled` is what a
/// decoder makes of a coefficient before it divides by eight.
fn nearest(expected: u8, wanted: u8, scaled: impl Fn(i32) -> i32) -> (i32, u8) {
    let reached = |c: i32| (i32::from(expected) + ((scaled(c) + 4) >> 3)).clamp(0, 255) as u8;
    let step = scaled(64).max(1);
    let guess = (i32::from(wanted) - i32::from(expected)) * 8 * 64 / step;
    let best = (guess - 2..=guess + 2).min_by_key(|c| (reached(*c).abs_diff(wanted), c.abs()));
    let best = best.unwrap_or(0);
    (best, reached(best))
}

/// Writes a block whose only coefficient is its first, by the token tree of section 13.2.
fn put_coefficient(out: &mut Writer, coefficient: i32) {
    let size = coefficient.unsigned_abs();
    let path: &[bool] = match size {
        0 => &[false],
        1 => &[true, true, false],
        2 => &[true, true, true, false, false],
        3 => &[true, true, true, false, true, false],
        4 => &[true, true, true, false, true, true],
        5..=6 => &[true, true, true, true, false, false],
        7..=10 => &[true, true, true, true, false, true],
        11..=18 => &[true, true, true, true, true, false, false],
        19..=34 => &[true, true, true, true, true, false, true],
        35..=66 => &[true, true, true, true, true, true, false],
        _ => &[true, true, true, true, true, true, true],
    };
    for step in path {
        out.put(*step, EVEN);
    }
    if size == 0 {
        return;
    }
    let (base, odds): (u32, &[u8]) = match size {
        0..=4 => (size, &[]),
        5..=6 => (5, &[159]),
        7..=10 => (7, &[165, 145]),
        11..=18 => (11, &[173, 148, 140]),
        19..=34 => (19, &[176, 155, 140, 135]),
        35..=66 => (35, &[180, 157, 141, 134, 130]),
        _ => (67, &[254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129]),
    };
    for (bit, odds) in (0..odds.len()).rev().zip(odds) {
        out.put(((size - base) >> bit) & 1 == 1, *odds);
    }
    out.put(coefficient < 0, 128);
    out.put(false, EVEN); // no further one
}

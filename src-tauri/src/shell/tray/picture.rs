//! The tray's icon with a mark in its corner. Marks differ by their shape and not by their colour
//! alone.

use super::face::Mark;

/// Bytes of a pixel: red, green, blue, alpha.
const RGBA: usize = 4;
/// A pixel is looked at in so many places each way, for smooth edges.
const PLACES: u32 = 4;

/// The middle of the mark and its radius, in widths of the icon; around it stays a gap.
const MIDDLE: f32 = 0.78;
const RADIUS: f32 = 0.20;
const GAP: f32 = 0.05;

const RED: [u8; 3] = [0xe5, 0x48, 0x4d];
const AMBER: [u8; 3] = [0xe0, 0x8a, 0x00];
const GREY: [u8; 3] = [0x90, 0x90, 0x90];

/// The icon with its mark. `rgba` has `width` pixels a row.
pub(super) fn marked(rgba: &[u8], width: u32, mark: Mark) -> Vec<u8> {
    let mut picture = rgba.to_vec();
    let colour = match mark {
        Mark::Plain => return picture,
        Mark::Unread => RED,
        Mark::Attention => AMBER,
        Mark::Offline => GREY,
    };
    for (n, pixel) in (0..).zip(picture.chunks_exact_mut(RGBA)) {
        if let [red, green, blue, alpha] = pixel {
            if mark == Mark::Offline {
                let grey = grey(*red, *green, *blue);
                (*red, *green, *blue) = (grey, grey, grey);
            }
            let place = (n % width, n / width);
            let inside = share(place, width, |x, y| is_inside(mark, x, y));
            let cleared = share(place, width, |x, y| is_near(mark, x, y)) - inside;
            let kept = 1.0 - inside - cleared;
            let mixed = |old: u8, new: u8| {
                let (old_weight, new_weight) = (kept * f32::from(*alpha), inside * 255.0);
                let sum = (old_weight + new_weight).max(1.0);
                byte((f32::from(old) * old_weight + f32::from(new) * new_weight) / sum)
            };
            let mixed = [
                mixed(*red, colour[0]),
                mixed(*green, colour[1]),
                mixed(*blue, colour[2]),
                byte(kept * f32::from(*alpha) + inside * 255.0),
            ];
            pixel.copy_from_slice(&mixed);
        }
    }
    picture
}

fn grey(red: u8, green: u8, blue: u8) -> u8 {
    byte(f32::from(red) * 0.30 + f32::from(green) * 0.59 + f32::from(blue) * 0.11)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is within a byte"
)]
fn byte(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// How much of a pixel a shape covers. The shape is asked by the distance from its middle, in its
/// radius.
#[expect(clippy::cast_precision_loss, reason = "an icon is small")]
fn share((x, y): (u32, u32), width: u32, covers: impl Fn(f32, f32) -> bool) -> f32 {
    let from_middle = |at: u32, place: u32| {
        let at = at as f32 + (place as f32 + 0.5) / PLACES as f32;
        (at / width as f32 - MIDDLE) / RADIUS
    };
    let places = (0..PLACES * PLACES).map(|n| (n % PLACES, n / PLACES));
    let covered = places
        .filter(|(across, down)| covers(from_middle(x, *across), from_middle(y, *down)))
        .count();
    covered as f32 / (PLACES * PLACES) as f32
}

/// Unread is a dot, offline a ring, what needs the user a diamond.
fn is_inside(mark: Mark, x: f32, y: f32) -> bool {
    match mark {
        Mark::Plain => false,
        Mark::Unread => x.hypot(y) <= 1.0,
        Mark::Offline => (0.5..=1.0).contains(&x.hypot(y)),
        Mark::Attention => x.abs() + y.abs() <= 1.1,
    }
}

fn is_near(mark: Mark, x: f32, y: f32) -> bool {
    let gap = GAP / RADIUS;
    match mark {
        Mark::Plain => false,
        Mark::Attention => x.abs() + y.abs() <= 1.1 + gap * std::f32::consts::SQRT_2,
        Mark::Unread | Mark::Offline => x.hypot(y) <= 1.0 + gap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: u32 = 32;
    const PAPER: [u8; 4] = [0, 0, 200, 255];

    fn paper() -> Vec<u8> {
        PAPER.repeat((WIDTH * WIDTH) as usize)
    }

    fn at(picture: &[u8], x: u32, y: u32) -> [u8; 4] {
        let from = ((y * WIDTH + x) as usize) * RGBA;
        picture[from..from + RGBA].try_into().unwrap()
    }

    #[test]
    fn a_plain_icon_is_left_as_it_is() {
        assert_eq!(marked(&paper(), WIDTH, Mark::Plain), paper());
    }

    #[test]
    fn what_is_unread_is_a_dot_in_the_corner_with_a_gap_around_it() {
        let picture = marked(&paper(), WIDTH, Mark::Unread);
        assert_eq!(at(&picture, 25, 25), [RED[0], RED[1], RED[2], 255]);
        assert_eq!(at(&picture, 2, 2), PAPER, "the rest is as it was");
        assert_eq!(at(&picture, 25, 17)[3], 0, "nothing around the dot");
    }

    #[test]
    fn offline_is_grey_with_a_ring() {
        let picture = marked(&paper(), WIDTH, Mark::Offline);
        assert_eq!(at(&picture, 2, 2), [22, 22, 22, 255]);
        assert_eq!(at(&picture, 25, 25)[3], 0, "the ring is hollow");
        assert_eq!(at(&picture, 25, 20)[3], 255, "and there");
    }

    #[test]
    fn each_mark_has_a_shape_of_its_own() {
        let shape = |mark| -> Vec<u8> {
            let picture = marked(&paper(), WIDTH, mark);
            picture.chunks_exact(RGBA).map(|pixel| pixel[3]).collect()
        };
        let shapes = [Mark::Unread, Mark::Offline, Mark::Attention].map(shape);
        assert_ne!(shapes[0], shapes[1]);
        assert_ne!(shapes[1], shapes[2]);
        assert_ne!(shapes[0], shapes[2]);
    }
}

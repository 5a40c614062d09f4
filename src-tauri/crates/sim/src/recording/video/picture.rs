//! What is to be seen: a dark wall with two tiles, each with a head of sorts.

use crate::conversation::Speaker;

/// The picture's size in blocks of 16 by 16 dots.
pub(super) const COLUMNS: usize = 20;
/// See [`COLUMNS`].
pub(super) const ROWS: usize = 11;

/// A block's colour: brightness and the two colour differences, each around 128.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour {
    pub(super) y: u8,
    pub(super) u: u8,
    pub(super) v: u8,
}

const WALL: Colour = Colour {
    y: 30,
    u: 128,
    v: 128,
};
const DIM: Colour = Colour {
    y: 62,
    u: 128,
    v: 128,
};
const MOUTH: Colour = Colour {
    y: 20,
    u: 128,
    v: 128,
};

/// Who speaks, and whether the mouth is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scene {
    speaker: Option<Speaker>,
    open: bool,
}

impl Scene {
    pub(super) const ALL: [Self; 5] = [
        Self {
            speaker: None,
            open: false,
        },
        Self {
            speaker: Some(Speaker::Agent),
            open: false,
        },
        Self {
            speaker: Some(Speaker::Agent),
            open: true,
        },
        Self {
            speaker: Some(Speaker::User),
            open: false,
        },
        Self {
            speaker: Some(Speaker::User),
            open: true,
        },
    ];

    /// The place in [`Scene::ALL`].
    pub(super) fn index(speaker: Option<Speaker>, open: bool) -> usize {
        match speaker {
            None => 0,
            Some(Speaker::Agent) => 1 + usize::from(open),
            Some(Speaker::User) => 3 + usize::from(open),
        }
    }

    /// The colour of the block in this row and column.
    pub(super) fn colour(self, row: usize, column: usize) -> Colour {
        let (who, left) = match column {
            1..=8 => (Speaker::Agent, 1),
            11..=18 => (Speaker::User, 11),
            _ => return WALL,
        };
        if !(1..=9).contains(&row) {
            return WALL;
        }
        let speaks = self.speaker == Some(who);
        let tile = match who {
            _ if !speaks => DIM,
            Speaker::Agent => Colour {
                y: 150,
                u: 160,
                v: 112,
            },
            Speaker::User => Colour {
                y: 165,
                u: 112,
                v: 144,
            },
        };
        let face = Colour {
            y: tile.y.saturating_add(55),
            u: 118,
            v: 140,
        };
        match (row, column - left) {
            (6, 3..=4) if speaks && self.open => MOUTH,
            (2..=7, 2..=5) => face,
            (8, 1..=6) => face,
            _ => tile,
        }
    }
}

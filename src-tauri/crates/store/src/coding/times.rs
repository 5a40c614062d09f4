//! Times as whole units where that loses nothing, else as they are.

use super::bytes::{NumberReader, Numbers};

/// In which units the times of one interview are whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scale {
    /// So many units a second.
    Units(f64),
    /// Not whole in any of our units: every number as its 64 bits.
    Raw,
}

/// Hundredths, thousandths and millionths of a second.
const UNITS: [f64; 3] = [100.0, 1_000.0, 1_000_000.0];
/// Whole numbers up to here are exact in `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Scale {
    /// The coarsest units in which each of `times` is a whole number and comes back equal.
    pub(super) fn for_all<T: Iterator<Item = f64>>(times: impl Fn() -> T) -> Self {
        let fits = |units: &f64| times().all(|time| whole(time, *units).is_some());
        UNITS.into_iter().find(fits).map_or(Self::Raw, Self::Units)
    }

    pub(super) fn code(self) -> u8 {
        match self {
            Self::Raw => 0,
            Self::Units(100.0) => 1,
            Self::Units(1_000.0) => 2,
            Self::Units(_) => 3,
        }
    }

    pub(super) fn from_code(code: u8) -> Option<Self> {
        let position = usize::from(code).checked_sub(1);
        match position {
            None => Some(Self::Raw),
            Some(position) => UNITS.get(position).map(|units| Self::Units(*units)),
        }
    }

    /// Writes `time` as its distance from `before`.
    pub(super) fn write(self, out: &mut Numbers, before: f64, time: f64) {
        match self {
            Self::Raw => out.number(time.to_bits()),
            Self::Units(units) => {
                let [before, time] = [before, time].map(|t| whole(t, units).unwrap_or_default());
                out.signed(time - before);
            }
        }
    }

    /// Reads a time back, given the one before it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "only exact whole numbers are written"
    )]
    pub(super) fn read(self, from: &mut NumberReader<'_>, before: f64) -> Option<f64> {
        match self {
            Self::Raw => Some(f64::from_bits(from.number()?)),
            Self::Units(units) => {
                let before = whole(before, units)?;
                Some(before.checked_add(from.signed()?)? as f64 / units)
            }
        }
    }
}

/// `time` in units, when that is a whole number that comes back as the very same bits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "checked to be whole and below 2^53 before and equal after"
)]
fn whole(time: f64, units: f64) -> Option<i64> {
    let scaled = time * units;
    if scaled.is_nan() || scaled.abs() >= EXACT {
        return None;
    }
    // Rounded by hand, as `round` is a call for each of many thousand times.
    let number = (scaled + 0.5_f64.copysign(scaled)) as i64;
    ((number as f64 / units).to_bits() == time.to_bits()).then_some(number)
}

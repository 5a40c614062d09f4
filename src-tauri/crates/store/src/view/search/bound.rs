//! Comparisons of scores as they are typed: `>3`, `>=80%`, `=yes`.

use crate::table::criterion::in_units;
use std::ops::Range;

/// A bound of a score, out of five.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ScoreBound {
    Above(f64),
    AtLeast(f64),
    Below(f64),
    AtMost(f64),
    /// As it is shown, with one digit.
    Shown(f64),
    /// As it is shown, as a whole percentage.
    ShownPercent(f64),
    /// Yes or no.
    Is(bool),
}

/// Between yes and no.
const MIDDLE: f64 = 2.5;

impl ScoreBound {
    pub(super) fn holds(self, average: f64) -> bool {
        match self {
            Self::Above(bound) => average > bound,
            Self::AtLeast(bound) => average >= bound,
            Self::Below(bound) => average < bound,
            Self::AtMost(bound) => average <= bound,
            Self::Shown(bound) => (average - bound).abs() < 0.05,
            Self::ShownPercent(bound) => (average - bound).abs() < 0.025,
            Self::Is(yes) => (average >= MIDDLE) == yes,
        }
    }

    /// The values for which it holds, as the cache counts them.
    pub(super) fn units(self) -> Range<i64> {
        let near = |bound: f64, by: f64| in_units(bound - by) + 1..in_units(bound + by);
        match self {
            Self::Above(bound) => in_units(bound).saturating_add(1)..i64::MAX,
            Self::AtLeast(bound) => in_units(bound)..i64::MAX,
            Self::Below(bound) => i64::MIN..in_units(bound),
            Self::AtMost(bound) => i64::MIN..in_units(bound).saturating_add(1),
            Self::Shown(bound) => near(bound, 0.05),
            Self::ShownPercent(bound) => near(bound, 0.025),
            Self::Is(true) => in_units(MIDDLE)..i64::MAX,
            Self::Is(false) => i64::MIN..in_units(MIDDLE),
        }
    }
}

/// What a comparison begins with.
pub(super) const BOUNDS: [char; 3] = ['>', '<', '='];

/// Whether what follows `score:` is a comparison or a number, and not the name of a criterion.
pub(super) fn is_bound(text: &str) -> bool {
    let begins = |sign: char| BOUNDS.contains(&sign) || sign.is_ascii_digit();
    text.chars().next().is_none_or(begins)
}

pub(super) enum Bound {
    Of(ScoreBound),
    /// It is being typed.
    Unfinished,
    None,
}

/// A comparison such as `>=3.5`, `<80%`, `=yes`.
pub(super) fn score_bound(text: &str) -> Bound {
    let (bound, value): (fn(f64) -> ScoreBound, &str) = match text.split_at_checked(2) {
        Some((">=", value)) => (ScoreBound::AtLeast, value),
        Some(("<=", value)) => (ScoreBound::AtMost, value),
        _ => match text.split_at_checked(1) {
            Some((">", value)) => (ScoreBound::Above, value),
            Some(("<", value)) => (ScoreBound::Below, value),
            Some(("=" | ":", value)) => (ScoreBound::Shown, value),
            _ => return Bound::None,
        },
    };
    let is_equal = text.starts_with(['=', ':']);
    match value.to_lowercase().as_str() {
        "" => return Bound::Unfinished,
        "yes" | "ja" if is_equal => return Bound::Of(ScoreBound::Is(true)),
        "no" | "nein" if is_equal => return Bound::Of(ScoreBound::Is(false)),
        _ => {}
    }
    let percent = value.strip_suffix('%');
    let number = percent.unwrap_or(value).replace(',', ".").parse::<f64>();
    match number.ok().filter(|number| number.is_finite()) {
        None => Bound::None,
        Some(number) => Bound::Of(match percent {
            None => bound(number),
            Some(_) if is_equal => ScoreBound::ShownPercent(number / 20.0),
            Some(_) => bound(number / 20.0),
        }),
    }
}

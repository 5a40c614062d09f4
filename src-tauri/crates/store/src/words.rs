//! The words of a text in any script, as the index keeps them and as a search compares them.
//!
//! A text is a row of units: a word where words are parted by spaces or signs, and a single sign where
//! they are not (Chinese, Japanese, Thai and others) or where one is looked for inside of them
//! (Korean). Whatever is looked for is a row of units as well, to be found side by side. See
//! `docs/decisions/0016-words-of-any-script.md`.

mod fold;

use std::ops::Range;

/// A word of more signs is cut: it is no word, and nobody types it.
const LONGEST: usize = 64;

/// A word, or a sign of a script that does not part words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Folded: neither case nor accents nor the width of signs count.
    pub(crate) text: String,
    /// Where it stands in the text, in bytes.
    pub(crate) place: Range<usize>,
    /// Whether it is a single sign out of a run of such.
    pub(crate) is_sign: bool,
    /// Whether it is a sign that follows the one before without anything in between.
    pub(crate) follows: bool,
}

/// The units of a text, in its order.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut end = usize::MAX;
    // Signs of the unit that is being read.
    let mut long = 0;
    for cluster in fold::clusters(text) {
        for sign in cluster.signs.iter() {
            let is_sign = fold::is_unparted(sign);
            let touches = cluster.place.start == end;
            match units
                .last_mut()
                .filter(|last| touches && !last.is_sign && !is_sign)
            {
                Some(word) => {
                    word.place.end = cluster.place.end;
                    if long < LONGEST {
                        word.text.push(sign);
                    }
                    long += 1;
                }
                None => {
                    let follows =
                        touches && is_sign && units.last().is_some_and(|last| last.is_sign);
                    long = 1;
                    units.push(Unit {
                        text: sign.to_string(),
                        place: cluster.place.clone(),
                        is_sign,
                        follows,
                    });
                }
            }
            // The other signs that the same place is folded into belong to it.
            end = cluster.place.start;
        }
        end = cluster.place.end;
    }
    units
}

/// Adds to `index` what of a text the index is to keep: its words, and of each run of single signs
/// every two that stand side by side, and the last one.
pub(crate) fn index(text: &str, index: &mut String) {
    if text.is_ascii() {
        index_ascii(text, index);
        return;
    }
    let units = units(text);
    for (at, unit) in units.iter().enumerate() {
        index.push(' ');
        index.push_str(&unit.text);
        if let Some(next) = units
            .get(at + 1)
            .filter(|next| unit.is_sign && next.follows)
        {
            index.push_str(&next.text);
        }
    }
    index.push('\n');
}

/// The same for a text of English, of which there is most, without looking at its signs one by one.
fn index_ascii(text: &str, index: &mut String) {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        index.push(' ');
        let begin = index.len();
        index.push_str(word.get(..LONGEST).unwrap_or(word));
        if let Some(word) = index.get_mut(begin..) {
            word.make_ascii_lowercase();
        }
    }
    index.push('\n');
}

/// What of a row of units the index must hold for it to stand there, each as the index is asked; the
/// last word may be the beginning of one.
pub(crate) fn asked(units: &[Unit], is_beginning: bool) -> Vec<String> {
    let mut asked = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let next = units
            .get(at + 1)
            .filter(|next| unit.is_sign && next.follows);
        asked.push(match next {
            Some(next) => format!("\"{}{}\"", unit.text, next.text),
            // The last one of a run stands there by itself or begins two.
            None if unit.is_sign && unit.follows => continue,
            None if unit.is_sign || (is_beginning && at + 1 == units.len()) => {
                format!("\"{}\"*", unit.text)
            }
            None => format!("\"{}\"", unit.text),
        });
    }
    asked
}

/// Whether the index alone tells that these units stand side by side.
pub(crate) fn is_told_by_index(units: &[Unit]) -> bool {
    match units {
        [] | [_] => true,
        [_, second] => second.follows,
        _ => false,
    }
}

/// Where `looked_for` stands side by side in a text, the first time from `from` on: the range of its units.
pub(crate) fn find(
    text: &[Unit],
    looked_for: &[Unit],
    is_beginning: bool,
    from: usize,
) -> Option<Range<usize>> {
    let length = looked_for.len().max(1);
    let windows = text.get(from..)?.windows(length);
    let stands = |window: &[Unit]| {
        window
            .iter()
            .zip(looked_for)
            .zip(1..)
            .all(|((here, wanted), nth)| {
                let may_go_on = is_beginning && nth == length && !wanted.is_sign;
                match may_go_on {
                    true => !here.is_sign && here.text.starts_with(&wanted.text),
                    // What was typed in one piece stands in one piece.
                    false => here.text == wanted.text && (here.follows || !wanted.follows),
                }
            })
    };
    let at = from + windows.into_iter().position(stands)?;
    (!looked_for.is_empty()).then_some(at..at + length)
}

#[cfg(test)]
mod tests;

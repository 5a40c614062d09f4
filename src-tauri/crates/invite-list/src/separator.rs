//! What stands between two cells: spreadsheets in Europe write a semicolon.

use crate::sheet::records;

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab: also what is on the clipboard after cells were copied.
    Tab,
}

const ALL: [Separator; 3] = [Separator::Comma, Separator::Semicolon, Separator::Tab];
/// So many lines are looked at.
const SAMPLE: usize = 20;

impl Separator {
    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The separator that `sep=;` in a first line names, and the text after that line.
    pub(crate) fn named(text: &str) -> Option<(Self, &str)> {
        let (line, rest) = text.split_once('\n')?;
        let name = line.trim_end_matches('\r').strip_prefix("sep=")?;
        let named = ALL
            .into_iter()
            .find(|one| name.as_bytes() == [one.byte()])?;
        Some((named, rest))
    }

    /// The one that cuts the first lines into cells most alike: the header's cells, as often as the
    /// lines below have as many.
    pub(crate) fn guess(text: &str) -> Self {
        let fit = |separator: &Self| {
            let widths: Vec<usize> = records(text, *separator)
                .take(SAMPLE)
                .map(|record| record.cells.len())
                .collect();
            let header = widths.first().copied().unwrap_or(1);
            let alike = widths.iter().filter(|width| **width == header).count();
            (header - 1) * alike
        };
        // The first of equals: where there is but one column, a comma.
        let mut best = Self::Comma;
        for one in ALL {
            if fit(&one) > fit(&best) {
                best = one;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_cuts_all_lines_alike() {
        for (text, expected) in [
            ("Name,E-mail\nDoe,a@b.co\n", Separator::Comma),
            ("Name;E-mail\nDoe, Jane;a@b.co\n", Separator::Semicolon),
            ("Name\tE-mail\nDoe; Jane, Dr.\ta@b.co\n", Separator::Tab),
            ("\"a;b\",c\n\"d;e\",f\n", Separator::Comma),
            ("E-mail\na@b.co\n", Separator::Comma),
            ("", Separator::Comma),
        ] {
            assert_eq!(Separator::guess(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_first_line_may_name_it() {
        let named = Separator::named("sep=;\r\na,b;c\n");
        assert_eq!(named, Some((Separator::Semicolon, "a,b;c\n")));
        assert_eq!(Separator::named("sep=|\na|b\n"), None, "not one of ours");
        assert_eq!(Separator::named("a;b\n"), None, "no such line");
    }
}

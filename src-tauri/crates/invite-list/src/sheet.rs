//! From text to lines of cells.

use crate::text::decode;
use crate::{Encoding, Error, Separator, address};

/// So many people are taken at once.
const MOST: usize = 10_000;

/// A file's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// How its text was written.
    pub encoding: Encoding,
    /// What stands between two cells.
    pub separator: Separator,
    /// The column names; made up where the file has none.
    pub columns: Vec<String>,
    /// The lines below the header.
    pub lines: Vec<Line>,
}

/// One line, which in the file may span several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// A quotation mark was opened in it and closed nowhere.
    pub is_open: bool,
}

/// Reads a file. Empty lines are passed over.
///
/// # Errors
/// When it is no text, holds nobody, or more people than are taken at once.
pub fn read(bytes: &[u8]) -> Result<Sheet, Error> {
    let (text, encoding) = decode(bytes)?;
    let named = Separator::named(&text);
    let skipped = u64::from(named.is_some());
    let (separator, text) = named.unwrap_or_else(|| (Separator::guess(&text), &text));
    let mut lines: Vec<Line> = records(text, separator)
        .map(|line| Line {
            number: line.number + skipped,
            ..line
        })
        .collect();
    let Some(first) = lines.first() else {
        return Err(Error::Empty);
    };
    // Nobody calls a column by somebody's address.
    let has_header = !first
        .cells
        .iter()
        .any(|cell| address::fault(cell).is_none());
    let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let columns = if has_header {
        lines.remove(0).cells
    } else {
        (1..=width).map(|nth| format!("Column {nth}")).collect()
    };
    match lines.len() {
        0 => Err(Error::NobodyBelowHeader),
        found if found > MOST => Err(Error::TooMany { found, most: MOST }),
        _ => Ok(Sheet {
            encoding,
            separator,
            columns,
            lines,
        }),
    }
}

/// The lines of a text that are not empty.
pub(crate) fn records(text: &str, separator: Separator) -> impl Iterator<Item = Line> + '_ {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut counted = Counted::default();
    let mut record = csv::StringRecord::new();
    std::iter::from_fn(move || {
        loop {
            let from = offset(reader.position());
            // What is text reads as text, so that nothing but the end stops here.
            if !reader.read_record(&mut record).unwrap_or(false) {
                return None;
            }
            let raw = text
                .get(from..offset(reader.position()))
                .unwrap_or_default();
            let number = counted.line_of(text, from);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            return Some(Line {
                number,
                cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
                is_open: is_open(raw),
            });
        }
    })
}

fn offset(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// Whether a record swallowed what follows it, because a quotation mark is missing.
fn is_open(raw: &str) -> bool {
    let breaks = raw.trim().contains(['\n', '\r']);
    breaks && raw.matches('"').count() % 2 == 1
}

/// Counts lines as an editor does, once for each part of the text.
#[derive(Default)]
struct Counted {
    upto: usize,
    lines: u64,
}

impl Counted {
    /// The number of the line that begins at the first sign after `from` that ends no line.
    fn line_of(&mut self, text: &str, from: usize) -> u64 {
        let rest = text.get(from..).unwrap_or_default();
        let begins = from + (rest.len() - rest.trim_start_matches(['\n', '\r']).len());
        let passed = text.get(self.upto..begins).unwrap_or_default();
        let ends = passed.matches('\n').count() + lone_returns(passed);
        self.upto = begins;
        self.lines = self.lines.saturating_add(ends as u64);
        self.lines.saturating_add(1)
    }
}

/// Carriage returns that end a line by themselves, as very old files have them.
fn lone_returns(text: &str) -> usize {
    text.matches('\r').count() - text.matches("\r\n").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u64> {
        let sheet = read(text.as_bytes()).unwrap();
        sheet.lines.iter().map(|line| line.number).collect()
    }

    #[test]
    fn lines_bear_the_numbers_that_an_editor_shows() {
        assert_eq!(numbers("E-mail\na@b.co\nc@d.co\n"), [2, 3]);
        assert_eq!(numbers("E-mail\r\n\r\na@b.co\r\n\r\n\r\nc@d.co"), [3, 6]);
        assert_eq!(numbers("E-mail\ra@b.co\rc@d.co\r"), [2, 3]);
        assert_eq!(numbers("sep=;\nE-mail;N\na@b.co;n\n"), [3]);
        let quoted = "E-mail,Note\na@b.co,\"two\nlines\"\nc@d.co,x\n";
        assert_eq!(numbers(quoted), [2, 4], "a cell may span lines");
    }

    #[test]
    fn a_file_without_column_names_loses_no_first_line() {
        let sheet = read(b"Jane,a@b.co\nJoe,c@d.co\n").unwrap();
        assert_eq!(sheet.columns, ["Column 1", "Column 2"]);
        assert_eq!(sheet.lines.len(), 2, "both are people");
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_noticed() {
        let sheet = read(b"E-mail,Note\na@b.co,\"oh\nc@d.co,x\ne@f.co,y\n").unwrap();
        assert_eq!(sheet.lines.len(), 1, "the rest was swallowed");
        assert!(sheet.lines[0].is_open, "and that is said");
        let inch = read(b"E-mail,Note\na@b.co,5\" pipe\nc@d.co,x\n").unwrap();
        assert!(inch.lines.iter().all(|line| !line.is_open), "only an inch");
    }

    #[test]
    fn nothing_and_nobody_are_told_apart() {
        assert_eq!(read(b"\n \n,,\n"), Err(Error::Empty));
        assert_eq!(read(b"E-mail,Name\n"), Err(Error::NobodyBelowHeader));
        let many = format!("E-mail\n{}", "a@b.co\n".repeat(MOST + 1));
        let too_many = Error::TooMany {
            found: MOST + 1,
            most: MOST,
        };
        assert_eq!(read(many.as_bytes()), Err(too_many));
    }
}

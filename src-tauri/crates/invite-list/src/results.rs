//! The file back, with what came of each line.

/// What came of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// The line as it was read.
    pub cells: &'a [String],
    /// The interview that was made.
    pub interview_id: Option<&'a str>,
    /// Its single-use link.
    pub interview_link: Option<&'a str>,
    /// How it stands, in one word.
    pub outcome: &'a str,
    /// Why, or a remark of Ribbon's.
    pub remark: Option<&'a str>,
}

/// Writes all lines as CSV: the file's columns, then `interview_id`, `interview_link`, `outcome` and
/// `remark`. UTF-8 with a byte order mark, by which spreadsheets recognise it.
pub fn results<'a>(columns: &[String], lines: impl IntoIterator<Item = Outcome<'a>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let ours = ["interview_id", "interview_link", "outcome", "remark"];
    let header = columns.iter().map(String::as_str).chain(ours);
    // Writing into memory does not fail.
    let _ = writer.write_record(header.map(inert));
    for line in lines {
        let empty = std::iter::repeat_n("", columns.len().saturating_sub(line.cells.len()));
        let told = [
            line.interview_id.unwrap_or_default(),
            line.interview_link.unwrap_or_default(),
            line.outcome,
            line.remark.unwrap_or_default(),
        ];
        let given = line.cells.iter().take(columns.len().max(1));
        let cells = given.map(String::as_str).chain(empty).chain(told);
        let _ = writer.write_record(cells.map(inert));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it: what a candidate
/// or a file wrote must not run on somebody's computer.
#[must_use]
pub fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn the_file_comes_back_with_what_came_of_each_line() {
        let (made, bad) = (texts(&["Doe, Jane", "a@b.co"]), texts(&["Joe"]));
        let nothing = Outcome {
            cells: &bad,
            interview_id: None,
            interview_link: None,
            outcome: "bad",
            remark: Some("there is no e-mail address"),
        };
        let done = Outcome {
            cells: &made,
            interview_id: Some("i1"),
            interview_link: Some("https://r/x"),
            outcome: "made",
            remark: None,
        };
        let written = results(&texts(&["Name", "E-mail"]), [done, nothing]);
        let expected = "\u{feff}Name,E-mail,interview_id,interview_link,outcome,remark\n\
            \"Doe, Jane\",a@b.co,i1,https://r/x,made,\n\
            Joe,,,,bad,there is no e-mail address\n";
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }

    #[test]
    fn no_cell_is_a_formula() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(inert(evil), format!("'{evil}"), "{evil:?}");
        }
        assert_eq!(inert("Anne-Marie"), "Anne-Marie", "as it was");
    }
}

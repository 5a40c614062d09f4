//! Whatever is in a file: no panic, and no line is lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests may panic"
)]

use invite_list::{Mapping, Outcome, Separator, plan, read, results};
use proptest::collection::vec;
use proptest::prelude::*;

fn separators() -> impl Strategy<Value = Separator> {
    prop_oneof![
        Just(Separator::Comma),
        Just(Separator::Semicolon),
        Just(Separator::Tab)
    ]
}

/// What people write into cells: separators, quotation marks, line breaks, addresses.
fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé]{1,8}",
        "[a-z]{1,6}@[a-z]{1,6}\\.co",
        "[ -~;,\t\"\n\r]{0,12}",
        Just(String::new()),
    ]
}

fn written(separator: Separator, lines: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator.byte())
        .flexible(true)
        .from_writer(format!("sep={}\n", char::from(separator.byte())).into_bytes());
    for line in lines {
        writer.write_record(line).unwrap();
    }
    writer.into_inner().unwrap()
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_every_line_is_a_person_or_a_bad_line(
        bytes in vec(any::<u8>(), 0..400),
        email in proptest::option::of(0_usize..4),
    ) {
        if let Ok(sheet) = read(&bytes) {
            let mapping = Mapping { email, ..sheet.guess() };
            let plan = plan(&sheet, mapping);
            prop_assert_eq!(plan.people.len() + plan.bad.len(), sheet.lines.len());
        }
    }

    #[test]
    fn no_line_of_a_file_is_lost_whatever_stands_in_its_cells(
        separator in separators(),
        lines in vec(vec(cells(), 2..5), 1..12),
    ) {
        let mut all = vec![vec!["Name".to_owned(), "E-mail".to_owned(), "Note".to_owned()]];
        all.extend(lines.iter().cloned());
        let is_blank = |line: &&Vec<String>| line.iter().all(|cell| cell.trim().is_empty());
        let expected: Vec<Vec<String>> = lines
            .iter()
            .filter(|line| !is_blank(line))
            .map(|line| line.iter().map(|cell| cell.trim().to_owned()).collect())
            .collect();
        match read(&written(separator, &all)) {
            Err(error) => prop_assert!(expected.is_empty(), "{error}"),
            Ok(sheet) => {
                let plan = plan(&sheet, sheet.guess());
                let mut kept: Vec<(u64, Vec<String>)> = Vec::new();
                kept.extend(plan.people.into_iter().map(|one| (one.line, one.cells)));
                kept.extend(plan.bad.into_iter().map(|one| (one.line, one.cells)));
                kept.sort();
                let kept: Vec<Vec<String>> = kept.into_iter().map(|(_, cells)| cells).collect();
                prop_assert_eq!(kept, expected);
            }
        }
    }

    #[test]
    fn the_results_read_back_as_they_were_and_run_nothing(
        lines in vec(vec("[ -~]{0,10}", 2..3), 1..6),
    ) {
        let columns = ["A".to_owned(), "B".to_owned()];
        let outcomes = lines.iter().map(|cells| Outcome {
            cells,
            interview_id: None,
            interview_link: None,
            outcome: "waiting",
            remark: None,
        });
        let bytes = results(&columns, outcomes);
        let mut reader = csv::ReaderBuilder::new().from_reader(&bytes[3..]);
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(read.len(), lines.len());
        for (record, line) in read.iter().zip(&lines) {
            for (cell, given) in record.iter().zip(line) {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", cell);
                prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(cell),
                    given.strip_prefix('\'').unwrap_or(given));
            }
        }
    }
}

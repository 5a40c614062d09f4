//! A batch as a file in the user's folder for downloads.

use invite_list::{Outcome, results as written};
use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use store::table::invitation::Invitation;
use store::table::invite_batch::Batch;

/// A name that is taken is tried with so many numbers behind it.
const NUMBERS: u32 = 1_000;

/// The file's columns, where the batch came from a file; else those of the form.
pub(super) fn results(batch: &Batch, rows: &[Invitation]) -> Vec<u8> {
    let form = ["email", "first_name", "last_name"].map(str::to_owned);
    let is_form = batch.file_name.is_empty();
    let columns: &[String] = if is_form { &form } else { &batch.columns };
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let who = [&row.who.email, &row.who.first_name, &row.who.last_name];
            let who = who.map(|part| part.clone().unwrap_or_default());
            if is_form {
                who.to_vec()
            } else {
                row.cells.clone()
            }
        })
        .collect();
    let lines = rows.iter().zip(&cells).map(|(row, cells)| Outcome {
        cells,
        interview_id: row.interview.as_ref().map(domain::InterviewId::as_str),
        interview_link: row.link.as_deref(),
        outcome: row.outcome.as_str(),
        remark: row.message.as_deref(),
    });
    written(columns, lines)
}

/// Where files are put.
pub(in crate::commands) fn folder() -> Result<PathBuf> {
    let existing = |folder: &PathBuf| folder.is_dir();
    dirs::download_dir()
        .filter(existing)
        .or_else(dirs::home_dir)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, "this system names no home folder"))
}

/// The name of the results of a file.
pub(super) fn name(file_name: &str) -> String {
    let stem = Path::new(file_name).file_stem();
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
    let stem: String = stem
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .take(80)
        .collect();
    match stem.trim() {
        "" => "Ribbon invitations".to_owned(),
        stem => format!("{stem} - invitations"),
    }
}

/// Writes a file under a name that is free, for its owner alone: it holds people and links.
pub(in crate::commands) fn save(
    folder: &Path,
    name: &str,
    extension: &str,
    bytes: &[u8],
) -> Result<PathBuf> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for number in 1..=NUMBERS {
        let path = match number {
            1 => folder.join(format!("{name}.{extension}")),
            _ => folder.join(format!("{name} {number}.{extension}")),
        };
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::new(
        ErrorKind::AlreadyExists,
        format!("{name} is there {NUMBERS} times"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let first = save(folder.path(), &name("people.csv"), "csv", b"one").unwrap();
        let second = save(folder.path(), &name("people.csv"), "csv", b"two").unwrap();
        assert_eq!(first, folder.path().join("people - invitations.csv"));
        assert_eq!(second, folder.path().join("people - invitations 2.csv"));
        assert_eq!(std::fs::read(first).unwrap(), b"one", "as it was");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert_eq!(name("../../etc/passwd"), "passwd - invitations");
        assert_eq!(name("..\\x:y.csv"), "xy - invitations");
        assert_eq!(name(""), "Ribbon invitations");
    }
}

//! A batch as a file in the user's folder for downloads.

use super::super::files::stem;
use crate::bridge::invite::remark;
use invite_list::{Outcome, results as written};
use store::table::invitation::Invitation;
use store::table::invite_batch::Batch;

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
    let remarks: Vec<Option<String>> = rows
        .iter()
        .map(|row| row.message.as_deref().map(remark))
        .collect();
    let lines = rows.iter().zip(&cells).zip(&remarks);
    let lines = lines.map(|((row, cells), remark)| Outcome {
        cells,
        interview_id: row.interview.as_ref().map(domain::InterviewId::as_str),
        interview_link: row.link.as_deref(),
        outcome: row.outcome.as_str(),
        remark: remark.as_deref(),
    });
    written(columns, lines)
}

/// The name of the results of a file.
pub(super) fn name(file_name: &str) -> String {
    let stem = stem(file_name);
    match stem.as_str() {
        "" => "Ribbon invitations.csv".to_owned(),
        stem => format!("{stem} - invitations.csv"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_are_called_like_the_file() {
        assert_eq!(name("../../etc/passwd"), "passwd - invitations.csv");
        assert_eq!(name("..\\x:y.csv"), "xy - invitations.csv");
        assert_eq!(name(""), "Ribbon invitations.csv");
    }
}

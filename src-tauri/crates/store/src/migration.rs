//! Brings a database file to the newest format, one numbered step at a time.

use crate::table::{person, search, search_note};
use crate::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};

/// The steps; a file's `user_version` says how many of them it has taken.
const STEPS: [&str; 14] = [
    include_str!("../migrations/0001_facts.sql"),
    include_str!("../migrations/0002_marks.sql"),
    include_str!("../migrations/0003_machinery.sql"),
    include_str!("../migrations/0004_sums.sql"),
    include_str!("../migrations/0005_feed_gaps.sql"),
    include_str!("../migrations/0006_deeds.sql"),
    include_str!("../migrations/0007_transcripts.sql"),
    include_str!("../migrations/0008_search.sql"),
    include_str!("../migrations/0009_marks_and_people.sql"),
    include_str!("../migrations/0010_words.sql"),
    include_str!("../migrations/0011_recruiter.sql"),
    include_str!("../migrations/0012_person_sum.sql"),
    include_str!("../migrations/0013_listed.sql"),
    include_str!("../migrations/0014_criteria_and_dates.sql"),
];
/// The step from which on the table of candidates has all its columns: an older file has no rows yet.
const PEOPLE: i64 = 14;
/// The step that makes the index of words anew.
const WORDS: i64 = 10;

/// Takes the missing steps, each in a transaction with its number.
///
/// # Errors
/// [`Error::Newer`] when the file has taken steps that this program does not know.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for (number, step) in (1_i64..).zip(STEPS) {
        // The number is read once the lock is held: another process may have taken the step since.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&transaction)? < number {
            transaction.execute_batch(step)?;
            if number == WORDS {
                search::rebuild(&transaction)?;
                search_note::rebuild(&transaction)?;
            }
            if number == PEOPLE && person::is_empty(&transaction)? {
                person::refresh_all(&transaction)?;
            }
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests;

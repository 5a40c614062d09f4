//! Which words a candidate's name and address are made of, to find by the beginnings of words.

use crate::{Connection, Result, words};
use domain::CandidateId;
use rusqlite::params;

/// By which words a candidate is found from the end of the transaction on.
#[derive(Debug)]
pub(crate) struct Candidate {
    id: CandidateId,
    /// As the index holds them; `None` for one who is gone.
    words: Option<String>,
}

impl Candidate {
    /// Found by the words of this text.
    pub(crate) fn of(id: CandidateId, text: &str) -> Self {
        let mut indexed = String::new();
        words::index(text, &mut indexed);
        let words = Some(indexed);
        Self { id, words }
    }

    /// Found no more.
    pub(crate) fn gone(id: CandidateId) -> Self {
        Self { id, words: None }
    }

    /// The index's own number for it.
    pub(crate) fn number(&self) -> i64 {
        self.id.0
    }

    /// Puts it into the index, replacing what stood there.
    pub(crate) fn put(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached("DELETE FROM search_candidate WHERE rowid = ?")?
            .execute([self.id.0])?;
        if let Some(words) = &self.words {
            connection
                .prepare_cached("INSERT INTO search_candidate (rowid, words) VALUES (?, ?)")?
                .execute(params![self.id.0, words])?;
        }
        Ok(())
    }
}

/// What to ask the index: each word of `text` as the beginning of a word. `None` when there is no word
/// in it.
pub(crate) fn beginnings(text: &str) -> Option<String> {
    let units = words::units(text);
    let asked: Vec<String> = units
        .chunk_by(|_, next| next.follows)
        .flat_map(|word| words::asked(word, true))
        .collect();
    (!asked.is_empty()).then(|| asked.join(" "))
}

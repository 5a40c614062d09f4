//! The index of everything that was said. The text itself stands in the transcripts.

use crate::table::{interview, transcript};
use crate::{Connection, Result, Tx, words};
use domain::{FlowId, Interview, Segment};
use rusqlite::params;
use std::ops::ControlFlow;

/// Begins the word by which an interview's flow stands in the index. No text holds such a sign.
const FLOW: char = '\u{e000}';

/// Which of the two indexes is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Index {
    /// Who is called so.
    People,
    /// All that was said, and who said it.
    All,
}

impl Index {
    fn sql(self) -> &'static str {
        match self {
            Self::People => {
                "SELECT rowid FROM search_person WHERE search_person MATCH ? ORDER BY rowid DESC"
            }
            Self::All => "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC",
        }
    }
}

/// By which words an interview is found from the end of the transaction on.
#[derive(Debug)]
pub(crate) struct Found {
    num: i64,
    /// Its person's, as the index holds them.
    person: String,
    /// These and all others.
    all: String,
}

impl Found {
    /// The index's own number for it.
    pub(crate) fn number(&self) -> i64 {
        self.num
    }

    /// Puts its person into the index, replacing what stood there.
    pub(crate) fn put_person(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached("DELETE FROM search_person WHERE rowid = ?")?
            .execute([self.num])?;
        connection
            .prepare_cached("INSERT INTO search_person (rowid, words) VALUES (?, ?)")?
            .execute(params![self.num, self.person])?;
        Ok(())
    }

    /// Puts all of it into the index, replacing what stood there.
    pub(crate) fn put_all(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached("DELETE FROM search WHERE rowid = ?")?
            .execute([self.num])?;
        connection
            .prepare_cached("INSERT INTO search (rowid, words) VALUES (?, ?)")?
            .execute(params![self.num, self.all])?;
        Ok(())
    }
}

/// Puts an interview into the index, replacing what stood there. One without data is found by its
/// person alone, unless what was said in it is here from before.
pub fn put(tx: &Tx<'_>, num: i64, interview: &Interview, name: Option<&str>) -> Result<()> {
    let Some(data) = &interview.data else {
        if !transcript::exists(tx, num)? {
            tx.index(found(tx, num, name, [].into_iter())?);
        }
        return Ok(());
    };
    let summary = data.summary.as_deref();
    let said = said(&data.segments, &data.transcript, summary);
    tx.index(found(tx, num, name, said)?);
    Ok(())
}

/// Makes an interview of which only a webhook has told yet known to the search by its person.
pub fn put_person(tx: &Tx<'_>, num: i64) -> Result<()> {
    tx.index(found(tx, num, None, [].into_iter())?);
    Ok(())
}

/// Puts in again all that is here, after a change of the index.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn rebuild(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT num FROM interview")?;
    let nums = statement.query_map([], |row| row.get(0))?;
    for num in nums.collect::<Result<Vec<i64>, _>>()? {
        put_again(connection, num)?;
    }
    Ok(())
}

/// Puts in again what is here of an interview.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn put_again(connection: &Connection, num: i64) -> Result<()> {
    let known = interview::said(connection, num)?.unwrap_or_default();
    let summary = known.summary.as_deref();
    let words = said(&known.segments, &known.transcript, summary);
    let found = found(connection, num, None, words)?;
    found.put_person(connection)?;
    found.put_all(connection)
}

/// What was said, turn by turn where it is told so, and the summary.
pub(crate) fn said<'a>(
    turns: &'a [Segment],
    transcript: &'a str,
    summary: Option<&'a str>,
) -> impl Iterator<Item = &'a str> {
    let whole = turns.is_empty().then_some(transcript);
    let turns = turns.iter().map(|turn| turn.content.as_str());
    turns.chain(whole).chain(summary)
}

fn found<'a>(
    connection: &Connection,
    num: i64,
    name: Option<&str>,
    said: impl Iterator<Item = &'a str>,
) -> Result<Found> {
    // The person as the cache knows them: REST may name nobody where a webhook did.
    let (called, flow): (String, String) = connection
        .prepare_cached(
            "SELECT concat_ws(char(10), coalesce(?2, concat_ws(' ', first_name, last_name)), email),
                 flow_id
             FROM interview WHERE num = ?1",
        )?
        .query_row(params![num, name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut person = String::new();
    words::index(&called, &mut person);
    let mut all = person.clone();
    all.push_str(&flow_word(&FlowId::new(flow)));
    for text in said {
        words::index(text, &mut all);
    }
    Ok(Found { num, person, all })
}

/// The word by which a flow's interviews are found in [`Index::All`].
pub(crate) fn flow_word(flow: &FlowId) -> String {
    let signs = flow.as_str().chars();
    // Any other sign of ASCII would part the word for the index.
    let mut word: String = signs
        .filter(|sign| !sign.is_ascii() || sign.is_ascii_alphanumeric())
        .collect();
    word.insert(0, FLOW);
    word
}

/// Visits the interviews that answer a query of the index, the newest first, until told to stop.
///
/// By age and not by rank, because a rank looks at each interview that matches: for one letter
/// typed, that is all of them.
///
/// # Errors
/// When the cache cannot be read, or what `visit` says.
pub(crate) fn visit(
    connection: &Connection,
    index: Index,
    query: &str,
    mut visit: impl FnMut(i64) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(index.sql())?;
    let mut rows = statement.query([query])?;
    while let Some(row) = rows.next()? {
        if visit(row.get(0)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

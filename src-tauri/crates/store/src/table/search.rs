//! The index of everything that was said. The text itself stands in the transcripts.

use crate::table::{interview, transcript};
use crate::{Connection, Error, Result, Tx};
use domain::{Interview, InterviewId, Segment};
use rusqlite::params;

/// Puts an interview into the index, replacing what stood there. One without data is found by its
/// person alone, unless what was said in it is here from before.
pub fn put(tx: &Tx<'_>, num: i64, interview: &Interview, name: Option<&str>) -> Result<()> {
    let Some(data) = &interview.data else {
        return match transcript::exists(tx, num)? {
            true => Ok(()),
            false => index(tx, num, name, [].into_iter()),
        };
    };
    let summary = data.summary.as_deref();
    index(
        tx,
        num,
        name,
        said(&data.segments, &data.transcript, summary),
    )
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
    index(connection, num, None, words)
}

/// What was said, turn by turn where it is told so, and the summary.
fn said<'a>(
    turns: &'a [Segment],
    transcript: &'a str,
    summary: Option<&'a str>,
) -> impl Iterator<Item = &'a str> {
    let whole = turns.is_empty().then_some(transcript);
    let turns = turns.iter().map(|turn| turn.content.as_str());
    turns.chain(whole).chain(summary)
}

fn index<'a>(
    connection: &Connection,
    num: i64,
    name: Option<&str>,
    said: impl Iterator<Item = &'a str>,
) -> Result<()> {
    // The person as the cache knows them: REST may name nobody where a webhook did.
    let mut words: String = connection
        .prepare_cached(
            "SELECT concat_ws(char(10), coalesce(?2, concat_ws(' ', first_name, last_name)), email)
             FROM interview WHERE num = ?1",
        )?
        .query_row(params![num, name], |row| row.get(0))?;
    connection
        .prepare_cached("DELETE FROM search_person WHERE rowid = ?")?
        .execute([num])?;
    connection
        .prepare_cached("INSERT INTO search_person (rowid, words) VALUES (?, ?)")?
        .execute(params![num, words])?;
    for text in said {
        words.push('\n');
        words.push_str(text);
    }
    connection
        .prepare_cached("DELETE FROM search WHERE rowid = ?")?
        .execute([num])?;
    connection
        .prepare_cached("INSERT INTO search (rowid, words) VALUES (?, ?)")?
        .execute(params![num, words])?;
    Ok(())
}

/// Makes an interview of which only a webhook has told yet known to the search by its person.
pub fn put_person(tx: &Tx<'_>, num: i64) -> Result<()> {
    index(tx, num, None, [].into_iter())
}

/// Interviews in which all words of `text` occur, at most `limit`: first those whose person is
/// called so, then those in which it was said; the newest first in each.
///
/// By age and not by rank, because a rank looks at each interview that matches: for one letter
/// typed, that is all of them.
pub fn find(connection: &Connection, text: &str, limit: u32) -> Result<Vec<InterviewId>> {
    let mut found = None;
    for is_of_word in [may_be_of_word, is_surely_of_word] {
        found = numbers(connection, &as_words(text, is_of_word), limit)?;
        if found.is_some() {
            break;
        }
    }
    let mut statement =
        connection.prepare_cached("SELECT interview_id FROM interview WHERE num = ?")?;
    let ids = found
        .unwrap_or_default()
        .into_iter()
        .map(|num| statement.query_row([num], |row| row.get::<_, String>(0).map(InterviewId::new)));
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The interviews that answer a query, people first; `None` when the index cannot answer it.
fn numbers(connection: &Connection, query: &str, limit: u32) -> Result<Option<Vec<i64>>> {
    if query.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let Some(mut found) = matching(connection, PEOPLE, query, limit)? else {
        return Ok(None);
    };
    if found.len() < most {
        let more = matching(connection, ALL, query, limit)?.unwrap_or_default();
        let new: Vec<i64> = more
            .into_iter()
            .filter(|num| !found.contains(num))
            .collect();
        found.extend(new);
        found.truncate(most);
    }
    Ok(Some(found))
}

const PEOPLE: &str =
    "SELECT rowid FROM search_person WHERE search_person MATCH ? ORDER BY rowid DESC LIMIT ?";
const ALL: &str = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?";

/// The newest interviews that match; `None` when a word of the query is two words to the index,
/// which keeps no places and so cannot look for them side by side.
fn matching(
    connection: &Connection,
    sql: &str,
    query: &str,
    limit: u32,
) -> Result<Option<Vec<i64>>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![query, limit], |row| row.get(0))?;
    match rows.collect::<Result<_, _>>() {
        Ok(nums) => Ok(Some(nums)),
        Err(error)
            if error
                .to_string()
                .contains("phrase queries are not supported") =>
        {
            Ok(None)
        }
        Err(error) => Err(Error::from(error)),
    }
}

/// Each word in quotes, so that nothing the user types is taken for FTS5's query language; the
/// last one as a beginning, since it may still be typed.
fn as_words(text: &str, is_of_word: fn(char) -> bool) -> String {
    let words: Vec<String> = text
        .split(|sign| !is_of_word(sign))
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    if words.is_empty() {
        String::new()
    } else {
        format!("{}*", words.join(" "))
    }
}

/// Letters, numbers and whatever may be a mark upon them: Rust's library cannot tell vowel signs
/// from quotation marks. Where this leaves two words as one, the index says so.
fn may_be_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || !(sign.is_ascii() || sign.is_whitespace() || sign.is_control())
}

/// Letters, numbers and the accents of Latin, Greek and Cyrillic. Circled letters count as
/// alphabetic, but are symbols.
fn is_surely_of_word(sign: char) -> bool {
    let is_accent = matches!(sign, '\u{300}'..='\u{36f}');
    let is_symbol = matches!(sign, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    (sign.is_alphanumeric() && !is_symbol) || is_accent
}

#[cfg(test)]
mod tests;

//! The table of everyone. A page of it is picked from an index in its order, or, where a filter leaves
//! few, from those few; only who is shown is looked up.

mod ever;
mod held;
mod order;
mod picked;
mod sets;
mod values;

use crate::table::mark::candidate::{self, Marks};
#[cfg(test)]
use crate::view::slice::Side;
use crate::{Connection, Result};
use domain::{CriterionKey, UnixMs};
use picked::Picked;
use rusqlite::Row;

/// By what the table is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// When something of theirs was seen last, the newest first.
    #[default]
    LastSeen,
    /// When they were seen first, the newest first.
    FirstSeen,
    /// Their name, else their address.
    Name,
    /// The average of their newest held interview, the highest first.
    Average,
    /// How many interviews they have, the most first.
    Interviews,
    /// Their status, by its name.
    Status,
}

/// Whom the table shows. What is `None` does not narrow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Who was seen in this flow.
    pub flow_id: Option<String>,
    /// Who stands in this column: of that flow, or of any.
    pub column: Option<String>,
    /// Who ever stood in this column, of that flow or of any, as the funnel of
    /// [`super::insights`] counts them: also those who have left it.
    pub ever: Option<String>,
    /// Of those only who held an interview, or of whom a status change was first seen, in the same
    /// flow at or after this moment. `None`: also those of whose interviews no date is known.
    pub ever_from: Option<UnixMs>,
    /// The same, before this moment.
    pub ever_before: Option<UnixMs>,
    /// Who held an interview, of that flow or of any.
    pub held: Option<Held>,
    /// Whose average is at least this.
    pub min_average: Option<f64>,
    /// Whose average is below this, or equal where it is the highest there is.
    pub max_average: Option<f64>,
    /// Who was seen last in a flow of this language.
    pub language: Option<String>,
    /// Who is reviewed, or is not.
    pub reviewed: Option<bool>,
    /// Who is starred, or is not.
    pub starred: Option<bool>,
    /// Who has this tag: [`crate::table::mark::tag::TagName::key`].
    pub tag: Option<String>,
    /// Of whom something was seen at or after this moment.
    pub seen_from: Option<UnixMs>,
    /// Of whom something was seen before this moment.
    pub seen_before: Option<UnixMs>,
    /// Whose name or address has words that begin so.
    pub name: Option<String>,
    /// By what to sort.
    pub order: Order,
    /// The other way round; who has no value stands last either way.
    pub reverse: bool,
}

/// Which interview they must have held, as the bars of [`super::insights`] count them. What is `None`
/// does not narrow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// At or after this moment. `None`: also if nobody knows when.
    pub from: Option<UnixMs>,
    /// Before this moment.
    pub before: Option<UnixMs>,
    /// By which criterion it must have been scored, which the next two are about; `None`: they are
    /// about the average.
    pub criterion: Option<CriterionKey>,
    /// With at least this score.
    pub min_average: Option<f64>,
    /// With a score below this, or equal where it is the highest there is.
    pub max_average: Option<f64>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub candidate_id: i64,
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// The flow in which something of theirs was seen last.
    pub flow_id: String,
    /// Its title; `None` while unknown.
    pub flow: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// In how many flows they were seen.
    pub flows: u32,
    /// The column they stand in there.
    pub column: String,
    /// Their status there.
    pub status: Option<String>,
    /// The average of their newest held interview.
    pub average: Option<f64>,
    /// How many interviews they have.
    pub interviews: u32,
    /// Whether a change of theirs never reached us.
    pub has_gap: bool,
    /// Whether there is a video.
    pub has_video: bool,
    /// When they were first seen.
    pub first_seen_at: UnixMs,
    /// When something of theirs was last seen.
    pub last_seen_at: UnixMs,
    /// The recruiter's marks.
    pub marks: Marks,
}

/// A slice of the table.
pub fn page(
    connection: &Connection,
    filter: &Filter,
    offset: u32,
    limit: u32,
) -> Result<Vec<Person>> {
    rows(connection, &picked(connection, filter, offset, limit)?)
}

/// Everyone whom the filter shows, in its order.
pub fn ids(connection: &Connection, filter: &Filter) -> Result<Vec<i64>> {
    picked(connection, filter, 0, u32::MAX)
}

fn picked(connection: &Connection, filter: &Filter, offset: u32, limit: u32) -> Result<Vec<i64>> {
    let Some(picked) = Picked::of(connection, filter)? else {
        return Ok(Vec::new());
    };
    picked.page(connection, filter, offset, limit)
}

/// How many the filter shows.
pub fn count(connection: &Connection, filter: &Filter) -> Result<u32> {
    let Some(picked) = Picked::of(connection, filter)? else {
        return Ok(0);
    };
    picked.count(connection, filter)
}

/// The statement that picks a page, from either end.
#[cfg(test)]
pub(super) fn page_sql(connection: &Connection, filter: &Filter, side: Side) -> Result<String> {
    let picked = Picked::of(connection, filter)?;
    Ok(picked.map_or(String::new(), |picked| picked.page_sql(filter, side)))
}

/// The statement that counts them.
#[cfg(test)]
pub(super) fn count_sql(connection: &Connection, filter: &Filter) -> Result<String> {
    let picked = Picked::of(connection, filter)?;
    Ok(picked.map_or(String::new(), |picked| picked.count_sql(filter)))
}

/// Those of the named candidates who are in the table, in the order in which they are named.
pub fn rows(connection: &Connection, ids: &[i64]) -> Result<Vec<Person>> {
    let wanted = serde_json::to_string(ids).unwrap_or_default();
    let mut statement = connection.prepare_cached(include_str!("people/rows.sql"))?;
    let rows = statement.query_map([wanted], read)?;
    let mut people: Vec<Person> = rows.collect::<Result<_, _>>()?;
    let mut marks = candidate::of(connection, ids)?;
    for person in &mut people {
        person.marks = marks.remove(&person.candidate_id).unwrap_or_default();
    }
    Ok(people)
}

/// What the filters offer: the languages of the flows and the statuses that Ribbon has sent.
pub fn facets(connection: &Connection) -> Result<(Vec<String>, Vec<String>)> {
    let texts = |sql: &str| -> Result<Vec<String>> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    Ok((
        texts("SELECT DISTINCT language FROM flow WHERE language <> '' ORDER BY language")?,
        texts(
            "SELECT DISTINCT status FROM pipeline_column ORDER BY status COLLATE NOCASE, status",
        )?,
    ))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        candidate_id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        flow_id: row.get(3)?,
        flow: row.get(4)?,
        language: row.get(5)?,
        flows: row.get(6)?,
        column: row.get(7)?,
        status: row.get(8)?,
        average: row.get(9)?,
        interviews: row.get(10)?,
        has_gap: row.get(11)?,
        has_video: row.get(12)?,
        first_seen_at: UnixMs(row.get(13)?),
        last_seen_at: UnixMs(row.get(14)?),
        marks: Marks::default(),
    })
}

#[cfg(test)]
mod tests;

//! The table of everyone. A page of it is picked from an index in its order, or, where a filter leaves
//! few, from those few; only who is shown is looked up.

mod ever;
mod held;
mod order;
mod picked;
mod scored;
mod sets;
mod values;

use crate::table::criterion::{self, Criterion};
use crate::table::mark::candidate::{self, Marks};
#[cfg(test)]
use crate::view::slice::Side;
use crate::{Connection, Error, Result};
use domain::{CriterionKey, UnixMs};
use picked::Picked;
use rusqlite::Row;
use std::collections::{BTreeMap, HashMap};

/// By what the table is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// When something of theirs was seen last, the newest first.
    #[default]
    LastSeen,
    /// When they were seen first, the newest first.
    FirstSeen,
    /// Their name, else their address.
    Name,
    /// When their newest held interview took place, the newest first.
    Interviewed,
    /// The average of their newest held interview, the highest first.
    Average,
    /// What their newest held interview was given for this criterion, the highest first.
    Criterion(CriterionKey),
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
    /// Who was seen in a flow of this team.
    pub team_id: Option<String>,
    /// Whose average is at least this.
    pub min_average: Option<f64>,
    /// Whose average is below this, or equal where it is the highest there is.
    pub max_average: Option<f64>,
    /// What their newest held interview must have been given: all of these, at most [`MOST_SCORES`].
    pub scores: Vec<ScoreRange>,
    /// Whose newest held interview took place at or after this moment.
    pub interviewed_from: Option<UnixMs>,
    /// The same, before this moment.
    pub interviewed_before: Option<UnixMs>,
    /// Whether Ribbon no longer has an interview of theirs.
    pub gone: Option<bool>,
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

/// By so many criteria the table can be filtered at once.
pub const MOST_SCORES: usize = scored::SETS.len();

/// What an interview must have been given for one criterion. Nobody has a score for a criterion that
/// is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreRange {
    /// For which criterion.
    pub criterion: CriterionKey,
    /// At least this, out of five.
    pub min: Option<f64>,
    /// Below this, or equal where it is the highest there is.
    pub max: Option<f64>,
}

/// What the filters offer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// The languages of the flows.
    pub languages: Vec<String>,
    /// The statuses that Ribbon has sent.
    pub statuses: Vec<String>,
    /// What interviews are scored by.
    pub criteria: Vec<Criterion>,
    /// The teams that have flows: id and name.
    pub teams: Vec<(String, String)>,
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
    /// What their newest held interview was given, by criterion.
    pub scores: BTreeMap<CriterionKey, f64>,
    /// When that interview took place, as far as Ribbon tells.
    pub interviewed_at: Option<UnixMs>,
    /// How many interviews they have.
    pub interviews: u32,
    /// How many of them Ribbon no longer has.
    pub gone: u32,
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

/// The statements that pick a page of each half in the order of a criterion, from either end.
#[cfg(test)]
pub(super) fn half_sqls(
    connection: &Connection,
    filter: &Filter,
    side: Side,
) -> Result<[String; 2]> {
    let picked = Picked::of(connection, filter)?;
    let half = |half| {
        let picked = picked.as_ref();
        picked.map_or(String::new(), |it| it.half_sql(filter, half, side))
    };
    Ok([half(scored::Half::Scored), half(scored::Half::Unscored)])
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
    let rows = statement.query_map([wanted], |row| Ok((read(row)?, row.get(17)?)))?;
    let rows: Vec<(Person, Option<String>)> = rows.collect::<Result<_, _>>()?;
    let mut marks = candidate::of(connection, ids)?;
    let criteria = criterion::all(connection)?;
    let keys = criteria.into_iter().map(|it| (it.id, it.key)).collect();
    let mut people = Vec::with_capacity(rows.len());
    for (mut person, scores) in rows {
        person.marks = marks.remove(&person.candidate_id).unwrap_or_default();
        person.scores = by_key(&keys, scores.as_deref())?;
        people.push(person);
    }
    Ok(people)
}

/// The values that were given, by the keys of their criteria.
fn by_key(
    keys: &HashMap<i64, CriterionKey>,
    stored: Option<&str>,
) -> Result<BTreeMap<CriterionKey, f64>> {
    let Some(stored) = stored else {
        return Ok(BTreeMap::new());
    };
    let named = criterion::given(stored)?.map(|(id, value)| {
        let key = keys.get(&id).cloned();
        let damaged = || Error::Damaged(format!("scores: criterion {id} is unknown"));
        Ok((key.ok_or_else(damaged)?, value))
    });
    named.collect()
}

/// What the filters offer.
pub fn facets(connection: &Connection) -> Result<Facets> {
    let texts = |sql: &str| -> Result<Vec<String>> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let mut teams = connection.prepare_cached(
        "SELECT team_id, name FROM team WHERE team_id IN (SELECT team_id FROM flow)
         ORDER BY name COLLATE NOCASE, team_id",
    )?;
    let teams = teams.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Facets {
        languages: texts(
            "SELECT DISTINCT language FROM flow WHERE language <> '' ORDER BY language",
        )?,
        statuses: texts(
            "SELECT DISTINCT status FROM pipeline_column ORDER BY status COLLATE NOCASE, status",
        )?,
        criteria: criterion::all(connection)?,
        teams: teams.collect::<Result<_, _>>()?,
    })
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
        interviewed_at: row.get::<_, Option<i64>>(15)?.map(UnixMs),
        gone: row.get(16)?,
        scores: BTreeMap::new(),
        marks: Marks::default(),
    })
}

#[cfg(test)]
mod tests;

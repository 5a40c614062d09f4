//! Filters, as far as the cache can tell what they mean.

use super::bound::ScoreBound;
use super::days::Period;
use super::of_interview::InterviewFilter;
use super::query::{MarkFilter, Query};
use crate::table::criterion::{self, Criterion};
use crate::table::mark::tag::TagName;
use crate::table::pipeline::{INVITED, NONE, STATUS_PREFIX};
use crate::view::dated::is_dated;
use crate::words::{self, Unit};
use crate::{Connection, Error, Result};
use domain::FlowId;
use rusqlite::params;
use std::collections::HashSet;

/// Whom the filters of a search leave.
#[derive(Debug, Default)]
pub(super) struct Narrow {
    /// Only those seen in one of these flows.
    pub(super) flows: Option<HashSet<String>>,
    /// Only those who stand in one of these columns there.
    columns: Option<HashSet<String>>,
    /// What one and the same interview has to meet.
    pub(super) interview: InterviewFilter,
    /// Only these, by what is unread or marked.
    pub(super) people: Option<HashSet<i64>>,
    /// Criteria and teams that are named and not known.
    pub(super) unknown: Vec<String>,
}

impl Narrow {
    /// Looks up what the filters of a query mean.
    pub(super) fn of(connection: &Connection, query: &Query) -> Result<Self> {
        let mut unknown = unknown_teams(connection, query)?;
        let flows = flows(connection, query)?;
        let mut people = candidates_with_marks(connection, &query.marks)?;
        if query.is_unread {
            leave(&mut people, unread(connection)?);
        }
        if !query.periods.is_empty() {
            let held = interviewed(connection, &query.periods, flows.as_ref())?;
            leave(&mut people, held);
        }
        let known = criterion::all(connection)?;
        let mut interview = InterviewFilter {
            flows: flows.clone(),
            averages: query.scores.clone(),
            periods: query.periods.clone(),
            ..InterviewFilter::default()
        };
        for (name, bound) in &query.criteria {
            let meant = called(&known, name);
            if meant.is_empty() {
                unknown.push(name.clone());
            }
            leave(&mut people, scored(connection, &meant, *bound)?);
            let ids = meant.iter().map(|criterion| criterion.id).collect();
            interview.criteria.push((ids, *bound));
        }
        Ok(Self {
            flows,
            columns: columns(connection, query)?,
            interview,
            people,
            unknown,
        })
    }

    /// Whether a candidate is left: in one and the same flow all of it must hold, and of one and the
    /// same interview all that is asked of interviews.
    pub(super) fn leaves(&self, connection: &Connection, candidate: i64) -> Result<bool> {
        if self
            .people
            .as_ref()
            .is_some_and(|people| !people.contains(&candidate))
        {
            return Ok(false);
        }
        if !self.interview.is_empty() && self.interview.of(connection, candidate)?.is_none() {
            return Ok(false);
        }
        let has_averages = !self.interview.averages.is_empty();
        if self.flows.is_none() && self.columns.is_none() && !has_averages {
            return Ok(true);
        }
        let mut statement = connection.prepare_cached(
            "SELECT flow_id, column_key, average FROM standing WHERE candidate_id = ?",
        )?;
        let mut rows = statement.query([candidate])?;
        while let Some(row) = rows.next()? {
            let (flow, column): (String, String) = (row.get(0)?, row.get(1)?);
            if contains(self.flows.as_ref(), &flow)
                && contains(self.columns.as_ref(), &column)
                && self.has_score(row.get(2)?)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the average in a flow, which is that of the newest interview there, is as asked.
    fn has_score(&self, average: Option<f64>) -> bool {
        let mut bounds = self.interview.averages.iter();
        bounds.all(|bound| average.is_some_and(|average| bound.holds(average)))
    }

    /// The words of the flows, one of which the index must hold; `None` when any will do.
    pub(super) fn flow_words(&self) -> Option<Vec<String>> {
        let flows = self.flows.as_ref()?.iter();
        let words = flows.map(|flow| crate::table::search::flow_word(&FlowId::new(flow.as_str())));
        Some(words.collect())
    }

    /// The candidates who are left, those who came to where they stand last first.
    pub(super) fn list(&self, connection: &Connection, most: usize) -> Result<Vec<i64>> {
        let mut found = match &self.people {
            Some(people) => self.list_of(connection, people)?,
            None => self.list_all(connection, most)?,
        };
        found.sort_unstable_by(|a, b| b.cmp(a));
        let mut known = HashSet::new();
        let people = found.into_iter().map(|(_, candidate)| candidate);
        Ok(people
            .filter(|candidate| known.insert(*candidate))
            .take(most)
            .collect())
    }

    fn list_of(&self, connection: &Connection, people: &HashSet<i64>) -> Result<Vec<(i64, i64)>> {
        let mut since = connection.prepare_cached(
            "SELECT coalesce(max(since), 0) FROM standing WHERE candidate_id = ?",
        )?;
        let mut found = Vec::new();
        for candidate in people {
            if self.leaves(connection, *candidate)? {
                found.push((since.query_row([candidate], |row| row.get(0))?, *candidate));
            }
        }
        Ok(found)
    }

    /// Walks the columns of all flows, each in its order and no further than so many.
    fn list_all(&self, connection: &Connection, most: usize) -> Result<Vec<(i64, i64)>> {
        let mut places =
            connection.prepare_cached("SELECT flow_id, column_key FROM standing_sum")?;
        let places = places.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut walk = connection.prepare_cached(
            "SELECT since, candidate_id, average FROM standing
             WHERE flow_id = ? AND column_key = ? ORDER BY since DESC, candidate_id",
        )?;
        let mut found = Vec::new();
        for place in places.collect::<Result<Vec<(String, String)>, _>>()? {
            let (flow, column) = place;
            if !contains(self.flows.as_ref(), &flow) || !contains(self.columns.as_ref(), &column) {
                continue;
            }
            let mut rows = walk.query(params![flow, column])?;
            let mut here = 0;
            while let Some(row) = rows.next()? {
                if self.has_score(row.get(2)?) {
                    found.push((row.get(0)?, row.get(1)?));
                    here += 1;
                    if here == most {
                        break;
                    }
                }
            }
        }
        Ok(found)
    }
}

/// The candidates whom the recruiter has marked so; `None` where no mark is asked for.
fn candidates_with_marks(
    connection: &Connection,
    marks: &MarkFilter,
) -> Result<Option<HashSet<i64>>> {
    let mut found: Option<HashSet<i64>> = None;
    let mut leave = |some| leave(&mut found, some);
    if marks.is_starred {
        let sql = "SELECT candidate_id FROM person_row INDEXED BY person_starred WHERE starred = 1";
        leave(candidates(connection, sql, [])?);
    }
    if marks.is_reviewed {
        let sql =
            "SELECT candidate_id FROM person_row INDEXED BY person_reviewed WHERE reviewed = 1";
        leave(candidates(connection, sql, [])?);
    }
    for tag in &marks.tags {
        leave(match TagName::parse(tag) {
            Ok(tag) => {
                let sql = "SELECT candidate_id FROM person_tag WHERE tag = ?";
                candidates(connection, sql, [tag.key()])?
            }
            // Nobody has a tag that there cannot be.
            Err(_) => HashSet::new(),
        });
    }
    Ok(found)
}

/// Leaves only those of `found` who are among some others.
fn leave(found: &mut Option<HashSet<i64>>, some: HashSet<i64>) {
    *found = Some(match found.take() {
        Some(found) => found.intersection(&some).copied().collect(),
        None => some,
    });
}

/// Who held an interview in one of the periods, of these flows or of any.
pub(crate) const INTERVIEWED: &str = concat!(
    "SELECT DISTINCT held.candidate_id FROM flow CROSS JOIN interview AS held
         INDEXED BY interview_by_flow ON held.flow_id = flow.flow_id
     WHERE (?1 IS NULL OR flow.flow_id IN (SELECT value FROM json_each(?1)))
         AND held.status <> 'incomplete' AND held.happened_at >= ?2 AND held.happened_at < ?3 AND ",
    is_dated!("held")
);

fn interviewed(
    connection: &Connection,
    periods: &[Period],
    flows: Option<&HashSet<String>>,
) -> Result<HashSet<i64>> {
    let flows = flows.map(serde_json::to_string).transpose();
    let flows = flows.map_err(|error| Error::Damaged(format!("ids of flows: {error}")))?;
    let mut found = HashSet::new();
    for period in periods {
        let parameters = params![flows, period.from, period.before];
        found.extend(candidates(connection, INTERVIEWED, parameters)?);
    }
    Ok(found)
}

/// The criteria that are called so: by the whole name, else by words of it.
fn called<'a>(known: &'a [Criterion], name: &str) -> Vec<&'a Criterion> {
    let key = domain::scores::name_key(name);
    let same = known.iter().filter(|criterion| criterion.key.name() == key);
    let same: Vec<&Criterion> = same.collect();
    if !same.is_empty() {
        return same;
    }
    let named = known.iter().filter(|it| is_called(&it.name, name));
    named.collect()
}

/// Those one of whose interviews was given such a score for one of these criteria. Who was interviewed
/// once, as nearly everybody was, is found by an index.
fn scored(
    connection: &Connection,
    criteria: &[&Criterion],
    bound: ScoreBound,
) -> Result<HashSet<i64>> {
    let values = bound.units();
    let mut found = HashSet::new();
    for criterion in criteria {
        found.extend(candidates(
            connection,
            "SELECT candidate_id FROM person_score
             WHERE criterion_id = ? AND value >= ? AND value < ?",
            params![criterion.id, values.start, values.end],
        )?);
        found.extend(candidates(
            connection,
            "SELECT DISTINCT interview.candidate_id
             FROM person_row INDEXED BY person_by_interviews
             CROSS JOIN interview ON interview.candidate_id = person_row.candidate_id
             CROSS JOIN json_each(interview.scores) AS one
             WHERE person_row.interviews > 1 AND interview.status <> 'incomplete'
                 AND one.value ->> 0 = ?1 AND round((one.value ->> 1) * 420) >= ?2
                 AND round((one.value ->> 1) * 420) < ?3",
            params![criterion.id, values.start, values.end],
        )?);
    }
    Ok(found)
}

/// The teams that are named and not known.
fn unknown_teams(connection: &Connection, query: &Query) -> Result<Vec<String>> {
    let mut unknown = Vec::new();
    for wanted in &query.teams {
        let mut statement = connection.prepare_cached("SELECT team_id, name FROM team")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let teams: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
        let is_meant = |(id, name): &(String, String)| id == wanted || is_called(name, wanted);
        if !teams.iter().any(is_meant) {
            unknown.push(wanted.clone());
        }
    }
    Ok(unknown)
}

fn candidates(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<HashSet<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The candidates of whom something in the inbox is unread.
fn unread(connection: &Connection) -> Result<HashSet<i64>> {
    let sql = "SELECT event.candidate_id FROM inbox_entry INDEXED BY inbox_unread
         CROSS JOIN event ON event.id = inbox_entry.event_id
         WHERE inbox_entry.unread = 1 AND inbox_entry.done = 0 AND inbox_entry.snoozed = 0";
    candidates(connection, sql, [])
}

/// The flows that are meant by their titles or ids and by their languages.
fn flows(connection: &Connection, query: &Query) -> Result<Option<HashSet<String>>> {
    if query.flows.is_empty() && query.languages.is_empty() && query.teams.is_empty() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT flow_id, title, language, team_id, team.name FROM flow LEFT JOIN team USING (team_id)",
    )?;
    let rows = statement.query_map([], |row| {
        let texts = (row.get(0)?, row.get(1)?);
        let others: (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
        Ok((texts, row.get::<_, Option<String>>(2)?, others))
    })?;
    let mut found = HashSet::new();
    for row in rows {
        let ((id, title), language, (team_id, team)): ((String, String), _, _) = row?;
        let is_theirs = |wanted: &String| {
            team_id.as_ref() == Some(wanted)
                || team.as_deref().is_some_and(|name| is_called(name, wanted))
        };
        let is_meant = |wanted: &String| *wanted == id || is_called(&title, wanted);
        let speaks = |wanted: &String| {
            language
                .as_deref()
                .is_some_and(|tag| is_language(tag, wanted))
        };
        if (query.flows.is_empty() || query.flows.iter().any(is_meant))
            && (query.languages.is_empty() || query.languages.iter().any(speaks))
            && (query.teams.is_empty() || query.teams.iter().any(is_theirs))
        {
            found.insert(id);
        }
    }
    Ok(Some(found))
}

/// The columns that are meant by the words of a status.
fn columns(connection: &Connection, query: &Query) -> Result<Option<HashSet<String>>> {
    if query.statuses.is_empty() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached("SELECT DISTINCT status FROM pipeline_column")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut found = HashSet::new();
    for wanted in &query.statuses {
        let fixed = [INVITED, NONE]
            .into_iter()
            .filter(|column| wanted.eq_ignore_ascii_case(column));
        found.extend(fixed.map(str::to_owned));
    }
    for status in rows {
        let status = status?;
        if query
            .statuses
            .iter()
            .any(|wanted| is_called(&status, wanted))
        {
            found.insert(format!("{STATUS_PREFIX}{status}"));
        }
    }
    Ok(Some(found))
}

/// Whether the words of a name are, or begin with, the wanted ones, in any order.
fn is_called(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (words::units(name), words::units(wanted));
    let mut wanted = wanted.chunk_by(|_, next: &Unit| next.follows).peekable();
    wanted.peek().is_some() && wanted.all(|word| words::find(&name, word, true, 0).is_some())
}

/// `de` means `de-DE` and `de-AT` too.
fn is_language(tag: &str, wanted: &str) -> bool {
    tag.split_at_checked(wanted.len())
        .is_some_and(|(head, rest)| {
            head.eq_ignore_ascii_case(wanted) && (rest.is_empty() || rest.starts_with('-'))
        })
}

fn contains(set: Option<&HashSet<String>>, value: &str) -> bool {
    set.is_none_or(|set| set.contains(value))
}

#[cfg(test)]
mod tests;

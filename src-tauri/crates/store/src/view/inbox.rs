//! The inbox: everything that happened, newest first.

use crate::table::event;
use crate::{Connection, Result};
use domain::UnixMs;
use domain::notification::NoticeKind;
use rusqlite::{Row, named_params};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The event.
    pub id: i64,
    /// What happened.
    pub kind: NoticeKind,
    /// To whom.
    pub candidate_id: i64,
    /// Their name, else their address.
    pub candidate: Option<String>,
    /// In which flow.
    pub flow_id: String,
    /// Its title; `None` while unknown.
    pub flow: Option<String>,
    /// Which interview.
    pub interview_id: Option<String>,
    /// Its average score.
    pub average: Option<f64>,
    /// The stage before, for status changes.
    pub previous: Option<String>,
    /// The stage after, for status changes.
    pub new: Option<String>,
    /// Whether a change before this one never reached us.
    pub after_gap: bool,
    /// When it was first seen here.
    pub first_seen_at: UnixMs,
    /// Not read yet.
    pub unread: bool,
    /// Starred by the recruiter.
    pub starred: bool,
    /// Done with.
    pub done: bool,
    /// Put off until then.
    pub snoozed_until: Option<UnixMs>,
}

/// Which items.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Only this flow's.
    pub flow_id: Option<String>,
    /// Only this kind.
    pub kind: Option<NoticeKind>,
    /// Only unread ones.
    pub unread_only: bool,
    /// Also those that are done with.
    pub include_done: bool,
    /// Those that are put off, and no others; without it they are left out.
    pub snoozed: bool,
    /// Only starred ones.
    pub starred_only: bool,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// One page of entries: picked from an index that is already in order, so that neither the rows
/// behind it nor those that the offset passes over are looked up.
macro_rules! page {
    ($from:literal) => {
        concat!(
            "WITH page AS (SELECT event_id, unread, done, starred FROM inbox_entry ",
            $from,
            " (:flow IS NULL OR flow_id = :flow) AND (:kind IS NULL OR kind = :kind)
                AND (:unread_only = 0 OR unread = 1) AND (:include_done = 1 OR done = 0)
                AND snoozed = :snoozed AND (:starred_only = 0 OR starred = 1)
              ORDER BY event_id DESC LIMIT :limit OFFSET :offset) ",
            include_str!("inbox_page.sql")
        )
    };
}

const SNOOZED: &str = page!("INDEXED BY inbox_snoozed WHERE snoozed = 1 AND");
const STARRED: &str = page!("INDEXED BY inbox_starred WHERE starred = 1 AND");
const OF_FLOW: &str = page!("INDEXED BY inbox_by_flow WHERE flow_id = :flow AND");
const UNREAD: &str = page!("INDEXED BY inbox_unread WHERE unread = 1 AND");
const OF_KIND: &str = page!("INDEXED BY inbox_by_kind WHERE kind = :kind AND");
const OPEN: &str = page!("INDEXED BY inbox_open WHERE done = 0 AND snoozed = 0 AND");
const ALL: &str = page!("WHERE");

/// By the narrowest of the filters that are set.
pub(super) fn sql(query: &Query) -> &'static str {
    match query {
        Query { snoozed: true, .. } => SNOOZED,
        Query {
            starred_only: true, ..
        } => STARRED,
        Query {
            flow_id: Some(_), ..
        } => OF_FLOW,
        Query {
            unread_only: true, ..
        } => UNREAD,
        Query { kind: Some(_), .. } => OF_KIND,
        Query {
            include_done: false,
            ..
        } => OPEN,
        _ => ALL,
    }
}

/// The items that match, newest first.
pub fn list(connection: &Connection, query: &Query) -> Result<Vec<Item>> {
    let mut statement = connection.prepare_cached(sql(query))?;
    let rows = statement.query_map(
        named_params! {
            ":flow": query.flow_id,
            ":kind": query.kind.map(event::kind_name),
            ":unread_only": query.unread_only,
            ":include_done": query.include_done,
            ":snoozed": query.snoozed,
            ":starred_only": query.starred_only,
            ":limit": query.limit,
            ":offset": query.offset,
        },
        read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many items match.
pub fn count(connection: &Connection, query: &Query) -> Result<u32> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(sum(n), 0) FROM inbox_sum
         WHERE (:flow IS NULL OR flow_id = :flow) AND (:kind IS NULL OR kind = :kind)
             AND (:unread_only = 0 OR unread = 1) AND (:include_done = 1 OR done = 0)
             AND snoozed = :snoozed AND (:starred_only = 0 OR starred = 1)",
    )?;
    Ok(statement.query_row(
        named_params! {
            ":flow": query.flow_id,
            ":kind": query.kind.map(event::kind_name),
            ":unread_only": query.unread_only,
            ":include_done": query.include_done,
            ":snoozed": query.snoozed,
            ":starred_only": query.starred_only,
        },
        |row| row.get(0),
    )?)
}

/// How many items are unread in all.
pub fn unread(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(n), 0) FROM inbox_sum
             WHERE unread = 1 AND done = 0 AND snoozed = 0",
        )?
        .query_row([], |row| row.get(0))?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Item> {
    Ok(Item {
        id: row.get("id")?,
        kind: event::kind_of(&row.get::<_, String>("kind")?),
        candidate_id: row.get("candidate_id")?,
        candidate: row.get("candidate")?,
        flow_id: row.get("flow_id")?,
        flow: row.get("flow")?,
        interview_id: row.get("interview_id")?,
        average: row.get("average")?,
        previous: row.get("previous")?,
        new: row.get("new")?,
        after_gap: row.get("after_gap")?,
        first_seen_at: UnixMs(row.get("first_seen_at")?),
        unread: row.get("unread")?,
        starred: row.get("starred")?,
        done: row.get("done")?,
        snoozed_until: row.get::<_, Option<i64>>("snoozed_until")?.map(UnixMs),
    })
}

#[cfg(test)]
mod tests;

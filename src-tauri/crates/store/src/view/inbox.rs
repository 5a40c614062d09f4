//! The inbox: everything that happened, newest first.

use crate::table::event;
use crate::view::named::{Named, bound};
use crate::view::slice::{Side, Slice};
use crate::{Connection, Result};
use domain::UnixMs;
use domain::notification::NoticeKind;
use rusqlite::Row;

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
    /// When it took place, as far as Ribbon tells.
    pub interviewed_at: Option<UnixMs>,
    /// Since when Ribbon no longer has it.
    pub gone_at: Option<UnixMs>,
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

/// The index of entries for the narrowest of the filters that are set, already in order, so that
/// neither the rows behind it nor those that an offset passes over are looked up.
fn index(query: &Query) -> &'static str {
    match query {
        Query { snoozed: true, .. } => "INDEXED BY inbox_snoozed",
        Query {
            starred_only: true, ..
        } => "INDEXED BY inbox_starred",
        Query {
            flow_id: Some(_), ..
        } => "INDEXED BY inbox_by_flow",
        Query {
            unread_only: true, ..
        } => "INDEXED BY inbox_unread",
        Query { kind: Some(_), .. } => "INDEXED BY inbox_by_kind",
        Query {
            include_done: false,
            ..
        } => "INDEXED BY inbox_open",
        _ => "",
    }
}

/// The conditions on an entry, each only where it narrows: what an offset passes over has to meet
/// them all.
fn conditions(query: &Query) -> String {
    let mut all = vec![if query.snoozed {
        "snoozed = 1"
    } else {
        "snoozed = 0"
    }];
    let mut narrow = |is_set: bool, condition| {
        if is_set {
            all.push(condition);
        }
    };
    narrow(query.flow_id.is_some(), "flow_id = :flow");
    narrow(query.kind.is_some(), "kind = :kind");
    narrow(query.unread_only, "unread = 1");
    narrow(!query.include_done, "done = 0");
    narrow(query.starred_only, "starred = 1");
    all.join(" AND ")
}

/// The values that [`conditions`] names.
fn named(query: &Query) -> Vec<(&'static str, Named<'_>)> {
    let flow = query.flow_id.as_deref();
    let kind = query.kind.map(event::kind_name);
    [(":flow", flow), (":kind", kind)]
        .into_iter()
        .filter_map(|(name, text)| Some((name, Named::Text(text?))))
        .collect()
}

/// A page, counted from the newest entry or from the oldest.
pub(super) fn sql(query: &Query, side: Side) -> String {
    let direction = match side {
        Side::Front => "DESC",
        Side::Back => "ASC",
    };
    format!(
        "WITH page AS (SELECT event_id, unread, done, starred FROM inbox_entry {} WHERE {}
         ORDER BY event_id {direction} LIMIT :limit OFFSET :offset) {}",
        index(query),
        conditions(query),
        include_str!("inbox_page.sql")
    )
}

/// The items that match, newest first.
pub fn list(connection: &Connection, query: &Query) -> Result<Vec<Item>> {
    let slice = Slice::of(query.offset, query.limit, || count(connection, query))?;
    part(connection, query, slice)
}

fn part(connection: &Connection, query: &Query, slice: Slice) -> Result<Vec<Item>> {
    let mut statement = connection.prepare_cached(&sql(query, slice.side))?;
    let mut named = named(query);
    named.push((":limit", Named::Whole(i64::from(slice.limit))));
    named.push((":offset", Named::Whole(i64::from(slice.offset))));
    let rows = statement.query_map(&*bound(&named), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many items match.
pub fn count(connection: &Connection, query: &Query) -> Result<u32> {
    let sql = format!(
        "SELECT coalesce(sum(n), 0) FROM inbox_sum WHERE {}",
        conditions(query)
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(&*bound(&named(query)), |row| row.get(0))?)
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
        interviewed_at: row.get::<_, Option<i64>>("interviewed_at")?.map(UnixMs),
        gone_at: row.get::<_, Option<i64>>("gone_at")?.map(UnixMs),
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

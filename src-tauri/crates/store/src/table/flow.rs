//! Interview flows.

use crate::table::change::{self, Topic};
use crate::{Connection, Error, Result, Tx};
use domain::{DeliveryId, Flow, FlowId, TeamId, UnixMs};
use rusqlite::{OptionalExtension, Row, params};

const COLUMNS: &str = "flow_id, team_id, org_name, title, questions, language, interview_type,
    is_video_enabled, webhook_url, webhook_secret_key, extra";

/// Stores what REST says of a flow. Answers whether anything changed.
pub fn put(tx: &Tx<'_>, flow: &Flow, now: UnixMs) -> Result<bool> {
    if find(tx, &flow.id)?.as_ref() == Some(flow) {
        return Ok(false);
    }
    let questions = serde_json::to_string(&flow.questions).unwrap_or_default();
    tx.prepare_cached(
        "INSERT INTO flow (flow_id, team_id, org_name, title, questions, language, interview_type,
             is_video_enabled, webhook_url, webhook_secret_key, extra, fetched, first_seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
         ON CONFLICT (flow_id) DO UPDATE SET team_id = excluded.team_id,
             org_name = excluded.org_name, title = excluded.title, questions = excluded.questions,
             language = excluded.language, interview_type = excluded.interview_type,
             is_video_enabled = excluded.is_video_enabled, webhook_url = excluded.webhook_url,
             webhook_secret_key = excluded.webhook_secret_key, extra = excluded.extra, fetched = 1",
    )?
    .execute(params![
        flow.id.as_str(),
        flow.team_id.as_ref().map(TeamId::as_str),
        flow.org_name,
        flow.title,
        questions,
        flow.language,
        flow.interview_type,
        flow.is_video_enabled,
        flow.webhook_url,
        flow.webhook_secret_key,
        flow.extra,
        now.0,
    ])?;
    change::record(tx, Topic::Flow, flow.id.as_str())?;
    Ok(true)
}

/// Stores which flows Ribbon lists: all of them, in one look.
///
/// A list is read page by page and may lack what moved meanwhile, so a flow counts as gone only once
/// two looks in a row lacked it. Whatever is listed again is back.
pub fn listed(tx: &Tx<'_>, all: &[Flow]) -> Result<()> {
    let ids: Vec<_> = all.iter().map(|flow| flow.id.as_str()).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    let mut statement = tx.prepare_cached(include_str!("flow/listed.sql"))?;
    let rows = statement.query_map([ids], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let moved: Vec<(String, u32)> = rows.collect::<Result<_, _>>()?;
    for (id, missed) in moved {
        // The first look that lacks it changes nothing that is shown.
        if missed != 1 {
            change::record(tx, Topic::Flow, &id)?;
        }
    }
    Ok(())
}

/// Makes sure that a flow is known at least by name. REST's own title is never overwritten.
pub fn mention(tx: &Tx<'_>, id: &FlowId, title: Option<&str>, now: UnixMs) -> Result<()> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO flow (flow_id, org_name, title, questions, is_video_enabled, extra,
                 fetched, first_seen_at)
             VALUES (?1, '', coalesce(?2, ''), '[]', 0, '', 0, ?3)
             ON CONFLICT (flow_id) DO UPDATE SET title = excluded.title
                 WHERE fetched = 0 AND excluded.title <> '' AND title <> excluded.title",
        )?
        .execute(params![id.as_str(), title, now.0])?;
    if changed > 0 {
        change::record(tx, Topic::Flow, id.as_str())?;
    }
    Ok(())
}

/// Notes that this webhook told of the flow: the last one is remembered.
pub fn heard(tx: &Tx<'_>, id: &FlowId, delivery: DeliveryId) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO flow_heard (flow_id, delivery_id) VALUES (?, ?)
         ON CONFLICT (flow_id) DO UPDATE SET delivery_id = excluded.delivery_id",
    )?
    .execute(params![id.as_str(), delivery.0])?;
    Ok(())
}

/// What REST said of a flow; `None` when it was never fetched.
pub fn find(connection: &Connection, id: &FlowId) -> Result<Option<Flow>> {
    let sql = format!("SELECT {COLUMNS} FROM flow WHERE flow_id = ? AND fetched = 1");
    connection
        .prepare_cached(&sql)?
        .query_row([id.as_str()], read)
        .optional()?
        .transpose()
}

/// A flow's title as far as known.
pub fn title(connection: &Connection, id: &FlowId) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT title FROM flow WHERE flow_id = ? AND title <> ''")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?)
}

/// Whether some flow is known by name alone.
pub fn any_unknown(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM flow WHERE fetched = 0)")?
        .query_row([], |row| row.get(0))?)
}

/// The secrets with which any flow's webhooks may be signed.
pub fn secrets(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT webhook_secret_key FROM flow WHERE webhook_secret_key <> ''",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<Flow>> {
    let questions: String = row.get("questions")?;
    let questions = match serde_json::from_str(&questions) {
        Ok(questions) => questions,
        Err(error) => return Ok(Err(Error::Damaged(format!("flow questions: {error}")))),
    };
    Ok(Ok(Flow {
        id: FlowId::new(row.get::<_, String>("flow_id")?),
        team_id: row.get::<_, Option<String>>("team_id")?.map(TeamId::new),
        org_name: row.get("org_name")?,
        title: row.get("title")?,
        questions,
        language: row.get("language")?,
        interview_type: row.get("interview_type")?,
        is_video_enabled: row.get("is_video_enabled")?,
        webhook_url: row.get("webhook_url")?,
        webhook_secret_key: row.get("webhook_secret_key")?,
        extra: row.get("extra")?,
    }))
}

#[cfg(test)]
mod tests;

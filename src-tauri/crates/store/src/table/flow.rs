//! Interview flows.

use crate::table::change::{self, Topic};
use crate::table::setting;
use crate::{Connection, Error, Result, Tx};
use domain::{DeliveryId, Flow, FlowField, FlowId, FlowStatus, TeamId, UnixMs};
use rusqlite::{OptionalExtension, Row, named_params, params};
use std::collections::BTreeSet;

/// Stores what REST says of a flow; what the answer lacks keeps its value. Answers whether anything
/// changed.
pub fn put(tx: &Tx<'_>, told: &Flow, now: UnixMs) -> Result<bool> {
    let known = find(tx, &told.id)?;
    let flow = filled(told, known.as_ref());
    if known.as_ref() == Some(&flow) {
        return Ok(false);
    }
    let questions = serde_json::to_string(&flow.questions)
        .map_err(|error| Error::Damaged(format!("flow questions: {error}")))?;
    tx.prepare_cached(include_str!("flow/put.sql"))?
        .execute(named_params! {
            ":flow_id": flow.id.as_str(),
            ":team_id": flow.team_id.as_ref().map(TeamId::as_str),
            ":org_name": flow.org_name,
            ":title": flow.title,
            ":questions": questions,
            ":language": flow.language,
            ":interview_type": flow.interview_type,
            ":is_video_enabled": flow.is_video_enabled,
            ":webhook_url": flow.webhook_url,
            ":webhook_secret_key": flow.webhook_secret_key,
            ":status": flow.status.as_ref().map(FlowStatus::as_str),
            ":voice_id": flow.voice_id,
            ":is_doc_upload_enabled": flow.is_doc_upload_enabled,
            ":redirect_url": flow.redirect_url,
            ":intro": flow.intro,
            ":outro": flow.outro,
            ":additional_info": flow.additional_info,
            ":additional_instructions": flow.additional_instructions,
            ":company_logo_url": flow.company_logo_url,
            ":now": now.0,
        })?;
    change::record(tx, Topic::Flow, flow.id.as_str())?;
    Ok(true)
}

/// The answer, with what is known in the place of what it lacks.
fn filled(told: &Flow, known: Option<&Flow>) -> Flow {
    let mut flow = told.clone();
    // Beside the facts: see `kept_item`.
    flow.extra.clear();
    let missing = std::mem::take(&mut flow.missing);
    let Some(known) = known.cloned() else {
        return flow;
    };
    for field in missing {
        match field {
            FlowField::Team => flow.team_id.clone_from(&known.team_id),
            FlowField::OrgName => flow.org_name.clone_from(&known.org_name),
            FlowField::Title => flow.title.clone_from(&known.title),
            FlowField::Questions => flow.questions.clone_from(&known.questions),
            FlowField::Language => flow.language.clone_from(&known.language),
            FlowField::InterviewType => flow.interview_type.clone_from(&known.interview_type),
            FlowField::Video => flow.is_video_enabled = known.is_video_enabled,
            FlowField::DocUpload => flow.is_doc_upload_enabled = known.is_doc_upload_enabled,
            FlowField::WebhookUrl => flow.webhook_url.clone_from(&known.webhook_url),
            FlowField::WebhookSecret => {
                flow.webhook_secret_key
                    .clone_from(&known.webhook_secret_key);
            }
            FlowField::Status => flow.status.clone_from(&known.status),
            FlowField::Voice => flow.voice_id.clone_from(&known.voice_id),
            FlowField::RedirectUrl => flow.redirect_url.clone_from(&known.redirect_url),
            FlowField::Intro => flow.intro.clone_from(&known.intro),
            FlowField::Outro => flow.outro.clone_from(&known.outro),
            FlowField::AdditionalInfo => flow.additional_info.clone_from(&known.additional_info),
            FlowField::AdditionalInstructions => flow
                .additional_instructions
                .clone_from(&known.additional_instructions),
            FlowField::Logo => flow.company_logo_url.clone_from(&known.company_logo_url),
        }
    }
    flow
}

/// Stores which flows Ribbon lists: all of them, in one look.
///
/// A list is read page by page and may lack what moved meanwhile, so a flow counts as gone only once
/// two looks in a row lacked it. Whatever is listed again is back.
pub fn listed(tx: &Tx<'_>, all: &[FlowId]) -> Result<()> {
    let ids: Vec<_> = all.iter().map(FlowId::as_str).collect();
    let ids = serde_json::to_string(&ids)
        .map_err(|error| Error::Damaged(format!("a list of ids: {error}")))?;
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
            "INSERT INTO flow (flow_id, org_name, title, questions, is_video_enabled, fetched,
                 first_seen_at)
             VALUES (?1, '', coalesce(?2, ''), '[]', 0, 0, ?3)
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
    connection
        .prepare_cached("SELECT * FROM flow WHERE flow_id = ? AND fetched = 1")?
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

/// Whether a flow takes interviews; `None` when the flow is unknown. See the view `flow_state`.
pub fn status(connection: &Connection, id: &FlowId) -> Result<Option<FlowStatus>> {
    Ok(connection
        .prepare_cached("SELECT status FROM flow_state WHERE flow_id = ?")?
        .query_row([id.as_str()], |row| row.get::<_, String>(0))
        .optional()?
        .map(|status| FlowStatus::parse(&status)))
}

/// Whether some flow is known by name alone.
pub fn any_unknown(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM flow WHERE fetched = 0)")?
        .query_row([], |row| row.get(0))?)
}

/// The secrets that webhooks may be signed with: each flow's own and the organisation's.
pub fn secrets(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT webhook_secret_key FROM flow WHERE webhook_secret_key <> ''
         UNION SELECT value FROM setting WHERE key = ? AND value <> ''",
    )?;
    let rows = statement.query_map([setting::ORGANISATION_SECRET], |row| row.get(0))?;
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
        status: row
            .get::<_, Option<String>>("status")?
            .map(|status| FlowStatus::parse(&status)),
        voice_id: row.get("voice_id")?,
        is_doc_upload_enabled: row.get("is_doc_upload_enabled")?,
        redirect_url: row.get("redirect_url")?,
        intro: row.get("intro")?,
        outro: row.get("outro")?,
        additional_info: row.get("additional_info")?,
        additional_instructions: row.get("additional_instructions")?,
        company_logo_url: row.get("company_logo_url")?,
        missing: BTreeSet::new(),
        extra: String::new(),
    }))
}

#[cfg(test)]
mod tests;

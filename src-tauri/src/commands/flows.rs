//! Flows in full: making one, archiving one; revoking an interview's recordings.

use super::{Answer, TheDesk, or_not_found, read, write};
use crate::bridge::{self, write_error};
use contract::flow::{FlowDraft, FlowPage, FlowsPage, MadeFlow, NewFlow, OrganisationSecret};
use domain::{FlowId, InterviewId};
use store::table::change::{self, Topic};
use store::table::{deed, setting};
use sync::Done;

#[tauri::command]
pub(crate) async fn flows_page(desk: TheDesk<'_>) -> Answer<FlowsPage> {
    let relay = desk.desk().await?.ingest_prefix().await;
    read(&desk, move |it| bridge::flow::page(it, relay.as_deref())).await
}

#[tauri::command]
pub(crate) async fn flow_page(desk: TheDesk<'_>, argument: String) -> Answer<FlowPage> {
    let relay = desk.desk().await?.ingest_prefix().await;
    let id = FlowId::new(argument);
    let found = read(&desk, move |it| {
        bridge::flow::one(it, &id, relay.as_deref())
    })
    .await?;
    or_not_found(found, "flow")
}

#[tauri::command]
pub(crate) async fn flow_draft(desk: TheDesk<'_>) -> Answer<FlowDraft> {
    let relay = desk.desk().await?.ingest_prefix().await;
    read(&desk, move |it| bridge::flow::draft(it, relay)).await
}

#[tauri::command]
pub(crate) async fn make_flow(desk: TheDesk<'_>, argument: NewFlow) -> Answer<MadeFlow> {
    let writer = desk.desk().await?.writer().await?;
    let problems = bridge::new_flow::problems(&argument);
    if !problems.is_empty() {
        let flow_id = None;
        return Ok(MadeFlow { flow_id, problems });
    }
    let new = bridge::new_flow::wire(&argument);
    let url = new.webhook_url.clone();
    let made = writer.make_flow(new).await.map_err(write_error)?;
    remember(&desk, url).await?;
    let flow_id = match made {
        Done::Flow(id) => Some(id.to_string()),
        _ => None,
    };
    Ok(MadeFlow { flow_id, problems })
}

/// Keeps a webhook address that leads to the paired relay for the next flow.
async fn remember(desk: &TheDesk<'_>, url: Option<String>) -> Answer<()> {
    let relay = desk.desk().await?.ingest_prefix().await;
    match (url, relay) {
        (Some(url), Some(relay)) if url.starts_with(&relay) => {
            write(desk, move |tx| setting::set(tx, setting::INGEST_URL, &url)).await
        }
        _ => Ok(()),
    }
}

#[tauri::command]
pub(crate) async fn archive_flow(desk: TheDesk<'_>, argument: String) -> Answer<()> {
    let writer = desk.desk().await?.writer().await?;
    let done = writer.archive_flow(FlowId::new(argument)).await;
    done.map(drop).map_err(write_error)
}

#[tauri::command]
pub(crate) async fn dismiss_unclear_flow(desk: TheDesk<'_>, argument: i64) -> Answer<()> {
    let now = desk.desk().await?.now();
    write(&desk, move |tx| deed::dismiss(tx, argument, now)).await
}

#[tauri::command]
pub(crate) async fn revoke_recordings(desk: TheDesk<'_>, argument: String) -> Answer<()> {
    let writer = desk.desk().await?.writer().await?;
    let done = writer.revoke_recordings(InterviewId::new(argument)).await;
    done.map(drop).map_err(write_error)
}

/// Answers whether the secret of the organisation's default webhook was entered.
#[tauri::command]
pub(crate) async fn organisation_secret(desk: TheDesk<'_>) -> Answer<bool> {
    read(&desk, bridge::flow::has_organisation_secret).await
}

/// Keeps or forgets the secret of the organisation's default webhook, and checks with it what could
/// not be verified so far. Answers whether one is kept now.
#[tauri::command]
pub(crate) async fn set_organisation_secret(
    desk: TheDesk<'_>,
    argument: OrganisationSecret,
) -> Answer<bool> {
    let engine = desk.desk().await?.writer().await?;
    let given = argument.secret.unwrap_or_default().trim().to_owned();
    let is_set = !given.is_empty();
    write(&desk, move |tx| {
        if is_set {
            setting::set(tx, setting::ORGANISATION_SECRET, &given)?;
        } else {
            setting::clear(tx, setting::ORGANISATION_SECRET)?;
        }
        change::record(tx, Topic::Settings, "")?;
        change::record(tx, Topic::Flow, "")
    })
    .await?;
    if is_set {
        engine.check_signatures().await.map_err(write_error)?;
    }
    Ok(is_set)
}

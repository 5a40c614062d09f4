//! Inviting: one person, or everybody in a file.

mod file;

use super::files::save;
use super::{Answer, TheDesk, or_not_found, read, write};
use crate::bridge::invite::{self as bridge, Read};
use contract::flow::NamedId;
use contract::invite::{
    InviteBatch, InviteDecision, InviteFileQuery, InviteOne, InvitePlan, InviteRows,
    InviteRowsQuery, SavedFile,
};
use contract::{CommandError, Said};
use domain::{FlowId, InterviewId, Interviewee, UnixMs};
use store::table::invitation::{self, Invitation, NewInvitation, Outcome};
use store::table::invite_batch::{self, NewBatch, State};
use store::table::team;
use store::{Connection, Tx};

/// So many batches are listed.
const LISTED: u32 = 50;

/// To whom interviews can be assigned.
#[tauri::command]
pub(crate) async fn team_members(desk: TheDesk<'_>) -> Answer<Vec<NamedId>> {
    let members = read(&desk, team::members).await?;
    let named = members.into_iter().map(|(id, name)| NamedId { id, name });
    Ok(named.collect())
}

#[tauri::command]
pub(crate) async fn invite_one(desk: TheDesk<'_>, argument: InviteOne) -> Answer<InviteBatch> {
    let given = |text: String| {
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let who = Interviewee {
        email: given(argument.email),
        first_name: given(argument.first_name),
        last_name: given(argument.last_name),
    };
    if let Some(fault) = who.email.as_deref().and_then(invite_list::address_fault) {
        let text = who.email.as_deref().unwrap_or_default();
        return Err(CommandError::unfit(bridge::address_fault(text, fault)));
    }
    let one = NewInvitation {
        line: 0,
        cells: Vec::new(),
        who,
        bad: None,
    };
    let flow = FlowId::new(argument.flow_id);
    desk.desk().await?.writer().await?;
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        if let Some(refusal) = bridge::closed(tx, &flow)? {
            return Ok(Err(refusal));
        }
        let batch = NewBatch {
            flow: &flow,
            file_name: "",
            columns: &[],
            recruiter: argument.recruiter_id.as_deref(),
        };
        add(tx, &batch, &[one], now).map(Ok)
    })
    .await?
}

#[tauri::command]
pub(crate) async fn plan_invites(
    desk: TheDesk<'_>,
    argument: InviteFileQuery,
) -> Answer<InvitePlan> {
    read(&desk, move |it| {
        let flow = FlowId::new(argument.flow_id);
        match Read::of(&argument.file, argument.mapping) {
            Ok(file) => Ok(Ok(file.shown(it, &flow, argument.skip_repeats)?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    })
    .await?
}

#[tauri::command]
pub(crate) async fn start_invites(
    desk: TheDesk<'_>,
    argument: InviteFileQuery,
) -> Answer<InviteBatch> {
    desk.desk().await?.writer().await?;
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        let flow = FlowId::new(argument.flow_id);
        if let Some(refusal) = bridge::closed(tx, &flow)? {
            return Ok(Err(refusal));
        }
        let file = match Read::of(&argument.file, argument.mapping) {
            Ok(file) => file,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let rows = file.rows(tx, &flow, argument.skip_repeats)?;
        if rows.iter().all(|row| row.bad.is_some()) {
            return Ok(Err(CommandError::unfit(Said::NobodyToInvite)));
        }
        let batch = NewBatch {
            flow: &flow,
            file_name: &argument.file.name,
            columns: file.columns(),
            recruiter: argument.recruiter_id.as_deref(),
        };
        add(tx, &batch, &rows, now).map(Ok)
    })
    .await?
}

fn add(
    tx: &Tx<'_>,
    batch: &NewBatch<'_>,
    rows: &[NewInvitation],
    now: UnixMs,
) -> store::Result<InviteBatch> {
    let id = invite_batch::add(tx, batch, now)?;
    invitation::add(tx, id, rows, now)?;
    let batch = shown(tx, id)?;
    batch.ok_or_else(|| store::Error::Damaged("a batch that was just added".to_owned()))
}

fn shown(connection: &Connection, id: i64) -> store::Result<Option<InviteBatch>> {
    invite_batch::find(connection, id)?
        .map(|batch| bridge::batch(connection, batch))
        .transpose()
}

#[tauri::command]
pub(crate) async fn stop_invites(desk: TheDesk<'_>, argument: i64) -> Answer<InviteBatch> {
    set_state(&desk, argument, State::Stopped).await
}

#[tauri::command]
pub(crate) async fn resume_invites(desk: TheDesk<'_>, argument: i64) -> Answer<InviteBatch> {
    desk.desk().await?.writer().await?;
    set_state(&desk, argument, State::Running).await
}

async fn set_state(desk: &TheDesk<'_>, id: i64, state: State) -> Answer<InviteBatch> {
    let batch = write(desk, move |tx| {
        let batch = invite_batch::find(tx, id)?;
        // What is done has nothing to stop or to go on with.
        if let Some(batch) = batch.filter(|batch| batch.state != State::Done) {
            if state == State::Running
                && let Some(refusal) = bridge::closed(tx, &batch.flow)?
            {
                return Ok(Err(refusal));
            }
            invite_batch::set_state(tx, id, state, None)?;
            invite_batch::close_if_done(tx, id)?;
        }
        shown(tx, id).map(Ok)
    })
    .await??;
    or_not_found(batch, "batch of invitations")
}

#[tauri::command]
pub(crate) async fn invite_batches(desk: TheDesk<'_>) -> Answer<Vec<InviteBatch>> {
    read(&desk, |connection| {
        let newest = invite_batch::newest(connection, LISTED)?;
        let shown = newest
            .into_iter()
            .map(|batch| bridge::batch(connection, batch));
        shown.collect()
    })
    .await
}

#[tauri::command]
pub(crate) async fn invite_rows(
    desk: TheDesk<'_>,
    argument: InviteRowsQuery,
) -> Answer<InviteRows> {
    let (batch, rows) = read(&desk, move |connection| {
        let only = argument.only.map(bridge::outcome_of);
        let limit = argument.limit.clamp(1, 500);
        let id = argument.batch_id;
        let rows = invitation::list(connection, id, only, argument.offset, limit)?;
        let rows = rows.into_iter().map(|row| bridge::row(connection, row));
        Ok((shown(connection, id)?, rows.collect::<store::Result<_>>()?))
    })
    .await?;
    let batch = or_not_found(batch, "batch of invitations")?;
    Ok(InviteRows { batch, rows })
}

/// What the user decides on an invitation that Ribbon refused or gave no clear answer to. On any
/// other there is nothing to decide.
#[tauri::command]
pub(crate) async fn decide_invite(desk: TheDesk<'_>, argument: InviteDecision) -> Answer<()> {
    if matches!(argument, InviteDecision::Again { .. }) {
        desk.desk().await?.writer().await?;
    }
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        let (InviteDecision::Again { id }
        | InviteDecision::Found { id, .. }
        | InviteDecision::Leave { id }) = argument;
        match invitation::find(tx, id)? {
            Some(row) if is_open(&row) => decide(tx, &row, argument, now),
            _ => Ok(Ok(())),
        }
    })
    .await?
}

fn is_open(row: &Invitation) -> bool {
    matches!(
        row.outcome,
        Outcome::Refused | Outcome::Unknown | Outcome::Left
    )
}

fn decide(
    tx: &Tx<'_>,
    row: &Invitation,
    decision: InviteDecision,
    now: UnixMs,
) -> store::Result<Answer<()>> {
    match decision {
        InviteDecision::Again { id } => {
            let batch = invite_batch::find(tx, row.batch)?;
            if let Some(batch) = &batch
                && let Some(refusal) = bridge::closed(tx, &batch.flow)?
            {
                return Ok(Err(refusal));
            }
            invitation::settle(tx, id, Outcome::Waiting, None, now)?;
            // One that is stopped goes on when the user says so, not because of one of its lines.
            if batch.is_some_and(|batch| batch.state == State::Done) {
                invite_batch::set_state(tx, row.batch, State::Running, None)?;
            }
        }
        InviteDecision::Found { id, interview_id } => {
            let interview = interview_id.map(InterviewId::new);
            invitation::found(tx, id, interview.as_ref(), now)?;
        }
        InviteDecision::Leave { id } => invitation::settle(tx, id, Outcome::Left, None, now)?,
    }
    Ok(Ok(()))
}

/// Writes a batch with what came of each line into the user's folder for downloads.
#[tauri::command]
pub(crate) async fn save_invites(desk: TheDesk<'_>, argument: i64) -> Answer<SavedFile> {
    let (batch, rows) = read(&desk, move |connection| {
        let batch = invite_batch::find(connection, argument)?;
        let rows = invitation::list(connection, argument, None, 0, u32::MAX)?;
        Ok((batch, rows))
    })
    .await?;
    let batch = or_not_found(batch, "batch of invitations")?;
    let name = file::name(&batch.file_name);
    save(name, move || file::results(&batch, &rows)).await
}

//! What becomes of what the poller found.

use super::{lists, recent};
use crate::apply::{Applied, Context, delivery, reading};
use crate::poll::{Findings, Swept};
use domain::{Flow, FlowId, InterviewId, Road, Team, TeamMember, UnixMs};
use ribbon_api::Item;
use store::table::change::{self, Topic};
use store::table::fetch_queue::{self, Errand};
use store::table::interview as interviews;
use store::table::kept_item::{self, ItemKind};
use store::table::{flow, team};

/// Applies what the poller found; answers how much of it was news. Interviews that ended before
/// `silent_until` notify nobody.
pub(super) fn take_in(
    context: &Context<'_, '_>,
    findings: &Findings,
    silent_until: Option<UnixMs>,
) -> store::Result<usize> {
    match findings {
        Findings::Interviews(told, progress) => {
            if let Some(progress) = progress {
                lists::progressed(context.tx, progress)?;
                // Here too: what piles up until the end would leave a hole in the file for good.
                change::prune(context.tx)?;
            }
            let mut applied = Applied::default();
            for one in told {
                let mut context = *context;
                context.backlog |= silent_until.is_some_and(|at| reading::is_old_news(one, at));
                applied.count(reading::interview(&context, one, Road::Rest)?);
            }
            Ok(applied.new)
        }
        Findings::Scanned(told) => told.iter().try_fold(0, |news, one| {
            Ok(news + usize::from(reading::scanned(context, one)?))
        }),
        Findings::Swept(swept) => {
            let Swept { status, end, .. } = swept;
            let lacking = interviews::lacked(
                context.tx,
                status.as_str(),
                &swept.ids,
                swept.known_until,
                context.now,
            )?;
            for (candidate, flow) in &lacking.gone {
                context.afterwards.stands(*candidate, flow);
            }
            send_for(context, lacking.doubtful.iter())?;
            lists::swept(context.tx, status, *end, lacking.doubtful.len()).map(|()| 0)
        }
        Findings::All(end) => lists::read_all(context.tx, *end).map(|()| 0),
        Findings::Recent(found) => recent::found(context.tx, found, context.now).map(|()| 0),
        Findings::Invited(listed) => fetch_missing(context, listed),
        Findings::Shape(shape) => lists::found(context.tx, shape).map(|()| 0),
        Findings::Grown(status, place) => lists::grown(context.tx, status, *place).map(|()| 0),
        Findings::Patrolled(reached, bytes) => {
            lists::patrolled(context.tx, *reached, *bytes, context.now).map(|()| 0)
        }
        Findings::Flows(told, asked_at) => take_in_flows(context, told, *asked_at).map(|()| 0),
        Findings::Teams(teams, members) => take_in_teams(context, teams, members).map(|()| 0),
        Findings::TeamsRefused(_) => Ok(0),
    }
}

fn take_in_flows(
    context: &Context<'_, '_>,
    told: &[Item<Flow>],
    asked_at: UnixMs,
) -> store::Result<()> {
    let mut changed = false;
    for one in told {
        changed |= reading::listed_flow(context, one, asked_at)?;
    }
    if let Some(ids) = listed(told) {
        flow::listed(context.tx, &ids)?;
    }
    kept_item::forget_unseen(context.tx, ItemKind::Flow, context.now, false)?;
    match changed {
        true => delivery::check_again(context),
        false => Ok(()),
    }
}

fn take_in_teams(
    context: &Context<'_, '_>,
    teams: &[Item<Team>],
    members: &[Item<TeamMember>],
) -> store::Result<()> {
    let mut renamed = false;
    for one in teams {
        renamed |= reading::team(context, one)?;
    }
    let mut known = Vec::new();
    for one in members {
        known.extend(reading::member(context, one)?);
    }
    // Who cannot be read may well be a member still.
    let changed = match known.len() == members.len() {
        true => team::put_members(context.tx, &known)?,
        false => known.iter().try_fold(false, |changed, one| {
            Ok::<_, store::Error>(changed | team::put_member(context.tx, one)?)
        })?,
    };
    for kind in [ItemKind::Team, ItemKind::TeamMember] {
        kept_item::forget_unseen(context.tx, kind, context.now, false)?;
    }
    match changed || renamed {
        true => change::record(context.tx, Topic::Flow, ""),
        false => Ok(()),
    }
}

/// The flows that Ribbon lists, also those of which nothing but the id can be read. `None` where not
/// even that can be read of one: it may be any flow, so none is taken for gone.
fn listed(flows: &[Item<Flow>]) -> Option<Vec<FlowId>> {
    let id = |item: &Item<Flow>| match item {
        Item::Read(reading) => Some(reading.item.id.clone()),
        Item::Unreadable(item) => item.id.as_deref().map(FlowId::new),
    };
    flows.iter().map(id).collect()
}

/// Sends for the interviews that we take for invited and that are not among those `listed`: each of
/// them was held by now, as a rule.
fn fetch_missing(context: &Context<'_, '_>, listed: &[InterviewId]) -> store::Result<usize> {
    let mut missing = store::table::interview::invited(context.tx)?;
    for id in listed {
        missing.remove(id.as_str());
    }
    let missing: Vec<InterviewId> = missing.into_iter().map(InterviewId::new).collect();
    send_for(context, missing.iter())?;
    Ok(missing.len())
}

/// Has these interviews asked for one by one.
fn send_for<'a>(
    context: &Context<'_, '_>,
    ids: impl Iterator<Item = &'a InterviewId>,
) -> store::Result<()> {
    for id in ids {
        fetch_queue::put(context.tx, &Errand::of_list(id.clone()), context.now)?;
    }
    Ok(())
}

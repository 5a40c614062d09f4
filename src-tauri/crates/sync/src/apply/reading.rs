//! Items as Ribbon sent them: what can be read is applied, the rest is kept and counted.

use super::Context;
use super::interview::{self, Change};
use crate::apply::quarantine::VERSION;
use crate::engine::lists;
use domain::{
    Flow, FlowField, FlowStatus, Interview, InterviewField, InterviewStatus, Road, Team,
    TeamMember, UnixMs,
};
use ribbon_api::{Item, Reading, UnreadableItem};
use store::table::interview as row;
use store::table::kept_item::{self, ItemKind, NewItem};
use store::table::{deed, flow, team};

/// Items of a kind without an id that are kept at most.
const MOST_UNNAMED: u32 = 200;

/// Applies an interview, as far as it could be read.
pub(crate) fn interview(
    context: &Context<'_, '_>,
    item: &Item<Interview>,
    road: Road,
) -> store::Result<Change> {
    match item {
        Item::Read(reading) => {
            let told = &reading.item;
            let id = told.id.as_str();
            let tried_by = kept_item::whole_tried_by(context.tx, ItemKind::Interview, id)?;
            let mut silent = *context;
            // What an older version could not read is no news by now.
            let is_old = |version: &String| version != VERSION;
            silent.backlog |= tried_by.as_ref().is_some_and(is_old);
            if tried_by.is_some() && row::find(context.tx, &told.id)?.is_none() {
                lists::understood(context.tx, &told.status)?;
            }
            keep_interview(context, reading)?;
            interview::apply(&silent, told, road)
        }
        Item::Unreadable(item) => {
            keep_whole(context, ItemKind::Interview, item)?;
            Ok(Change::None)
        }
    }
}

/// Compares an interview that was asked for without its transcript with what is known. Answers whether
/// it has to be asked for in full.
pub(crate) fn scanned(context: &Context<'_, '_>, item: &Item<Interview>) -> store::Result<bool> {
    let reading = match item {
        Item::Read(reading) => reading,
        Item::Unreadable(item) => {
            keep_whole(context, ItemKind::Interview, item)?;
            return Ok(false);
        }
    };
    let told = &reading.item;
    let known = row::find(context.tx, &told.id)?.filter(|known| known.detailed);
    let is_invited = told.status == InterviewStatus::Incomplete;
    let is_complete = match &known {
        Some(known) => is_invited || row::has_said(context.tx, known.num)?,
        None => is_invited,
    };
    if !is_complete || has_new_problems(context, reading)? {
        return Ok(true);
    }
    keep_interview(context, reading)?;
    interview::apply(context, told, Road::Rest)?;
    Ok(false)
}

/// Applies a flow, as far as it could be read. Answers whether anything changed.
pub(crate) fn flow(context: &Context<'_, '_>, item: &Item<Flow>) -> store::Result<bool> {
    match item {
        Item::Read(reading) => {
            let told = &reading.item;
            keep_rest(
                context,
                ItemKind::Flow,
                told.id.as_str(),
                &told.extra,
                reading,
            )?;
            flow::put(context.tx, told, context.now)
        }
        Item::Unreadable(item) => keep_whole(context, ItemKind::Flow, item).map(|()| false),
    }
}

/// Applies a flow of a list that was asked for at `asked_at`; see [`flow`]. A status other than
/// `archived` outweighs that the flow was archived from here before.
pub(crate) fn listed_flow(
    context: &Context<'_, '_>,
    item: &Item<Flow>,
    asked_at: UnixMs,
) -> store::Result<bool> {
    if let Item::Read(reading) = item {
        let told = &reading.item;
        let is_archived = told.status == Some(FlowStatus::Archived);
        if told.status.is_some() && !is_archived && !told.missing.contains(&FlowField::Status) {
            deed::supersede(context.tx, &told.id, asked_at)?;
        }
    }
    flow(context, item)
}

/// Applies a team, as far as it could be read. Answers whether anything changed.
pub(crate) fn team(context: &Context<'_, '_>, item: &Item<Team>) -> store::Result<bool> {
    match item {
        Item::Read(reading) => {
            let told = &reading.item;
            keep_rest(context, ItemKind::Team, told.id.as_str(), "", reading)?;
            team::put(context.tx, told)
        }
        Item::Unreadable(item) => keep_whole(context, ItemKind::Team, item).map(|()| false),
    }
}

/// Takes note of a member of a team; answers those who could be read.
pub(crate) fn member(
    context: &Context<'_, '_>,
    item: &Item<TeamMember>,
) -> store::Result<Option<TeamMember>> {
    match item {
        Item::Read(reading) => {
            let told = &reading.item;
            keep_rest(context, ItemKind::TeamMember, &told.id, "", reading)?;
            Ok(Some(told.clone()))
        }
        Item::Unreadable(item) => keep_whole(context, ItemKind::TeamMember, item).map(|()| None),
    }
}

fn keep_whole(
    context: &Context<'_, '_>,
    kind: ItemKind,
    item: &UnreadableItem,
) -> store::Result<()> {
    let id = item.id_or_hash();
    let kept = NewItem {
        kind,
        id: &id,
        body: &item.raw,
        problems: &item.problems,
        is_whole: true,
    };
    kept_item::put(context.tx, &kept, VERSION, context.now)?;
    match item.id {
        Some(_) => Ok(()),
        None => kept_item::prune_unnamed(context.tx, kind, MOST_UNNAMED),
    }
}

/// Keeps what was not understood of an interview. An answer without a transcript says nothing of what
/// was not understood of one with it.
fn keep_interview(context: &Context<'_, '_>, reading: &Reading<Interview>) -> store::Result<()> {
    let told = &reading.item;
    let id = told.id.as_str();
    let is_part = told.missing.contains(&InterviewField::Transcript);
    if is_part && kept_item::problems(context.tx, ItemKind::Interview, id)?.is_some() {
        return Ok(());
    }
    keep_rest(context, ItemKind::Interview, id, &told.extra, reading)
}

/// Whether an answer without a transcript shows a problem that is not known of an interview of which
/// something is kept.
fn has_new_problems(
    context: &Context<'_, '_>,
    reading: &Reading<Interview>,
) -> store::Result<bool> {
    let id = reading.item.id.as_str();
    let known = kept_item::problems(context.tx, ItemKind::Interview, id)?;
    Ok(known.is_some_and(|known| reading.problems.iter().any(|it| !known.contains(it))))
}

/// Keeps what was not understood of an item, or forgets what was not understood before.
fn keep_rest<T>(
    context: &Context<'_, '_>,
    kind: ItemKind,
    id: &str,
    rest: &str,
    reading: &Reading<T>,
) -> store::Result<()> {
    if rest.is_empty() && reading.problems.is_empty() {
        return kept_item::remove(context.tx, kind, id);
    }
    let kept = NewItem {
        kind,
        id,
        body: rest.as_bytes(),
        problems: &reading.problems,
        is_whole: false,
    };
    kept_item::put(context.tx, &kept, VERSION, context.now).map(drop)
}

/// Whether an interview that was not known before is old news in a sweep after an update: it ended
/// before Ribbon was asked last, or nobody knows when.
pub(crate) fn is_old_news(item: &Item<Interview>, asked_at: UnixMs) -> bool {
    match item {
        Item::Read(reading) => reading.item.ended_at.is_none_or(|at| at <= asked_at),
        Item::Unreadable(_) => true,
    }
}

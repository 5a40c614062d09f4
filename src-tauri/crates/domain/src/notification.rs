//! When the user is told, and in which words.
//!
//! Three rules: nothing for the backlog of the first synchronisation (such facts are never queued),
//! once per fact whichever road brought it (the queue's key), and grouped above three. What the user
//! wants is in [`policy`]: what was held back while nothing was to be told becomes one notice after it,
//! and what is not to be told at all only stands in the inbox.

pub mod policy;
mod words;

use crate::UnixMs;
use policy::{LocalTime, Policy, Way};
use std::collections::BTreeSet;
use std::time::Duration;

/// More notices than this at a time become one.
pub const GROUP_ABOVE: usize = 3;
/// What counts as "at a time".
pub const BURST: Duration = Duration::from_secs(5);
/// How long a notice waits for the interview's details at most.
pub const DETAILS_WITHIN: Duration = Duration::from_secs(2);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// An interview was held and analysed.
    Processed,
    /// A video is ready.
    Video,
    /// A pipeline status changed.
    Status,
}

/// One fact that waits to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Its place in the queue.
    pub id: i64,
    /// What happened.
    pub kind: NoticeKind,
    /// The candidate's name as it is to be shown; `None` when nobody knows it.
    pub candidate: Option<String>,
    /// The flow.
    pub flow_id: String,
    /// Its title; `None` while unknown.
    pub flow: Option<String>,
    /// The interview's average score out of five.
    pub average: Option<f64>,
    /// The stages before and after, for status changes.
    pub statuses: (Option<String>, Option<String>),
    /// Since when it could have been told.
    pub due_at: UnixMs,
    /// The user has seen it in the inbox meanwhile.
    pub is_read: bool,
}

/// A notice ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The first line.
    pub title: String,
    /// The second line.
    pub body: String,
    /// The facts it tells; more than one for a group.
    pub covers: Vec<i64>,
    /// Without a sound.
    pub is_silent: bool,
}

/// What to do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Show these.
    pub show: Vec<Notice>,
    /// These are not to be told; they stand in the inbox.
    pub leave: Vec<i64>,
    /// Look again at this time, since something had to wait.
    pub again_at: Option<UnixMs>,
}

/// Decides what to show of `ready`, when notices were shown at the times `recent` before.
pub fn plan(ready: &[Pending], recent: &[UnixMs], time: LocalTime, policy: &Policy) -> Plan {
    let (told, left): (Vec<&Pending>, Vec<&Pending>) = ready
        .iter()
        .partition(|pending| policy.way(pending) != Way::Off);
    let mut plan = Plan {
        leave: left.iter().map(|pending| pending.id).collect(),
        ..Plan::default()
    };
    if told.is_empty() {
        return plan;
    }
    if let Some(until) = policy.quiet_until(time) {
        plan.again_at = Some(until);
        return plan;
    }
    let quiet_ended = policy.quiet_ended(time);
    let is_held_back = |pending: &&Pending| quiet_ended.is_some_and(|end| pending.due_at < end);
    let was_quiet = told.iter().any(is_held_back);
    if told.len() > GROUP_ABOVE || (was_quiet && told.len() > 1) {
        plan.show = vec![group(&told, policy)];
        return plan;
    }
    let burst: Vec<UnixMs> = recent
        .iter()
        .copied()
        .filter(|at| *at <= time.now && time.now.since(*at) < BURST)
        .collect();
    match burst.iter().min() {
        Some(first) if burst.len() + told.len() > GROUP_ABOVE => {
            plan.again_at = Some(first.plus(BURST));
        }
        _ => plan.show = told.iter().map(|pending| single(pending, policy)).collect(),
    }
    plan
}

fn single(pending: &Pending, policy: &Policy) -> Notice {
    let (language, kind) = (policy.language, pending.kind);
    let body = match policy.hide_content {
        true => words::hidden(language, kind).to_owned(),
        false => words::sentence(language, pending),
    };
    Notice {
        title: words::title(language, kind).to_owned(),
        body,
        covers: vec![pending.id],
        is_silent: policy.way(pending) == Way::Silent,
    }
}

fn group(ready: &[&Pending], policy: &Policy) -> Notice {
    let count = |kind| ready.iter().filter(|pending| pending.kind == kind).count();
    let counts = [NoticeKind::Processed, NoticeKind::Video, NoticeKind::Status];
    let flows: BTreeSet<_> = ready.iter().map(|pending| &pending.flow_id).collect();
    Notice {
        title: words::group_title(policy.language).to_owned(),
        body: words::group(
            policy.language,
            counts.map(|kind| (kind, count(kind))),
            flows.len(),
        ),
        covers: ready.iter().map(|pending| pending.id).collect(),
        is_silent: ready
            .iter()
            .all(|pending| policy.way(pending) == Way::Silent),
    }
}

#[cfg(test)]
mod tests;

//! What could not be read of Ribbon's answers, for the window.

use contract::unreadable as shown;
use domain::ProblemReason;
use store::table::kept_item::ItemKind;
use store::view::unreadable::{self, Unreadable};
use store::{Connection, Result};

/// So many are listed; nobody looks through more.
const LISTED: u32 = 200;

/// The newest items.
pub(crate) fn items(connection: &Connection) -> Result<Vec<shown::UnreadableItem>> {
    let newest = unreadable::list(connection, LISTED)?;
    Ok(newest.into_iter().map(one).collect())
}

fn one(listed: Unreadable) -> shown::UnreadableItem {
    let Unreadable {
        item,
        name,
        candidate,
        flow,
    } = listed;
    let problems = item
        .problems
        .into_iter()
        .map(|problem| shown::UnreadableField {
            field: problem.field,
            reason: reason(problem.reason),
        });
    shown::UnreadableItem {
        kind: match item.kind {
            ItemKind::Interview => shown::ItemKind::Interview,
            ItemKind::Flow => shown::ItemKind::Flow,
            ItemKind::Team => shown::ItemKind::Team,
            ItemKind::TeamMember => shown::ItemKind::TeamMember,
        },
        id: item.id,
        name,
        candidate_id: candidate.map(|id| id.0),
        flow_id: flow.map(|id| id.to_string()),
        problems: problems.collect(),
        is_whole: item.is_whole,
        first_seen_at: item.first_seen_at.0,
    }
}

fn reason(reason: ProblemReason) -> shown::ProblemReason {
    match reason {
        ProblemReason::WrongType => shown::ProblemReason::WrongType,
        ProblemReason::OutOfRange => shown::ProblemReason::OutOfRange,
        ProblemReason::DamagedText => shown::ProblemReason::DamagedText,
        ProblemReason::BadDate => shown::ProblemReason::BadDate,
        ProblemReason::Missing => shown::ProblemReason::Missing,
        ProblemReason::NotJson => shown::ProblemReason::NotJson,
        ProblemReason::OtherItem => shown::ProblemReason::OtherItem,
        ProblemReason::TooLarge => shown::ProblemReason::TooLarge,
    }
}

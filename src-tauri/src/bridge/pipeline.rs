//! Flows, boards, cards.

use super::{name, title};
use contract::pipeline::{BoardColumn, Card, ColumnKind, FlowStatus, FlowSummary};
use store::table::mark::candidate::Marks;
use store::table::pipeline::{INVITED, STATUS_PREFIX};
use store::view::board;

/// A flow with its counts.
pub(crate) fn flow(flow: board::FlowTotals) -> FlowSummary {
    FlowSummary {
        flow_id: flow.flow_id,
        title: title(flow.title),
        org_name: flow.org_name,
        language: flow.language,
        is_video_enabled: flow.is_video_enabled,
        candidates: flow.candidates,
        completed: flow.completed,
        incomplete: flow.incomplete,
        average: flow.average,
        status: status(&flow.status),
        status_word: match flow.status {
            domain::FlowStatus::Other(word) => Some(word),
            _ => None,
        },
        team_id: flow.team_id,
        team: flow.team,
    }
}

/// Whether a flow takes interviews.
pub(crate) fn status(status: &domain::FlowStatus) -> FlowStatus {
    match status {
        domain::FlowStatus::Open => FlowStatus::Open,
        domain::FlowStatus::Closed => FlowStatus::Closed,
        domain::FlowStatus::Archived => FlowStatus::Archived,
        domain::FlowStatus::Other(_) => FlowStatus::Other,
    }
}

/// One column.
pub(crate) fn column(column: board::Column) -> BoardColumn {
    let status = column.key.strip_prefix(STATUS_PREFIX).map(str::to_owned);
    let kind = match &status {
        Some(_) => ColumnKind::Status,
        None if column.key == INVITED => ColumnKind::Invited,
        None => ColumnKind::NoStatus,
    };
    BoardColumn {
        key: column.key,
        kind,
        status,
        count: column.count,
        average: column.average,
    }
}

/// One card.
pub(crate) fn card(card: board::Card, marks: Option<Marks>) -> Card {
    Card {
        candidate_id: card.candidate_id,
        name: name(card.name.or_else(|| card.email.clone())),
        email: card.email,
        average: card.average,
        interviews: card.interviews,
        gone: card.gone,
        interviewed_at: card.interviewed_at.map(|at| at.0),
        received_at: card.received_at.map(|at| at.0),
        since: card.since.0,
        has_gap: card.has_gap,
        has_video: card.has_video,
        marks: super::mark::marks(marks),
    }
}

//! Who ever stood in a column: the same people as a bar of the funnel counts.

use crate::table::pipeline::{INVITED, NONE, STATUS_PREFIX};
use crate::view::dated::is_dated;

/// Whose record names something in a flow, and of whom anything happened there in the period.
macro_rules! named {
    ($begin:literal, $of:literal, $at:literal, $dated:expr, $what:literal, $end:literal) => {
        concat!(
            $begin,
            "SELECT DISTINCT was.candidate_id FROM flow CROSS JOIN ",
            $of,
            " ON was.flow_id = flow.flow_id
             WHERE (:flow IS NULL OR flow.flow_id = :flow)
             AND (:team IS NULL OR flow.team_id = :team) AND ",
            $what,
            " AND (was.",
            $at,
            " >= :cohort_from AND was.",
            $at,
            " < :cohort_before AND ",
            $dated,
            " OR EXISTS (SELECT 1 FROM interview AS other
                  WHERE other.candidate_id = was.candidate_id AND other.flow_id = was.flow_id
                  AND other.happened_at >= :cohort_from AND other.happened_at < :cohort_before
                  AND (:cohort_undated OR ",
            is_dated!("other"),
            "))
              OR EXISTS (SELECT 1 FROM transition AS other
                  WHERE other.candidate_id = was.candidate_id AND other.flow_id = was.flow_id
                  AND other.first_seen_at >= :cohort_from AND other.first_seen_at < :cohort_before))",
            $end
        )
    };
}

/// The numbers of these people, each once; and the same as a condition on one person.
macro_rules! both {
    ($of:literal, $at:literal, $dated:expr, $what:literal) => {
        (
            named!("", $of, $at, $dated, $what, ""),
            named!("person_row.candidate_id IN (", $of, $at, $dated, $what, ")"),
        )
    };
}

const INTERVIEWS: (&str, &str) = both!(
    "interview AS was INDEXED BY interview_by_flow",
    "happened_at",
    concat!("(:cohort_undated OR ", is_dated!("was"), ")"),
    "TRUE"
);
const HELD: (&str, &str) = both!(
    "interview AS was INDEXED BY interview_by_flow",
    "happened_at",
    concat!("(:cohort_undated OR ", is_dated!("was"), ")"),
    "was.status <> 'incomplete'"
);
const STATUSES: (&str, &str) = both!(
    "transition AS was INDEXED BY transition_by_flow",
    "first_seen_at",
    "TRUE",
    ":was IN (was.previous, was.new, was.gap_after)"
);

/// What the record has to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ever {
    Invited,
    Interviewed,
    In,
}

impl Ever {
    /// For a column's key.
    pub(super) fn of(column: &str) -> Self {
        match column {
            INVITED => Self::Invited,
            NONE => Self::Interviewed,
            _ => Self::In,
        }
    }

    pub(super) fn sql(self) -> &'static str {
        self.both().0
    }

    pub(super) fn condition(self) -> &'static str {
        self.both().1
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Invited => INTERVIEWS,
            Self::Interviewed => HELD,
            Self::In => STATUSES,
        }
    }
}

/// The status that a column's key names.
pub(super) fn status(column: &str) -> &str {
    column.strip_prefix(STATUS_PREFIX).unwrap_or(column)
}

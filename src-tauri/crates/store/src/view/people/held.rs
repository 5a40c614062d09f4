//! Who held an interview: those whose interviews a bar of the figures counts.

use crate::view::dated::is_dated;

macro_rules! held {
    ($begin:literal, $scored:expr, $end:literal) => {
        concat!(
            $begin,
            "SELECT DISTINCT held.candidate_id FROM flow CROSS JOIN interview AS held
             INDEXED BY interview_by_flow ON held.flow_id = flow.flow_id
             WHERE (:flow IS NULL OR flow.flow_id = :flow)
             AND (:team IS NULL OR flow.team_id = :team) AND held.status <> 'incomplete'
             AND held.happened_at >= :held_from AND held.happened_at < :held_before
             AND (:held_undated OR ",
            is_dated!("held"),
            ") AND ",
            $scored,
            $end
        )
    };
}

macro_rules! by_average {
    () => {
        "(:held_min IS NULL OR held.average >= :held_min)
             AND (:held_max IS NULL OR held.average < :held_max
                 OR (:held_max >= 5 AND held.average <= :held_max))"
    };
}

/// In the same units as the bars count.
macro_rules! by_criterion {
    () => {
        "EXISTS (SELECT 1 FROM json_each(held.scores) AS one
                 WHERE one.value ->> 0 = (SELECT id FROM criterion WHERE key = :held_criterion)
                 AND one.value ->> 1 IS NOT NULL
                 AND (:held_min IS NULL
                     OR round((one.value ->> 1) * 420) >= round(:held_min * 420))
                 AND (:held_max IS NULL OR :held_max >= 5
                     OR round((one.value ->> 1) * 420) < round(:held_max * 420)))"
    };
}

/// Their numbers, each once.
pub(super) const SQL: &str = held!("", by_average!(), "");
/// The same as a condition on one person.
pub(super) const CONDITION: &str = held!("person_row.candidate_id IN (", by_average!(), ")");
/// The numbers of those who were scored so by one criterion, each once.
pub(super) const SCORED: &str = held!("", by_criterion!(), "");
/// The same as a condition on one person.
pub(super) const SCORED_CONDITION: &str =
    held!("person_row.candidate_id IN (", by_criterion!(), ")");

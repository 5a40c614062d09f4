//! Who held an interview: those whose interviews a bar of the figures counts.

macro_rules! held {
    ($begin:literal, $end:literal) => {
        concat!(
            $begin,
            "SELECT DISTINCT held.candidate_id FROM flow CROSS JOIN interview AS held
             INDEXED BY interview_by_flow ON held.flow_id = flow.flow_id
             WHERE (:flow IS NULL OR flow.flow_id = :flow) AND held.status <> 'incomplete'
             AND held.happened_at >= :held_from AND held.happened_at < :held_before
             AND (:held_min IS NULL OR held.average >= :held_min)
             AND (:held_max IS NULL OR held.average < :held_max
                 OR (:held_max >= 5 AND held.average <= :held_max))",
            $end
        )
    };
}

/// Their numbers, each once.
pub(super) const SQL: &str = held!("", "");
/// The same as a condition on one person.
pub(super) const CONDITION: &str = held!("person_row.candidate_id IN (", ")");

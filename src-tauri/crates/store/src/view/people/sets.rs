//! The sets of people that filters name.

use super::ever::Ever;
use super::scored::SETS;
use super::{Filter, held};

/// A set of people that a filter names by an index of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    Name,
    Tag,
    Gone,
    Starred,
    Reviewed,
    /// The filter by a criterion that has this place among them.
    Score(usize),
    Interviewed,
    Team,
    Ever(Ever),
    Held,
    HeldAndScored,
    FlowColumn,
    Flow,
    TeamColumn,
    Column,
}

/// More filters by criteria than there can be at once leave nobody.
const NOBODY: &str = "SELECT candidate_id FROM person_row WHERE FALSE";

impl Set {
    /// Their numbers, each once.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Name => {
                "SELECT rowid AS candidate_id FROM search_candidate WHERE search_candidate MATCH :name"
            }
            Self::Tag => "SELECT candidate_id FROM person_tag WHERE tag = :tag",
            Self::Starred => {
                "SELECT candidate_id FROM person_row INDEXED BY person_starred WHERE starred = 1"
            }
            Self::Reviewed => {
                "SELECT candidate_id FROM person_row INDEXED BY person_reviewed WHERE reviewed = 1"
            }
            Self::Gone => {
                "SELECT candidate_id FROM person_row INDEXED BY person_with_gone WHERE gone > 0"
            }
            Self::Score(nth) => SETS.get(nth).map_or(NOBODY, |set| set.sql),
            Self::Interviewed => {
                "SELECT candidate_id FROM person_row INDEXED BY person_by_interviewed
                 WHERE interviewed_at >= :interviewed_from AND interviewed_at < :interviewed_before"
            }
            Self::Team => {
                "SELECT DISTINCT standing.candidate_id
                 FROM flow CROSS JOIN standing INDEXED BY standing_by_column
                     ON standing.flow_id = flow.flow_id
                 WHERE flow.team_id = :team"
            }
            Self::Ever(ever) => ever.sql(),
            Self::Held => held::SQL,
            Self::HeldAndScored => held::SCORED,
            Self::FlowColumn => {
                "SELECT candidate_id FROM standing INDEXED BY standing_by_column
                 WHERE flow_id = :flow AND column_key = :column"
            }
            Self::Flow => {
                "SELECT candidate_id FROM standing INDEXED BY standing_by_column WHERE flow_id = :flow"
            }
            Self::TeamColumn => {
                "SELECT DISTINCT standing.candidate_id
                 FROM flow CROSS JOIN standing INDEXED BY standing_by_column
                     ON standing.flow_id = flow.flow_id AND standing.column_key = :column
                 WHERE flow.team_id = :team"
            }
            Self::Column => {
                "SELECT DISTINCT standing.candidate_id
                 FROM flow CROSS JOIN standing INDEXED BY standing_by_column
                     ON standing.flow_id = flow.flow_id AND standing.column_key = :column"
            }
        }
    }

    /// The same as a condition on one person.
    pub(super) fn condition(self) -> &'static str {
        match self {
            Self::Name => {
                "person_row.candidate_id IN
                 (SELECT rowid FROM search_candidate WHERE search_candidate MATCH :name)"
            }
            Self::Tag => {
                "EXISTS (SELECT 1 FROM person_tag AS has
                 WHERE has.tag = :tag AND has.candidate_id = person_row.candidate_id)"
            }
            Self::Starred => "starred = 1",
            Self::Reviewed => "reviewed = 1",
            Self::Gone => "gone > 0",
            Self::Score(nth) => SETS.get(nth).map_or("FALSE", |set| set.condition),
            Self::Interviewed => {
                "interviewed_at >= :interviewed_from AND interviewed_at < :interviewed_before"
            }
            // As with the column: few were seen in more than one flow.
            Self::Team => {
                "(person_row.flow_id IN (SELECT flow_id FROM flow WHERE team_id = :team)
                 OR (flows > 1 AND EXISTS (SELECT 1 FROM standing JOIN flow USING (flow_id)
                 WHERE standing.candidate_id = person_row.candidate_id AND flow.team_id = :team)))"
            }
            Self::Ever(ever) => ever.condition(),
            Self::Held => held::CONDITION,
            Self::HeldAndScored => held::SCORED_CONDITION,
            Self::FlowColumn => {
                "EXISTS (SELECT 1 FROM standing WHERE standing.flow_id = :flow
                 AND standing.candidate_id = person_row.candidate_id AND standing.column_key = :column)"
            }
            Self::Flow => {
                "EXISTS (SELECT 1 FROM standing WHERE standing.flow_id = :flow
                 AND standing.candidate_id = person_row.candidate_id)"
            }
            Self::TeamColumn => {
                "EXISTS (SELECT 1 FROM standing JOIN flow USING (flow_id)
                 WHERE standing.candidate_id = person_row.candidate_id
                 AND standing.column_key = :column AND flow.team_id = :team)"
            }
            // Who was seen in one flow, as nearly everybody was, is asked for nothing more.
            Self::Column => {
                "(column_key = :column OR (flows > 1 AND EXISTS (SELECT 1 FROM standing
                 WHERE standing.candidate_id = person_row.candidate_id AND standing.column_key = :column)))"
            }
        }
    }
}

/// The sets that are asked for, those first that are small as a rule.
pub(super) fn of(filter: &Filter, has_name: bool) -> Vec<Set> {
    let of_flow = match (&filter.flow_id, &filter.team_id, &filter.column) {
        (Some(_), _, Some(_)) => Some(Set::FlowColumn),
        (Some(_), _, None) => Some(Set::Flow),
        (None, Some(_), Some(_)) => Some(Set::TeamColumn),
        (None, Some(_), None) => Some(Set::Team),
        (None, None, Some(_)) => Some(Set::Column),
        (None, None, None) => None,
    };
    let ever = filter.ever.as_deref().map(|it| Set::Ever(Ever::of(it)));
    // Who ever stood somewhere in a flow, or held an interview of it, was seen in it.
    let is_said = ever.is_some() || filter.held.is_some();
    let of_flow = of_flow.filter(|set| !is_said || !matches!(set, Set::Flow | Set::Team));
    // A flow that is named may belong to another team.
    let of_team = filter.team_id.as_ref().filter(|_| filter.flow_id.is_some());
    let is_dated = filter.interviewed_from.is_some() || filter.interviewed_before.is_some();
    [
        has_name.then_some(Set::Name),
        filter.tag.is_some().then_some(Set::Tag),
        (filter.gone == Some(true)).then_some(Set::Gone),
        (filter.starred == Some(true)).then_some(Set::Starred),
        (filter.reviewed == Some(true)).then_some(Set::Reviewed),
        ever,
        filter.held.as_ref().map(|held| match held.criterion {
            None => Set::Held,
            Some(_) => Set::HeldAndScored,
        }),
        of_flow,
        is_dated.then_some(Set::Interviewed),
        of_team.map(|_| Set::Team),
    ]
    .into_iter()
    .flatten()
    .chain((0..filter.scores.len()).map(Set::Score))
    .collect()
}

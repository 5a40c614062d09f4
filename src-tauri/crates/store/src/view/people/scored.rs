//! Who was given which score for a criterion: filters by it, and the order by it.

use super::ScoreRange;
use crate::table::criterion;
use crate::view::named::Named;
use crate::view::slice::Side;
use crate::{Connection, Result};
use domain::CriterionKey;

/// Stands for a criterion that is not known, for which nobody has a score.
const UNKNOWN: i64 = -1;

/// One filter by a criterion. Each that is set at the same time has names of its own in the statement.
pub(super) struct ScoreSet {
    /// The numbers of these people, each once.
    pub(super) sql: &'static str,
    /// The same as a condition on one person.
    pub(super) condition: &'static str,
    criterion: &'static str,
    least: &'static str,
    below: &'static str,
}

macro_rules! score_set {
    ($nth:literal) => {
        ScoreSet {
            sql: concat!(
                "SELECT candidate_id FROM person_score WHERE criterion_id = :criterion_",
                $nth,
                " AND value >= :least_",
                $nth,
                " AND value < :below_",
                $nth
            ),
            condition: concat!(
                "EXISTS (SELECT 1 FROM person_score AS has INDEXED BY person_score_by_candidate
                 WHERE has.candidate_id = person_row.candidate_id AND has.criterion_id = :criterion_",
                $nth,
                " AND has.value >= :least_",
                $nth,
                " AND has.value < :below_",
                $nth,
                ")"
            ),
            criterion: concat!(":criterion_", $nth),
            least: concat!(":least_", $nth),
            below: concat!(":below_", $nth),
        }
    };
}

pub(super) static SETS: [ScoreSet; 4] = [
    score_set!("a"),
    score_set!("b"),
    score_set!("c"),
    score_set!("d"),
];

/// The values that the filters by criteria give to a statement, where the criteria have these numbers.
pub(super) fn values(ranges: &[ScoreRange], ids: &[i64]) -> Vec<(&'static str, Named<'static>)> {
    let each = SETS.iter().zip(ranges).zip(ids);
    let named = each.flat_map(|((set, range), id)| {
        let least = range.min.map_or(i64::MIN, criterion::in_units);
        // The highest there is belongs to what is below it.
        let below = range.max.filter(|max| *max < 5.0);
        let below = below.map_or(i64::MAX, criterion::in_units);
        [
            (set.criterion, Named::Whole(*id)),
            (set.least, Named::Whole(least)),
            (set.below, Named::Whole(below)),
        ]
    });
    named.collect()
}

/// The number of a criterion in this cache.
pub(super) fn id(connection: &Connection, key: &CriterionKey) -> Result<i64> {
    Ok(criterion::find(connection, key)?.map_or(UNKNOWN, |criterion| criterion.id))
}

/// The two parts of the table in the order of a criterion, each of which is a walk along an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Who was given a score, in its order.
    Scored,
    /// Who was not, those first of whom something was seen last, whichever way the rest is sorted.
    Unscored,
}

impl Half {
    /// The people of this half who meet the conditions.
    pub(super) fn from(self, conditions: &str) -> String {
        let (from, own) = match self {
            // Whether they are in the table is not looked up: only who is has a score.
            Self::Scored if conditions.is_empty() => {
                ("person_score AS given", "given.criterion_id = :order_by")
            }
            Self::Scored => (
                "person_score AS given
                 CROSS JOIN person_row ON person_row.candidate_id = given.candidate_id",
                "given.criterion_id = :order_by",
            ),
            Self::Unscored => (
                "person_row INDEXED BY person_by_last_seen",
                "NOT EXISTS (SELECT 1 FROM person_score AS given
                     INDEXED BY person_score_by_candidate
                     WHERE given.candidate_id = person_row.candidate_id
                     AND given.criterion_id = :order_by)",
            ),
        };
        match conditions.is_empty() {
            true => format!("{from} WHERE {own}"),
            false => format!("{from} WHERE {own} AND {conditions}"),
        }
    }

    /// The column that names each of them.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Scored => "given.candidate_id",
            Self::Unscored => "person_row.candidate_id",
        }
    }

    /// Its order, or that turned round.
    pub(super) fn order(self, reverse: bool, side: Side) -> String {
        let is_turned = side == Side::Back;
        match self {
            Self::Scored => {
                let direction = direction(reverse ^ is_turned);
                format!("given.value {direction}, given.candidate_id {direction}")
            }
            Self::Unscored => {
                let direction = direction(is_turned);
                format!("last_seen_at {direction}, person_row.candidate_id {direction}")
            }
        }
    }
}

/// What a few gathered people are joined with to be sorted.
pub(super) const JOIN: &str = "LEFT JOIN person_score AS given
     ON given.candidate_id = person_row.candidate_id AND given.criterion_id = :order_by";

/// The order of a few gathered people, or that turned round: both halves at once.
pub(super) fn order(reverse: bool, side: Side) -> String {
    let is_turned = side == Side::Back;
    let scored = direction(reverse ^ is_turned);
    let unscored = direction(is_turned);
    format!(
        "given.value IS NULL {unscored_last}, given.value {scored},
         iif(given.value IS NULL, last_seen_at, NULL) {unscored},
         iif(given.value IS NULL, person_row.candidate_id, NULL) {unscored},
         person_row.candidate_id {scored}",
        unscored_last = direction(!is_turned)
    )
}

fn direction(is_rising: bool) -> &'static str {
    match is_rising {
        true => "ASC",
        false => "DESC",
    }
}

//! The order of the table, and the index that is in it.

use super::{Filter, Order};
use crate::view::slice::Side;

/// The index of an order, and the order. Of equals the row's number decides, in the index's direction.
/// `None` for the order by a criterion, which no index of this table is in: see [`super::scored`].
pub(super) fn of(filter: &Filter, side: Side) -> Option<(&'static str, String)> {
    let (index, column, is_rising) = match filter.order {
        Order::Criterion(_) => return None,
        Order::LastSeen => ("INDEXED BY person_by_last_seen", "last_seen_at", false),
        Order::FirstSeen => ("INDEXED BY person_by_first_seen", "first_seen_at", false),
        Order::Name => ("INDEXED BY person_by_name", "name_key", true),
        Order::Interviewed => ("INDEXED BY person_by_interviewed", "interviewed_at", false),
        Order::Average => ("INDEXED BY person_by_average", "average", false),
        Order::Interviews => ("INDEXED BY person_by_interviews", "interviews", false),
        Order::Status => ("INDEXED BY person_by_status", "status COLLATE NOCASE", true),
    };
    // Who has no value stands last, whichever way the rest is sorted.
    let (is_turned, nulls) = match side {
        Side::Front => (false, "NULLS LAST"),
        Side::Back => (true, "NULLS FIRST"),
    };
    let direction = match is_rising ^ filter.reverse ^ is_turned {
        true => "ASC",
        false => "DESC",
    };
    let order = format!("{column} {direction} {nulls}, person_row.candidate_id {direction}");
    Some((index, order))
}

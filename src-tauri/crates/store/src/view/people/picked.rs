//! How a page of the table is picked: the statement is put together of static pieces, one for each
//! filter that is set, so that nothing is looked at for a filter that is not.

use super::scored::{self, Half};
use super::sets::{self, Set};
use super::{Filter, Order, order, values};
use crate::table::search_candidate;
use crate::view::named::{Named, bound};
use crate::view::slice::{Side, Slice};
use crate::{Connection, Result};
use std::cell::OnceCell;

/// A filter that leaves no more than this is the place to begin: its people are gathered and sorted.
/// Of more, some are met soon on a walk along the order's index.
const FEW: i64 = 2_000;

/// How the people of a filter are picked.
pub(super) struct Picked {
    /// The sets that are asked for.
    sets: Vec<Set>,
    /// The one to begin with, if it is small.
    few: Option<Set>,
    /// The words of the name, in the index's language.
    words: String,
    /// The numbers of the criteria that are filtered by.
    criteria: Vec<i64>,
    /// The number of the criterion that is sorted by.
    order_by: Option<i64>,
}

impl Picked {
    /// How to pick them; `None` when a name has no words, and so fits nobody.
    pub(super) fn of(connection: &Connection, filter: &Filter) -> Result<Option<Self>> {
        let words = match filter.name.as_deref().map(str::trim) {
            None | Some("") => String::new(),
            Some(name) => match search_candidate::beginnings(name) {
                Some(words) => words,
                None => return Ok(None),
            },
        };
        let sets = sets::of(filter, !words.is_empty());
        let ranges = filter.scores.iter();
        let each = ranges.map(|range| scored::id(connection, &range.criterion));
        let mut picked = Self {
            sets,
            few: None,
            words,
            criteria: each.collect::<Result<_>>()?,
            order_by: match &filter.order {
                Order::Criterion(key) => Some(scored::id(connection, key)?),
                _ => None,
            },
        };
        for set in picked.sets.clone() {
            if picked.is_few(connection, filter, set)? {
                picked.few = Some(set);
                break;
            }
        }
        Ok(Some(picked))
    }

    fn is_few(&self, connection: &Connection, filter: &Filter, set: Set) -> Result<bool> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM ({}) LIMIT {})",
            set.sql(),
            FEW + 1
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut named = self.named(filter);
        named.retain(|(name, _)| set.sql().contains(name));
        let found: i64 = statement.query_row(&*bound(&named), |row| row.get(0))?;
        Ok(found <= FEW)
    }

    /// One page of them, in order.
    pub(super) fn page(
        &self,
        connection: &Connection,
        filter: &Filter,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<i64>> {
        if self.is_in_halves() {
            return self.page_of_halves(connection, filter, offset, limit);
        }
        let count = || self.count(connection, filter);
        let slice = self.slice(filter, offset, limit, count)?;
        self.part(connection, filter, slice)
    }

    /// Whether the order is that of a criterion, and has to be walked.
    fn is_in_halves(&self) -> bool {
        self.order_by.is_some() && self.few.is_none()
    }

    /// Who was given a score, then who was not: each half from its own nearer end.
    fn page_of_halves(
        &self,
        connection: &Connection,
        filter: &Filter,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<i64>> {
        let counted = OnceCell::new();
        let given = || match counted.get() {
            Some(count) => Ok(*count),
            None => {
                let count = self.count_half(connection, filter, Half::Scored)?;
                Ok(*counted.get_or_init(|| count))
            }
        };
        let slice = self.slice(filter, offset, limit, given)?;
        let mut ids = self.half(connection, filter, Half::Scored, slice)?;
        let found = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let left = limit.saturating_sub(found);
        if left == 0 {
            return Ok(ids);
        }
        let before = match ids.is_empty() {
            true => offset.saturating_sub(given()?),
            false => 0,
        };
        let not_given = || Ok(self.count(connection, filter)?.saturating_sub(given()?));
        let slice = self.slice(filter, before, left, not_given)?;
        ids.extend(self.half(connection, filter, Half::Unscored, slice)?);
        Ok(ids)
    }

    /// From the nearer end, where counting is short.
    fn slice(
        &self,
        filter: &Filter,
        offset: u32,
        limit: u32,
        count: impl FnOnce() -> Result<u32>,
    ) -> Result<Slice> {
        match self.is_counted_at_once(filter) {
            true => Slice::of(offset, limit, count),
            false => Ok(Slice::front(offset, limit)),
        }
    }

    /// Those of the slice, in order. For the order of a criterion that is walked, see [`Self::half`].
    pub(super) fn part(
        &self,
        connection: &Connection,
        filter: &Filter,
        slice: Slice,
    ) -> Result<Vec<i64>> {
        self.ids(
            connection,
            filter,
            slice,
            &self.page_sql(filter, slice.side),
        )
    }

    /// Those of the slice of one half, in order.
    pub(super) fn half(
        &self,
        connection: &Connection,
        filter: &Filter,
        half: Half,
        slice: Slice,
    ) -> Result<Vec<i64>> {
        self.ids(
            connection,
            filter,
            slice,
            &self.half_sql(filter, half, slice.side),
        )
    }

    fn ids(
        &self,
        connection: &Connection,
        filter: &Filter,
        slice: Slice,
        sql: &str,
    ) -> Result<Vec<i64>> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut named = self.named(filter);
        named.extend(self.order_by.map(|id| (":order_by", Named::Whole(id))));
        named.push((":limit", Named::Whole(i64::from(slice.limit))));
        named.push((":offset", Named::Whole(i64::from(slice.offset))));
        let rows = statement.query_map(&*bound(&named), |row| row.get(0))?;
        let mut ids: Vec<i64> = rows.collect::<Result<_, _>>()?;
        if slice.side == Side::Back {
            ids.reverse();
        }
        Ok(ids)
    }

    fn count_half(&self, connection: &Connection, filter: &Filter, half: Half) -> Result<u32> {
        let conditions = self.conditions(filter);
        let sql = format!("SELECT count(*) FROM {}", half.from(&conditions));
        let mut statement = connection.prepare_cached(&sql)?;
        let mut named = self.named(filter);
        named.extend(self.order_by.map(|id| (":order_by", Named::Whole(id))));
        Ok(statement.query_row(&*bound(&named), |row| row.get(0))?)
    }

    /// How many they are.
    pub(super) fn count(&self, connection: &Connection, filter: &Filter) -> Result<u32> {
        let mut statement = connection.prepare_cached(&self.count_sql(filter))?;
        Ok(statement.query_row(&*bound(&self.named(filter)), |row| row.get(0))?)
    }

    /// The statement that picks a page, in order, or in the order turned round.
    pub(super) fn page_sql(&self, filter: &Filter, side: Side) -> String {
        let (from, order) = match order::of(filter, side) {
            Some((index, order)) => (self.from(index), order),
            None => (
                format!("{} {}", self.from(""), scored::JOIN),
                scored::order(filter.reverse, side),
            ),
        };
        format!(
            "SELECT person_row.candidate_id FROM {from} {} ORDER BY {order} LIMIT :limit OFFSET :offset",
            where_clause(&self.conditions(filter))
        )
    }

    /// The statement that picks a page of one half, in its order, or in that turned round.
    pub(super) fn half_sql(&self, filter: &Filter, half: Half, side: Side) -> String {
        format!(
            "SELECT {} FROM {} ORDER BY {} LIMIT :limit OFFSET :offset",
            half.id(),
            half.from(&self.conditions(filter)),
            half.order(filter.reverse, side)
        )
    }

    /// The statement that counts them.
    pub(super) fn count_sql(&self, filter: &Filter) -> String {
        self.index_count(filter)
            .unwrap_or_else(|| self.count_each(filter))
    }

    /// Where each of them, or each of their interviews, would have to be looked at, counting is no
    /// shorter than walking to the page.
    fn is_counted_at_once(&self, filter: &Filter) -> bool {
        let is_gathered = matches!(
            self.sets.as_slice(),
            [Set::Held | Set::HeldAndScored | Set::Ever(_)]
        );
        !is_gathered && self.index_count(filter).is_some()
    }

    /// Counts them by an index or by sums alone, where that can be.
    fn index_count(&self, filter: &Filter) -> Option<String> {
        match (self.sets.as_slice(), rest(filter).as_slice()) {
            ([], []) => Some("SELECT n FROM person_sum".to_owned()),
            // A single set is as large as its index says.
            ([Set::Flow], []) => Some(
                "SELECT coalesce(sum(candidates), 0) FROM standing_sum WHERE flow_id = :flow"
                    .to_owned(),
            ),
            ([Set::FlowColumn], []) => Some(
                "SELECT coalesce(sum(candidates), 0) FROM standing_sum
                 WHERE flow_id = :flow AND column_key = :column"
                    .to_owned(),
            ),
            // Each once, however many flows they stand so in: to look at everyone is quicker.
            ([Set::Column | Set::Team | Set::TeamColumn], []) => None,
            ([set], []) => Some(format!("SELECT count(*) FROM ({})", set.sql())),
            ([], ["starred = 0"]) => Some(all_but(Set::Starred)),
            ([], ["gone = 0"]) => Some(all_but(Set::Gone)),
            ([], ["reviewed = 0"]) => Some(all_but(Set::Reviewed)),
            _ => None,
        }
    }

    fn count_each(&self, filter: &Filter) -> String {
        format!(
            "SELECT count(*) FROM {} {}",
            self.from(""),
            where_clause(&self.conditions(filter))
        )
    }

    fn from(&self, index: &str) -> String {
        match self.few {
            Some(set) => format!(
                "({}) AS few CROSS JOIN person_row ON person_row.candidate_id = few.candidate_id",
                set.sql()
            ),
            None => format!("person_row {index}"),
        }
    }

    fn conditions(&self, filter: &Filter) -> String {
        let sets = self.sets.iter().filter(|set| Some(**set) != self.few);
        let all: Vec<&str> = sets
            .map(|set| set.condition())
            .chain(rest(filter))
            .collect();
        all.join(" AND ")
    }

    fn named<'a>(&'a self, filter: &'a Filter) -> Vec<(&'static str, Named<'a>)> {
        values::of(filter, &self.words, &self.criteria)
    }
}

/// The conditions as a clause.
fn where_clause(conditions: &str) -> String {
    match conditions.is_empty() {
        true => String::new(),
        false => format!("WHERE {conditions}"),
    }
}

/// The conditions that no set stands for.
fn rest(filter: &Filter) -> Vec<&'static str> {
    [
        filter.min_average.map(|_| "average >= :min"),
        filter.max_average.map(|highest| match highest >= 5.0 {
            true => "average <= :max",
            false => "average < :max",
        }),
        filter
            .language
            .as_ref()
            .map(|_| "person_row.flow_id IN (SELECT flow_id FROM flow WHERE language = :language)"),
        (filter.gone == Some(false)).then_some("gone = 0"),
        (filter.starred == Some(false)).then_some("starred = 0"),
        (filter.reviewed == Some(false)).then_some("reviewed = 0"),
        filter.seen_from.map(|_| "last_seen_at >= :from"),
        filter.seen_before.map(|_| "first_seen_at < :before"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Counts all but those in a small index.
fn all_but(set: Set) -> String {
    format!(
        "SELECT (SELECT n FROM person_sum) - (SELECT count(*) FROM ({}))",
        set.sql()
    )
}

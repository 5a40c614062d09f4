//! How a page of the table is picked: the statement is put together of static pieces, one for each
//! filter that is set, so that nothing is looked at for a filter that is not.

use super::sets::{self, Set};
use super::{Filter, order, values};
use crate::table::search_candidate;
use crate::view::named::{Named, bound};
use crate::view::slice::{Side, Slice};
use crate::{Connection, Result};

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
        let mut picked = Self {
            sets,
            few: None,
            words,
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
        let slice = match self.is_counted_at_once(filter) {
            true => Slice::of(offset, limit, || self.count(connection, filter))?,
            false => Slice::front(offset, limit),
        };
        self.part(connection, filter, slice)
    }

    /// Those of the slice, in order.
    pub(super) fn part(
        &self,
        connection: &Connection,
        filter: &Filter,
        slice: Slice,
    ) -> Result<Vec<i64>> {
        let mut statement = connection.prepare_cached(&self.page_sql(filter, slice.side))?;
        let mut named = self.named(filter);
        named.push((":limit", Named::Whole(i64::from(slice.limit))));
        named.push((":offset", Named::Whole(i64::from(slice.offset))));
        let rows = statement.query_map(&*bound(&named), |row| row.get(0))?;
        let mut ids: Vec<i64> = rows.collect::<Result<_, _>>()?;
        if slice.side == Side::Back {
            ids.reverse();
        }
        Ok(ids)
    }

    /// How many they are.
    pub(super) fn count(&self, connection: &Connection, filter: &Filter) -> Result<u32> {
        let mut statement = connection.prepare_cached(&self.count_sql(filter))?;
        Ok(statement.query_row(&*bound(&self.named(filter)), |row| row.get(0))?)
    }

    /// The statement that picks a page, in order, or in the order turned round.
    pub(super) fn page_sql(&self, filter: &Filter, side: Side) -> String {
        let (index, order) = order::of(filter, side);
        format!(
            "SELECT person_row.candidate_id FROM {} {} ORDER BY {order} LIMIT :limit OFFSET :offset",
            self.from(index),
            self.conditions(filter)
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
            ([Set::Column], []) => None,
            ([set], []) => Some(format!("SELECT count(*) FROM ({})", set.sql())),
            ([], ["starred = 0"]) => Some(all_but(Set::Starred)),
            ([], ["reviewed = 0"]) => Some(all_but(Set::Reviewed)),
            _ => None,
        }
    }

    fn count_each(&self, filter: &Filter) -> String {
        format!(
            "SELECT count(*) FROM {} {}",
            self.from(""),
            self.conditions(filter)
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
        match all.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", all.join(" AND ")),
        }
    }

    fn named<'a>(&'a self, filter: &'a Filter) -> Vec<(&'static str, Named<'a>)> {
        values::of(filter, &self.words)
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

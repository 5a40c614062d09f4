//! How a page of the table is picked: the statement is put together of static pieces, one for each
//! filter that is set, so that nothing is looked at for a filter that is not.

use super::ever::{self, Ever};
use super::{Filter, Held, Order, held};
use crate::table::search_candidate;
use crate::view::named::{Named, bound};
use crate::view::slice::{Side, Slice};
use crate::{Connection, Result};

/// A filter that leaves no more than this is the place to begin: its people are gathered and sorted.
/// Of more, some are met soon on a walk along the order's index.
const FEW: i64 = 2_000;

/// A set of people that a filter names by an index of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Name,
    Tag,
    Starred,
    Reviewed,
    Ever(Ever),
    Held,
    FlowColumn,
    Flow,
    Column,
}

impl Set {
    /// Their numbers, each once.
    fn sql(self) -> &'static str {
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
            Self::Ever(ever) => ever.sql(),
            Self::Held => held::SQL,
            Self::FlowColumn => {
                "SELECT candidate_id FROM standing INDEXED BY standing_by_column
                 WHERE flow_id = :flow AND column_key = :column"
            }
            Self::Flow => {
                "SELECT candidate_id FROM standing INDEXED BY standing_by_column WHERE flow_id = :flow"
            }
            Self::Column => {
                "SELECT DISTINCT standing.candidate_id
                 FROM flow CROSS JOIN standing INDEXED BY standing_by_column
                     ON standing.flow_id = flow.flow_id AND standing.column_key = :column"
            }
        }
    }

    /// The same as a condition on one person.
    fn condition(self) -> &'static str {
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
            Self::Ever(ever) => ever.condition(),
            Self::Held => held::CONDITION,
            Self::FlowColumn => {
                "EXISTS (SELECT 1 FROM standing WHERE standing.flow_id = :flow
                 AND standing.candidate_id = person_row.candidate_id AND standing.column_key = :column)"
            }
            Self::Flow => {
                "EXISTS (SELECT 1 FROM standing WHERE standing.flow_id = :flow
                 AND standing.candidate_id = person_row.candidate_id)"
            }
            // Who was seen in one flow, as nearly everybody was, is asked for nothing more.
            Self::Column => {
                "(column_key = :column OR (flows > 1 AND EXISTS (SELECT 1 FROM standing
                 WHERE standing.candidate_id = person_row.candidate_id AND standing.column_key = :column)))"
            }
        }
    }
}

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
        let sets = sets(filter, !words.is_empty());
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
        let (index, order) = in_order(filter, side);
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
        let is_gathered = matches!(self.sets.as_slice(), [Set::Held | Set::Ever(_)]);
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

    /// The values of the filters that are set.
    pub(super) fn named<'a>(&'a self, filter: &'a Filter) -> Vec<(&'static str, Named<'a>)> {
        let text = |name, value: &'a Option<String>| Some((name, Named::Text(value.as_deref()?)));
        let words = (!self.words.is_empty()).then_some((":name", Named::Text(&self.words)));
        let flow = match &filter.flow_id {
            None if filter.ever.is_some() || filter.held.is_some() => {
                Some((":flow", Named::Nothing))
            }
            flow => text(":flow", flow),
        };
        [
            flow,
            text(":column", &filter.column),
            text(":language", &filter.language),
            text(":tag", &filter.tag),
            words,
            filter.min_average.map(|it| (":min", Named::Real(it))),
            filter.max_average.map(|it| (":max", Named::Real(it))),
            filter.seen_from.map(|it| (":from", Named::Whole(it.0))),
            filter.seen_before.map(|it| (":before", Named::Whole(it.0))),
        ]
        .into_iter()
        .flatten()
        .chain(cohort(filter))
        .chain(filter.held.into_iter().flat_map(held_within))
        .collect()
    }
}

/// The status that was ever reached, if it is one, and the period.
fn cohort(filter: &Filter) -> Vec<(&'static str, Named<'_>)> {
    let Some(column) = &filter.ever else {
        return Vec::new();
    };
    let from = filter.ever_from.map_or(i64::MIN, |it| it.0);
    let before = filter.ever_before.map_or(i64::MAX, |it| it.0);
    let mut named = vec![
        (":cohort_from", Named::Whole(from)),
        (":cohort_before", Named::Whole(before)),
    ];
    if Ever::of(column) == Ever::In {
        named.push((":was", Named::Text(ever::status(column))));
    }
    named
}

/// The period and the averages of the interview that was held.
fn held_within<'a>(held: Held) -> [(&'static str, Named<'a>); 4] {
    let average = |value: Option<f64>| value.map_or(Named::Nothing, Named::Real);
    [
        (
            ":held_from",
            Named::Whole(held.from.map_or(i64::MIN, |it| it.0)),
        ),
        (
            ":held_before",
            Named::Whole(held.before.map_or(i64::MAX, |it| it.0)),
        ),
        (":held_min", average(held.min_average)),
        (":held_max", average(held.max_average)),
    ]
}

/// The sets that are asked for, those first that are small as a rule.
fn sets(filter: &Filter, has_name: bool) -> Vec<Set> {
    let of_flow = match (&filter.flow_id, &filter.column) {
        (Some(_), Some(_)) => Some(Set::FlowColumn),
        (Some(_), None) => Some(Set::Flow),
        (None, Some(_)) => Some(Set::Column),
        (None, None) => None,
    };
    let ever = filter.ever.as_deref().map(|it| Set::Ever(Ever::of(it)));
    // Who ever stood somewhere in a flow, or held an interview of it, was seen in it.
    let is_said = ever.is_some() || filter.held.is_some();
    let of_flow = of_flow.filter(|set| *set != Set::Flow || !is_said);
    [
        has_name.then_some(Set::Name),
        filter.tag.is_some().then_some(Set::Tag),
        (filter.starred == Some(true)).then_some(Set::Starred),
        (filter.reviewed == Some(true)).then_some(Set::Reviewed),
        ever,
        filter.held.map(|_| Set::Held),
        of_flow,
    ]
    .into_iter()
    .flatten()
    .collect()
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

/// The index of an order, and the order. Of equals the row's number decides, in the index's direction.
fn in_order(filter: &Filter, side: Side) -> (&'static str, String) {
    let (index, column, is_rising) = match filter.order {
        Order::LastSeen => ("INDEXED BY person_by_last_seen", "last_seen_at", false),
        Order::FirstSeen => ("INDEXED BY person_by_first_seen", "first_seen_at", false),
        Order::Name => ("INDEXED BY person_by_name", "name_key", true),
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
    (index, order)
}

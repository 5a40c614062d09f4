//! What could not be read of Ribbon's answers, with what it belongs to as far as that is known.

use crate::table::kept_item::{self, ItemKind, UnreadableItem};
use crate::{Connection, Result};
use domain::{CandidateId, FlowId, ProblemReason};
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

/// An item of which something could not be read, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The item.
    pub item: UnreadableItem,
    /// What it is called: the candidate's name or address, the flow's title, the team, the member.
    pub name: Option<String>,
    /// Whose interview it is.
    pub candidate: Option<CandidateId>,
    /// The flow, of a flow or of an interview.
    pub flow: Option<FlowId>,
}

/// Returns the newest items of which something could not be read, at most `limit`.
pub fn list(connection: &Connection, limit: u32) -> Result<Vec<Unreadable>> {
    let items = kept_item::unreadable(connection, limit)?;
    items
        .into_iter()
        .map(|item| owner(connection, item))
        .collect()
}

fn owner(connection: &Connection, item: UnreadableItem) -> Result<Unreadable> {
    let sql = match item.kind {
        ItemKind::Interview => {
            "SELECT coalesce(candidate.name, candidate.email), candidate.id, interview.flow_id
             FROM interview JOIN candidate ON candidate.id = interview.candidate_id WHERE interview.interview_id = ?"
        }
        ItemKind::Flow => "SELECT title, NULL, flow_id FROM flow WHERE flow_id = ?",
        ItemKind::Team => "SELECT name, NULL, NULL FROM team WHERE team_id = ?",
        ItemKind::TeamMember => {
            "SELECT coalesce(nullif(full_name, ''), email), NULL, NULL
             FROM team_member WHERE member_id = ?"
        }
    };
    let found = connection
        .prepare_cached(sql)?
        .query_row([&item.id], |row| {
            let name: Option<String> = row.get(0)?;
            let candidate: Option<i64> = row.get(1)?;
            let flow: Option<String> = row.get(2)?;
            Ok((name, candidate.map(CandidateId), flow.map(FlowId::new)))
        })
        .optional()?;
    let (name, candidate, flow) = found.unwrap_or((None, None, None));
    Ok(Unreadable {
        item,
        name: name.filter(|name| !name.is_empty()),
        candidate,
        flow,
    })
}

/// How many items share a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequency {
    /// What kind of item.
    pub kind: ItemKind,
    /// The field, with `[]` for any place in a list; empty when it is the item as a whole.
    pub field: String,
    /// What is wrong with it.
    pub reason: ProblemReason,
    /// How many items have it.
    pub items: u32,
}

/// How many items could not be read, by kind, and what is wrong with them, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All items.
    pub count: u32,
    /// How many there are of each kind.
    pub kinds: BTreeMap<ItemKind, u32>,
    /// What is wrong.
    pub problems: Vec<Frequency>,
}

/// Counts what could not be read.
pub fn summary(connection: &Connection) -> Result<Summary> {
    let mut summary = Summary::default();
    let mut problems: BTreeMap<(ItemKind, String, ProblemReason), u32> = BTreeMap::new();
    for item in kept_item::unreadable(connection, u32::MAX)? {
        summary.count += 1;
        *summary.kinds.entry(item.kind).or_default() += 1;
        let mut own: Vec<_> = item
            .problems
            .into_iter()
            .map(|problem| (without_index(&problem.field), problem.reason))
            .collect();
        own.sort();
        own.dedup();
        for (field, reason) in own {
            *problems.entry((item.kind, field, reason)).or_default() += 1;
        }
    }
    let frequencies = problems
        .into_iter()
        .map(|((kind, field, reason), items)| Frequency {
            kind,
            field,
            reason,
            items,
        });
    summary.problems = frequencies.collect();
    summary
        .problems
        .sort_by_key(|frequency| std::cmp::Reverse(frequency.items));
    Ok(summary)
}

/// A field's path without its places in lists.
fn without_index(field: &str) -> String {
    let mut path = String::with_capacity(field.len());
    let mut is_inside = false;
    for char in field.chars() {
        match char {
            '[' => is_inside = true,
            ']' => is_inside = false,
            _ if is_inside => continue,
            _ => {}
        }
        path.push(char);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::kept_item::NewItem;
    use crate::table::{flow, interview};
    use crate::test_support::Desk;
    use domain::{FieldProblem, UnixMs};

    fn keep(desk: &Desk, kind: ItemKind, id: &str, fields: &[&str]) {
        let problems: Vec<_> = fields
            .iter()
            .map(|field| FieldProblem::new(*field, ProblemReason::WrongType))
            .collect();
        let item = NewItem {
            kind,
            id,
            body: b"{}",
            problems: &problems,
            is_whole: false,
        };
        desk.write(|tx| kept_item::put(tx, &item, "1", UnixMs(5)));
    }

    #[test]
    fn the_most_frequent_problem_comes_first_whatever_its_place_in_a_list() {
        let desk = Desk::new();
        keep(
            &desk,
            ItemKind::Interview,
            "a",
            &["scores[0].score", "scores[3].score"],
        );
        keep(
            &desk,
            ItemKind::Interview,
            "b",
            &["scores[7].score", "summary"],
        );
        keep(&desk, ItemKind::Flow, "f", &["title"]);
        let summary = desk.read(summary);
        assert_eq!(summary.count, 3);
        assert_eq!(summary.kinds[&ItemKind::Interview], 2);
        let first = &summary.problems[0];
        assert_eq!((first.field.as_str(), first.items), ("scores[].score", 2));
        assert_eq!(summary.problems.len(), 3);
    }

    #[test]
    fn an_item_is_listed_with_what_it_belongs_to() {
        let desk = Desk::new();
        desk.write(|tx| flow::mention(tx, &FlowId::new("f"), Some("Sales"), UnixMs(1)));
        keep(&desk, ItemKind::Flow, "f", &["questions"]);
        keep(
            &desk,
            ItemKind::Interview,
            "unknown",
            &["interview_flow_id"],
        );
        let listed = desk.read(|it| list(it, 9));
        let flow = listed.iter().find(|it| it.item.kind == ItemKind::Flow);
        assert_eq!(flow.and_then(|it| it.name.as_deref()), Some("Sales"));
        let other = listed.iter().find(|it| it.item.kind == ItemKind::Interview);
        assert_eq!(other.map(|it| it.name.clone()), Some(None));
        assert_eq!(desk.read(interview::newest), 0, "and stands nowhere else");
    }
}

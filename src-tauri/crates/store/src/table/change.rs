//! The numbered log of changes that the window reads.

use crate::{Connection, Result, Tx};
use rusqlite::params;
use std::cell::RefCell;
use std::collections::HashSet;

/// So many changes are kept; a window that missed more reads everything again.
const KEPT: i64 = 10_000;

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// A flow, a team or a member.
    Flow,
    /// A candidate or where they stand.
    Candidate,
    /// An interview.
    Interview,
    /// An inbox item or a mark on one.
    Inbox,
    /// A delivery.
    Delivery,
    /// A setting.
    Settings,
    /// A batch of invitations.
    Invites,
    /// The recruiter's marks on a candidate.
    Mark,
    /// A saved view.
    View,
    /// Something that Ribbon sent and that could not be read.
    Unreadable,
}

const NAMES: [(Topic, &str); 10] = [
    (Topic::Flow, "flow"),
    (Topic::Candidate, "candidate"),
    (Topic::Interview, "interview"),
    (Topic::Inbox, "inbox"),
    (Topic::Delivery, "delivery"),
    (Topic::Settings, "settings"),
    (Topic::Invites, "invites"),
    (Topic::Mark, "mark"),
    (Topic::View, "view"),
    (Topic::Unreadable, "unreadable"),
];

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number.
    pub seq: i64,
    /// What kind of thing.
    pub topic: Topic,
    /// Which one.
    pub id: String,
}

/// What a transaction has changed, each thing once and in the order of its first change.
#[derive(Debug, Default)]
pub(crate) struct Gathered(RefCell<Things>);

#[derive(Debug, Default)]
struct Things {
    known: HashSet<(Topic, String)>,
    in_order: Vec<(Topic, String)>,
}

/// Records that a thing changed, in the transaction that changes it. It is numbered at the end of the
/// transaction, once however often it was changed there: the window cannot see what is in between.
pub fn record(tx: &Tx<'_>, topic: Topic, id: &str) -> Result<()> {
    let mut things = tx.changed.0.borrow_mut();
    let thing = (topic, id.to_owned());
    if things.known.insert(thing.clone()) {
        things.in_order.push(thing);
    }
    Ok(())
}

/// Numbers what was recorded, as the last thing before the commit.
pub(crate) fn number(tx: &Tx<'_>) -> Result<()> {
    let things = tx.changed.0.take();
    if things.in_order.is_empty() {
        return Ok(());
    }
    let mut statement = tx.prepare_cached("INSERT INTO change (topic, id) VALUES (?, ?)")?;
    for (topic, id) in things.in_order {
        let known = NAMES.iter().find(|(known, _)| *known == topic);
        statement.execute(params![known.map_or("", |(_, name)| name), id])?;
    }
    Ok(())
}

/// Forgets changes that no window can still be waiting for.
pub fn prune(tx: &Tx<'_>) -> Result<()> {
    tx.prepare_cached("DELETE FROM change WHERE seq <= (SELECT max(seq) FROM change) - ?")?
        .execute([KEPT])?;
    Ok(())
}

/// The newest change's number; 0 when nothing ever changed.
pub fn newest(connection: &Connection) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM change")?
        .query_row([], |row| row.get(0))?)
}

/// The changes after `seq`, oldest first; `None` when some of them are no longer kept.
pub fn since(connection: &Connection, seq: i64) -> Result<Option<Vec<Change>>> {
    let (oldest, newest): (i64, i64) = connection
        .prepare_cached(
            "SELECT coalesce((SELECT min(seq) FROM change), 1),
                    coalesce((SELECT max(seq) FROM change), 0)",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if seq < oldest - 1 || seq > newest {
        return Ok(None);
    }
    let mut statement = connection
        .prepare_cached("SELECT seq, topic, id FROM change WHERE seq > ? ORDER BY seq")?;
    let rows = statement.query_map([seq], |row| {
        let name: String = row.get(1)?;
        let topic = NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(topic, _)| *topic);
        Ok((row.get(0)?, topic, row.get(2)?))
    })?;
    let mut changes = Vec::new();
    for row in rows {
        let (seq, topic, id) = row?;
        // A topic of another version of the program: the window cannot know what to read again.
        let Some(topic) = topic else { return Ok(None) };
        changes.push(Change { seq, topic, id });
    }
    Ok(Some(changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;

    fn recorded(desk: &Desk, count: i64) {
        desk.write(|tx| (0..count).try_for_each(|n| record(tx, Topic::Inbox, &n.to_string())));
    }

    #[test]
    fn a_window_reads_what_it_missed_in_order() {
        let desk = Desk::new();
        assert_eq!(desk.read(newest), 0, "nothing ever changed");
        assert_eq!(
            desk.read(|it| since(it, 0)),
            Some(vec![]),
            "and nothing was missed"
        );
        recorded(&desk, 3);
        let missed = desk.read(|it| since(it, 1)).expect("all are kept");
        let seqs: Vec<i64> = missed.iter().map(|change| change.seq).collect();
        assert_eq!(seqs, [2, 3], "after the one it knows");
        assert_eq!(
            (missed[0].topic, missed[0].id.as_str()),
            (Topic::Inbox, "1")
        );
        assert_eq!(desk.read(|it| since(it, 3)), Some(vec![]), "up to date");
    }

    #[test]
    fn a_window_that_missed_more_than_is_kept_is_told_to_read_everything() {
        let desk = Desk::new();
        recorded(&desk, KEPT + 5);
        desk.write(prune);
        assert_eq!(
            desk.number("SELECT count(*) FROM change"),
            KEPT,
            "no more than are kept"
        );
        assert_eq!(desk.read(|it| since(it, 4)), None, "number 5 is gone");
        let kept = desk.read(|it| since(it, 5)).map(|changes| changes.len());
        assert_eq!(
            kept,
            usize::try_from(KEPT).ok(),
            "the oldest that is kept is 6"
        );
    }

    #[test]
    fn a_number_that_never_was_is_no_reason_to_fail() {
        let desk = Desk::new();
        recorded(&desk, 1);
        for seq in [2, -5, i64::MAX, i64::MIN] {
            assert_eq!(
                desk.read(|it| since(it, seq)),
                None,
                "{seq} is another cache's"
            );
        }
    }

    #[test]
    fn a_topic_of_another_version_makes_the_window_read_everything() {
        let desk = Desk::new();
        desk.write(|tx| Ok(tx.execute("INSERT INTO change (topic, id) VALUES ('moon', '')", [])?));
        assert_eq!(
            desk.read(|it| since(it, 0)),
            None,
            "nobody knows what changed"
        );
    }
}

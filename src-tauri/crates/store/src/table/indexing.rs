//! What a transaction puts into the indexes of words, all of it at its end.
//!
//! Before each statement that could fail halfway, as each one with a trigger could, FTS5 writes down
//! what it has gathered until then: a piece of index for every few words, all of which it has to merge
//! later. With nothing in between it writes one piece a transaction.

use super::search::Found;
use super::search_candidate::Candidate;
use crate::{Connection, Result};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What is to be found by other words than before.
#[derive(Debug)]
pub(crate) enum Indexed {
    Interview(Found),
    Candidate(Candidate),
}

impl From<Found> for Indexed {
    fn from(found: Found) -> Self {
        Self::Interview(found)
    }
}

impl From<Candidate> for Indexed {
    fn from(candidate: Candidate) -> Self {
        Self::Candidate(candidate)
    }
}

/// What a transaction has gathered, in its order.
#[derive(Debug, Default)]
pub(crate) struct Gathered(RefCell<Vec<Indexed>>);

impl Gathered {
    pub(crate) fn push(&self, indexed: Indexed) {
        self.0.borrow_mut().push(indexed);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Forgets all but the first so many, after what came later was undone.
    pub(crate) fn truncate(&self, len: usize) {
        self.0.borrow_mut().truncate(len);
    }

    /// Puts all of it in, as the last thing before the commit. Of what was put in several times, the
    /// last one counts.
    pub(crate) fn put(&self, connection: &Connection) -> Result<()> {
        let (mut interviews, mut candidates) = (BTreeMap::new(), BTreeMap::new());
        for indexed in self.0.take() {
            match indexed {
                Indexed::Interview(found) => drop(interviews.insert(found.number(), found)),
                Indexed::Candidate(one) => drop(candidates.insert(one.number(), one)),
            }
        }
        let interviews = || interviews.values();
        interviews().try_for_each(|found| found.put_person(connection))?;
        interviews().try_for_each(|found| found.put_all(connection))?;
        candidates.values().try_for_each(|one| one.put(connection))
    }
}

#[cfg(test)]
mod tests {
    use crate::table::search::{self, Index};
    use crate::test_support::{BACKEND, Desk, held, jane};
    use crate::{Error, Result, Tx};
    use domain::Interview;
    use std::ops::ControlFlow;

    fn interview(said: &str) -> Interview {
        held("i1", BACKEND, jane(), said)
    }

    fn put(tx: &Tx<'_>, num: i64, said: &str) -> Result<()> {
        search::put(tx, num, &interview(said), Some("Jane"))
    }

    fn is_found(desk: &Desk, word: &str) -> bool {
        desk.read(|connection| {
            let mut found = false;
            search::visit(connection, Index::All, word, |_| {
                found = true;
                Ok(ControlFlow::Break(()))
            })?;
            Ok(found)
        })
    }

    #[test]
    fn of_what_is_put_in_twice_in_a_transaction_the_last_counts() {
        let desk = Desk::new();
        let (num, _) = desk.told(&interview("before"), 1);
        desk.write(|tx| {
            put(tx, num, "between")?;
            put(tx, num, "after")
        });
        let found = ["before", "between", "after"].map(|word| is_found(&desk, word));
        assert_eq!(found, [false, false, true], "before, between, after");
    }

    #[test]
    fn what_is_undone_by_itself_is_not_found_and_the_rest_is() {
        let desk = Desk::new();
        let (num, _) = desk.told(&interview("before"), 1);
        desk.write(|tx| {
            put(tx, num, "kept")?;
            let failed = tx.apart(|| {
                put(tx, num, "undone")?;
                Err::<(), _>(Error::Damaged("for the test".to_owned()))
            })?;
            assert!(failed.is_err(), "it is told");
            Ok(())
        });
        let found = ["before", "kept", "undone"].map(|word| is_found(&desk, word));
        assert_eq!(found, [false, true, false], "before, kept, undone");
    }

    #[test]
    fn a_transaction_adds_one_piece_to_the_index_whatever_else_it_writes() {
        let desk = Desk::new();
        let nums: Vec<i64> = (0..20)
            .map(|n| {
                desk.told(&held(&format!("i{n}"), BACKEND, jane(), "hello"), n)
                    .0
            })
            .collect();
        let pieces = || desk.number("SELECT count(DISTINCT segid) FROM search_idx");
        desk.write(|tx| Ok(tx.execute("INSERT INTO search (search) VALUES ('optimize')", [])?));
        assert_eq!(pieces(), 1, "all in one");
        desk.write(|tx| {
            for num in &nums {
                put(tx, *num, "goodbye")?;
                // With triggers, as the facts have them.
                tx.execute("UPDATE interview SET average = 3 WHERE num = ?", [num])?;
            }
            Ok(())
        });
        assert_eq!(pieces(), 2, "one more, and not twenty");
    }
}

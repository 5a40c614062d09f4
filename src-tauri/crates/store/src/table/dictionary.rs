//! What the texts of an organisation have in common, learnt once from its first interviews: the same
//! questions, greetings and turns of phrase in each of them.

use crate::coding::{self, Dictionary};
use crate::table::transcript;
use crate::{Connection, Result, Tx};
use rusqlite::{OptionalExtension, params};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Learnt when so many transcripts are here: enough to tell what recurs, and a small part of what a
/// dictionary is worth having for.
const LEARN_FROM: i64 = 200;

/// The dictionary to pack by, learnt now if it is time; `None` as long as there is none.
pub(crate) fn current(tx: &Tx<'_>) -> Result<Option<Rc<Dictionary>>> {
    if let Some(known) = &*tx.dictionary.borrow() {
        return Ok(Some(Rc::clone(known)));
    }
    let found = find(tx)?.map(Rc::new);
    tx.dictionary.borrow_mut().clone_from(&found);
    Ok(found)
}

fn find(tx: &Tx<'_>) -> Result<Option<Dictionary>> {
    let newest = tx
        .prepare_cached("SELECT id, bytes FROM dictionary ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Dictionary {
                id: row.get(0)?,
                bytes: row.get(1)?,
            })
        })
        .optional()?;
    match newest {
        Some(newest) => Ok(Some(newest).filter(|newest| !newest.bytes.is_empty())),
        None => learn(tx),
    }
}

/// The dictionary of this number, to unpack by.
pub(crate) fn get(connection: &Connection, id: i64) -> Result<Option<Dictionary>> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM dictionary WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .map(|bytes| Dictionary { id, bytes }))
}

fn learn(tx: &Tx<'_>) -> Result<Option<Dictionary>> {
    // Never more than are learnt from: from then on there is a dictionary.
    let first = transcript::first(tx, LEARN_FROM)?;
    if i64::try_from(first.len()).unwrap_or_default() < LEARN_FROM {
        return Ok(None);
    }
    let mut texts = Vec::new();
    for num in first {
        let body = transcript::get(tx, num)?.unwrap_or_default();
        texts.push(coding::texts(&coding::decode(&body, |_| Ok(None))?));
    }
    let bytes = coding::learn(&texts);
    let id = tx
        .prepare("INSERT INTO dictionary (bytes) VALUES (?) RETURNING id")?
        .query_row(params![bytes], |row| row.get(0))?;
    Ok(Some(Dictionary { id, bytes }).filter(|learnt| !learnt.bytes.is_empty()))
}

/// Packs all transcripts again, by a dictionary that is learnt again, if the dictionaries in use hold
/// something of `said`, which is no longer here.
pub(crate) fn forget(tx: &Tx<'_>, said: &[&str]) -> Result<()> {
    let known: HashMap<i64, Vec<u8>> = {
        let mut statement = tx.prepare("SELECT id, bytes FROM dictionary")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<_, _>>()?
    };
    if !known.values().any(|bytes| holds(bytes, said)) {
        return Ok(());
    }
    tx.execute("DELETE FROM dictionary", [])?;
    tx.dictionary.take();
    let all = transcript::first(tx, -1)?;
    for (num, number) in all.into_iter().zip(0..) {
        let body = transcript::get(tx, num)?.unwrap_or_default();
        let said = coding::decode(&body, |id| {
            let bytes = known.get(&id).cloned();
            Ok(bytes.map(|bytes| Dictionary { id, bytes }))
        })?;
        // The first ones are what is learnt from.
        let dictionary = match number < LEARN_FROM {
            true => None,
            false => current(tx)?,
        };
        transcript::put(tx, num, &coding::encode(&said, dictionary.as_deref())?)?;
    }
    Ok(())
}

/// Whether so many bytes in a row of one of the texts, or a shorter text as a whole, are in `bytes`.
fn holds(bytes: &[u8], texts: &[&str]) -> bool {
    const RUN: usize = 24;
    let runs: HashSet<&[u8]> = bytes.windows(RUN).collect();
    texts.iter().any(|text| {
        let text = text.as_bytes();
        match text.len() {
            0 => false,
            1..RUN => bytes.windows(text.len()).any(|part| part == text),
            _ => text.windows(RUN).any(|run| runs.contains(run)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::interview;
    use crate::test_support::{BACKEND, Desk, held, jane};

    fn told(desk: &Desk, from: i64, to: i64) {
        for n in from..to {
            let said = format!(
                "Tell me about the service that you moved to another region. I moved number {n}, \
                 and the customers of region {} noticed nothing at all.",
                n * 7 % 31
            );
            desk.told(&held(&format!("i{n}"), BACKEND, jane(), &said), n);
        }
    }

    #[test]
    fn what_interviews_have_in_common_is_learnt_once_and_kept_once() {
        let desk = Desk::new();
        told(&desk, 0, LEARN_FROM);
        assert_eq!(desk.number("SELECT count(*) FROM dictionary"), 0, "too few");
        told(&desk, LEARN_FROM, LEARN_FROM + 50);
        assert_eq!(desk.number("SELECT count(*) FROM dictionary"), 1, "once");
        let lengths = desk.read(|connection| {
            let all = transcript::first(connection, LEARN_FROM + 50)?;
            let bodies = all.iter().map(|num| transcript::get(connection, *num));
            bodies
                .map(|body| Ok(body?.map_or(0, |body| body.len())))
                .collect::<Result<Vec<_>>>()
        });
        let (before, after) = (lengths[0], lengths[lengths.len() - 1]);
        assert!(after < before * 3 / 4, "{after} bytes instead of {before}");
    }

    #[test]
    fn what_was_said_before_and_after_it_was_learnt_comes_out_alike() {
        let desk = Desk::new();
        told(&desk, 0, LEARN_FROM + 1);
        for (n, of) in [(0, "min"), (LEARN_FROM, "max")] {
            let num = desk.number(&format!("SELECT {of}(num) FROM interview"));
            let said = desk.read(|connection| interview::said(connection, num));
            let content = &said.expect("it is here").segments[0].content;
            assert!(content.contains(&format!("number {n},")), "{content}");
        }
    }

    #[test]
    fn a_transcript_whose_dictionary_is_gone_is_told_as_damaged() {
        let desk = Desk::new();
        told(&desk, 0, LEARN_FROM + 1);
        desk.write(|tx| Ok(tx.execute("DELETE FROM dictionary", [])?));
        let num = desk.number("SELECT max(num) FROM interview");
        let said = desk
            .store
            .read(|connection| interview::said(connection, num));
        assert!(matches!(said, Err(crate::Error::Damaged(_))), "{said:?}");
    }
}

//! What was said, packed and in pieces that fill the file's pages.

use crate::{Connection, Result, Tx};
use rusqlite::params;

/// Bytes of a piece. With a tenth of a page as the rest that stays empty is small; still smaller ones
/// would take more room for their numbers than they save.
const PIECE: usize = 400;

/// Stores a packed transcript in place of the one before.
pub(crate) fn put(tx: &Tx<'_>, num: i64, body: &[u8]) -> Result<()> {
    let first = num << 20;
    tx.prepare_cached("DELETE FROM transcript WHERE place BETWEEN ?1 AND ?1 | 0xfffff")?
        .execute([first])?;
    let mut insert = tx.prepare_cached("INSERT INTO transcript (place, bytes) VALUES (?, ?)")?;
    for (place, piece) in (first..).zip(body.chunks(PIECE)) {
        insert.execute(params![place, piece])?;
    }
    Ok(())
}

/// The packed transcript of an interview; `None` when it is not here.
pub(crate) fn get(connection: &Connection, num: i64) -> Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM transcript WHERE place BETWEEN ?1 AND ?1 | 0xfffff ORDER BY place",
    )?;
    let pieces = statement.query_map([num << 20], |row| row.get(0))?;
    let pieces = pieces.collect::<Result<Vec<Vec<u8>>, _>>()?;
    Ok(Some(pieces.concat()).filter(|body| !body.is_empty()))
}

/// Whether what was said in an interview is here.
pub(crate) fn exists(connection: &Connection, num: i64) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM transcript WHERE place = ?)")?
        .query_row([num << 20], |row| row.get(0))?)
}

/// The first interviews, at most so many, of which a transcript is here.
pub(crate) fn first(connection: &Connection, most: i64) -> Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT place >> 20 FROM transcript ORDER BY place LIMIT ?")?;
    let nums = statement.query_map([most], |row| row.get(0))?;
    Ok(nums.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;

    #[test]
    fn a_transcript_comes_back_byte_for_byte_however_long_and_leaves_nothing_of_the_one_before() {
        let desk = Desk::new();
        for length in [5_000, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let body: Vec<u8> = (0..length).map(|n| (n * n % 251) as u8).collect();
            desk.write(|tx| put(tx, 2_001, &body));
            assert_eq!(desk.read(|it| get(it, 2_001)), Some(body), "{length} bytes");
            assert!(desk.read(|it| exists(it, 2_001)), "{length} bytes");
        }
        assert_eq!(desk.read(|it| get(it, 2_000)), None, "its neighbour before");
        assert_eq!(desk.read(|it| get(it, 2_002)), None, "its neighbour after");
        assert_eq!(desk.read(|it| first(it, 9)), [2_001], "once");
    }
}

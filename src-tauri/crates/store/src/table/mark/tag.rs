//! Tags: told apart without regard to case, written as they were written first.

use crate::{Connection, Error, Result, Tx};
use rusqlite::params;
use unicode_normalization::UnicodeNormalization;

/// A tag is no longer than this, in characters.
pub const LONGEST: usize = 50;

/// A tag as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagName {
    key: String,
    name: String,
}

impl TagName {
    /// Takes what somebody wrote, without surrounding white space.
    ///
    /// # Errors
    /// [`Error::Unfit`] when nothing is left of it, or too much.
    pub fn parse(text: &str) -> Result<Self> {
        let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = name.nfc().collect();
        if name.is_empty() {
            return Err(Error::Unfit("A tag needs a name.".to_owned()));
        }
        if name.chars().count() > LONGEST {
            return Err(Error::Unfit(format!(
                "A tag may have up to {LONGEST} characters; this one is longer."
            )));
        }
        let key = name.to_lowercase();
        Ok(Self { key, name })
    }

    /// What it is compared by.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Remembers how a tag is written, unless somebody has it already.
pub(crate) fn spell(tx: &Tx<'_>, tag: &TagName) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO mark_tag (tag, name) VALUES (?1, ?2)
         ON CONFLICT DO UPDATE SET name = excluded.name WHERE name <> excluded.name
             AND NOT EXISTS (SELECT 1 FROM mark_person_tag WHERE tag = ?1 AND given = 1)",
    )?
    .execute(params![tag.key, tag.name])?;
    Ok(())
}

/// The tags that candidates have, in alphabetical order, and how many have each.
pub fn in_use(connection: &Connection) -> Result<Vec<(String, u32)>> {
    let mut statement = connection.prepare_cached(
        "SELECT mark_tag.name, used.candidates
         FROM (SELECT tag, count(*) AS candidates FROM person_tag GROUP BY tag) AS used
         JOIN mark_tag ON mark_tag.tag = used.tag ORDER BY used.tag",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_what_was_written_without_the_white_space_around_it() {
        let tag = TagName::parse("  Speaks\n German ").unwrap();
        assert_eq!(
            (tag.key(), tag.name.as_str()),
            ("speaks german", "Speaks German")
        );
    }

    #[test]
    fn a_tag_of_nothing_or_of_a_novel_is_refused_with_a_sentence() {
        let nothing = TagName::parse(" \t").unwrap_err().to_string();
        assert_eq!(nothing, "A tag needs a name.");
        assert!(
            TagName::parse(&"ü".repeat(LONGEST)).is_ok(),
            "characters, not bytes"
        );
        let long = TagName::parse(&"ü".repeat(LONGEST + 1)).unwrap_err();
        assert!(matches!(long, Error::Unfit(_)), "{long:?}");
    }
}

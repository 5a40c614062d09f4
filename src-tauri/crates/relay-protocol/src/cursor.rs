//! Places in an inbox's log.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Epoch;

/// A place in an inbox's log, printed `<epoch>-<seq>`.
///
/// Opaque to clients: they keep the printed form and hand it back. `seq` grows by commit order, so
/// once a reader holds a cursor no event ever appears at or before it. Cursors of two epochs have no
/// order, hence no `Ord` here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// The life of the store that gave this cursor out.
    pub epoch: Epoch,
    /// The sequence number of the last event at or before this place; 0 is before the first.
    pub seq: u64,
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor: <epoch>-<number>")]
pub struct CursorError;

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (epoch, seq) = text.rsplit_once('-').ok_or(CursorError)?;
        // `u64::from_str` takes "+1", and "01" would give one place two names.
        let canonical = seq == "0" || seq.starts_with(|first: char| ('1'..='9').contains(&first));
        if !canonical {
            return Err(CursorError);
        }
        Ok(Self {
            epoch: epoch.parse().map_err(|_| CursorError)?,
            seq: seq.parse().map_err(|_| CursorError)?,
        })
    }
}

impl TryFrom<String> for Cursor {
    type Error = CursorError;

    fn try_from(text: String) -> Result<Self, CursorError> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.epoch, self.seq)
    }
}

/// Where a reader wants to begin: the `after` of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum After {
    /// `after` is left out: from the oldest event that is kept.
    #[default]
    Oldest,
    /// `after=head`: only what comes from now on.
    Head,
    /// `after=<cursor>`: what comes after that place.
    Cursor(Cursor),
}

impl After {
    /// What to put into the query, or nothing if `after` is to be left out.
    #[must_use]
    pub fn to_query(&self) -> Option<String> {
        match self {
            Self::Oldest => None,
            Self::Head => Some("head".to_owned()),
            Self::Cursor(cursor) => Some(cursor.to_string()),
        }
    }
}

impl FromStr for After {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        match text {
            "" => Ok(Self::Oldest),
            "head" => Ok(Self::Head),
            cursor => cursor.parse().map(Self::Cursor),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_is_no_cursor_is_refused() {
        for wrong in [
            "", "-", "k3v9", "k3v9-", "-1", "k3v9-+1", "k3v9-01", "k3/9-1", "k 3-1",
        ] {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong:?} is refused");
        }
    }

    #[test]
    fn after_is_left_out_for_the_oldest_and_says_head_for_the_newest() {
        assert_eq!(After::Oldest.to_query(), None, "nothing to say");
        assert_eq!(
            After::Head.to_query().as_deref(),
            Some("head"),
            "the word of the protocol"
        );
    }

    proptest! {
        #[test]
        fn every_cursor_reads_back_as_printed(epoch in "[A-Za-z0-9_-]{1,64}", seq: u64) {
            let cursor = Cursor { epoch: epoch.parse().unwrap(), seq };
            prop_assert_eq!(&cursor.to_string().parse::<Cursor>().unwrap(), &cursor);
            prop_assert_eq!(
                After::Cursor(cursor.clone()).to_query().unwrap().parse::<After>().unwrap(),
                After::Cursor(cursor)
            );
        }

        #[test]
        fn no_text_makes_the_parser_fail_badly(text in ".{0,40}") {
            if let Ok(cursor) = text.parse::<Cursor>() {
                prop_assert_eq!(cursor.to_string(), text);
            }
        }
    }
}

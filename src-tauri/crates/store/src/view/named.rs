//! Values under the names that a statement gives them, where the statement is put together.

use rusqlite::ToSql;
use rusqlite::types::{Null, ToSqlOutput};

/// One value.
pub(super) enum Named<'a> {
    Text(&'a str),
    Real(f64),
    Whole(i64),
    Nothing,
}

impl ToSql for Named<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Real(number) => number.to_sql(),
            Self::Whole(number) => number.to_sql(),
            Self::Nothing => Null.to_sql(),
        }
    }
}

/// As rusqlite takes them.
pub(super) fn bound<'a>(named: &'a [(&'static str, Named<'a>)]) -> Vec<(&'a str, &'a dyn ToSql)> {
    let each = named.iter();
    each.map(|(name, value)| (*name, value as &dyn ToSql))
        .collect()
}

//! Everything in a cache, as text: two caches are equal when their digests are.

use std::collections::BTreeMap;
use store::{Connection, Result, Store};

/// Rows by table, and the numbers of the facts that notices told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    pub(crate) tables: BTreeMap<String, Vec<String>>,
    pub(crate) told: Vec<i64>,
}

/// Reads a cache.
pub(crate) fn of(store: &Store, told: &[i64]) -> Digest {
    let tables = store.read(|connection| {
        let names = texts(
            connection,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                 AND name NOT LIKE 'search%'",
        )?;
        names
            .into_iter()
            .map(|name| Ok((rows(connection, &select(&name))?, name)))
            .map(|done| done.map(|(rows, name)| (name, rows)))
            .collect()
    });
    Digest {
        tables: tables.unwrap(),
        told: told.to_vec(),
    }
}

impl Digest {
    /// What is different here, in a few lines.
    pub(crate) fn difference(&self, expected: &Self) -> String {
        let mut text = String::new();
        if self.told != expected.told {
            text += &format!("told {:?}, not {:?}\n", self.told, expected.told);
        }
        for (table, rows) in &self.tables {
            let wanted = &expected.tables[table];
            for row in rows.iter().filter(|row| !wanted.contains(row)) {
                text += &format!("{table} has {row}\n");
            }
            for row in wanted.iter().filter(|row| !rows.contains(row)) {
                text += &format!("{table} lacks {row}\n");
            }
            if rows.len() != wanted.len() {
                text += &format!("{table}: {} rows, not {}\n", rows.len(), wanted.len());
            }
        }
        text
    }
}

/// How notices were grouped, and with that when they were shown, depends on how much came at once; so
/// does how often a thing that changes several times is numbered.
fn select(table: &str) -> String {
    match table {
        "outbox" => "SELECT id, event_id, due_at, shown_at IS NOT NULL FROM outbox".to_owned(),
        "change" => "SELECT DISTINCT topic, id FROM change".to_owned(),
        name => format!("SELECT * FROM {name}"),
    }
}

fn rows(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let read = statement.query_map([], |row| {
        let values = (0..columns).map(|at| {
            let value = row.get_ref(at)?;
            // Bodies are bytes, and most of them text all the same.
            let bytes = value.as_str().map(str::as_bytes).or(value.as_blob());
            Ok(match bytes {
                Ok(bytes) => format!("\"{}\"", bytes.escape_ascii()),
                Err(_) => format!("{value:?}"),
            })
        });
        values.collect::<std::result::Result<Vec<_>, _>>()
    })?;
    let mut rows = Vec::new();
    for row in read {
        rows.push(row?.join(" | "));
    }
    rows.sort_unstable();
    Ok(rows)
}

fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let read = statement.query_map([], |row| row.get(0))?;
    Ok(read.collect::<std::result::Result<_, _>>()?)
}

//! Stores the same bytes under the same key, in transactions of the same size, and nothing else.

use std::time::{Duration, Instant};

use bench::webhook;
use rusqlite::Connection;

use super::Common;

/// A relay's page, which the laptop commits as one.
const TOGETHER: usize = 500;

pub(super) fn measure(common: &Common) -> anyhow::Result<Duration> {
    let folder = tempfile::tempdir_in(&common.folder)?;
    let connection = Connection::open(folder.path().join("floor.db"))?;
    let key = bench::filled::key();
    connection.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\";
         PRAGMA journal_mode = wal;
         PRAGMA synchronous = full;
         CREATE TABLE delivery (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;"
    ))?;
    let bodies: Vec<_> = (0..common.events).map(webhook::body).collect();
    let began = Instant::now();
    for page in bodies.chunks(TOGETHER) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for body in page {
            connection
                .prepare_cached("INSERT INTO delivery (body) VALUES (?)")?
                .execute([body.as_bytes()])?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(began.elapsed())
}

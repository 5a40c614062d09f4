//! The floor of the relay's throughput: does nothing but append what is posted to SQLite, committed
//! together, and answers when it is on the disk.

use std::{path::PathBuf, thread};

use anyhow::Context;
use axum::{Router, extract::State, http::StatusCode, routing::post};
use bytes::Bytes;
use rusqlite::Connection;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

/// How many may share one commit.
const TOGETHER: usize = 256;

/// A body, and whom to tell that it is stored.
type Job = (Bytes, oneshot::Sender<()>);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("which folder?")?);
    std::fs::create_dir_all(&folder)?;
    let connection = Connection::open(folder.join("floor.db"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = wal;
         PRAGMA synchronous = full;
         CREATE TABLE event (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;",
    )?;
    let (jobs, waiting) = mpsc::channel(TOGETHER);
    thread::spawn(move || store(&connection, waiting));
    let app = Router::new().route("/", post(take)).with_state(jobs);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!(r#"{{"listening":"{}"}}"#, listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn take(State(jobs): State<mpsc::Sender<Job>>, body: Bytes) -> StatusCode {
    let (stored, is_stored) = oneshot::channel();
    let sent = jobs.send((body, stored)).await;
    match (sent, is_stored.await) {
        (Ok(()), Ok(())) => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Stores until nobody sends any more, or something fails, which whoever waits then notices.
fn store(connection: &Connection, mut waiting: mpsc::Receiver<Job>) -> anyhow::Result<()> {
    let mut batch = Vec::with_capacity(TOGETHER);
    while waiting.blocking_recv_many(&mut batch, TOGETHER) > 0 {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for (body, _) in &batch {
            connection
                .prepare_cached("INSERT INTO event (body) VALUES (?)")?
                .execute([body.as_ref()])?;
        }
        connection.execute_batch("COMMIT")?;
        for (_, stored) in batch.drain(..) {
            // Whoever posted may have gone away.
            let _ = stored.send(());
        }
    }
    Ok(())
}

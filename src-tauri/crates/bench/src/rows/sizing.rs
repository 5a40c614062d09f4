//! What an operator plans with: memory for each laptop that listens, disk for each webhook kept.

use std::path::Path;

use anyhow::{Context, ensure};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::Setting;
use crate::{
    load,
    programs::Relay,
    report::{Budget, Row},
    webhook,
};

pub(super) const NAME: &str = "sizing";
/// Fewer than the file handles that a process may have unasked.
const STREAMS: usize = 500;
const EVENTS: u32 = 10_000;

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let (mut memory, mut disk) = (Vec::new(), Vec::new());
    for _ in 0..setting.runs {
        let folder = setting.folder()?;
        let data = folder.path().to_string_lossy().into_owned();
        let relay = setting.programs.relay(&["--data".to_owned(), data]).await?;
        disk.push(disk_of_a_webhook(&relay, folder.path()).await?);
        // Only Linux tells a process's memory in a file.
        if cfg!(target_os = "linux") {
            memory.push(memory_of_a_stream(&relay).await?);
        }
    }
    let mut rows = vec![Row::plain(
        &format!("{NAME}, disk of a kept webhook, bodies of 358 bytes, SQLite"),
        "bytes",
        disk,
        Budget::AtMost(1500.0),
    )];
    if !memory.is_empty() {
        let what = format!("{NAME}, memory of an open stream");
        rows.push(Row::plain(&what, "KiB", memory, Budget::AtMost(40.0)));
    }
    Ok(rows)
}

async fn disk_of_a_webhook(relay: &Relay, folder: &Path) -> anyhow::Result<f64> {
    let file = folder.join("relay.db");
    let before = settled_size(&file)?;
    let path = relay.ingest_path.clone();
    load::post_all(relay.server.addr, EVENTS, move |number| {
        webhook::request(&path, &webhook::body(number))
    })
    .await?;
    let grown = settled_size(&file)?.saturating_sub(before);
    Ok(grown as f64 / f64::from(EVENTS))
}

/// The size of a store once all of it is in the one file.
fn settled_size(file: &Path) -> anyhow::Result<u64> {
    let connection = rusqlite::Connection::open(file)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(std::fs::metadata(file)?.len())
}

async fn memory_of_a_stream(relay: &Relay) -> anyhow::Result<f64> {
    let before = memory(relay)?;
    let mut streams = Vec::new();
    for _ in 0..STREAMS {
        streams.push(open_stream(relay).await?);
    }
    let grown = memory(relay)?.saturating_sub(before);
    Ok(grown as f64 / streams.len() as f64)
}

/// Opens a stream and waits for its first words.
async fn open_stream(relay: &Relay) -> anyhow::Result<TcpStream> {
    let mut stream = TcpStream::connect(relay.server.addr).await?;
    let (inbox, token) = (&relay.inbox, &relay.token);
    let request = format!(
        "GET /v1/inboxes/{inbox}/events?after=head HTTP/1.1\r\n\
         host: relay\r\n\
         accept: text/event-stream\r\n\
         authorization: Bearer {token}\r\n\
         \r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    while !String::from_utf8_lossy(&answer).contains("retry:") {
        let read = stream.read_buf(&mut answer).await?;
        ensure!(read > 0, "a stream was closed");
    }
    Ok(stream)
}

/// The relay's resident memory, in KiB.
fn memory(relay: &Relay) -> anyhow::Result<u64> {
    let process = relay.server.id().context("the relay has ended")?;
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|rest| rest.split_whitespace().next());
    Ok(number.context("the memory of a process")?.parse()?)
}

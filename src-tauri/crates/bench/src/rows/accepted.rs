//! Webhooks durably accepted, against a bare handler that appends the same bytes to SQLite.

use super::Setting;
use crate::{
    load,
    programs::Server,
    report::{Budget, Row},
    webhook,
};

pub(super) const NAME: &str = "webhooks accepted, SQLite";

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Row> {
    let folder = setting.folder()?;
    let floor = setting.programs.floor(&folder.path().join("floor")).await?;
    let data = folder.path().join("relay").to_string_lossy().into_owned();
    let relay = setting.programs.relay(&["--data".to_owned(), data]).await?;

    let body = webhook::body(0);
    let bare = webhook::request("/", &body)?;
    let posted = webhook::request(&relay.ingest_path, &body)?;
    let ours = async || rate(setting, &relay.server, &posted).await;
    let theirs = async || rate(setting, &floor, &bare).await;
    // Not counted: it makes the files and fills the caches.
    ours().await?;
    theirs().await?;
    let mut runs = Vec::new();
    for run in 0..setting.runs {
        let measured = if run % 2 == 0 {
            let floor = theirs().await?;
            (ours().await?, floor)
        } else {
            (ours().await?, theirs().await?)
        };
        eprintln!("{NAME}: {:.0} against {:.0}", measured.0, measured.1);
        runs.push(measured);
    }
    let against = "axum and SQLite alone, 64 connections";
    Ok(Row::ratio(
        NAME,
        against,
        "a second",
        &runs,
        Budget::AtLeast(0.8),
    ))
}

async fn rate(setting: &Setting, server: &Server, request: &bytes::Bytes) -> anyhow::Result<f64> {
    load::posts_a_second(server.addr, request, setting.time).await
}

//! A laptop that was away reads, applies and commits what has come in, against storing the same
//! bytes under the same key.

use serde::Deserialize;

use super::Setting;
use crate::{
    load,
    report::{Budget, Row},
    webhook,
};

pub(super) const NAME: &str = "backlog of 10,000 webhooks";
const EVENTS: u32 = 10_000;

#[derive(Deserialize)]
struct Took {
    seconds: f64,
}

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Row> {
    let folder = setting.folder()?;
    let data = folder.path().join("relay").to_string_lossy().into_owned();
    let relay = setting.programs.relay(&["--data".to_owned(), data]).await?;
    let path = relay.ingest_path.clone();
    load::post_all(relay.server.addr, EVENTS, move |number| {
        webhook::request(&path, &webhook::body(number))
    })
    .await?;

    let address = format!("http://{}", relay.server.addr);
    let events = EVENTS.to_string();
    let cache = setting.folder.to_string_lossy();
    let common = ["--events", &events, "--folder", &cache];
    let from = [
        "--relay",
        &address,
        "--inbox",
        &relay.inbox,
        "--token",
        &relay.token,
    ];
    let mut runs = Vec::new();
    for _ in 0..setting.runs {
        let floor: Took = setting
            .programs
            .laptop(&[&["floor"], &common[..]].concat())
            .await?;
        let ours: Took = setting
            .programs
            .laptop(&[&["read"], &common[..], &from].concat())
            .await?;
        eprintln!(
            "{NAME}: {:.2} s against {:.2} s",
            ours.seconds, floor.seconds
        );
        runs.push((ours.seconds, floor.seconds));
    }
    let against = "rusqlite storing the same bytes under the same key";
    Ok(Row::ratio(NAME, against, "s", &runs, Budget::AtMost(2.5)))
}

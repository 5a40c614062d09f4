//! What polling costs on a day on which nothing happens.

use serde::Deserialize;

use super::Setting;
use crate::report::{Budget, Row};

pub(super) const NAME: &str = "bytes fetched on a day without news, 10,000 interviews known";
const INTERVIEWS: u32 = 10_000;
const MEGABYTE: f64 = 1e6;

#[derive(Deserialize)]
struct Took {
    requests: u64,
    bytes: f64,
    page: f64,
    minutes: f64,
}

/// Once: nothing in it depends on time.
pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Row> {
    let simulator = setting.programs.simulator(INTERVIEWS).await?;
    let folder = setting.folder.to_string_lossy();
    let interviews = INTERVIEWS.to_string();
    let common = simulator.words(&interviews, &folder);
    let took: Took = setting
        .programs
        .laptop(&[&["day"], &common[..]].concat())
        .await?;
    eprintln!("{NAME}: {} requests", took.requests);
    let pages = took.page * took.minutes;
    let against = "a page of twenty every minute; both packed, as the client counts them, \
                   the clock set on by a minute after each poll";
    Ok(Row::ratio(
        NAME,
        against,
        "MB",
        &[(took.bytes / MEGABYTE, pages / MEGABYTE)],
        // The stand-in answers as the newest API.
        Budget::AtMost(0.001),
    ))
}

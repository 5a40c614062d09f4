//! The app's window with a large cache against an empty window of the same Tauri; what it tells, and
//! what it takes when nobody looks.

use serde::Deserialize;

use super::Setting;
use crate::report::{Budget, Row, median, percentile};

/// All begin alike: `cargo xtask bench` builds the app for these alone.
const START: &str = "window: start to the first paint, 100,000 interviews";
const MEMORY: &str = "window: memory of all processes, list scrolled to its end";
const SCROLLING: &str = "window: the longest frame while scrolling 100,000 rows";
const TOLD: &str = "window: post at the relay to notification on the session bus";
const IDLE: &str = "window: processor while closed, relay connected";
pub(super) const NAMES: [&str; 5] = [START, MEMORY, SCROLLING, TOLD, IDLE];

const INTERVIEWS: u32 = 100_000;
const EVENTS: u32 = 30;
const IDLE_SECONDS: u32 = 300;

#[derive(Deserialize)]
struct Windows {
    desk: Vec<Shown>,
    empty: Vec<Shown>,
}

#[derive(Deserialize)]
struct Shown {
    start_ms: f64,
    memory_kib: f64,
    frames_ms: Vec<f64>,
}

#[derive(Deserialize)]
struct Told {
    millis: Vec<f64>,
}

#[derive(Deserialize)]
struct Idle {
    share: f64,
}

pub(super) async fn measure(setting: &Setting, only: &str) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let is_wanted = |name: &str| name.contains(only);
    if [START, MEMORY, SCROLLING].into_iter().any(is_wanted) {
        rows.extend(shown(setting).await?);
    }
    if is_wanted(TOLD) {
        rows.extend(told(setting).await?);
    }
    if is_wanted(IDLE) {
        rows.push(idle(setting).await?);
    }
    Ok(rows)
}

async fn shown(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let (interviews, runs) = (INTERVIEWS.to_string(), setting.runs.to_string());
    let folder = setting.folder.to_string_lossy();
    let words = ["window", "--interviews", &interviews, "--runs", &runs];
    let took: Windows = setting
        .programs
        .desk(&[&words[..], &["--folder", &folder]].concat())
        .await?;
    let both = |of: fn(&Shown) -> f64, floor: fn(&Shown) -> f64| -> Vec<(f64, f64)> {
        let floors = took.empty.iter().map(floor);
        took.desk.iter().map(of).zip(floors).collect()
    };
    let empty = "an empty window";
    let starts = both(|it| it.start_ms, |it| it.start_ms);
    let memory = both(|it| it.memory_kib / 1024.0, |it| it.memory_kib / 1024.0);
    let frames = both(
        |it| percentile(it.frames_ms.clone(), 1.0),
        |it| median(it.frames_ms.clone()),
    );
    let usual = "an empty page's usual frame";
    Ok(vec![
        Row::ratio(START, empty, "ms", &starts, Budget::AtMost(1.25)),
        Row::ratio(MEMORY, empty, "MiB", &memory, Budget::AtMost(1.3)),
        Row::ratio(SCROLLING, usual, "ms", &frames, Budget::AtMost(2.0)),
    ])
}

async fn told(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let events = EVENTS.to_string();
    let folder = setting.folder.to_string_lossy();
    let words = ["told", "--events", &events, "--folder", &folder];
    let took: Told = setting.programs.desk(&words).await?;
    let row = |which: &str, share, most| {
        let figure = percentile(took.millis.clone(), share);
        let name = format!("{TOLD}, {which}");
        Row::plain(&name, "ms", vec![figure], Budget::AtMost(most))
    };
    Ok(vec![row("p50", 0.5, 25.0), row("p99", 0.99, 100.0)])
}

async fn idle(setting: &Setting) -> anyhow::Result<Row> {
    let seconds = IDLE_SECONDS.to_string();
    let folder = setting.folder.to_string_lossy();
    let words = ["idle", "--seconds", &seconds, "--folder", &folder];
    let took: Idle = setting.programs.desk(&words).await?;
    let percent = vec![took.share * 100.0];
    Ok(Row::plain(
        IDLE,
        "% of a core",
        percent,
        Budget::AtMost(0.3),
    ))
}

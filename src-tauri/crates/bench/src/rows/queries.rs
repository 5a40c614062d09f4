//! What is asked of a large cache: search as one types, and the screens.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Setting;
use crate::report::{Budget, Row, percentile};

pub(super) const NAME: &str = "queries, 100,000 interviews";
const INTERVIEWS: u32 = 100_000;
/// The one screen that reads everything there is, and is drawn while one waits.
const FIGURES: &str = "the figures of all time";

#[derive(Deserialize)]
struct Took {
    typed: Vec<Typed>,
    screens: Vec<Screens>,
}

#[derive(Deserialize)]
struct Typed {
    ours: Vec<f64>,
    floor: Vec<f64>,
}

/// How long each screen's questions took, in milliseconds, by the screen's name.
type Screens = BTreeMap<String, Vec<f64>>;

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let interviews = INTERVIEWS.to_string();
    let runs = setting.runs.to_string();
    let folder = setting.folder.to_string_lossy();
    let words = ["queries", "--interviews", &interviews, "--runs", &runs];
    let words = [&words[..], &["--folder", &folder]].concat();
    let took: Took = setting.programs.laptop(&words).await?;
    let p99 = |values: &Vec<f64>| percentile(values.clone(), 0.99);
    let typed = took.typed.iter();
    let typed: Vec<(f64, f64)> = typed.map(|one| (p99(&one.ours), p99(&one.floor))).collect();
    let ours = typed.iter().map(|run| run.0).collect();
    let search = format!("{NAME}: search as one types, p99");
    let bare = "the bare FTS5 query on the same file";
    let mut rows = vec![
        Row::ratio(&search, bare, "ms", &typed, Budget::AtMost(1.5)),
        Row::plain(&search, "ms", ours, Budget::AtMost(30.0)),
    ];
    let screens: BTreeSet<&String> = took.screens.iter().flat_map(BTreeMap::keys).collect();
    rows.extend(screens.into_iter().map(|screen| {
        let runs = took.screens.iter().filter_map(|run| run.get(screen));
        let name = format!("{NAME}: {screen}, p99");
        let most = if screen == FIGURES { 500.0 } else { 10.0 };
        Row::plain(&name, "ms", runs.map(p99).collect(), Budget::AtMost(most))
    }));
    Ok(rows)
}

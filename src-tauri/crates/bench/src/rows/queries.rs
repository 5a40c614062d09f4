//! What is asked of a large cache: search as one types, and the screens.

use serde::Deserialize;

use super::Setting;
use crate::report::{Budget, Row, percentile};

pub(super) const NAME: &str = "queries, 100,000 interviews";
const INTERVIEWS: u32 = 100_000;

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

#[derive(Deserialize)]
struct Screens {
    board: Vec<f64>,
    list: Vec<f64>,
    candidate: Vec<f64>,
    people: Vec<f64>,
}

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
    let screen = |name: &str, of: fn(&Screens) -> &Vec<f64>| {
        let runs = took.screens.iter().map(|one| p99(of(one))).collect();
        let name = format!("{NAME}: {name}, p99");
        Row::plain(&name, "ms", runs, Budget::AtMost(10.0))
    };
    Ok(vec![
        Row::ratio(&search, bare, "ms", &typed, Budget::AtMost(1.5)),
        Row::plain(&search, "ms", ours, Budget::AtMost(30.0)),
        screen("a board", |one| &one.board),
        screen("a list", |one| &one.list),
        screen("a candidate's page", |one| &one.candidate),
        screen("the table of everyone", |one| &one.people),
    ])
}

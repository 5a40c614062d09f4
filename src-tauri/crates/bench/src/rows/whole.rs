//! The first synchronisation, and what the cache takes after it.

use serde::Deserialize;

use super::Setting;
use crate::{
    programs::{Programs, Simulator},
    report::{Budget, Row},
};

pub(super) const NAME: &str = "first synchronisation of 10,000 interviews";
const INTERVIEWS: u32 = 10_000;
const MEGABYTE: f64 = 1e6;

/// What one side took.
#[derive(Clone, Copy, Deserialize)]
struct Took {
    seconds: f64,
    bytes: f64,
}

pub(super) async fn measure(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let simulator = setting.programs.simulator(INTERVIEWS).await?;
    let folder = setting.folder.to_string_lossy();
    let programs = &setting.programs;
    let ask = async |what: &[&str]| took(programs, &simulator, &folder, what).await;
    let json = ask(&["pages", "--unpacked"]).await?;
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for _ in 0..setting.runs {
        let floor = ask(&["pages"]).await?;
        let ours = ask(&["whole"]).await?;
        eprintln!(
            "{NAME}: {:.2} s against {:.2} s, {:.1} MB of {:.1} MB",
            ours.seconds,
            floor.seconds,
            ours.bytes / MEGABYTE,
            json.bytes / MEGABYTE
        );
        times.push((ours.seconds, floor.seconds));
        sizes.push((ours.bytes / MEGABYTE, json.bytes / MEGABYTE));
    }
    let pages = "fetching the same pages, four at once, and throwing them away";
    Ok(vec![
        Row::ratio(NAME, pages, "s", &times, Budget::AtMost(1.5)),
        Row::ratio(
            &format!("{NAME}, the cache's file"),
            "the JSON that the API sent, unpacked",
            "MB",
            &sizes,
            Budget::AtMost(0.08),
        ),
    ])
}

async fn took(
    programs: &Programs,
    simulator: &Simulator,
    folder: &str,
    what: &[&str],
) -> anyhow::Result<Took> {
    let interviews = INTERVIEWS.to_string();
    let common = simulator.words(&interviews, folder);
    programs.laptop(&[what, &common].concat()).await
}

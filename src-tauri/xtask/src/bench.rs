//! Speed as ratios: builds the programs as they ship and has the package `bench` measure them.

use clap::Args;

use crate::project::Project;
use crate::{nats, tools};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// Ends with the report as one line of JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Only rows whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How often each side of a row runs
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: u32,
}

impl Options {
    /// Whether a row needs the app's window, which takes longest to build.
    fn wants_window(&self) -> bool {
        let text = self.only.as_deref().unwrap_or("window");
        text.starts_with("window")
    }
}

/// The app with its page, an empty window, and who opens them.
fn build_window(project: &Project) -> anyhow::Result<()> {
    tools::install_tauri_driver(project)?;
    tools::build_ui(project)?;
    let windows = ["--bins", "--example", "empty-window", "--features", "bench"];
    let build = ["build", "--release", "--package", "ribbon-desk"];
    let shell = project.shell();
    shell.run("cargo", &[&build[..], &windows].concat())?;
    let opener = [
        "build",
        "--release",
        "--package",
        "bench",
        "--bin",
        "bench-desk",
    ];
    shell.run("cargo", &opener)
}

/// Measures every row, both sides in turn, and writes `target/bench/report.json`.
///
/// # Errors
/// When something does not build or run, or a budget is not met.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let server = nats::fetch(project)?;
    let shell = project.shell();
    let build = ["build", "--release", "--package", "bench"];
    // The relay and what it is measured against with the SQLite that the relay ships with. Built
    // together with the laptop's side both would get the laptop's encrypting one.
    let relay_side = ["--package", "ribbon-relay", "--no-default-features"];
    shell.run("cargo", &[&build[..], &relay_side].concat())?;
    shell.run("cargo", &[&build[..], &["--bin", "bench-laptop"]].concat())?;
    shell.run("cargo", &["build", "--release", "--package", "ribbon-sim"])?;
    if options.wants_window() {
        build_window(project)?;
    }

    let folder = project.target().join("bench");
    let folder = folder.to_string_lossy();
    let programs = project.target().join("release");
    let bench = programs.join(format!("bench{}", std::env::consts::EXE_SUFFIX));
    let programs = programs.to_string_lossy();
    let server = server.to_string_lossy();
    let runs = options.runs.to_string();
    let mut arguments = vec!["--folder", &folder, "--programs", &programs];
    arguments.extend(["--nats-server", &server, "--runs", &runs]);
    if let Some(only) = &options.only {
        arguments.extend(["--only", only]);
    }
    if options.json {
        arguments.push("--json");
    }
    shell.run(bench, &arguments)
}

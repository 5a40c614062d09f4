//! Measures every row and says whether the budgets are met; `cargo xtask bench` builds and runs it.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Context;
use bench::{
    programs::Programs,
    report::Report,
    rows::{self, Setting},
};
use clap::Parser;

#[derive(Parser)]
struct Options {
    /// Where the built programs lie
    #[arg(long)]
    programs: PathBuf,
    /// The NATS server to use
    #[arg(long)]
    nats_server: PathBuf,
    /// Where to write the report, and the files that are measured
    #[arg(long)]
    folder: PathBuf,
    /// How often each side of a row runs
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// How long each run of a row that counts takes, in seconds
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Only rows whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// Prints the report as one line of JSON
    #[arg(long)]
    json: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    // Several TLS libraries may be linked in, and none is used here; one must be meant all the same.
    let _already = rustls::crypto::ring::default_provider().install_default();
    std::fs::create_dir_all(&options.folder)
        .with_context(|| format!("making {}", options.folder.display()))?;
    let setting = Setting {
        programs: Programs {
            folder: options.programs,
        },
        nats_server: options.nats_server,
        folder: options.folder,
        runs: options.runs,
        time: Duration::from_secs(options.seconds),
    };
    let report = Report::of(rows::measure(&setting, &options.only).await?);
    let json = serde_json::to_string(&report)?;
    let file = setting.folder.join("report.json");
    std::fs::write(&file, &json).with_context(|| format!("writing {}", file.display()))?;
    if options.json {
        println!("{json}");
    } else {
        print!("{}", report.table());
        println!("written to {}", file.display());
    }
    let all_met = report.rows.iter().all(|row| row.is_met);
    Ok(if all_met {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

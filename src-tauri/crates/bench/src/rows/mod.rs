//! One file a row of the report.

mod accepted;
mod backlog;
mod day;
mod notice;
mod queries;
mod replicated;
mod sizing;
mod whole;
mod window;

use std::{path::PathBuf, time::Duration};

use crate::{programs::Programs, report::Row};

/// Where and how to measure.
pub struct Setting {
    /// The programs.
    pub programs: Programs,
    /// `nats-server`.
    pub nats_server: PathBuf,
    /// A folder on the disk that is to be measured.
    pub folder: PathBuf,
    /// How often each side runs.
    pub runs: u32,
    /// How long each run of a row that counts takes.
    pub time: Duration,
}

impl Setting {
    /// An empty folder that is gone when dropped.
    fn folder(&self) -> std::io::Result<tempfile::TempDir> {
        tempfile::tempdir_in(&self.folder)
    }
}

/// Measures the rows whose name contains `only`.
///
/// # Errors
/// When anything fails; a budget that is not met is none.
pub async fn measure(setting: &Setting, only: &str) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    if accepted::NAME.contains(only) {
        rows.push(accepted::measure(setting).await?);
    }
    if replicated::NAME.contains(only) {
        rows.push(replicated::measure(setting).await?);
    }
    if backlog::NAME.contains(only) {
        rows.push(backlog::measure(setting).await?);
    }
    if notice::NAME.contains(only) {
        rows.extend(notice::measure(setting).await?);
    }
    if whole::NAME.contains(only) {
        rows.extend(whole::measure(setting).await?);
    }
    if day::NAME.contains(only) {
        rows.push(day::measure(setting).await?);
    }
    if queries::NAME.contains(only) {
        rows.extend(queries::measure(setting).await?);
    }
    if sizing::NAME.contains(only) {
        rows.extend(sizing::measure(setting).await?);
    }
    if window::NAMES.iter().any(|name| name.contains(only)) {
        rows.extend(window::measure(setting, only).await?);
    }
    Ok(rows)
}

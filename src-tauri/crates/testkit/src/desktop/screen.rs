//! A screen that nobody sees.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::process::Command;

use crate::processes::Process;
use crate::programs;

const START: Duration = Duration::from_secs(30);

/// How many points a screen has: across and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: u16,
    /// Down.
    pub height: u16,
}

impl Size {
    /// As the app's window has it by itself.
    pub const USUAL: Self = Self {
        width: 1280,
        height: 800,
    };
}

/// Starts a screen on the first free display; gives its name, such as `:99`.
pub(super) async fn start(folder: &Path, size: Size) -> anyhow::Result<(Process, String)> {
    let mut command = Command::new("Xvfb");
    let size = format!("{}x{}x24", size.width, size.height);
    command.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &size]);
    let log = folder.join("xvfb.log");
    let (screen, number) = Process::start_and_read_line("Xvfb", command, &log, START).await?;
    Ok((screen, format!(":{number}")))
}

/// Writes what the screen shows as a PNG file.
pub(super) async fn picture(display: &str, to: &Path) -> anyhow::Result<()> {
    let output = Command::from(picture_command(display, to)).output().await;
    check(&output.context("cannot start ImageMagick's import")?)
}

/// Pictures the screen for whoever looks into a failed test; gives the file. Waits for it, as there
/// is nothing to wait with when a test is being torn down.
pub(crate) fn picture_of_failure(display: &str) -> anyhow::Result<PathBuf> {
    let folder = programs::target_folder()?.join("failed");
    std::fs::create_dir_all(&folder)?;
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("test").replace("::", "-");
    let path = folder.join(test).with_extension("png");
    check(&picture_command(display, &path).output()?)?;
    Ok(path)
}

fn picture_command(display: &str, to: &Path) -> std::process::Command {
    let mut command = std::process::Command::new("import");
    command
        .args(["-display", display, "-window", "root"])
        .arg(to);
    command
}

fn check(output: &Output) -> anyhow::Result<()> {
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "no picture: {errors}");
    Ok(())
}

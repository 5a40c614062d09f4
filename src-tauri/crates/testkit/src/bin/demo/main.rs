//! The demo: the app beside a simulated Ribbon in which something happens every few seconds and whose
//! webhooks a relay keeps while the laptop sleeps; in a window, or headless with a report of what
//! flowed. `cargo xtask demo` builds and starts it.

mod gallery;
mod headless;
mod ledger;
mod nap;
mod report;
mod ribbon;
mod stage;
mod told;
mod windowed;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, ensure};
use clap::Parser;

#[derive(Parser)]
#[command(about = "Shows Ribbon Desk at work against a simulated Ribbon")]
struct Arguments {
    /// The folder for everything that the demo leaves
    #[arg(long)]
    home: PathBuf,
    /// In a session of its own, with a report and screenshots
    #[arg(long)]
    headless: bool,
    /// Pictures of every screen into this folder, compared with those that lie there
    #[arg(long, value_name = "FOLDER")]
    gallery: Option<PathBuf>,
    /// How long to run headless, in seconds
    #[arg(long, default_value_t = 40)]
    seconds: u64,
    /// Keeps what an earlier run has left instead of beginning anew
    #[arg(long)]
    keep: bool,
    /// Opens the window with this Tauri command line's `dev` instead of the built app
    #[arg(long)]
    tauri_dev: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Whatever ends the demo drops what it has started, and ends that with it.
    let done = tokio::select! {
        done = run(&arguments) => done,
        stopped = told_to_stop() => stopped.and_then(|()| {
            let is_watched = !arguments.headless && arguments.gallery.is_none();
            ensure!(is_watched, "it was stopped before its end");
            Ok(())
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if let Some(gallery) = &arguments.gallery {
        return gallery::run(gallery).await;
    }
    let folder = prepare(&arguments.home, arguments.keep)?;
    if arguments.headless {
        headless::run(&folder, Duration::from_secs(arguments.seconds)).await
    } else {
        windowed::run(&folder, arguments.tauri_dev.as_deref()).await
    }
}

fn prepare(folder: &Path, keep: bool) -> anyhow::Result<PathBuf> {
    if folder.exists() && !keep {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("clearing {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    folder.canonicalize().context("the demo's folder")
}

/// Waits for Ctrl-C or its like.
async fn told_to_stop() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut hang_up = signal(SignalKind::hangup())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => {}
            _ = hang_up.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}

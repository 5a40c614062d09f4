//! The app's window, on a screen and a bus of its own, and the same with an empty window.

mod idle;
mod processes;
mod scroll;
mod told;
mod window;

use std::path::PathBuf;

use clap::{Args, Parser};

/// Prints one JSON object with what it measured.
#[derive(Parser)]
enum Options {
    /// Opens both windows in turn: how soon they show something, how they scroll, what they hold
    Window {
        #[command(flatten)]
        common: Common,
        /// How many interviews are in the cache
        #[arg(long)]
        interviews: usize,
        /// How often each is opened
        #[arg(long)]
        runs: u32,
    },
    /// Posts webhooks one by one and waits for each one's notification on the session's bus
    Told {
        #[command(flatten)]
        common: Common,
        /// How many
        #[arg(long)]
        events: u32,
    },
    /// Closes the window and looks on
    Idle {
        #[command(flatten)]
        common: Common,
        /// For so long
        #[arg(long)]
        seconds: u64,
    },
}

#[derive(Args)]
struct Common {
    /// Where the app's home is to lie
    #[arg(long)]
    folder: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // One must be meant, although nothing here is encrypted.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let measured = match Options::parse() {
        Options::Window {
            common,
            interviews,
            runs,
        } => window::measure(&common.folder, interviews, runs).await?,
        Options::Told { common, events } => told::measure(&common.folder, events).await?,
        Options::Idle { common, seconds } => idle::measure(&common.folder, seconds).await?,
    };
    println!("{measured}");
    Ok(())
}

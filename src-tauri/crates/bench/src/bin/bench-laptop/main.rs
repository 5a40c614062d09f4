//! The laptop's side of what is measured, and the same with nothing but a library.

mod day;
mod floor;
mod laptop;
mod live;
mod pages;
mod read;
mod screens;
mod typed;
mod whole;

use std::path::{Path, PathBuf};

use bench::filled;
use clap::{Args, Parser};
use ribbon_api::{ApiKey, Client};
use serde_json::Value;

/// Prints one JSON object with what it measured.
#[derive(Parser)]
enum Options {
    /// Reads a relay's log from its beginning
    Read {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        relay: Relay,
    },
    /// Listens while webhooks are posted one by one
    Live {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        relay: Relay,
        /// The path to post to
        #[arg(long)]
        post_to: String,
    },
    /// Stores the same bytes with nothing but rusqlite
    Floor(Common),
    /// Synchronises with Ribbon for the first time
    Whole(Ribbon),
    /// Fetches the same pages and throws them away
    Pages {
        #[command(flatten)]
        ribbon: Ribbon,
        /// As plain JSON
        #[arg(long)]
        unpacked: bool,
    },
    /// Polls for a day on which nothing happens
    Day(Ribbon),
    /// Fills a cache, searches in it and asks what the screens ask
    Queries {
        /// How many interviews
        #[arg(long)]
        interviews: usize,
        /// How often each side is measured
        #[arg(long)]
        runs: u32,
        /// Where the cache is to lie
        #[arg(long)]
        folder: PathBuf,
    },
}

#[derive(Args)]
struct Common {
    /// How many webhooks
    #[arg(long)]
    events: u32,
    /// Where the cache is to lie
    #[arg(long)]
    folder: PathBuf,
}

/// Where to read.
#[derive(Args)]
struct Relay {
    /// The relay's address
    #[arg(long)]
    relay: url::Url,
    /// The inbox
    #[arg(long)]
    inbox: String,
    /// The device's token
    #[arg(long)]
    token: String,
}

/// Whom to ask.
#[derive(Args)]
struct Ribbon {
    /// The address of Ribbon's API
    #[arg(long)]
    ribbon: url::Url,
    /// Its key
    #[arg(long)]
    key: String,
    /// How many interviews there are
    #[arg(long)]
    interviews: u32,
    /// Where the cache is to lie
    #[arg(long)]
    folder: PathBuf,
}

impl Ribbon {
    fn client(&self) -> Result<Client, ribbon_api::Error> {
        Client::new(&self.ribbon, ApiKey::new(&self.key))
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // One must be meant, although nothing here is encrypted.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let measured = match Options::parse() {
        Options::Read { common, relay } => {
            let seconds = read::measure(&common, &relay).await?.as_secs_f64();
            serde_json::json!({ "seconds": seconds })
        }
        Options::Live {
            common,
            relay,
            post_to,
        } => {
            let millis = live::measure(&common, &relay, &post_to).await?;
            serde_json::json!({ "millis": millis })
        }
        Options::Floor(common) => {
            let seconds = floor::measure(&common)?.as_secs_f64();
            serde_json::json!({ "seconds": seconds })
        }
        Options::Whole(ribbon) => whole::measure(&ribbon).await?,
        Options::Pages { ribbon, unpacked } => pages::measure(&ribbon, unpacked).await?,
        Options::Day(ribbon) => day::measure(&ribbon).await?,
        Options::Queries {
            interviews,
            runs,
            folder,
        } => queries(interviews, runs, &folder)?,
    };
    println!("{measured}");
    Ok(())
}

/// One cache for all, since filling it takes longer than asking it anything.
fn queries(interviews: usize, runs: u32, folder: &Path) -> anyhow::Result<Value> {
    let folder = tempfile::tempdir_in(folder)?;
    let talks = filled::talks()?;
    let store = filled::cache(folder.path(), &talks, interviews)?;
    let typed = (0..runs).map(|_| typed::measure(&store, &talks));
    let typed = typed.collect::<anyhow::Result<Vec<_>>>()?;
    let screens = (0..runs).map(|_| screens::measure(&store));
    let screens = screens.collect::<anyhow::Result<Vec<_>>>()?;
    Ok(serde_json::json!({ "typed": typed, "screens": screens }))
}

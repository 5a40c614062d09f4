//! The laptop's side of what is measured: reading a relay, and storing the same bytes without one.

mod floor;
mod laptop;
mod live;
mod read;

use std::path::PathBuf;

use clap::{Args, Parser};

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

/// The cache's key, 32 bytes in hexadecimal digits.
fn key() -> String {
    "5a".repeat(32)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
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
    };
    println!("{measured}");
    Ok(())
}

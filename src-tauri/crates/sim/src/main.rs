//! `ribbon-sim serve`: the stand-in as a program.

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use ribbon_sim::{Api, Config, Fault, Order, Sim};
use tracing_subscriber::EnvFilter;

/// A stand-in for Ribbon's API and webhooks.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves until it is interrupted; prints one line of JSON when ready.
    Serve(Serve),
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:9797")]
    listen: SocketAddr,
    /// Everything generated follows from this number.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// How many interview flows there are.
    #[arg(long, default_value_t = 6)]
    flows: usize,
    /// How many interviews there are.
    #[arg(long, default_value_t = 400)]
    interviews: usize,
    /// Which of Ribbon's API descriptions the answers follow: 2026-04, latest, or mixed, in which each
    /// request is answered by one of the two.
    #[arg(long, default_value = "latest")]
    api: Api,
    /// Where new interviews appear: newest-first, oldest-first or shuffled.
    #[arg(long, default_value = "newest-first")]
    order: Order,
    /// The key to present as `Authorization: Bearer KEY`; by default a UUID that follows from the seed.
    #[arg(long)]
    api_key: Option<String>,
    /// Where webhooks are sent; none are sent without it.
    #[arg(long)]
    webhook_url: Option<String>,
    /// Signs the webhooks.
    #[arg(long)]
    webhook_secret: Option<String>,
    /// Where the webhooks of flows without a URL of their own are sent; one of the flows then has none.
    #[arg(long)]
    org_webhook_url: Option<String>,
    /// Signs the webhooks to the organisation's URL.
    #[arg(long)]
    org_webhook_secret: Option<String>,
    /// How many things happen by themselves each minute.
    #[arg(long, default_value_t = 0)]
    events_per_minute: u32,
    /// What goes wrong, comma-separated, each with an optional share such as `error500=0.5`: latency,
    /// error500, rate429, timeout, duplicate, reorder, drop, truncate, media403, refused,
    /// lost.
    #[arg(long, default_value = "")]
    faults: String,
    /// After how many seconds an interview completed by `/sim/complete` has its video; 0 leaves that to
    /// `/sim/video`.
    #[arg(long, default_value_t = 4)]
    video_delay: u64,
}

impl Serve {
    fn config(self) -> Result<Config, ribbon_sim::Error> {
        Ok(Config {
            listen: self.listen,
            seed: self.seed,
            flows: self.flows,
            interviews: self.interviews,
            api: self.api,
            order: self.order,
            api_key: self.api_key,
            webhook_url: self.webhook_url,
            webhook_secret: self.webhook_secret,
            org_webhook_url: self.org_webhook_url,
            org_webhook_secret: self.org_webhook_secret,
            events_per_minute: self.events_per_minute,
            faults: Fault::parse_list(&self.faults)?,
            video_delay: (self.video_delay > 0).then(|| Duration::from_secs(self.video_delay)),
            ..Config::default()
        })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let Command::Serve(serve) = Cli::parse().command;
    let running = Sim::start(serve.config()?).await?;
    let ready = serde_json::json!({ "listening": running.base_url, "api_key": running.api_key });
    let mut out = std::io::stdout();
    writeln!(out, "{ready}")
        .and_then(|()| out.flush())
        .context("cannot say that it is ready")?;
    interrupted().await?;
    running.shutdown().await;
    Ok(())
}

/// Waits for the request to end.
async fn interrupted() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            ended = tokio::signal::ctrl_c() => ended?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}

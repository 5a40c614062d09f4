//! What the demo plays on: Ribbon, a relay that keeps its webhooks, and the app's ways to both, which
//! can be closed.

use std::path::Path;

use anyhow::{Context, bail};
use testkit::desk::Launch;
use testkit::gate::Gate;
use testkit::processes::Process;
use testkit::relay::{self, Inbox};
use testkit::simulator::Simulator;

use crate::ribbon;

/// Ribbon, the relay's inbox, and how the app is started.
pub(crate) struct Stage {
    pub(crate) ribbon: Simulator,
    pub(crate) inbox: Inbox,
    pub(crate) launch: Launch,
    to_ribbon: Gate,
    to_relay: Gate,
}

impl Stage {
    /// Starts everything but the app; what it leaves lies in `folder`. The relay's process is given
    /// apart, to be watched.
    ///
    /// # Errors
    /// When something does not come up.
    pub(crate) async fn set(folder: &Path) -> anyhow::Result<(Process, Self)> {
        let (relay, inbox) = relay::start(folder, ribbon::WEBHOOK_SECRET).await?;
        let ribbon = ribbon::start(folder, &inbox.ingest_url()).await?;
        println!("A simulated Ribbon listens at {}.", ribbon.url());
        println!(
            "It posts its webhooks to a relay at http://{}, which the app reads.",
            inbox.relay()
        );
        let to_ribbon = Gate::start(ribbon.addr()?).await?;
        let to_relay = Gate::start(inbox.relay()).await?;
        let token = inbox.add_device("The demo's laptop").await?;
        let launch = Launch::new(folder, &format!("http://{}", to_ribbon.addr))?
            .with_api_key(ribbon.api_key())?
            .with_relay(inbox.url_by(to_relay.addr), &token)?;
        let stage = Self {
            ribbon,
            inbox,
            launch,
            to_ribbon,
            to_relay,
        };
        Ok((relay, stage))
    }

    /// Takes the laptop off the net.
    pub(crate) fn sleep(&self) {
        self.to_relay.close();
        self.to_ribbon.close();
    }

    /// Puts it back.
    pub(crate) fn wake(&self) {
        self.to_relay.open();
        self.to_ribbon.open();
    }
}

/// Does `work` as long as the relay runs.
///
/// # Errors
/// The work's own, and when the relay ends before it.
pub(crate) async fn beside<T>(
    mut relay: Process,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    tokio::select! {
        biased;
        ended = relay.wait() => {
            let status = ended.context("waiting for the relay")?;
            bail!("the relay ended before the demo did ({status}); it said:\n{}", relay.log_end())
        }
        done = work => done,
    }
}

//! States that are seldom seen: the first synchronisation, a relay that is away, a key that is refused.

use std::net::SocketAddr;

use testkit::desk::{Desk, Launch};
use testkit::gate::Gate;
use testkit::relay;
use testkit::simulator::Simulator;

use super::{Hall, SECRET, SOON, launch};

/// What each screen says while there is nothing to show yet.
const EMPTY: [&str; 4] = ["inbox", "pipeline", "people", "insights"];
/// Well formed, and nobody's.
const WRONG_KEY: &str = "00000000-0000-4000-8000-000000000000";

impl Hall<'_> {
    pub(super) async fn states(&self, ribbon: &Simulator) -> anyhow::Result<()> {
        self.first_sync(ribbon).await?;
        self.key_refused(ribbon).await?;
        self.stale(ribbon).await
    }

    /// Ribbon takes its time: nothing has come in yet.
    async fn first_sync(&self, ribbon: &Simulator) -> anyhow::Result<()> {
        let gate = Gate::start(ribbon.addr()?).await?;
        gate.close();
        let launch = launch(self.desktop, "first-sync", ribbon)?
            .with_api_key(ribbon.api_key())?
            .at(&behind(ribbon, gate.addr)?);
        let desk = self.open_in(launch, "first_sync").await?;
        for screen in EMPTY {
            desk.go_to(&format!("#/{screen}")).await?;
            self.picture(&desk, &format!("first-sync-{screen}")).await?;
        }
        desk.close().await.map(|_| ())
    }

    /// The key was revoked: a banner leads to where a new one is entered.
    async fn key_refused(&self, ribbon: &Simulator) -> anyhow::Result<()> {
        let launch = launch(self.desktop, "refused", ribbon)?.with_api_key(WRONG_KEY)?;
        let desk = self.open_in(launch, "attention").await?;
        desk.go_to("#/inbox").await?;
        self.picture(&desk, "key-refused-inbox").await?;
        self.with_details(&desk, "key-refused-details").await?;
        desk.close().await.map(|_| ())
    }

    /// The relay went away after it was read: what was known then is shown, and since when.
    async fn stale(&self, ribbon: &Simulator) -> anyhow::Result<()> {
        let (relay, inbox) = relay::start(self.desktop.folder(), SECRET).await?;
        let token = inbox.add_device("gallery").await?;
        let launch = launch(self.desktop, "stale", ribbon)?
            .with_api_key(ribbon.api_key())?
            .with_relay(inbox.url_by(inbox.relay()), &token)?;
        let desk = self.open_in(launch, "live").await?;
        drop(relay);
        let gone = "[data-sync-state=polling]";
        desk.window().wait_for_element(gone, SOON).await?;
        desk.go_to("#/settings/sources").await?;
        self.picture(&desk, "stale-sources").await?;
        desk.go_to("#/inbox").await?;
        self.with_details(&desk, "stale-details").await?;
        desk.close().await.map(|_| ())
    }

    async fn open_in(&self, launch: Launch, state: &str) -> anyhow::Result<Desk> {
        let desk = Desk::open(self.desktop, launch).await?;
        let line = format!("[data-sync-state={state}]");
        desk.window().wait_for_element(&line, SOON).await?;
        Ok(desk)
    }

    /// With what the line about synchronisation opens.
    async fn with_details(&self, desk: &Desk, name: &str) -> anyhow::Result<()> {
        let line = desk.window().wait_for_element("[data-sync-state]", SOON);
        line.await?.click().await?;
        let dialog = desk.window().wait_for_element("[role=dialog]", SOON);
        dialog.await?;
        self.picture(desk, name).await
    }
}

/// Ribbon's address as it is reached through a gate.
fn behind(ribbon: &Simulator, gate: SocketAddr) -> anyhow::Result<String> {
    let direct = ribbon.addr()?.to_string();
    Ok(ribbon.url().replace(&direct, &gate.to_string()))
}

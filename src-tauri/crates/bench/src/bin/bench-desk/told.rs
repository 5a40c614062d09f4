//! From a webhook's first byte at the relay to its notification on the session's bus, in the app.

use std::path::Path;
use std::time::{Duration, Instant};

use bench::{load::Poster, webhook};
use domain::notification::BURST;
use serde_json::{Value, json};
use testkit::desk::{Desk, Launch};
use testkit::desktop::DesktopSession;
use testkit::relay;
use testkit::simulator::Simulator;

const SOON: Duration = Duration::from_secs(30);
/// Nothing but what is posted happens.
const HOURLY: u64 = 3_600;
const FEW: &[&str] = &["--flows", "1", "--interviews", "5"];

/// Gives how long each took, in milliseconds.
pub(super) async fn measure(folder: &Path, events: u32) -> anyhow::Result<Value> {
    let folder = tempfile::tempdir_in(folder)?;
    let desktop = DesktopSession::start().await?;
    let (_relay, inbox) = relay::start(folder.path(), webhook::SECRET).await?;
    let _ribbon_and_desk = open(folder.path(), &desktop, &inbox).await?;
    let mut poster = Poster::connect(inbox.relay()).await?;
    let mut took = Vec::new();
    for number in 0..events {
        // So that each is told by itself: what comes soon after others is told together with them.
        tokio::time::sleep(BURST + Duration::from_millis(200)).await;
        let request = webhook::request(inbox.ingest_path(), &webhook::change(number))?;
        let began = Instant::now();
        poster.post(&request).await?;
        desktop.notifications().next(SOON).await?;
        took.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(json!({ "millis": took }))
}

/// The app, connected to a small Ribbon and to the relay, when its feed is live.
pub(super) async fn open(
    folder: &Path,
    desktop: &DesktopSession,
    inbox: &relay::Inbox,
) -> anyhow::Result<(Simulator, Desk)> {
    let ribbon = Simulator::start(folder, FEW).await?;
    let token = inbox.add_device("desk").await?;
    let launch = Launch::new(folder, &ribbon.url())?
        .with_api_key(ribbon.api_key())?
        .with_relay(inbox.url_by(inbox.relay()), &token)?
        .polling_every(HOURLY);
    let desk = Desk::open(desktop, launch).await?;
    desk.window()
        .wait_for_element("[data-sync-state=live]", SOON)
        .await?;
    Ok((ribbon, desk))
}

//! What the app takes of the processor when nothing happens and its window is closed.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use bench::webhook;
use serde_json::{Value, json};
use testkit::desktop::DesktopSession;
use testkit::{programs, relay};

use super::{processes, told};

const TITLE: &str = "Ribbon Desk";
/// What a start begins is done by then.
const CALM: Duration = Duration::from_secs(20);

/// Gives the share of one processor.
pub(super) async fn measure(folder: &Path, seconds: u64) -> anyhow::Result<Value> {
    let folder = tempfile::tempdir_in(folder)?;
    let desktop = DesktopSession::start().await?;
    let (_relay, inbox) = relay::start(folder.path(), webhook::SECRET).await?;
    let _ribbon_and_desk = told::open(folder.path(), &desktop, &inbox).await?;
    ensure!(desktop.close_windows(TITLE)? == 1, "there is one window");
    tokio::time::sleep(CALM).await;
    ensure!(desktop.windows(TITLE)? == 0, "it is closed");
    let family = processes::family(processes::of(&programs::built("ribbon-desk")?)?)?;
    let (began, before) = (Instant::now(), processes::cpu(&family));
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let took = processes::cpu(&family).saturating_sub(before);
    Ok(json!({ "share": took.as_secs_f64() / began.elapsed().as_secs_f64() }))
}

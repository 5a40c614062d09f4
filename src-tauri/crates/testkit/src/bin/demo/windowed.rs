//! The demo in a window, for as long as it is open.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use testkit::processes::Process;
use testkit::programs;
use tokio::process::Command;
use tokio::time::sleep;

use crate::ledger::Ledger;
use crate::nap;
use crate::stage::{self, Stage};

/// With hot reload the app is compiled before it starts.
const START: Duration = Duration::from_secs(30 * 60);
const AWAKE: Duration = Duration::from_secs(20);
const ASLEEP: Duration = Duration::from_secs(15);

/// Opens the window and returns when it is closed for good.
///
/// # Errors
/// When something does not come up, or webhooks are lost while the laptop sleeps.
pub(crate) async fn run(folder: &Path, tauri_dev: Option<&Path>) -> anyhow::Result<()> {
    let (relay, stage) = Stage::set(folder).await?;
    stage::beside(relay, open(&stage, tauri_dev)).await
}

async fn open(stage: &Stage, tauri_dev: Option<&Path>) -> anyhow::Result<()> {
    println!(
        "The app keeps its data in {}.",
        stage.launch.home().display()
    );
    let mut command = match tauri_dev {
        Some(tauri) => {
            let mut command = Command::new(tauri);
            command.arg("dev");
            command
        }
        None => Command::new(programs::built("ribbon-desk")?),
    };
    stage.launch.configure(&mut command);
    let mut app = Process::start_in_view("the app", command)?;
    let story = async {
        stage.launch.receiver_url(START).await?;
        println!(
            "Something new happens every few seconds. Closing the window leaves the app in the \
             tray; quit it there, or here with Ctrl-C."
        );
        if tauri_dev.is_none() {
            sleep_once(stage).await?;
        }
        // Nothing more to do until the app ends.
        std::future::pending::<anyhow::Result<()>>().await
    };
    tokio::select! {
        ended = app.wait() => {
            let status = ended.context("waiting for the app")?;
            ensure!(status.success(), "the app ended with {status}");
            Ok(())
        }
        failed = story => failed,
    }
}

async fn sleep_once(stage: &Stage) -> anyhow::Result<()> {
    sleep(AWAKE).await;
    let ledger = Ledger::open(stage)?;
    let nap = nap::take(stage, &ledger, ASLEEP).await?;
    ensure!(nap.caught_up.is_some(), "webhooks were lost on the way");
    Ok(())
}

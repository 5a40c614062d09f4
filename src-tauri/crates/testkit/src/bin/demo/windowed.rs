//! The demo in a window, for as long as it is open.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use testkit::desk::Launch;
use testkit::programs;
use tokio::process::Command;

use crate::ribbon;

/// With hot reload the app is compiled before it starts.
const START: Duration = Duration::from_secs(30 * 60);

/// Opens the window and returns when it is closed for good.
pub(crate) async fn run(folder: &Path, tauri_dev: Option<&Path>) -> anyhow::Result<()> {
    let ribbon = ribbon::start(folder).await?;
    let launch = Launch::new(folder, &ribbon.url())?.with_api_key(ribbon.api_key())?;
    println!("A simulated Ribbon listens at {}.", ribbon.url());
    println!("The app keeps its data in {}.", launch.home().display());
    let mut command = match tauri_dev {
        Some(tauri) => {
            let mut command = Command::new(tauri);
            command.arg("dev");
            command
        }
        None => Command::new(programs::built("ribbon-desk")?),
    };
    launch.configure(&mut command);
    let mut app = command
        .kill_on_drop(true)
        .spawn()
        .context("cannot start the app")?;
    let connect = async {
        ribbon::connect(&ribbon, &launch.receiver_url(START).await?).await?;
        println!("Webhooks arrive: something new happens every few seconds.");
        println!(
            "Closing the window leaves the app in the tray; quit it there, or here with Ctrl-C."
        );
        // Nothing more to do until the app ends.
        std::future::pending::<anyhow::Result<()>>().await
    };
    tokio::select! {
        ended = app.wait() => {
            let status = ended.context("waiting for the app")?;
            ensure!(status.success(), "the app ended with {status}");
            Ok(())
        }
        failed = connect => failed,
        interrupted = tokio::signal::ctrl_c() => interrupted.context("waiting for Ctrl-C"),
    }
}

//! `ribbon-desk watch`: keeps the cache fresh without a window and tells each change.

use super::changes::{Came, Changes, name};
use super::output;
use crate::cli::Options;
use crate::desk::Desk;
use crate::desk::at_work::Doing;
use anyhow::ensure;
use contract::app::Phase;
use domain::notification::Notice;
use serde_json::json;
use std::sync::Arc;
use sync::{Shell, State, Target};
use tokio::sync::watch;

/// Says that something changed; what, the cache knows.
struct Bell(watch::Sender<i64>);

impl Shell for Bell {
    fn shows_notices(&self) -> bool {
        false
    }

    fn notify(&self, _: &Notice, _: &Target) {}

    fn changed(&self, seq: i64) {
        self.0.send_replace(seq);
    }

    fn state(&self, state: &State) {
        tracing::info!(mode = ?state.mode, interviews = state.interviews, "the cache");
    }
}

/// Runs the engine and the feeds until it is told to end.
pub(super) async fn run(options: &Options) -> anyhow::Result<()> {
    let (bell, mut rung) = watch::channel(0);
    let desk = Desk::open(options.clone(), Arc::new(Bell(bell)), Doing::Watch).await?;
    // Before it is open, a signal ends the program as it ends any.
    let end = told_to_end()?;
    let desk = Arc::new(desk);
    let state = desk.app_state().await;
    if let Some(notice) = &state.notice {
        eprintln!("ribbon-desk: {notice}");
    }
    ensure!(
        state.phase == Phase::Connected,
        "there is no API key yet: give it once with --api-key-file FILE, or paste it into the window"
    );
    desk.keep_connected();
    let mut changes = Changes::after(desk.store().await, desk.opened_at());
    let done = tokio::select! {
        done = tell(&mut changes, &mut rung) => done,
        told = end => told,
    };
    desk.close().await;
    done
}

/// Prints a line for each change, as long as anybody reads them.
async fn tell(changes: &mut Changes, rung: &mut watch::Receiver<i64>) -> anyhow::Result<()> {
    loop {
        match changes.read()? {
            Came::These(these) => {
                for change in these {
                    let topic = name(change.topic);
                    output::json(&json!({"seq": change.seq, "topic": topic, "id": change.id}))?;
                }
            }
            Came::TooMany(seq) => output::json(&json!({"missed": true, "seq": seq}))?,
        }
        rung.changed().await?;
    }
}

/// Ctrl-C or SIGTERM, listened for from now on.
#[cfg(unix)]
fn told_to_end() -> anyhow::Result<impl Future<Output = anyhow::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate())?;
    let mut pressed = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = pressed.recv() => {}
            _ = term.recv() => {}
        }
        Ok(())
    })
}

/// Ctrl-C.
#[cfg(windows)]
fn told_to_end() -> anyhow::Result<impl Future<Output = anyhow::Result<()>>> {
    let mut pressed = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        pressed.recv().await;
        Ok(())
    })
}

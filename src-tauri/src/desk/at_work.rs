//! Who works on a home: at most one program at a time runs an engine on it or replaces its cache.
//! Two would each move the feeds' cursors and each tell what is new. Reading needs no leave.

use super::home::Home;
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Whoever is just about to end is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// What the program is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Doing {
    Window,
    Watch,
    Sync,
    Rebuild,
    Retry,
}

/// Leave to work on a home, given back when this is dropped or the program ends, however it ends.
pub(crate) struct AtWork(#[expect(dead_code, reason = "dropping it gives the lock back")] File);

/// What stands in the lock's file, to be told to others.
#[derive(Serialize, Deserialize)]
struct Holder {
    doing: Doing,
    process: u32,
}

impl AtWork {
    /// Begins to work on a home.
    ///
    /// # Errors
    /// When another program is at work on it: which one, and what to do.
    pub(crate) async fn begin(home: &Home, doing: Doing) -> anyhow::Result<Self> {
        let path = home.work_file();
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).with_context(|| {
            format!(
                "cannot write to {}: nothing was changed; choose another folder with --home",
                path.display()
            )
        })?;
        let until = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < until => sleep(PAUSE).await,
                Err(TryLockError::WouldBlock) => {
                    bail!("{}", in_use(home, holder(&mut file).as_ref()));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock {}", path.display()));
                }
            }
        }
        let holder = Holder {
            doing,
            process: std::process::id(),
        };
        let text = serde_json::to_string(&holder)?;
        // Only for others to read: it is the lock that counts.
        if let Err(error) = rewrite(&mut file, &text) {
            tracing::debug!(%error, "who is at work could not be noted");
        }
        Ok(Self(file))
    }
}

fn rewrite(file: &mut File, text: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

/// Who holds the lock, as far as it can be read.
fn holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn in_use(home: &Home, holder: Option<&Holder>) -> String {
    let (who, what_to_do) = match holder.map(|holder| holder.doing) {
        Some(Doing::Window) => (
            "the window of Ribbon Desk",
            "It synchronises by itself: `ribbon-desk status` shows what is there. To do it here, quit \
             the window first.",
        ),
        Some(Doing::Watch) => (
            "`ribbon-desk watch`",
            "It synchronises by itself: `ribbon-desk status` shows what is there. Stop it first.",
        ),
        Some(Doing::Sync) => ("`ribbon-desk sync`", "Try again when it has ended."),
        Some(Doing::Rebuild) => ("`ribbon-desk rebuild`", "Try again when it has ended."),
        Some(Doing::Retry) => (
            "`ribbon-desk deliveries retry`",
            "Try again when it has ended.",
        ),
        None => (
            "another Ribbon Desk",
            "Quit it, or wait until it has ended.",
        ),
    };
    let process = holder.map_or(String::new(), |holder| {
        format!(" (process {})", holder.process)
    });
    let folder = home.folder().display();
    format!("{who}{process} is at work on {folder}. {what_to_do}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_second_is_told_who_is_at_work_and_may_begin_when_the_first_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        let first = AtWork::begin(&home, Doing::Window).await.unwrap();
        tokio::time::pause();
        let refused = AtWork::begin(&home, Doing::Sync).await.err().unwrap();
        let refused = refused.to_string();
        assert!(refused.contains("the window"), "who: {refused}");
        assert!(refused.contains("quit"), "what to do: {refused}");
        drop(first);
        assert!(
            AtWork::begin(&home, Doing::Sync).await.is_ok(),
            "nobody is at work any more"
        );
    }
}

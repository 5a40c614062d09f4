//! The folder that holds everything.

use domain::UnixMs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder that holds everything.
#[derive(Clone)]
pub(crate) struct Home(PathBuf);

impl Home {
    /// Takes an existing folder.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// The encrypted cache.
    pub(crate) fn cache(&self) -> PathBuf {
        self.0.join("cache.db")
    }

    /// A second place for the marks and the settings.
    pub(crate) fn back_up(&self) -> PathBuf {
        self.0.join("marks-backup.db")
    }

    /// The sample data, a cache of its own.
    pub(crate) fn sample(&self) -> PathBuf {
        self.0.join("sample.db")
    }

    /// Says who is at work.
    pub(crate) fn work_file(&self) -> PathBuf {
        self.0.join("engine.lock")
    }

    /// A cache that is made beside the one in use, until it takes its place.
    pub(crate) fn rebuilt(&self) -> PathBuf {
        self.0.join("rebuilt.db")
    }

    /// Where a damaged cache is put away: under a name that is not taken.
    pub(crate) fn damaged(&self, now: UnixMs) -> PathBuf {
        let named = |suffix: &str| {
            self.0
                .join(format!("cache.damaged-{}{suffix}.db", day(now)))
        };
        let mut path = named("");
        let mut count = 2;
        while path.exists() {
            path = named(&format!("-{count}"));
            count += 1;
        }
        path
    }

    /// Removes the sample data.
    pub(crate) fn remove_sample(&self) -> io::Result<()> {
        for suffix in ["", "-wal", "-shm", "-lock", "-seal"] {
            let mut name = self.sample().into_os_string();
            name.push(suffix);
            match std::fs::remove_file(PathBuf::from(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes down where the webhook receiver listens, for scripts and tunnels.
    pub(crate) fn tell_receiver(&self, url: &str) -> io::Result<()> {
        let path = self.receiver_file();
        let written = path.with_extension("new");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = serde_json::json!({ "url": url }).to_string();
        options.open(&written)?.write_all(text.as_bytes())?;
        std::fs::rename(written, path)
    }

    /// Takes that back when the receiver no longer listens.
    pub(crate) fn forget_receiver(&self) {
        let _ = std::fs::remove_file(self.receiver_file());
    }

    fn receiver_file(&self) -> PathBuf {
        self.0.join("receiver.json")
    }
}

/// A day and a time of day in UTC, as they may stand in the name of a file.
fn day(now: UnixMs) -> String {
    let format =
        time::macros::format_description!("[year]-[month]-[day]T[hour]-[minute]-[second]Z");
    time::OffsetDateTime::from_unix_timestamp(now.0 / 1_000)
        .ok()
        .and_then(|time| time.format(format).ok())
        .unwrap_or_else(|| now.0.to_string())
}

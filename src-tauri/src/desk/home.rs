//! The folder that holds everything.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder that holds everything.
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

    /// The sample data, a cache of its own.
    pub(crate) fn sample(&self) -> PathBuf {
        self.0.join("sample.db")
    }

    /// Removes the sample data.
    pub(crate) fn remove_sample(&self) -> io::Result<()> {
        for suffix in ["", "-wal", "-shm"] {
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

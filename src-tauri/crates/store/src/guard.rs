//! Who has the cache open. Its file is put away, or another one put in its place, only by whoever has
//! it alone: SQLite finds the log beside a file by name, and would apply that of the one to the other.

use crate::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to wait for others, who need the cache for moments as a rule.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// Keeps the cache's file in its place, or to itself, while it lives.
pub(crate) struct Guard(#[expect(dead_code, reason = "dropping it gives the lock back")] File);

impl Guard {
    /// With others who have it open.
    pub(crate) fn shared(path: &Path) -> Result<Self> {
        Self::take(path, File::try_lock_shared)
    }

    /// Alone.
    pub(crate) fn alone(path: &Path) -> Result<Self> {
        Self::take(path, File::try_lock)
    }

    fn take(path: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Self> {
        let beside = beside(path, "-lock");
        let io = |source| Error::Io {
            path: beside.clone(),
            source,
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&beside).map_err(io)?;
        let until = Instant::now() + PATIENCE;
        loop {
            match lock(&file) {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(Error::InUse(path.to_owned())),
                Err(TryLockError::Error(source)) => return Err(io(source)),
            }
        }
    }
}

/// A file that belongs to the database file.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

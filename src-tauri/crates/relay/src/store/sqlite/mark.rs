//! How far the log had come, kept beside the database.
//!
//! A database that is put back from a copy looks healthy from inside, and would give out sequence
//! numbers that readers already know for other events. This mark is no part of such a copy: a
//! database that is behind it was set back.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Seek as _, Write as _},
    path::Path,
};

use crate::error::{Error, Result};

/// The file's name within `--data`.
pub(super) const FILE: &str = "relay.mark";
/// After so many events the mark is put on the disk. In between it survives a crash of the relay, and
/// one of the machine but for what the system has not written yet.
const SYNC_EVERY: i64 = 4096;

/// The sequence number in the mark, if there is a readable one. To be asked before the database,
/// which is never behind the mark unless it was set back.
pub(super) fn read(path: &Path) -> Result<Option<i64>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(format!("cannot read {}", path.display()))(error)),
    };
    let reached = text.trim_end().parse().ok();
    if reached.is_none() && !text.is_empty() {
        tracing::warn!(path = %path.display(), "the mark is unreadable and is made again");
    }
    Ok(reached)
}

/// The mark, open for writing.
#[derive(Debug)]
pub(super) struct Mark {
    file: File,
    synced: i64,
    is_broken: bool,
}

impl Mark {
    /// Opens or makes the mark, and sets it if it said something else.
    pub(super) fn open(path: &Path, said: Option<i64>, reached: i64) -> Result<Self> {
        let failed = || Error::io(format!("cannot write {}", path.display()));
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut mark = Self {
            file: options.open(path).map_err(failed())?,
            synced: reached,
            is_broken: false,
        };
        if said != Some(reached) {
            mark.write(reached).map_err(failed())?;
            mark.file.sync_data().map_err(failed())?;
        }
        Ok(mark)
    }

    /// Moves the mark up to what was just committed. A mark that cannot be moved only protects less,
    /// so it keeps nobody from storing webhooks.
    pub(super) fn reach(&mut self, reached: i64) {
        let mut outcome = self.write(reached);
        if outcome.is_ok() && reached - self.synced >= SYNC_EVERY {
            self.synced = reached;
            outcome = self.file.sync_data();
        }
        if let Err(error) = &outcome
            && !self.is_broken
        {
            tracing::warn!(%error, "cannot note how far the log has come");
        }
        self.is_broken = outcome.is_err();
    }

    /// Always so many bytes, in place: it needs no room on a full disk.
    fn write(&mut self, reached: i64) -> std::io::Result<()> {
        self.file.rewind()?;
        self.file.write_all(format!("{reached:020}\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_what_was_reached_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(read(&path).unwrap(), None, "there is none yet");
        let mut mark = Mark::open(&path, None, 7).unwrap();
        assert_eq!(read(&path).unwrap(), Some(7), "as it was opened");
        mark.reach(10_000);
        assert_eq!(read(&path).unwrap(), Some(10_000), "moved");
        drop(Mark::open(&path, Some(10_000), 3).unwrap());
        assert_eq!(read(&path).unwrap(), Some(3), "all digits are written");
        for damaged in ["", "0000x", "\0\0\0"] {
            std::fs::write(&path, damaged).unwrap();
            assert_eq!(read(&path).unwrap(), None, "{damaged:?} is no mark");
        }
    }
}

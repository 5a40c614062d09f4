//! One `serve` at a time for each SQLite folder.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Write as _},
    path::Path,
};

use crate::{
    config::StoreConfig,
    error::{Error, Result},
};

/// The file's name within `--data`.
const FILE: &str = "relay.lock";

/// Held by the relay that serves from a folder. The system lets go of it however the process ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Locks the store's folder, which is made if need be. Several relays may share a NATS store.
    pub(super) fn take(store: &StoreConfig) -> Result<Option<Self>> {
        match store {
            StoreConfig::Sqlite { folder } => Self::of(folder).map(Some),
            StoreConfig::Nats(_) => Ok(None),
        }
    }

    fn of(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .map_err(Error::io(format!("cannot make {}", folder.display())))?;
        let path = folder.join(FILE);
        let failed = || Error::io(format!("cannot lock {}", path.display()));
        let mut options = OpenOptions::new();
        options.create(true).read(true).write(true).truncate(false);
        let mut file = options.open(&path).map_err(failed())?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Invalid(taken(folder, &mut file))),
            Err(TryLockError::Error(error)) => return Err(failed()(error)),
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(failed())?;
        Ok(Self { _file: file })
    }
}

fn taken(folder: &Path, file: &mut File) -> String {
    let mut text = String::new();
    // On Windows nobody else may read a locked file.
    let holder = match file.read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => format!("process {}", text.trim()),
        _ => "another process".to_owned(),
    };
    format!(
        "{holder} already serves {}; one folder is for one `serve`, and NATS is for several",
        folder.display()
    )
}

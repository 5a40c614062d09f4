//! Puts a database file away, or another one in its place. Both happen by renaming: at any instant
//! either the one or the other is there, whole, or the start ends what was begun.

use crate::connection::connect;
use crate::guard::{Guard, beside};
use crate::{DbKey, Error, Result};
use rusqlite::OpenFlags;
use std::io;
use std::path::Path;

/// What may stand beside a database file and belongs to it.
const SIDE_FILES: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Puts the database at `new` in the place of the sound one at `path`, which is then gone. Both are
/// closed, and under `key`.
///
/// # Errors
/// [`Error::InUse`] while others have one of them open; the old one is then still there.
pub fn swap(new: &Path, path: &Path, key: &DbKey) -> Result<()> {
    let _guard = Guard::alone(path)?;
    // Neither leaves a log behind that would be taken for the other's.
    for file in [new, path] {
        without_log(file, key)?;
    }
    put_in_place(new, path)
}

/// Puts the damaged file at `path` away as `aside`, log and all, and the database at `new` in its
/// place. After a crash on the way, [`resume`] does the rest.
///
/// # Errors
/// [`Error::InUse`] while others have one of them open, [`Error::Io`].
pub fn set_aside(path: &Path, aside: &Path, new: &Path, key: &DbKey) -> Result<()> {
    let _guard = Guard::alone(path)?;
    without_log(new, key)?;
    // The log first: a database without its log is older, but one with another's log is broken.
    for suffix in ["-wal", ""] {
        match std::fs::rename(beside(path, suffix), beside(aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(path, error));
            }
            _ => {}
        }
    }
    remove(&beside(path, "-shm"))?;
    put_in_place(new, path)
}

/// Ends what [`set_aside`] was interrupted in: the old file is gone, the new one not yet there.
/// Otherwise what was begun at `new` is removed: it may be a half.
///
/// # Errors
/// [`Error::Io`].
pub fn resume(new: &Path, path: &Path) -> Result<()> {
    if new.exists() && !path.exists() {
        let _guard = Guard::alone(path)?;
        put_in_place(new, path)
    } else {
        discard(new)
    }
}

fn put_in_place(new: &Path, path: &Path) -> Result<()> {
    let file = std::fs::File::open(new).and_then(|file| file.sync_all());
    file.and_then(|()| std::fs::rename(new, path))
        .map_err(|error| failed(path, error))?;
    sync_folder(path)?;
    discard(new)
}

/// Moves what stands in the log into the file.
fn without_log(file: &Path, key: &DbKey) -> Result<()> {
    let connection = connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mode: String =
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    match mode.as_str() {
        "delete" => Ok(()),
        _ => Err(Error::InUse(file.to_owned())),
    }
}

/// Removes a database that was begun and never took its place.
///
/// # Errors
/// [`Error::Io`].
pub fn discard(path: &Path) -> Result<()> {
    for suffix in SIDE_FILES.iter().chain(&["", "-lock", "-seal"]) {
        remove(&beside(path, suffix))?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, error)),
        _ => Ok(()),
    }
}

/// A name in a folder survives a power cut once the folder is on the disk.
#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    let synced = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| failed(folder, error))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<()> {
    Ok(())
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}

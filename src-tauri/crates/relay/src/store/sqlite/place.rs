//! Telling a restored file from the one that was left.
//!
//! A file put back from a backup looks from inside like the file it was copied from, and would give
//! out sequence numbers that readers already know for other events. From outside it is another file:
//! another inode with another time of birth. (The device's number is left out, for it can change
//! with a restart.) A copy that was written over the file is noticed by its [`mark`](super::mark). What
//! neither can see, such as a whole disk set back, shows when a reader comes with a later place, or is
//! what `ribbon-relay epoch renew` is for.

use std::{fs::Metadata, path::Path, time::UNIX_EPOCH};

use crate::error::{Error, Result};

/// What the file looks like from outside.
pub(super) fn of(path: &Path) -> Result<String> {
    let metadata = path
        .metadata()
        .map_err(Error::io(format!("cannot look at {}", path.display())))?;
    let born = metadata
        .created()
        .ok()
        .and_then(|instant| instant.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    Ok(format!("{}/{born}", number(&metadata)))
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

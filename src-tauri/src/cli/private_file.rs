//! Files and folders that are nobody else's business.

use anyhow::{Context, ensure};
use std::path::Path;

/// What a file holds that only its owner may read; `what` names it in errors.
pub(super) fn read(what: &str, path: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| what.to_owned())?;
    ensure!(
        !is_open_to_others(path)?,
        "{what} can be read by others; run: chmod 600 {}",
        path.display()
    );
    let text = text.trim();
    ensure!(!text.is_empty(), "{what} is empty");
    Ok(text.to_owned())
}

/// Closes a folder to others; one that is closed already may be on a disk that cannot be written.
#[cfg(unix)]
pub(super) fn close_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if !is_open_to_others(folder)? {
        return Ok(());
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn close_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> std::io::Result<bool> {
    Ok(false)
}

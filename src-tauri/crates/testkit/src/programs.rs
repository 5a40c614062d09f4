//! Where the built programs lie.

use std::path::PathBuf;

use anyhow::{Context, ensure};

/// The path of a program of this workspace, built beside the running one.
///
/// # Errors
/// When it has not been built.
pub fn built(name: &str) -> anyhow::Result<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = build_folder()?.join(file);
    ensure!(
        path.exists(),
        "{} is missing: `cargo build --workspace` makes it",
        path.display()
    );
    Ok(path)
}

/// The program that drives the built app: from the variable `TAURI_DRIVER`, or where
/// `cargo xtask` puts it.
///
/// # Errors
/// When it is not there.
pub fn tauri_driver() -> anyhow::Result<PathBuf> {
    if let Some(path) = std::env::var_os("TAURI_DRIVER") {
        return Ok(path.into());
    }
    let path = target_folder()?.join("tools/bin/tauri-driver");
    ensure!(
        path.exists(),
        "{} is missing: `cargo xtask ci` installs it",
        path.display()
    );
    Ok(path)
}

/// Cargo's target folder.
pub(crate) fn target_folder() -> anyhow::Result<PathBuf> {
    let folder = build_folder()?;
    let target = folder.parent().context("the build folder has a parent")?;
    Ok(target.to_owned())
}

/// The folder of the running program; a test program lies one deeper than the others.
fn build_folder() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().context("where this program lies")?;
    let folder = program.parent().context("a program lies in a folder")?;
    let folder = match folder.file_name() {
        Some(name) if name == "deps" => folder.parent().context("deps lies in a folder")?,
        _ => folder,
    };
    Ok(folder.to_owned())
}

//! The programs beside the compiler that the checks need, and the window's own dependencies.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::project::Project;
use crate::shell::{Shell, npm_program};

/// Drives the built app from tests. Exactly this one: the next major version is an alpha for an
/// alpha of Tauri.
const TAURI_DRIVER: &str = "2.1.0";

/// Adds the compiler's own checkers where a minimal toolchain lacks them.
///
/// # Errors
/// When they are missing and rustup cannot add them.
pub(crate) fn add_rust_components(project: &Project) -> anyhow::Result<()> {
    let shell = project.shell();
    let is_there = |tool| shell.read("cargo", &[tool, "--version"]).is_some();
    if is_there("fmt") && is_there("clippy") {
        return Ok(());
    }
    shell.run("rustup", &["component", "add", "rustfmt", "clippy"])
}

/// Whether tests can run with nextest; without it plain `cargo test` does the same, more slowly.
pub(crate) fn has_nextest(project: &Project) -> bool {
    project
        .shell()
        .read("cargo", &["nextest", "--version"])
        .is_some()
}

/// Installs the program that drives the built app from tests, inside the target folder.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn install_tauri_driver(project: &Project) -> anyhow::Result<()> {
    let tools = project.tools();
    let program = tools.join("bin").join("tauri-driver");
    let stamp = tools.join("tauri-driver.version");
    let is_current = fs::read_to_string(&stamp).is_ok_and(|version| version == TAURI_DRIVER);
    if program.exists() && is_current {
        return Ok(());
    }
    let wanted = format!("tauri-driver@{TAURI_DRIVER}");
    let tools = tools.to_string_lossy();
    let arguments = [
        "install", &wanted, "--locked", "--debug", "--force", "--root", &tools,
    ];
    // A target folder shared with the workspace would wait for its lock and gain nothing: the
    // versions differ.
    project.shell().run("cargo", &arguments)?;
    fs::write(&stamp, TAURI_DRIVER).with_context(|| format!("writing {}", stamp.display()))
}

/// Installs the window's dependencies exactly as locked, unless that has been done.
///
/// # Errors
/// When npm fails.
pub(crate) fn install_ui_packages(project: &Project) -> anyhow::Result<()> {
    let ui = project.ui();
    let lock = ui.join("package-lock.json");
    // npm writes this file last, so it is there and newer only after a complete installation.
    let installed = ui.join("node_modules").join(".package-lock.json");
    if is_newer(&installed, &lock) {
        return Ok(());
    }
    npm(project, &["ci", "--no-audit", "--no-fund"])
}

/// Runs npm in the window's folder.
///
/// # Errors
/// When npm fails.
pub(crate) fn npm(project: &Project, arguments: &[&str]) -> anyhow::Result<()> {
    ui_shell(project).run(npm_program("npm"), arguments)
}

/// A shell in the window's folder.
pub(crate) fn ui_shell(project: &Project) -> Shell {
    Shell::new(&project.ui())
}

/// Builds the window's files, which the app's build takes in.
///
/// # Errors
/// When npm fails.
pub(crate) fn build_ui(project: &Project) -> anyhow::Result<()> {
    install_ui_packages(project)?;
    npm(project, &["run", "build"])
}

/// Tauri's own command line, one of the window's development dependencies.
pub(crate) fn tauri_program(project: &Project) -> PathBuf {
    let folder = project.ui().join("node_modules").join(".bin");
    folder.join(npm_program("tauri"))
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    matches!((changed(made), changed(source)), (Ok(made), Ok(source)) if made >= source)
}

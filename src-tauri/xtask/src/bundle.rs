//! The package that users install.

use anyhow::bail;

use crate::project::Project;
use crate::{machine, tools};

/// Builds the app in release mode and packs it.
///
/// # Errors
/// When something is missing or the build fails.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    machine::prepare(project)?;
    tools::install_ui_packages(project)?;
    let kind = if cfg!(target_os = "linux") {
        "deb"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else if cfg!(windows) {
        "nsis"
    } else {
        bail!("there is no package format for this system");
    };
    let arguments = ["build", "--bundles", kind];
    project
        .shell()
        .run(tools::tauri_program(project), &arguments)?;
    let folder = project.target().join("release/bundle").join(kind);
    println!("The package lies in {}", folder.display());
    Ok(())
}

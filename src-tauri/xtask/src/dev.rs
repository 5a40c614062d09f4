//! The app with hot reload: the window from the UI's own server, the API from the simulator, webhooks by a
//! relay.

use std::fs;

use anyhow::Context;

use crate::project::Project;
use crate::{machine, tools};

/// Builds the simulator, the relay and the driver of the demo, which starts `tauri dev` beside it.
///
/// # Errors
/// When something is missing or does not build.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    machine::prepare(project)?;
    tools::install_ui_packages(project)?;
    // The app's build takes this folder in, although the window then comes from the server.
    let placeholder = project.ui().join("dist");
    fs::create_dir_all(&placeholder)
        .with_context(|| format!("making {}", placeholder.display()))?;
    // As the demo and the checks build it, so that what they compiled serves here too.
    project.shell().run("cargo", &["build", "--workspace"])?;
    let tauri = tools::tauri_program(project);
    let home = project.target().join("dev");
    project.shell().hand_over(
        project.built("demo"),
        &[
            "--home",
            &home.to_string_lossy(),
            "--keep",
            "--tauri-dev",
            &tauri.to_string_lossy(),
        ],
    )
}

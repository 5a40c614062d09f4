//! What follows from the contract, written by its own exporter: the window's TypeScript and the list
//! of commands that it may call.

use crate::project::Project;

/// Writes the files, or with `check` fails when the committed ones differ.
///
/// # Errors
/// When the exporter cannot be built, or finds a difference with `check`.
pub(crate) fn run(project: &Project, check: bool) -> anyhow::Result<()> {
    let exporter = ["run", "--quiet", "-p", "contract", "--bin", "codegen", "--"];
    let arguments = [&exporter[..], arguments(check)].concat();
    project.shell().run("cargo", &arguments)
}

/// Checks with the exporter that an earlier build of the whole workspace left.
///
/// # Errors
/// When the committed files differ.
pub(crate) fn check_with_built(project: &Project) -> anyhow::Result<()> {
    project
        .shell()
        .run(project.built("codegen"), arguments(true))
}

/// The exporter runs in the project's root.
fn arguments(check: bool) -> &'static [&'static str] {
    if check { &["--check"] } else { &[] }
}

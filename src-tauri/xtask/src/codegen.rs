//! The window's TypeScript types, written from the Rust ones by the contract's own exporter.

use crate::project::Project;

const OUTPUT: &str = "ui/src/contract";

/// Writes the types, or with `check` fails when the committed ones differ.
///
/// # Errors
/// When the exporter cannot be built, or finds a difference with `check`.
pub(crate) fn run(project: &Project, check: bool) -> anyhow::Result<()> {
    let exporter = ["run", "--quiet", "-p", "contract", "--bin", "codegen", "--"];
    let arguments = [&exporter[..], &arguments(check)].concat();
    project.shell().run("cargo", &arguments)
}

/// Checks with the exporter that an earlier build of the whole workspace left.
///
/// # Errors
/// When the committed types differ.
pub(crate) fn check_with_built(project: &Project) -> anyhow::Result<()> {
    project
        .shell()
        .run(project.built("codegen"), &arguments(true))
}

fn arguments(check: bool) -> Vec<&'static str> {
    let mut arguments = vec!["--out", OUTPUT];
    if check {
        arguments.push("--check");
    }
    arguments
}

//! Everything that a change must pass, in the order in which a mistake is found soonest.

use anyhow::bail;

use crate::closing_lines::ClosingLines;
use crate::project::Project;
use crate::shell::{Shell, npm_program};
use crate::steps::Steps;
use crate::{codegen, machine, nats, tidy, tools};

/// Runs every check and prints what ran, how long it took and what the test runners said.
///
/// Steps that others build on end the run when they fail; every other failure is told at the end,
/// so that one run shows all there is to mend.
///
/// # Errors
/// When any step failed.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    let mut steps = Steps::default();
    let mut closing = ClosingLines::default();
    let went_through = run_steps(project, &mut steps, &mut closing);
    println!("\n── what ran\n{}", steps.table());
    print!("{}", closing.text());
    let failed = steps.failed();
    if !went_through {
        bail!("stopped early: {} failed", failed.join(", "));
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// Whether every step that others build on succeeded.
fn run_steps(project: &Project, steps: &mut Steps, closing: &mut ClosingLines) -> bool {
    let prepared = steps.run("system packages", || machine::prepare(project))
        && steps.run("rust components", || tools::add_rust_components(project));
    if !prepared {
        return false;
    }
    let shell = project.shell();
    steps.run("format", || {
        shell.run("cargo", &["fmt", "--all", "--check"])
    });
    steps.run("tidy", || tidy::run(project));

    if !steps.run("window: packages", || tools::install_ui_packages(project)) {
        return false;
    }
    check_window(project, steps, closing);
    // The app's build takes the window's files in.
    if !steps.run("window: build", || tools::npm(project, &["run", "build"])) {
        return false;
    }

    steps.run("clippy", || {
        let clippy = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            "ribbon-relay/nats-tests",
            "--",
            "-D",
            "warnings",
        ];
        shell.run("cargo", &clippy)
    });
    // With all targets, so that the tests find everything built with the same features.
    let build = ["build", "--workspace", "--all-targets"];
    if !steps.run("build", || shell.run("cargo", &build)) {
        return false;
    }
    steps.run("codegen drift", || codegen::check_with_built(project));
    if steps.run("tauri-driver", || tools::install_tauri_driver(project)) {
        steps.run("tests and journeys", || test(project, closing));
    }
    steps.run("jetstream", || test_jetstream(project, closing));
    steps.run("documents", || {
        let documents = project.shell().with("RUSTDOCFLAGS", "-D warnings");
        documents.run("cargo", &["doc", "--no-deps", "--workspace"])
    });
    true
}

fn check_window(project: &Project, steps: &mut Steps, closing: &mut ClosingLines) {
    steps.run("window: types", || {
        tools::npm(project, &["run", "typecheck"])
    });
    steps.run("window: lint", || tools::npm(project, &["run", "lint"]));
    steps.run("window: tests", || {
        let shell = tools::ui_shell(project);
        copied(&shell, &npm_program("npm"), &["run", "test"], closing)
    });
}

fn test(project: &Project, closing: &mut ClosingLines) -> anyhow::Result<()> {
    let shell = project.shell();
    if !tools::has_nextest(project) {
        return copied(
            &shell,
            "cargo",
            &["test", "--workspace", "--no-fail-fast"],
            closing,
        );
    }
    let with_nextest = copied(&shell, "cargo", &["nextest", "run", "--workspace"], closing);
    // Nextest leaves the examples in the documents to cargo.
    let examples = copied(&shell, "cargo", &["test", "--doc", "--workspace"], closing);
    with_nextest.and(examples)
}

/// The relay's tests once more, with those of its second store, which need a server.
fn test_jetstream(project: &Project, closing: &mut ClosingLines) -> anyhow::Result<()> {
    let server = nats::fetch(project)?;
    let shell = project
        .shell()
        .with(nats::VARIABLE, server.to_string_lossy());
    let runner = if tools::has_nextest(project) {
        &["nextest", "run"][..]
    } else {
        &["test", "--no-fail-fast"]
    };
    let relay = ["--package", "ribbon-relay", "--features", "nats-tests"];
    copied(&shell, "cargo", &[runner, &relay].concat(), closing)
}

fn copied(
    shell: &Shell,
    program: &str,
    arguments: &[&str],
    closing: &mut ClosingLines,
) -> anyhow::Result<()> {
    let (succeeded, output) = shell.run_copied(program, arguments)?;
    closing.take_from(&output);
    if !succeeded {
        bail!("`{program} {}` failed", arguments.join(" "));
    }
    Ok(())
}

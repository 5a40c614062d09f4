//! The demo: builds what it needs and hands over to the program that runs it.

use clap::Args;

use crate::project::Project;
use crate::{machine, tools};

/// How to show the app.
#[derive(Args)]
pub(crate) struct Options {
    /// Without a window on this screen: in a session of its own, with a report and screenshots
    #[arg(long)]
    headless: bool,
    /// Pictures of every screen, in every theme, into `target/gallery`; says what has changed in them
    #[arg(long)]
    gallery: bool,
    /// How long to run without a window, in seconds
    #[arg(long, default_value_t = 40)]
    seconds: u64,
}

/// Builds the app, the simulator, the relay and the demo, then runs it.
///
/// # Errors
/// When something is missing or does not build, and without a window when not everything flowed.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    machine::prepare(project)?;
    tools::build_ui(project)?;
    project.shell().run("cargo", &["build", "--workspace"])?;
    let is_unseen = options.headless || options.gallery;
    let headless = is_unseen || !has_display();
    if headless {
        if !is_unseen {
            println!("There is no display here, so the demo runs headless.");
        }
        tools::install_tauri_driver(project)?;
    }
    let home = project.target().join("demo").to_string_lossy().into_owned();
    let seconds = options.seconds.to_string();
    let mut arguments = vec!["--home", &home];
    let gallery = project
        .target()
        .join("gallery")
        .to_string_lossy()
        .into_owned();
    if options.gallery {
        arguments.extend(["--gallery", &gallery]);
    } else if headless {
        arguments.extend(["--headless", "--seconds", &seconds]);
    }
    project.shell().hand_over(project.built("demo"), &arguments)
}

/// macOS and Windows always have one; elsewhere the session says so.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

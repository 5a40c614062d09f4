//! Every developer command, so that a fresh machine with Rust and Node needs nothing else to be
//! known: `cargo xtask --help`.

mod bench;
mod bundle;
mod ci;
mod closing_lines;
mod codegen;
mod demo;
mod dev;
mod machine;
mod nats;
mod project;
mod shell;
mod soak;
mod steps;
mod tidy;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Every developer command of Ribbon Desk")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds everything and shows the app at work against a simulated Ribbon
    Demo(demo::Options),
    /// Runs every check that a change must pass
    Ci,
    /// Opens the app with hot reload against a simulated Ribbon
    Dev,
    /// Writes the window's TypeScript types and the list of commands it may call
    Codegen {
        /// Only says whether the committed files are what would be written
        #[arg(long)]
        check: bool,
    },
    /// Checks the house rules that neither the compiler nor a linter knows
    Tidy,
    /// Builds the installable package (a .deb on Debian and Ubuntu)
    Bundle,
    /// Fetches the NATS server that the relay's tests and measurements need
    Nats,
    /// Kills the relay and its servers under load, hundreds of times, and looks for what was lost
    Soak(soak::Options),
    /// Measures the relay against bare programs that do the same with less
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let project = Project::locate()?;
    match command {
        Command::Demo(options) => demo::run(&project, &options),
        Command::Ci => ci::run(&project),
        Command::Dev => dev::run(&project),
        Command::Codegen { check } => codegen::run(&project, check),
        Command::Tidy => tidy::run(&project),
        Command::Bundle => bundle::run(&project),
        Command::Nats => nats::fetch(&project).map(drop),
        Command::Soak(options) => soak::run(&project, &options),
        Command::Bench(options) => bench::run(&project, &options),
    }
}

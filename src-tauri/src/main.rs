//! Ribbon Desk: the recruiter's desktop for Ribbon.
//!
//! The only code that knows Tauri is here: [`commands`] answer the window, [`shell`] is the window,
//! the tray and the notifications. [`desk`] and [`media`] wire the crates together and know none of
//! it, and neither does [`headless`]: the program without a window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod bridge;
mod cli;
mod commands;
mod desk;
mod headless;
mod media;
mod shell;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    log_to_stderr();
    let done = match &cli.command {
        None => shell::run(&cli.options, cli.in_background),
        Some(command) => headless::run(&cli.options, command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ribbon-desk: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// `RIBBON_DESK_LOG` takes the usual filter, such as `debug` or `sync=trace`.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("RIBBON_DESK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

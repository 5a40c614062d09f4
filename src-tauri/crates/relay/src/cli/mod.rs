//! The command line.

mod admin;
mod args;
mod serve;
mod target;
mod values;

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;
use serde::Serialize;

use self::args::{Args, Command};
use crate::error::{Error, Result};

/// Runs the program `ribbon-relay`.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    log_to_stderr();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&Error::io("cannot start")(error)),
    };
    let outcome = runtime.block_on(async {
        match args.command {
            Command::Serve(args) => serve::run(*args).await,
            Command::Inbox(command) => admin::inbox(command).await,
            Command::Pairing(command) => admin::pairing(command).await,
            Command::Device(command) => admin::device(command).await,
            Command::Target(command) => target::run(command).await,
            Command::Epoch(command) => admin::epoch(command).await,
        }
    });
    // Nothing that was answered depends on what may still be running here.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn fail(error: &Error) -> ExitCode {
    eprintln!("ribbon-relay: {error}");
    ExitCode::FAILURE
}

fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("RIBBON_RELAY_LOG").unwrap_or_else(|_| {
        // Of the NATS client only what it warns of: its notices may name addresses with passwords.
        EnvFilter::new("info,async_nats=warn")
    });
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_env_filter(filter)
        .init();
}

/// Prints one JSON object on one line.
fn print(value: &impl Serialize) -> Result<()> {
    let line = serde_json::to_string(value).map_err(|error| Error::Corrupt(error.to_string()))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(Error::io("cannot print"))
}

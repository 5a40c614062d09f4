//! The program without a window: one command, its answer on stdout, an exit code.

mod changes;
mod count;
mod deliveries;
mod doctor;
mod export;
mod output;
mod rebuild;
mod search;
mod status;
mod sync_once;
mod unreadable;
mod watch;

use crate::cli::{Command, Deliveries, Options, Unreadable};
use std::time::Duration;

/// How long what still runs may take to end once the command is done.
const FAREWELL: Duration = Duration::from_secs(2);

/// Runs a command.
pub(crate) fn run(options: &Options, command: &Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(carry_out(options, command));
    runtime.shutdown_timeout(FAREWELL);
    done.or_else(output::unless_reader_left)
}

async fn carry_out(options: &Options, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Status { json } => status::print(options, *json),
        Command::Sync(sync) => sync_once::run(options, sync).await,
        Command::Watch => watch::run(options).await,
        Command::Export(export) => export::print(options, export),
        Command::Search(search) => search::print(options, search),
        Command::Deliveries(Deliveries::List { quarantined, json }) => {
            deliveries::list(options, *quarantined, *json)
        }
        Command::Deliveries(Deliveries::Retry { ids, json }) => {
            deliveries::retry(options, ids, *json).await
        }
        Command::Unreadable(Unreadable::List { raw: Some(id), .. }) => {
            unreadable::print_raw(options, id)
        }
        Command::Unreadable(Unreadable::List { raw: None, json }) => {
            unreadable::list(options, *json)
        }
        Command::Doctor { json } => doctor::print(options, *json).await,
        Command::Rebuild { json } => rebuild::run(options, *json).await,
    }
}

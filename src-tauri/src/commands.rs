//! What the window may ask. Each command is one function of the same name as in the contract; the
//! list in [`contract::commands`] makes a missing one fail to compile.

mod app;
mod candidates;
mod files;
mod flows;
mod inbox;
mod invites;
mod marks;
mod notices;
mod people;
mod pipeline;
mod quarantine;
mod search;
mod settings;
mod sync;
mod unreadable;

use crate::bridge::store_error;
use crate::shell::opening::Opening;
use contract::{CommandError, ErrorCode};
use std::sync::Arc;
use store::{Connection, Store, Tx};
use tauri::State;

/// What a command answers.
type Answer<T> = Result<T, CommandError>;
/// The program, as Tauri hands it to a command.
type TheDesk<'a> = State<'a, Opening>;

macro_rules! handler {
    ($($name:ident($($argument:ty)?) -> $answer:ty;)*) => {
        /// Hands each call of the window to its command.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            use {
                app::*, candidates::*, files::*, flows::*, inbox::*, invites::*, marks::*, notices::*, people::*,
                pipeline::*, quarantine::*, search::*, settings::*, sync::*, unreadable::*,
            };
            tauri::generate_handler![$($name),*]
        }
    };
}
contract::for_each_command!(handler);

/// Reads the open cache beside everything else.
async fn read<T: Send + 'static>(
    desk: &TheDesk<'_>,
    work: impl FnOnce(&Connection) -> store::Result<T> + Send + 'static,
) -> Answer<T> {
    let store = desk.desk().await?.store().await;
    blocking(move || store.read(work)).await
}

/// Writes to the open cache, and has the window told.
async fn write<T: Send + 'static>(
    desk: &TheDesk<'_>,
    work: impl FnOnce(&Tx<'_>) -> store::Result<T> + Send + 'static,
) -> Answer<T> {
    let desk = desk.desk().await?;
    let store: Arc<Store> = desk.store().await;
    let done = blocking(move || store.write(work)).await?;
    desk.touched().await;
    Ok(done)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> store::Result<T> + Send + 'static,
) -> Answer<T> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(|error| CommandError::new(ErrorCode::Internal, error.to_string()))?
        .map_err(store_error)
}

/// The error where no engine runs.
fn nothing_is_synchronised() -> CommandError {
    CommandError::new(ErrorCode::BadRequest, "Nothing is synchronised here yet.")
}

/// The answer where the cache holds no such thing.
fn or_not_found<T>(found: Option<T>, what: &str) -> Answer<T> {
    found.ok_or_else(|| {
        CommandError::new(
            ErrorCode::NotFound,
            format!("This {what} is not in the cache."),
        )
    })
}

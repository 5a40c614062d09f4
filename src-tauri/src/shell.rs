//! The window, the tray and the notifications: how the program shows itself.

mod at_login;
mod closing;
pub(crate) mod notices;
pub(crate) mod opening;
pub(crate) mod targets;
mod told;
mod tray;
mod window;

use crate::cli::Options;
use crate::commands;
use anyhow::Context;
use notices::WindowShell;
use opening::Opening;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use targets::Targets;
use tauri::{App, Manager, RunEvent};

/// Opens the window, unless it is to stay in the background, and runs until the user quits.
pub(crate) fn run(options: &Options, in_background: bool) -> anyhow::Result<()> {
    let home = options.home()?;
    let for_desk = options.clone();
    let app = tauri::Builder::default()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .callback(|app, _, _| window::show(app))
                // One instance a home: a demonstration runs beside the recruiter's own.
                .dbus_id(format!("app.ribbondesk.desktop.home{:016x}", hash(&home)))
                .build(),
        )
        .plugin(at_login::plugin(options))
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .manage(Targets::default())
        .manage(tray::Changed::default())
        .manage(tray::Line::default())
        .invoke_handler(commands::handler())
        .on_window_event(window::on_event)
        .setup(move |app| set_up(app, for_desk, in_background).map_err(Into::into))
        .build(tauri::generate_context!())
        .context("the window cannot be opened")?;
    app.run(|app, event| {
        if let RunEvent::Exit = event
            && let Some(desk) = app
                .try_state::<Opening>()
                .and_then(|opening| opening.if_open())
        {
            tauri::async_runtime::block_on(desk.close());
        }
    });
    Ok(())
}

fn set_up(app: &mut App, options: Options, in_background: bool) -> anyhow::Result<()> {
    let shell = Arc::new(WindowShell::new(app.handle().clone()));
    shell.listen_for_clicks();
    app.manage(Opening::new(options, shell));
    let handle = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        // Failing is told by whatever the window asks first.
        let _ = handle.state::<Opening>().desk().await;
    });
    // With a window the icon comes later. Without an icon nothing would lead to a window that is not
    // there.
    if !in_background || !tray::is_shown(app.handle()) {
        window::open(app.handle())?;
    }
    Ok(())
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

//! What a window manager does with windows; the hidden screen has none.

use super::screen::Size;
use anyhow::Context;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// Asks the visible windows of this title to close; answers how many there were.
pub(super) fn ask_to_close(display: &str, title: &str) -> anyhow::Result<usize> {
    let (connection, windows) = find(display, title)?;
    let protocols = atom(&connection, b"WM_PROTOCOLS")?;
    let close = atom(&connection, b"WM_DELETE_WINDOW")?;
    for window in &windows {
        let message = ClientMessageEvent::new(32, *window, protocols, [close, 0, 0, 0, 0]);
        connection.send_event(false, *window, EventMask::NO_EVENT, message)?;
    }
    // An answer to this means that the screen has taken in all before it; hanging up alone does not.
    connection.get_input_focus()?.reply()?;
    Ok(windows.len())
}

/// Gives the visible windows of this title this size, in the corner of the screen; answers how many
/// there were.
pub(super) fn resize(display: &str, title: &str, to: Size) -> anyhow::Result<usize> {
    let (connection, windows) = find(display, title)?;
    let place = ConfigureWindowAux::new()
        .x(0)
        .y(0)
        .width(u32::from(to.width))
        .height(u32::from(to.height));
    for window in &windows {
        connection.configure_window(*window, &place)?;
    }
    connection.get_input_focus()?.reply()?;
    Ok(windows.len())
}

/// How many visible windows bear this title.
pub(super) fn count(display: &str, title: &str) -> anyhow::Result<usize> {
    Ok(find(display, title)?.1.len())
}

/// The visible windows of this title, and the way to their screen.
fn find(display: &str, title: &str) -> anyhow::Result<(RustConnection, Vec<Window>)> {
    let (connection, screen) = RustConnection::connect(Some(display)).context("the screen")?;
    let root = connection
        .setup()
        .roots
        .get(screen)
        .context("its root")?
        .root;
    let windows = named(&connection, root, title)?;
    Ok((connection, windows))
}

/// The visible windows directly below `root` that bear this title.
fn named(connection: &RustConnection, root: Window, title: &str) -> anyhow::Result<Vec<Window>> {
    let mut found = Vec::new();
    for window in connection.query_tree(root)?.reply()?.children {
        let state = connection.get_window_attributes(window)?.reply()?.map_state;
        let name = connection
            .get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256)?
            .reply()?;
        if state == MapState::VIEWABLE && name.value == title.as_bytes() {
            found.push(window);
        }
    }
    Ok(found)
}

fn atom(connection: &RustConnection, name: &[u8]) -> anyhow::Result<u32> {
    Ok(connection.intern_atom(false, name)?.reply()?.atom)
}

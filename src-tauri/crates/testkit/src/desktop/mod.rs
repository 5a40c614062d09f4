//! A desktop session of its own: a screen nobody sees, a bus, a notification service that records, a
//! place for tray icons, and an empty home. Nothing of the machine's own session is touched or needed.

mod bus;
pub mod notifications;
pub(crate) mod screen;
pub mod tray;
#[cfg(target_os = "linux")]
mod windows;

use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::TempDir;
use tokio::process::Command;

pub use self::notifications::Notifications;
pub use self::screen::Size;
pub use self::tray::Tray;
use crate::processes::Process;

/// Variables of the surrounding session that would lead programs out of this one.
const FOREIGN: &[&str] = &[
    "DBUS_STARTER_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
    "GTK_MODULES",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
];

/// The running session. Dropping it ends everything in it.
#[derive(Debug)]
pub struct DesktopSession {
    notifications: Notifications,
    tray: Tray,
    environment: Vec<(String, String)>,
    display: String,
    _bus: Process,
    _screen: Process,
    // Last, so that the folders go after the programs in them.
    folder: TempDir,
}

impl DesktopSession {
    /// Starts a session.
    ///
    /// # Errors
    /// When the screen or the bus does not come up.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_with(Size::USUAL).await
    }

    /// Starts a session whose screen is of this size.
    ///
    /// # Errors
    /// When the screen or the bus does not come up.
    pub async fn start_with(screen: Size) -> anyhow::Result<Self> {
        // Below the system's own temporary folder: a socket's path has room for 100 letters only.
        let folder = TempDir::with_prefix("ribbon-desk-").context("a temporary folder")?;
        let (screen, display) = screen::start(folder.path(), screen).await?;
        let (bus, address) = bus::start(folder.path()).await?;
        let notifications = Notifications::serve(&address).await?;
        Ok(Self {
            notifications,
            tray: Tray::serve(&address).await?,
            environment: environment(folder.path(), &display, &address)?,
            display,
            _bus: bus,
            _screen: screen,
            folder,
        })
    }

    /// Lets the program run in this session.
    pub fn adopt(&self, command: &mut Command) {
        for name in FOREIGN {
            command.env_remove(name);
        }
        for (name, value) in &self.environment {
            command.env(name, value);
        }
    }

    /// What applications have told the user.
    #[must_use]
    pub fn notifications(&self) -> &Notifications {
        &self.notifications
    }

    /// Where applications have their icons.
    #[must_use]
    pub fn tray(&self) -> &Tray {
        &self.tray
    }

    pub(crate) fn display(&self) -> &str {
        &self.display
    }

    /// Where programs of this session may put what lasts as long as the session.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How many windows of this title are to be seen.
    ///
    /// # Errors
    /// When the screen is gone.
    #[cfg(target_os = "linux")]
    pub fn windows(&self, title: &str) -> anyhow::Result<usize> {
        windows::count(&self.display, title)
    }

    /// Gives the windows of this title this size, in the corner of the screen. Answers how many there
    /// were.
    ///
    /// # Errors
    /// When the screen is gone.
    #[cfg(target_os = "linux")]
    pub fn resize_windows(&self, title: &str, to: Size) -> anyhow::Result<usize> {
        windows::resize(&self.display, title, to)
    }

    /// Asks the windows of this title to close, as a click on their cross does. Answers how many
    /// there were.
    ///
    /// # Errors
    /// When the screen is gone.
    #[cfg(target_os = "linux")]
    pub fn close_windows(&self, title: &str) -> anyhow::Result<usize> {
        windows::ask_to_close(&self.display, title)
    }

    /// Writes what the screen shows as a PNG file.
    ///
    /// # Errors
    /// When the picture cannot be taken or written.
    pub async fn screenshot(&self, to: &Path) -> anyhow::Result<()> {
        screen::picture(&self.display, to).await
    }
}

fn environment(folder: &Path, display: &str, bus: &str) -> anyhow::Result<Vec<(String, String)>> {
    let mut environment = vec![
        variable("DISPLAY", display),
        variable("DBUS_SESSION_BUS_ADDRESS", bus),
        variable("GDK_BACKEND", "x11"),
        variable("GSETTINGS_BACKEND", "memory"),
        variable("GTK_A11Y", "none"),
        variable("LANG", "C.UTF-8"),
        variable("LIBGL_ALWAYS_SOFTWARE", "1"),
        variable("NO_AT_BRIDGE", "1"),
        variable("TZ", "UTC"),
        // The hidden screen has no graphics memory to hand out.
        variable("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        variable("XDG_SESSION_TYPE", "x11"),
    ];
    let folders = [
        ("HOME", "home"),
        ("XDG_CACHE_HOME", "home/.cache"),
        ("XDG_CONFIG_HOME", "home/.config"),
        ("XDG_DATA_HOME", "home/.local/share"),
        ("XDG_RUNTIME_DIR", "run"),
        ("XDG_STATE_HOME", "home/.local/state"),
    ];
    for (name, path) in folders {
        let path = private_folder(&folder.join(path))?;
        environment.push(variable(name, &path.to_string_lossy()));
    }
    Ok(environment)
}

fn variable(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// Readable by nobody else, as the runtime folder must be.
fn private_folder(path: &Path) -> anyhow::Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .with_context(|| format!("making {}", path.display()))?;
    Ok(path.to_owned())
}

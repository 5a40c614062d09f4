//! The built app as a user meets it: opened in a session of its own, looked at, closed.

mod launch;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::time::{Instant, sleep};

pub use self::launch::Launch;
use crate::desktop::DesktopSession;
use crate::programs;
use crate::webdriver::{Driver, Element, Window};

/// A cold start of the web view on a busy machine.
const START: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// The open app. Dropping it ends it.
#[derive(Debug)]
pub struct Desk {
    window: Window,
    driver: Driver,
    launch: Launch,
}

impl Desk {
    /// Starts the app in the session and waits until its window shows something.
    ///
    /// # Errors
    /// When a program is missing, or the app does not come up; what it logged is quoted.
    pub async fn open(desktop: &DesktopSession, launch: Launch) -> anyhow::Result<Self> {
        let application = programs::built("ribbon-desk")?;
        // The driver passes its environment on to the app.
        let configure = |command: &mut Command| launch.configure(command);
        let driver = Driver::start(desktop, configure, &launch.log()).await?;
        let window = driver.open(&application, &[]).await?;
        let desk = Self {
            window,
            driver,
            launch,
        };
        desk.wait_for_screen(None).await?;
        Ok(desk)
    }

    /// The app's window.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Goes to a screen by its address in the window, such as `#/inbox`, and waits for it.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn go_to(&self, address: &str) -> anyhow::Result<Element> {
        let script = "location.hash = arguments[0]";
        self.window.run(script, &[json!(address)]).await?;
        self.wait_for_screen(Some(screen_of(address))).await
    }

    /// Waits until the window shows the screen of this name, or any.
    ///
    /// # Errors
    /// When it does not appear; what the app logged is quoted.
    pub async fn wait_for_screen(&self, name: Option<&str>) -> anyhow::Result<Element> {
        let selector = name.map_or_else(
            || format!("main[data-screen]{DRAWN}"),
            |name| format!("main[data-screen=\"{name}\"]{DRAWN}"),
        );
        let found = self.window.wait_for_element(&selector, START).await;
        found.with_context(|| format!("the app said:\n{}", self.log_end()))
    }

    /// What the app was started with.
    #[must_use]
    pub fn launch(&self) -> &Launch {
        &self.launch
    }

    /// The address of the app's own receiver of webhooks.
    ///
    /// # Errors
    /// When the app does not begin to listen.
    pub async fn receiver_url(&self) -> anyhow::Result<String> {
        let listening = self.launch.receiver_url(START).await;
        listening.with_context(|| format!("the app said:\n{}", self.log_end()))
    }

    /// How much the app holds, from its command line beside the running window.
    ///
    /// # Errors
    /// When the command fails.
    pub async fn status(&self, desktop: &DesktopSession) -> anyhow::Result<Value> {
        let mut command = self.launch.status_command()?;
        desktop.adopt(&mut command);
        let output = command.output().await.context("cannot start ribbon-desk")?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "ribbon-desk status: {errors}");
        serde_json::from_slice(&output.stdout).context("the status is JSON")
    }

    /// The last lines that the app logged.
    #[must_use]
    pub fn log_end(&self) -> String {
        self.driver.log_end()
    }

    /// Closes the app and waits until it is gone.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn close(self) -> anyhow::Result<Launch> {
        // The driver closes the window; the app may live on without one, which is not wanted here.
        self.window.close().await.ok();
        self.driver.kill().await?;
        Ok(self.launch)
    }
}

/// A screen whose program is still being read is an empty frame, and takes no keys.
const DRAWN: &str = ":not([class*=pending])";

/// The name of the screen that an address leads to.
fn screen_of(address: &str) -> &str {
    let path = address.trim_start_matches("#/");
    let path = path.split('?').next().unwrap_or(path);
    let mut parts = path.split('/');
    match (parts.next(), parts.next()) {
        (Some("flows"), Some("new")) => "new-flow",
        (Some("flows"), Some("invite")) => "invite-many",
        (Some("flows"), Some("batch")) => "batch",
        (screen, _) => screen.unwrap_or_default(),
    }
}

/// Reads the file once it is there and complete.
async fn read_json_when_there(path: &Path, within: Duration) -> anyhow::Result<Value> {
    let deadline = Instant::now() + within;
    loop {
        let text = tokio::fs::read_to_string(path).await.unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(value) => return Ok(value),
            Err(_) if Instant::now() < deadline => sleep(BETWEEN_LOOKS).await,
            Err(error) => {
                let path = path.display();
                return Err(error).with_context(|| format!("{path} did not come: {text:?}"));
            }
        }
    }
}

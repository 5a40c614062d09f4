//! The program between a test and the web view.

use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use serde_json::json;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

use super::Window;
use crate::desktop::{DesktopSession, screen};
use crate::processes::{self, Process};
use crate::{http, programs};

const START: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A running `tauri-driver` with the web view's own driver behind it, for one application. Dropping
/// it ends all three.
#[derive(Debug)]
pub struct Driver {
    process: Process,
    address: String,
    display: String,
}

impl Driver {
    /// Starts it in the session. `configure` sets what the application finds in its environment;
    /// the log of all three goes to `log`.
    ///
    /// # Errors
    /// When it is not installed or does not answer.
    pub async fn start(
        desktop: &DesktopSession,
        configure: impl FnOnce(&mut Command),
        log: &Path,
    ) -> anyhow::Result<Self> {
        let (port, native_port) = (processes::free_port()?, processes::free_port()?);
        let mut command = Command::new(programs::tauri_driver()?);
        command.args(["--port", &port.to_string()]);
        command.args(["--native-port", &native_port.to_string()]);
        desktop.adopt(&mut command);
        configure(&mut command);
        let driver = Self {
            process: Process::start("tauri-driver", command, log)?,
            address: format!("http://127.0.0.1:{port}"),
            display: desktop.display().to_owned(),
        };
        let answers = driver.wait_until_it_answers().await;
        answers.with_context(|| format!("tauri-driver said:\n{}", driver.log_end()))?;
        Ok(driver)
    }

    /// Lets it start the application and gives the window.
    ///
    /// # Errors
    /// When the application does not start or opens no window; what was logged is quoted.
    pub async fn open(&self, application: &Path, arguments: &[&str]) -> anyhow::Result<Window> {
        let options = json!({"application": application, "args": arguments});
        let opened = Window::open(&self.address, &options).await;
        opened.with_context(|| format!("the application said:\n{}", self.log_end()))
    }

    /// The last lines that driver and application printed.
    #[must_use]
    pub fn log_end(&self) -> String {
        self.process.log_end()
    }

    /// Ends the driver and the application, and waits until they are gone.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        self.process.kill().await
    }

    async fn wait_until_it_answers(&self) -> anyhow::Result<()> {
        let client = http::client()?;
        let deadline = Instant::now() + START;
        loop {
            match http::json(client.get(format!("{}/status", self.address))).await {
                Ok(_) => return Ok(()),
                Err(error) if Instant::now() >= deadline => return Err(error),
                Err(_) => sleep(BETWEEN_LOOKS).await,
            }
        }
    }
}

impl Drop for Driver {
    /// A failing test leaves behind what can be seen and read of the application.
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        eprintln!("The application said:\n{}", self.log_end());
        match screen::picture_of_failure(&self.display) {
            Ok(path) => eprintln!("The screen at that moment: {}", path.display()),
            Err(error) => eprintln!("There is no picture of the screen: {error:#}"),
        }
    }
}

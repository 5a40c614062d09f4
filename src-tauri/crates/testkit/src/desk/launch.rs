//! What the app is started with.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use serde_json::Value;
use store::{KeySource, Store};
use tokio::process::Command;

use super::read_json_when_there;
use crate::programs;

/// Where the app keeps its things and what it talks to; the same again for a second start.
#[derive(Clone, Debug)]
pub struct Launch {
    folder: PathBuf,
    api_url: String,
    has_api_key: bool,
    poll_seconds: u64,
    relay: Option<String>,
}

impl Launch {
    /// The app with its home below `folder`, which may hold what an earlier start has left there,
    /// and with Ribbon at `api_url`. It asks Ribbon for news every second.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(folder: &Path, api_url: &str) -> anyhow::Result<Self> {
        let launch = Self {
            folder: folder.to_owned(),
            api_url: api_url.to_owned(),
            has_api_key: false,
            poll_seconds: 1,
            relay: None,
        };
        let home = launch.home();
        fs::create_dir_all(&home).with_context(|| format!("making {}", home.display()))?;
        Ok(launch)
    }

    /// With the API key at hand, so that there is no first run.
    ///
    /// # Errors
    /// When the key cannot be written down.
    pub fn with_api_key(mut self, key: &str) -> anyhow::Result<Self> {
        write_private(&self.api_key_file(), key).context("writing the API key")?;
        self.has_api_key = true;
        Ok(self)
    }

    /// With a relay's inbox to read, by its address and a device's token.
    ///
    /// # Errors
    /// When the token cannot be written down.
    pub fn with_relay(mut self, inbox_url: String, token: &str) -> anyhow::Result<Self> {
        write_private(&self.device_token_file(), token).context("writing the device token")?;
        self.relay = Some(inbox_url);
        Ok(self)
    }

    /// With this time between two questions to Ribbon.
    #[must_use]
    pub fn polling_every(mut self, seconds: u64) -> Self {
        self.poll_seconds = seconds;
        self
    }

    /// With Ribbon at another address from now on.
    #[must_use]
    pub fn at(mut self, api_url: &str) -> Self {
        api_url.clone_into(&mut self.api_url);
        self
    }

    /// The folder of the app's data.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    /// The file that takes what the app logs.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.join("ribbon-desk.log")
    }

    /// Hands the settings to the app, or to a program that starts it, by its environment.
    pub fn configure(&self, command: &mut Command) {
        // What an earlier start wrote there is no longer true.
        fs::remove_file(self.receiver_file()).ok();
        command
            .env("RIBBON_API_URL", &self.api_url)
            .env("RIBBON_DESK_HOME", self.home())
            .env("RIBBON_DESK_KEY_FILE", self.key_file())
            .env("RIBBON_DESK_POLL_SECONDS", self.poll_seconds.to_string())
            .env("RIBBON_DESK_RECEIVER_LISTEN", "127.0.0.1:0");
        if self.has_api_key {
            command.env("RIBBON_DESK_API_KEY_FILE", self.api_key_file());
        }
        if let Some(relay) = &self.relay {
            command
                .env("RIBBON_DESK_RELAY", relay)
                .env("RIBBON_DESK_DEVICE_TOKEN_FILE", self.device_token_file());
        }
    }

    /// The address of the app's receiver, once it listens.
    ///
    /// # Errors
    /// When that takes longer than `within`.
    pub async fn receiver_url(&self, within: Duration) -> anyhow::Result<String> {
        let receiver = read_json_when_there(&self.receiver_file(), within).await?;
        let url = receiver.get("url").and_then(Value::as_str);
        url.map(str::to_owned)
            .with_context(|| format!("no url in {receiver}"))
    }

    /// The command that tells how much the app holds.
    ///
    /// # Errors
    /// When the app is not built.
    pub fn status_command(&self) -> anyhow::Result<Command> {
        let mut command = Command::new(programs::built("ribbon-desk")?);
        command
            .args(["status", "--json", "--home"])
            .arg(self.home())
            .arg("--key-file")
            .arg(self.key_file());
        Ok(command)
    }

    /// The app's cache, beside the running app.
    ///
    /// # Errors
    /// When the app has not made it yet, or it cannot be opened.
    pub fn cache(&self) -> anyhow::Result<Store> {
        let key = KeySource::File(self.key_file()).obtain(false)?;
        Store::open(&self.home().join("cache.db"), key).context("opening the app's cache")
    }

    /// The file with the key of the app's cache; the app makes it when it is missing.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("database-key")
    }

    fn api_key_file(&self) -> PathBuf {
        self.folder.join("api-key")
    }

    fn device_token_file(&self) -> PathBuf {
        self.folder.join("device-token")
    }

    fn receiver_file(&self) -> PathBuf {
        self.home().join("receiver.json")
    }
}

/// The app refuses keys that others could read.
fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    Ok(())
}

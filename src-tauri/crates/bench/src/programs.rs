//! The programs that are measured, each a process of its own.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, ensure};
use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

use crate::webhook;

/// Where the built programs lie.
pub struct Programs {
    /// The folder of all of them.
    pub folder: PathBuf,
}

/// A running program that listens; killed when dropped.
pub struct Server {
    /// Where it listens.
    pub addr: SocketAddr,
    child: Child,
}

impl Server {
    /// The id of its process, while it runs.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }
}

/// A running relay with one inbox.
pub struct Relay {
    /// It.
    pub server: Server,
    /// The path to post to.
    pub ingest_path: String,
    /// The inbox.
    pub inbox: String,
    /// A device's token.
    pub token: String,
}

/// A running stand-in for Ribbon.
pub struct Simulator {
    /// The address of its API.
    pub url: String,
    /// Its key.
    pub key: String,
    _child: Child,
}

impl Simulator {
    /// What the laptop's side is told of it.
    #[must_use]
    pub fn words<'a>(&'a self, interviews: &'a str, folder: &'a str) -> [&'a str; 8] {
        [
            "--ribbon",
            &self.url,
            "--key",
            &self.key,
            "--interviews",
            interviews,
            "--folder",
            folder,
        ]
    }
}

#[derive(Deserialize)]
struct Serving {
    listening: String,
    api_key: String,
}

#[derive(Deserialize)]
struct Started {
    listening: SocketAddr,
}

#[derive(Deserialize)]
struct Made {
    inbox: String,
    ingest_path: String,
}

#[derive(Deserialize)]
struct Device {
    token: String,
}

impl Programs {
    /// Starts the bare program that appends to SQLite.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn floor(&self, folder: &Path) -> anyhow::Result<Server> {
        server(self.command("bench-floor").arg(folder)).await
    }

    /// Starts a relay on this store (its command-line options) with an inbox and a device.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn relay(&self, store: &[String]) -> anyhow::Result<Relay> {
        let server = server(
            self.command("ribbon-relay")
                .args(["serve", "--listen", "127.0.0.1:0"])
                .args(store),
        )
        .await?;
        let folder = tempfile::tempdir()?;
        let secret = folder.path().join("secret");
        std::fs::write(&secret, webhook::SECRET)?;
        let secret = secret.to_string_lossy();
        let inbox = ["inbox", "create", "Bench", "--secret-file", &secret];
        let made: Made = self.admin(&inbox, store).await?;
        let device = ["device", "create", &made.inbox, "Laptop"];
        let device: Device = self.admin(&device, store).await?;
        Ok(Relay {
            server,
            ingest_path: made.ingest_path,
            inbox: made.inbox,
            token: device.token,
        })
    }

    /// Starts a stand-in for Ribbon that has so many interviews.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn simulator(&self, interviews: u32) -> anyhow::Result<Simulator> {
        let mut command = self.command("ribbon-sim");
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command.args(["--interviews", &interviews.to_string()]);
        let (child, said): (_, Serving) = start(&mut command).await?;
        Ok(Simulator {
            url: format!("{}/", said.listening),
            key: said.api_key,
            _child: child,
        })
    }

    /// Runs the laptop's side to its end; gives what it measured.
    ///
    /// # Errors
    /// When it fails.
    pub async fn laptop<T: for<'a> Deserialize<'a>>(&self, words: &[&str]) -> anyhow::Result<T> {
        read(self.command("bench-laptop").args(words)).await
    }

    /// Runs the app's window to its end; gives what it measured.
    ///
    /// # Errors
    /// When it fails.
    pub async fn desk<T: for<'a> Deserialize<'a>>(&self, words: &[&str]) -> anyhow::Result<T> {
        read(self.command("bench-desk").args(words)).await
    }

    async fn admin<T: for<'a> Deserialize<'a>>(
        &self,
        words: &[&str],
        store: &[String],
    ) -> anyhow::Result<T> {
        read(self.command("ribbon-relay").args(words).args(store)).await
    }

    fn command(&self, name: &str) -> Command {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let mut command = Command::new(self.folder.join(name));
        command.kill_on_drop(true).stdout(Stdio::piped());
        command
    }
}

async fn server(command: &mut Command) -> anyhow::Result<Server> {
    let (child, Started { listening: addr }) = start(command).await?;
    Ok(Server { addr, child })
}

/// Starts a program that says in its first line, a JSON object, where it listens.
async fn start<T: for<'a> Deserialize<'a>>(command: &mut Command) -> anyhow::Result<(Child, T)> {
    let mut child = command
        .spawn()
        .with_context(|| format!("starting {command:?}"))?;
    let output = child.stdout.take().context("its output is piped")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).await?;
    let said = serde_json::from_str(&line).with_context(|| format!("{command:?} did not start"))?;
    Ok((child, said))
}

/// Runs a program that prints one JSON object.
async fn read<T: for<'a> Deserialize<'a>>(command: &mut Command) -> anyhow::Result<T> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .await
        .with_context(|| format!("running {command:?}"))?;
    ensure!(output.status.success(), "{command:?} failed");
    serde_json::from_slice(&output.stdout).with_context(|| format!("what {command:?} printed"))
}

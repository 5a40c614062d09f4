//! What every test begins with: a small Ribbon, and a home for the program.

use ribbon_sim::{Config, Running, Sim};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use store::{KeySource, Store};
use tempfile::TempDir;
use testkit::processes::Process;
use testkit::relay::Inbox;
use tokio::process::Command;

/// The secret with which the stand-in signs; its flows say so.
pub(crate) const SECRET: &str = "a-secret-of-the-flows-own";
/// The flow in which things happen.
pub(crate) const FLOW: &str = "Backend Engineer";
const PROGRAM: &str = env!("CARGO_BIN_EXE_ribbon-desk");
/// Far beyond what anything takes.
pub(crate) const SOON: Duration = Duration::from_secs(60);

/// A stand-in for Ribbon with so many interviews.
pub(crate) async fn ribbon(interviews: usize) -> Running {
    let config = Config {
        flows: 3,
        interviews,
        ..Config::default()
    };
    Sim::start(config).await.unwrap()
}

/// What a command has said.
pub(crate) struct Said {
    pub(crate) success: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The one JSON value on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.success, "{}\n{}", self.out, self.err);
        assert_eq!(self.out.lines().count(), 1, "one line: {}", self.out);
        serde_json::from_str(&self.out).unwrap()
    }

    /// What was said of a failure; nothing was printed as an answer.
    #[track_caller]
    pub(crate) fn failure(&self) -> &str {
        assert!(!self.success, "it should have failed: {}", self.out);
        &self.err
    }
}

/// A home, and how the program is started on it.
pub(crate) struct Desk {
    folder: TempDir,
    api_url: String,
    relay: Option<String>,
}

impl Desk {
    /// A new home with the API key at hand.
    pub(crate) fn new(ribbon: &Running) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self {
            folder,
            api_url: ribbon.base_url.clone(),
            relay: None,
        };
        desk.private("api-key", &ribbon.api_key);
        desk
    }

    /// With a relay's inbox to read, into which `ribbon` posts from now on.
    pub(crate) async fn with_relay(mut self, ribbon: &Running) -> (Self, Process, Inbox) {
        let (process, inbox) = testkit::relay::start(self.folder.path(), SECRET)
            .await
            .unwrap();
        ribbon
            .set_webhook(Some(&inbox.ingest_url()), Some(SECRET))
            .await;
        let token = inbox.add_device("desk").await.unwrap();
        self.private("device-token", &token);
        self.relay = Some(inbox.url_by(inbox.relay()));
        (self, process, inbox)
    }

    /// A file that only its owner may read.
    pub(crate) fn private(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn cache_file(&self) -> PathBuf {
        self.home().join("cache.db")
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.path().join("cache-key")
    }

    /// The cache, opened beside the program.
    pub(crate) fn store(&self) -> Store {
        let key = KeySource::File(self.key_file()).obtain(false).unwrap();
        Store::open(&self.cache_file(), key).unwrap()
    }

    /// A command, ready to be started.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        self.as_meant(Command::new(PROGRAM), words)
    }

    /// The same, started by a shell's line in which `"$@"` stands for the program and its words.
    pub(crate) fn command_by(&self, line: &str, words: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", line, "sh", PROGRAM]);
        self.as_meant(command, words)
    }

    fn as_meant(&self, mut command: Command, words: &[&str]) -> Command {
        let under = |name: &str| self.folder.path().join(name);
        command
            .args(words)
            .arg("--home")
            .arg(self.home())
            .arg("--key-file")
            .arg(self.key_file())
            .args(["--api-url", &self.api_url])
            // So that a command can say another.
            .env("RIBBON_DESK_RECEIVER_LISTEN", "127.0.0.1:0")
            .arg("--api-key-file")
            .arg(under("api-key"))
            .args(["--poll-seconds", "1"])
            .stdin(Stdio::null())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .kill_on_drop(true);
        if let Some(relay) = &self.relay {
            command
                .args(["--relay", relay, "--device-token-file"])
                .arg(under("device-token"));
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) async fn run(&self, words: &[&str]) -> Said {
        Self::ended(self.command(words)).await
    }

    /// Runs a command to its end, started by a shell's line as in [`Desk::command_by`].
    pub(crate) async fn run_by(&self, line: &str, words: &[&str]) -> Said {
        Self::ended(self.command_by(line, words)).await
    }

    async fn ended(mut command: Command) -> Said {
        let output = command.output();
        let output = tokio::time::timeout(SOON, output).await;
        let output = output.expect("it ends by itself").unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said {
            success: output.status.success(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Synchronises once and answers the report.
    pub(crate) async fn sync(&self) -> Value {
        self.run(&["sync", "--once", "--json"]).await.json()
    }

    /// All rows of an export.
    pub(crate) async fn rows(&self, what: &str) -> Vec<Value> {
        let said = self.run(&["export", what, "--format", "json"]).await;
        assert!(said.success, "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    }

    /// Files of the home whose name begins so.
    pub(crate) fn files(&self, begin: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.home()).unwrap();
        let names = entries.map(|entry| entry.unwrap().path());
        names.filter(|path| name(path).starts_with(begin)).collect()
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Makes somebody move through the stages.
pub(crate) async fn moves(ribbon: &Running, email: &str, stages: &[&str]) {
    for stage in stages {
        ribbon.status(FLOW, email, stage).await.unwrap();
    }
}

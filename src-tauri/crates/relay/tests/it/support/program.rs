//! The real program in a process of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::PATIENCE;

/// A running `ribbon-relay serve`, killed when dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) line: Value,
    log: Option<JoinHandle<String>>,
}

impl Program {
    /// Starts the relay on this folder and waits until it accepts connections.
    pub(crate) fn serve(data: &Path, more: &[&str]) -> Self {
        Self::serve_with(data, &[&["--listen", "127.0.0.1:0"], more].concat())
    }

    /// The same with these options only.
    pub(crate) fn serve_with(data: &Path, options: &[&str]) -> Self {
        Self::run(command(&[&["serve"], options].concat(), data))
    }

    /// The same, by way of another program that runs what follows its own words.
    #[cfg(unix)]
    pub(crate) fn serve_by(way: &[&str], data: &Path) -> Self {
        let relay = command(&["serve", "--listen", "127.0.0.1:0"], data);
        Self::run(by(way, &relay))
    }

    /// The same on a NATS store.
    #[cfg(feature = "nats-tests")]
    pub(crate) fn serve_nats(urls: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ribbon-relay"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--nats", urls]);
        Self::run(command)
    }

    fn run(mut command: Command) -> Self {
        let mut child = command
            .env("RIBBON_RELAY_LOG", "debug")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut errors = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).unwrap();
            text
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        if line.is_empty() {
            child.wait().unwrap();
            panic!("the relay did not start: {}", log.join().unwrap());
        }
        Self {
            child,
            line: serde_json::from_str(&line).unwrap(),
            log: Some(log),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.line["listening"].as_str().unwrap())
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it without warning.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and gives its status, how long it took, and all it logged.
    pub(crate) fn terminate(mut self) -> (ExitStatus, Duration, String) {
        let began = Instant::now();
        let asked = Command::new("kill")
            .args(["-TERM", &self.pid().to_string()])
            .status()
            .unwrap();
        assert!(asked.success(), "the signal is sent");
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < PATIENCE, "the relay does not stop");
            std::thread::sleep(Duration::from_millis(5));
        };
        let log = self.log.take().unwrap().join().unwrap();
        (status, began.elapsed(), log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs an admin command and gives the one JSON object it prints.
pub(crate) fn admin(data: &Path, words: &[&str]) -> Value {
    printed(command(words, data), words)
}

/// The same, by way of another program that runs what follows its own words.
#[cfg(target_os = "linux")]
pub(crate) fn admin_by(way: &[&str], data: &Path, words: &[&str]) -> Value {
    printed(by(way, &command(words, data)), words)
}

fn printed(mut command: Command, words: &[&str]) -> Value {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "one line: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The same, with the words in one text.
pub(crate) fn admin_line(data: &Path, line: &str) -> Value {
    admin(data, &line.split(' ').collect::<Vec<_>>())
}

/// Runs an admin command that is to fail and gives what it says.
pub(crate) fn refused(data: &Path, words: &[&str]) -> String {
    let output = command(words, data).output().unwrap();
    assert!(!output.status.success(), "{words:?} is refused");
    assert!(output.stdout.is_empty(), "nothing on stdout");
    String::from_utf8(output.stderr).unwrap()
}

fn command(words: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ribbon-relay"));
    command.args(words).arg("--data").arg(data);
    without_settings(command)
}

#[cfg(unix)]
fn by(way: &[&str], relay: &Command) -> Command {
    let (program, words) = way.split_first().unwrap();
    let mut command = Command::new(program);
    command
        .args(words)
        .arg(relay.get_program())
        .args(relay.get_args());
    without_settings(command)
}

/// Whatever the environment says about relays is not meant for those of the tests.
fn without_settings(mut command: Command) -> Command {
    for name in [
        "RIBBON_RELAY_DATA",
        "RIBBON_RELAY_NATS",
        "RIBBON_RELAY_PUBLIC_URL",
    ] {
        command.env_remove(name);
    }
    command
}

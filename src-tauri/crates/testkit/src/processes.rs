//! Programs that live exactly as long as the value that stands for them, children and all.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// A running program. Dropping it ends it at once, with everything that it has started.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts the program; what it prints goes to the end of the file `log`.
    ///
    /// # Errors
    /// When the program cannot be started or the log not be written.
    pub fn start(name: &str, mut command: Command, log: &Path) -> anyhow::Result<Self> {
        command.stdout(append_to(log)?);
        Self::spawn(name, command, log)
    }

    /// Starts the program and waits for the first line that it prints, by which it says that it is
    /// ready and where. The rest of what it prints goes to `log`.
    ///
    /// # Errors
    /// When it cannot be started, or ends or stays silent instead; the end of its log is quoted.
    pub async fn start_and_read_line(
        name: &str,
        mut command: Command,
        log: &Path,
        within: Duration,
    ) -> anyhow::Result<(Self, String)> {
        command.stdout(Stdio::piped());
        let mut process = Self::spawn(name, command, log)?;
        let output = process.child.stdout.take().context("stdout is piped")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        let read = timeout(within, output.read_line(&mut line)).await;
        match read {
            Ok(Ok(count)) if count > 0 => {}
            Ok(_) => return Err(process.complaint("ended before it was ready")),
            Err(_) => return Err(process.complaint("did not get ready in time")),
        }
        keep_reading(output, log)?;
        Ok((process, line.trim().to_owned()))
    }

    fn spawn(name: &str, mut command: Command, log: &Path) -> anyhow::Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .stderr(append_to(log)?)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log: log.to_owned(),
        })
    }

    /// Starts the program so that the person at the terminal sees what it prints.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start_in_view(name: &str, mut command: Command) -> anyhow::Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log: PathBuf::new(),
        })
    }

    /// Waits until the program ends by itself.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub async fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        let ended = self.child.wait().await;
        ended.with_context(|| format!("waiting for {}", self.name))
    }

    /// Ends the program and what it has started, and waits until it is gone.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        self.kill_tree();
        self.wait().await.map(|_| ())
    }

    /// The last lines that the program printed.
    #[must_use]
    pub fn log_end(&self) -> String {
        const LINES: usize = 25;
        let text = std::fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let begin = lines.len().saturating_sub(LINES);
        lines.get(begin..).unwrap_or_default().join("\n")
    }

    fn complaint(&self, what: &str) -> anyhow::Error {
        anyhow!("{} {what}; it said:\n{}", self.name, self.log_end())
    }

    fn kill_tree(&mut self) {
        if let Some(process) = self.child.id() {
            tree::kill(process);
        }
        // Already done where trees can be killed; the system may also have been faster.
        self.child.start_kill().ok();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill_tree();
    }
}

/// A port of this machine that nobody listens on, for programs that cannot choose one themselves.
///
/// Below those that the system hands out by itself, and each process begins elsewhere: nobody else
/// should take it between this look and its use.
///
/// # Errors
/// When there is none.
pub fn free_port() -> anyhow::Result<u16> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 10_000;
    const FOR_EACH_PROCESS: u32 = 8;
    for _ in 0..COUNT {
        let begin = std::process::id().wrapping_mul(FOR_EACH_PROCESS);
        let offset = begin.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT;
        let port = u16::try_from(FIRST + offset)?;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free")
}

fn append_to(log: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new().create(true).append(true).open(log);
    file.with_context(|| format!("opening {}", log.display()))
}

/// A program whose output nobody reads stops when the pipe is full.
fn keep_reading(mut output: BufReader<ChildStdout>, log: &Path) -> anyhow::Result<()> {
    let mut log = tokio::fs::File::from_std(append_to(log)?);
    tokio::spawn(async move { tokio::io::copy_buf(&mut output, &mut log).await });
    Ok(())
}

#[cfg(target_os = "linux")]
mod tree {
    //! Descendants from the process table. Process groups would be simpler, but the test runner
    //! and the terminal need all of them in one group of their own to stop a hung test.

    use std::collections::HashMap;

    use rustix::process::{Pid, Signal, kill_process};

    /// Kills the process and its descendants, parents first so that none is started again.
    pub(super) fn kill(root: u32) {
        let children = children_by_parent();
        let mut open = vec![root];
        while let Some(process) = open.pop() {
            let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
            if let Some(pid) = pid {
                // It may have ended in the meantime.
                kill_process(pid, Signal::KILL).ok();
            }
            open.extend(children.get(&process).into_iter().flatten());
        }
    }

    fn children_by_parent() -> HashMap<u32, Vec<u32>> {
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        for entry in entries {
            let process = entry.file_name().to_string_lossy().parse();
            let parent = std::fs::read_to_string(entry.path().join("stat"))
                .ok()
                .and_then(|stat| parent_in(&stat));
            if let (Ok(process), Some(parent)) = (process, parent) {
                children.entry(parent).or_default().push(process);
            }
        }
        children
    }

    /// The fourth field; the second is the program's name in brackets, which may contain anything.
    fn parent_in(stat: &str) -> Option<u32> {
        let (_, after_name) = stat.rsplit_once(')')?;
        after_name.split_whitespace().nth(1)?.parse().ok()
    }
}

#[cfg(not(target_os = "linux"))]
mod tree {
    //! Elsewhere the programs under test start none of their own that would stay behind.

    pub(super) fn kill(_root: u32) {}
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_secs(10);

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[tokio::test]
    async fn the_ready_line_is_read_and_the_rest_goes_to_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let command = shell("echo ready; echo more; echo problem >&2");
        let (mut process, line) = Process::start_and_read_line("sh", command, &log, SOON)
            .await
            .unwrap();
        assert_eq!(line, "ready", "the first line, trimmed");
        assert!(
            process.wait().await.unwrap().success(),
            "it ended by itself"
        );
        assert!(
            process.log_end().contains("problem"),
            "stderr is in the log"
        );
    }

    #[tokio::test]
    async fn a_program_that_ends_before_it_is_ready_is_quoted() {
        let folder = tempfile::tempdir().unwrap();
        let command = shell("echo the port is taken >&2; exit 1");
        let error = Process::start_and_read_line("sh", command, &folder.path().join("log"), SOON)
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("the port is taken"),
            "the message says what the program said: {error}"
        );
    }

    #[tokio::test]
    async fn dropping_it_ends_its_children_too() {
        let folder = tempfile::tempdir().unwrap();
        let command = shell("sleep 600 & echo $!; wait");
        let (mut process, child) =
            Process::start_and_read_line("sh", command, &folder.path().join("log"), SOON)
                .await
                .unwrap();
        process.kill().await.unwrap();
        let is_gone = async || {
            while std::fs::read_to_string(format!("/proc/{child}/stat"))
                .is_ok_and(|stat| !stat.contains(") Z "))
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(SOON, is_gone())
            .await
            .expect("the grandchild was killed, not left to run");
    }
}

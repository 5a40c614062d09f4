//! Running programs: shown before they run, an error when they fail, copied where they must be read.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, bail};

/// A folder to run programs in.
pub(crate) struct Shell {
    folder: PathBuf,
    variables: Vec<(String, String)>,
}

impl Shell {
    /// Runs in `folder` with this process's environment.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            variables: Vec::new(),
        }
    }

    /// The same shell with one more environment variable.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// Shows and runs the program.
    ///
    /// # Errors
    /// When it cannot be started or does not succeed.
    pub(crate) fn run(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> anyhow::Result<()> {
        let mut command = self.command(program.as_ref(), arguments);
        let status = command.status().with_context(|| cannot_start(&command))?;
        if !status.success() {
            bail!("`{}` failed ({status})", shown(&command));
        }
        Ok(())
    }

    /// As [`Self::run`], as the last thing to do: where the system can, the program takes this one's
    /// place, so that whoever stops it reaches the program, which ends what it has started.
    ///
    /// # Errors
    /// When it cannot be started or, elsewhere, does not succeed.
    pub(crate) fn hand_over(
        &self,
        program: impl AsRef<OsStr>,
        arguments: &[&str],
    ) -> anyhow::Result<()> {
        #[cfg(unix)]
        {
            let mut command = self.command(program.as_ref(), arguments);
            let failed = std::os::unix::process::CommandExt::exec(&mut command);
            Err(failed).with_context(|| cannot_start(&command))
        }
        #[cfg(not(unix))]
        self.run(program, arguments)
    }

    /// As [`Self::run`], and gives back everything it printed on either stream, failed or not.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn run_copied(
        &self,
        program: &str,
        arguments: &[&str],
    ) -> anyhow::Result<(bool, String)> {
        let mut command = self.command(OsStr::new(program), arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| cannot_start(&command))?;
        let errors = child.stderr.take().context("stderr is piped")?;
        let copied_errors = thread::spawn(move || copy_lines(errors, std::io::stderr()));
        let output = child.stdout.take().context("stdout is piped")?;
        let mut text = copy_lines(output, std::io::stdout());
        let status = child.wait()?;
        text.push_str(&copied_errors.join().unwrap_or_default());
        Ok((status.success(), text))
    }

    /// What the program prints, without showing it; `None` when it cannot be started or fails.
    pub(crate) fn read(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
        let output = self
            .silent(program.as_ref(), arguments)
            .stdin(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self, program: &OsStr, arguments: &[&str]) -> Command {
        let command = self.silent(program, arguments);
        println!("$ {}", shown(&command));
        command
    }

    fn silent(&self, program: &OsStr, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.folder);
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
    }
}

/// The name under which npm's programs are started: on Windows they are batch files.
pub(crate) fn npm_program(name: &str) -> String {
    if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    }
}

fn copy_lines(source: impl Read, mut shown: impl Write) -> String {
    let mut text = String::new();
    let mut source = BufReader::new(source);
    let mut line = Vec::new();
    while matches!(source.read_until(b'\n', &mut line), Ok(count) if count > 0) {
        // A closed terminal must not end the run whose outcome the exit code tells.
        shown.write_all(&line).ok();
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    text
}

fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", shown(command))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        let error = Shell::new(Path::new("."))
            .run("sh", &["-c", "exit 3"])
            .expect_err("exit code 3 is a failure");
        assert!(
            error.to_string().contains("sh -c exit 3"),
            "the message says what was run: {error}"
        );
    }

    #[test]
    fn what_a_program_prints_is_copied_from_both_streams_even_when_it_fails() {
        let (succeeded, text) = Shell::new(Path::new("."))
            .run_copied("sh", &["-c", "echo out; echo err >&2; exit 1"])
            .expect("sh starts");
        assert!(!succeeded, "exit code 1 is a failure");
        assert!(
            text.contains("out") && text.contains("err"),
            "both streams are kept: {text}"
        );
    }

    #[test]
    fn variables_reach_the_program() {
        let text = Shell::new(Path::new("."))
            .with("GREETING", "hello")
            .read("sh", &["-c", "echo $GREETING"]);
        assert_eq!(text.as_deref(), Some("hello\n"), "the variable was set");
    }
}

//! The house rules that neither the compiler nor a linter knows.

mod arrows;
mod length;
mod lock_files;
mod machine_paths;
mod rust;
mod sources;
mod window;

use std::fmt;

use anyhow::bail;

use self::machine_paths::Machine;
use self::sources::Source;
use crate::project::Project;

/// Something that breaks a rule, and where.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    /// Counted from 1; 0 where the whole file is meant.
    line: usize,
    message: String,
}

impl Finding {
    fn in_file(source: &Source, message: impl Into<String>) -> Self {
        Self::at(source, 0, message)
    }

    fn at(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: source.path.clone(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.path, self.message),
            line => write!(formatter, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// Checks every rule.
///
/// # Errors
/// When one is broken; every breach has been printed.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    let sources = sources::read_all(project.root())?;
    let mut findings = arrows::check(project)?;
    findings.extend(length::median(&sources));
    let machine = Machine::this(project.root());
    for source in &sources {
        findings.extend(machine.check(source));
        findings.extend(check_source(source));
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing to mend", sources.len());
        return Ok(());
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    bail!("{} rules broken", findings.len());
}

fn check_source(source: &Source) -> Vec<Finding> {
    let rules = [lock_files::check, length::check, rust::check, window::check];
    rules.iter().flat_map(|rule| rule(source)).collect()
}

//! The steps of a long run: each announced, timed and remembered, failed or not.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// What ran so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    error: Option<String>,
}

impl Steps {
    /// Runs a step. A failure is remembered and shown; the answer says whether it succeeded, for
    /// steps that others build on.
    pub(crate) fn run(
        &mut self,
        name: &'static str,
        action: impl FnOnce() -> anyhow::Result<()>,
    ) -> bool {
        println!("\n── {name}");
        let begun = Instant::now();
        let error = action().err().map(|error| format!("{error:#}"));
        if let Some(error) = &error {
            eprintln!("{name}: {error}");
        }
        let succeeded = error.is_none();
        self.done.push(Step {
            name,
            took: begun.elapsed(),
            error,
        });
        succeeded
    }

    /// The names of the steps that failed.
    pub(crate) fn failed(&self) -> Vec<&'static str> {
        let failed = self.done.iter().filter(|step| step.error.is_some());
        failed.map(|step| step.name).collect()
    }

    /// One line a step: outcome, duration, name, and why it failed.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for step in &self.done {
            let outcome = if step.error.is_some() { "FAILED" } else { "ok" };
            let seconds = step.took.as_secs_f64();
            let name = step.name;
            // Writing into a string cannot fail.
            write!(table, "{outcome:>6} {seconds:8.1} s  {name}").ok();
            if let Some(error) = &step.error {
                let reason = error.lines().next().unwrap_or_default();
                write!(table, ": {reason}").ok();
            }
            table.push('\n');
        }
        let total: Duration = self.done.iter().map(|step| step.took).sum();
        writeln!(table, "       {:8.1} s  altogether", total.as_secs_f64()).ok();
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_remembered_and_the_next_one_still_runs() {
        let mut steps = Steps::default();
        assert!(
            !steps.run("first", || anyhow::bail!("no luck")),
            "the failure is told"
        );
        assert!(steps.run("second", || Ok(())), "the next one ran");
        assert_eq!(steps.failed(), ["first"], "only the first one failed");
    }

    #[test]
    fn the_table_has_a_line_for_each_step_and_the_reason_of_a_failure() {
        let mut steps = Steps::default();
        steps.run("tidy", || anyhow::bail!("a file is too long\nsee above"));
        steps.run("doc", || Ok(()));
        let table = steps.table();
        assert!(
            table.contains("FAILED") && table.contains("tidy: a file is too long\n"),
            "the failure with its first line: {table}"
        );
        assert_eq!(table.lines().count(), 3, "two steps and the sum: {table}");
    }
}

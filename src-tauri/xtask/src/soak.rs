//! The relay's crash tests at full length: each a step of its own that says how to repeat it.

use std::fmt::Write as _;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use crate::nats;
use crate::project::Project;
use crate::shell::Shell;

/// What to run, and for how long.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this one
    #[arg(long, value_enum)]
    only: Option<Name>,
    /// How many rounds, instead of each one's own number
    #[arg(long)]
    rounds: Option<u32>,
    /// Repeats the choices of an earlier run
    #[arg(long)]
    seed: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// `kill -9` of a relay on SQLite at random instants under load
    Relay,
    /// `kill -9` of one of three NATS servers, and its return
    Server,
    /// `kill -9` of one of two relays while the other serves
    OneOfTwoRelays,
}

/// A long test of the relay: it reads its number of rounds and its seed from the environment.
struct Soak {
    name: Name,
    test: &'static str,
    rounds: u32,
}

const SOAKS: [Soak; 3] = [
    Soak {
        name: Name::Relay,
        test: "kill::nothing_that_was_answered_is_lost_when_the_relay_is_killed",
        rounds: 200,
    },
    Soak {
        name: Name::Server,
        test: "soak::nothing_that_was_answered_is_lost_when_a_nats_server_is_killed",
        rounds: 50,
    },
    Soak {
        name: Name::OneOfTwoRelays,
        test: "soak::nothing_that_was_answered_is_lost_when_one_of_two_relays_is_killed",
        rounds: 100,
    },
];

/// Runs the tests one after the other and sums them up. A failure does not keep the rest from running.
///
/// # Errors
/// When a test fails, does not exist, or cannot be built.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let server = nats::fetch(project)?;
    let seed = options.seed.map_or_else(new_seed, Ok)?;
    let tests = build(project)?;
    let mut done = Vec::new();
    let wanted = |soak: &&Soak| options.only.is_none_or(|only| only == soak.name);
    for soak in SOAKS.iter().filter(wanted) {
        let rounds = options.rounds.unwrap_or(soak.rounds);
        println!("\n── {}: {rounds} rounds, seed {seed}", title(soak.name));
        let shell = project
            .shell()
            .with(nats::VARIABLE, server.to_string_lossy())
            .with("RIBBON_SOAK_ROUNDS", rounds.to_string())
            .with("RIBBON_SOAK_SEED", seed.to_string());
        let begun = Instant::now();
        let outcome = run_one(&shell, &tests, soak.test);
        done.push(Done {
            name: title(soak.name),
            rounds,
            seed,
            took: begun.elapsed(),
            error: outcome.err().map(|error| format!("{error:#}")),
        });
    }
    println!("\n── what ran\n{}", table(&done));
    let failed = done.iter().filter(|one| one.error.is_some()).count();
    if failed > 0 {
        bail!("{failed} of {} failed", done.len());
    }
    Ok(())
}

/// Builds the tests once, and gives the program that they are: nothing that is edited meanwhile
/// changes what runs.
fn build(project: &Project) -> anyhow::Result<String> {
    let shell = project.shell();
    let arguments = [
        "test",
        "--package",
        "ribbon-relay",
        "--features",
        "nats-tests",
        "--test",
        "it",
        "--no-run",
    ];
    shell.run("cargo", &arguments)?;
    let told = [&arguments[..], &["--message-format", "json"]].concat();
    let messages = shell
        .read("cargo", &told)
        .context("cargo does not say what it has built")?;
    program(&messages).context("cargo has not built the relay's tests")
}

/// The program that Cargo's messages name last: what it is made of comes before it.
fn program(messages: &str) -> Option<String> {
    messages
        .lines()
        .rev()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| {
            message
                .pointer("/target/kind/0")
                .is_some_and(|kind| kind == "test")
        })
        .find_map(|message| Some(message.get("executable")?.as_str()?.to_owned()))
}

fn run_one(shell: &Shell, tests: &str, test: &str) -> anyhow::Result<()> {
    let (succeeded, output) = shell.run_copied(tests, &["--exact", "--nocapture", test])?;
    if !succeeded {
        bail!("it failed; see above");
    }
    // A name that no test has is a success of no tests.
    if !output.contains("test result: ok. 1 passed") {
        bail!("there is no test {test}");
    }
    Ok(())
}

/// What ran.
struct Done {
    name: String,
    rounds: u32,
    seed: u64,
    took: Duration,
    error: Option<String>,
}

fn table(done: &[Done]) -> String {
    let mut table = String::new();
    for one in done {
        let outcome = if one.error.is_some() { "FAILED" } else { "ok" };
        // Writing into a string cannot fail.
        writeln!(
            table,
            "{outcome:>6} {:8.1} s  {:<26} {:>4} rounds  seed {}{}",
            one.took.as_secs_f64(),
            one.name,
            one.rounds,
            one.seed,
            one.error
                .as_ref()
                .map_or(String::new(), |error| format!(": {error}")),
        )
        .ok();
    }
    table
}

/// The name as it is written on the command line.
fn title(name: Name) -> String {
    name.to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Another one every time, and short enough to be typed again.
fn new_seed() -> anyhow::Result<u64> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("this computer's clock says that it is before 1970")?;
    Ok(u64::from(now.subsec_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_among_the_messages_of_cargo() {
        let messages = r#"{"reason":"compiler-artifact","target":{"kind":["bin"]},"executable":"relay"}
{"reason":"compiler-artifact","target":{"kind":["test"]},"executable":"it-1"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(program(messages).as_deref(), Some("it-1"), "not the relay");
    }

    #[test]
    fn the_table_says_how_to_repeat_what_failed() {
        let done = [Done {
            name: title(Name::Server),
            rounds: 50,
            seed: 7,
            took: Duration::from_secs(3),
            error: Some("it failed; see above".to_owned()),
        }];
        let table = table(&done);
        for word in ["FAILED", "server", "50 rounds", "seed 7", "see above"] {
            assert!(table.contains(word), "{word} is told: {table}");
        }
    }
}

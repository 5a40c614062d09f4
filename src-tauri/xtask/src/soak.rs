//! The long tests at full length: each a step of its own that says how to repeat it.

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
    /// Strikes only at every so manieth byte of an exchange
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    every: u32,
    /// Repeats the choices of an earlier run
    #[arg(long)]
    seed: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// `kill -9` of a relay on SQLite at random instants under load
    Relay,
    /// `kill -9` of one of two relays while the other serves
    OneOfTwoRelays,
    /// `kill -9` of one of three NATS servers, and its return
    Server,
    /// Laptops that stop reading for a minute while much arrives
    StoppedReaders,
    /// A network between relay and laptop that fails at every byte of an exchange
    Network,
    /// Random histories whose webhooks are lost, doubled and late, against a plain reference
    Histories,
    /// `kill -9` of the engine at random instants
    Engine,
    /// A list of 50,000 interviews in every order
    LongList,
    /// What a day without news costs with 10,000 interviews
    QuietDay,
    /// Whatever bytes may come, to every reader of bytes that are not ours
    Fuzz,
}

/// Long tests: they read how long they are to be, and their choices, from the environment.
struct Soak {
    name: Name,
    tests: Tests,
    /// The one test of them, those of a module (`module::`), or all.
    only: Option<&'static str>,
    extent: Extent,
}

/// A program of tests, in Cargo's words.
#[derive(Clone, Copy)]
enum Tests {
    /// Of the relay by itself.
    Relay,
    /// Of the way from the relay into a laptop's cache.
    Laptop,
    /// Of the engine with a Ribbon in memory.
    World,
    /// Of the engine as a program that can be killed.
    Kill,
    /// Of each reader of bytes by itself: several programs.
    Readers,
    /// Of the cache.
    Cache,
}

/// How much there is to do.
#[derive(Clone, Copy)]
enum Extent {
    Rounds(u32),
    EveryByte,
    /// Of each property.
    Cases(u32),
}

const SOAKS: [Soak; 11] = [
    Soak {
        name: Name::Relay,
        tests: Tests::Relay,
        only: Some("crash::sqlite::nothing_that_was_answered_is_lost_when_the_relay_is_killed"),
        extent: Extent::Rounds(200),
    },
    Soak {
        name: Name::OneOfTwoRelays,
        tests: Tests::Relay,
        only: Some(
            "crash::nats::nothing_that_was_answered_is_lost_when_one_of_two_relays_is_killed",
        ),
        extent: Extent::Rounds(100),
    },
    Soak {
        name: Name::Server,
        tests: Tests::Relay,
        only: Some("crash::nats::nothing_that_was_answered_is_lost_when_a_nats_server_is_killed"),
        extent: Extent::Rounds(50),
    },
    Soak {
        name: Name::StoppedReaders,
        tests: Tests::Relay,
        only: Some("memory::readers_that_stop_cost_little_and_miss_nothing"),
        extent: Extent::Rounds(1),
    },
    Soak {
        name: Name::Network,
        tests: Tests::Laptop,
        only: None,
        extent: Extent::EveryByte,
    },
    Soak {
        name: Name::Histories,
        tests: Tests::World,
        only: Some(
            "model::whatever_is_lost_doubled_or_late_the_facts_are_true_and_each_is_told_once",
        ),
        extent: Extent::Rounds(10_000),
    },
    Soak {
        name: Name::Engine,
        tests: Tests::Kill,
        only: Some("killed_at_any_instant_it_ends_with_the_same_facts_and_has_told_each_once"),
        extent: Extent::Rounds(200),
    },
    Soak {
        name: Name::LongList,
        tests: Tests::World,
        only: Some("lists::a_very_long_list_is_read_once_in_any_order"),
        extent: Extent::Rounds(50_000),
    },
    Soak {
        name: Name::QuietDay,
        tests: Tests::World,
        only: Some("budget::a_day_without_news_costs_at_most_a_hundredth_of_a_page_every_minute"),
        extent: Extent::Rounds(10_000),
    },
    Soak {
        name: Name::Fuzz,
        tests: Tests::Readers,
        only: None,
        extent: Extent::Cases(20_000),
    },
    Soak {
        name: Name::Fuzz,
        tests: Tests::Cache,
        only: Some("coding::"),
        extent: Extent::Cases(20_000),
    },
];

/// Runs the tests one after the other and sums them up. A failure does not keep the rest from running.
///
/// # Errors
/// When a test fails, does not exist, or cannot be built.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let server = nats::fetch(project)?;
    let seed = options.seed.map_or_else(new_seed, Ok)?;
    let wanted = |soak: &&Soak| options.only.is_none_or(|only| only == soak.name);
    let mut done = Vec::new();
    for soak in SOAKS.iter().filter(wanted) {
        let (variable, number, extent) = soak.extent.told(options);
        println!("\n── {}: {extent}, seed {seed}", title(soak.name));
        let shell = project
            .shell()
            .with(nats::VARIABLE, server.to_string_lossy())
            .with(variable, number.to_string())
            .with("RIBBON_SOAK_SEED", seed.to_string())
            .with("PROPTEST_RNG_SEED", seed.to_string());
        let programs = build(project, soak.tests)?;
        let begun = Instant::now();
        let outcome = programs
            .iter()
            .try_for_each(|tests| run_one(&shell, tests, soak.only));
        done.push(Done {
            name: title(soak.name),
            extent,
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

impl Extent {
    /// The variable that tells the tests, its value, and the same for people.
    fn told(self, options: &Options) -> (&'static str, u32, String) {
        match self {
            Self::Rounds(ordinary) => {
                let rounds = options.rounds.unwrap_or(ordinary);
                ("RIBBON_SOAK_ROUNDS", rounds, format!("{rounds} rounds"))
            }
            Self::Cases(ordinary) => {
                let cases = options.rounds.unwrap_or(ordinary);
                ("PROPTEST_CASES", cases, format!("{cases} cases"))
            }
            Self::EveryByte if options.every == 1 => ("RIBBON_SOAK", 1, "every byte".to_owned()),
            Self::EveryByte => {
                let every = options.every;
                ("RIBBON_SOAK", every, format!("one byte in {every}"))
            }
        }
    }
}

impl Tests {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Relay => &[
                "-p",
                "ribbon-relay",
                "--features",
                "nats-tests",
                "--test",
                "it",
            ],
            // So many exchanges that the optimised build takes less time than it saves.
            Self::Laptop => &["--release", "-p", "sync", "--test", "relay"],
            Self::World => &["-p", "sync", "--test", "world"],
            Self::Kill => &["-p", "sync", "--test", "kill"],
            Self::Readers => &[
                "-p",
                "ribbon-api",
                "-p",
                "relay-protocol",
                "-p",
                "feed",
                "-p",
                "invite-list",
                "--lib",
            ],
            Self::Cache => &["-p", "store", "--lib"],
        }
    }
}

/// Builds the tests, and gives the programs that they are: nothing that is edited meanwhile changes
/// what runs.
fn build(project: &Project, tests: Tests) -> anyhow::Result<Vec<String>> {
    let shell = project.shell();
    let arguments = [&["test", "--no-run"], tests.arguments()].concat();
    shell.run("cargo", &arguments)?;
    let told = [&arguments[..], &["--message-format", "json"]].concat();
    let messages = shell
        .read("cargo", &told)
        .context("cargo does not say what it has built")?;
    let programs = programs(&messages);
    if programs.is_empty() {
        bail!("cargo has not built the tests");
    }
    Ok(programs)
}

/// The programs of tests that Cargo's messages name, and not the programs that they start.
fn programs(messages: &str) -> Vec<String> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message.pointer("/profile/test") == Some(&true.into()))
        .filter_map(|message| Some(message.get("executable")?.as_str()?.to_owned()))
        .collect()
}

fn run_one(shell: &Shell, tests: &str, only: Option<&str>) -> anyhow::Result<()> {
    let mut arguments = vec!["--nocapture"];
    arguments.extend(only);
    if only.is_some_and(|test| !test.ends_with("::")) {
        arguments.push("--exact");
    }
    let (succeeded, output) = shell.run_copied(tests, &arguments)?;
    if !succeeded {
        bail!("it failed; see above");
    }
    // A name that no test has is a success of no tests.
    if output.contains("test result: ok. 0 passed") {
        bail!("there is no such test");
    }
    Ok(())
}

/// What ran.
struct Done {
    name: String,
    extent: String,
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
            "{outcome:>6} {:8.1} s  {:<18} {:>14}  seed {}{}",
            one.took.as_secs_f64(),
            one.name,
            one.extent,
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
    fn the_tests_are_found_among_the_messages_of_cargo() {
        let messages = r#"{"reason":"compiler-artifact","profile":{"test":false},"executable":"relay"}
{"reason":"compiler-artifact","profile":{"test":true},"executable":"it-1"}
{"reason":"compiler-artifact","profile":{"test":true},"executable":"it-2"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(programs(messages), ["it-1", "it-2"], "not the relay");
    }

    #[test]
    fn the_table_says_how_to_repeat_what_failed() {
        let done = [Done {
            name: title(Name::Server),
            extent: "50 rounds".to_owned(),
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

//! The command line.

mod options;
mod private_file;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use options::Options;

/// The recruiter's desktop for Ribbon.
///
/// Without a command it opens the window. The commands work without one, and on a computer without
/// a screen: what is asked for goes to stdout, everything else to stderr; the exit code is 0 for
/// success, 1 for failure and 2 for a command line that makes no sense.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    /// Start without opening the window: from the tray it opens, and notices lead to it
    #[arg(long)]
    pub(crate) in_background: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do instead of opening the window.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tell how much the cache holds; works beside a running window
    Status {
        /// As one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Read what is new from Ribbon and from the relay, and end
    #[command(after_help = SYNC_EXAMPLES)]
    Sync(Sync),
    /// Keep the cache fresh until Ctrl-C, and print a JSON line for each change
    #[command(after_help = WATCH_EXAMPLES)]
    Watch,
    /// Print everything of one kind that the cache holds, as CSV or JSON
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Find names, addresses and what was said
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(Search),
    /// List the webhooks that were received, or apply those in quarantine again
    #[command(subcommand, after_help = DELIVERIES_EXAMPLES)]
    Deliveries(Deliveries),
    /// List what Ribbon sent and could not be read; works beside a running window
    #[command(subcommand, after_help = UNREADABLE_HELP)]
    Unreadable(Unreadable),
    /// Look whether everything is in order, and say what to do where it is not
    Doctor {
        /// As one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Make the facts again from Ribbon and the webhooks that are kept; marks are not touched
    #[command(after_help = REBUILD_HELP)]
    Rebuild {
        /// As one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// `sync`.
#[derive(Args)]
pub(crate) struct Sync {
    /// Do all that is due and end; `watch` goes on
    #[arg(long, required = true)]
    pub(crate) once: bool,
    /// Read every list from end to end, whether or not anything seems to be new
    #[arg(long)]
    pub(crate) full: bool,
    /// Print what was done as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// `export`.
#[derive(Args)]
pub(crate) struct Export {
    /// What to print
    pub(crate) what: Exported,
    /// In which form
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub(crate) format: Format,
}

/// What can be exported.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Exported {
    /// A row for each person
    Candidates,
    /// A row for each interview, what was said included
    Interviews,
    /// A row for each status change
    Transitions,
    /// A row for each webhook as it was received
    Deliveries,
}

/// The form of an export.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// RFC 4180, UTF-8, with a line of names
    Csv,
    /// One array of objects
    Json,
}

/// `search`.
#[derive(Args)]
pub(crate) struct Search {
    /// Words that must all occur; the last one may be a beginning
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    /// At most so many interviews
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) limit: u32,
    /// As one JSON array
    #[arg(long)]
    pub(crate) json: bool,
}

/// `deliveries`.
#[derive(Subcommand)]
pub(crate) enum Deliveries {
    /// List them, oldest first
    List {
        /// Only those in quarantine
        #[arg(long)]
        quarantined: bool,
        /// As one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Apply those in quarantine again, for instance after an update
    Retry {
        /// Only these, by their numbers in the list
        ids: Vec<i64>,
        /// Print what became of them as one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// `unreadable`.
#[derive(Subcommand)]
pub(crate) enum Unreadable {
    /// List the items, the newest first: kind, id, fields, first seen
    List {
        /// As one JSON array
        #[arg(long)]
        json: bool,
        /// Print what is kept of the item with this id, as Ribbon sent it: this may hold what a
        /// candidate said
        #[arg(long, value_name = "ID", conflicts_with = "json")]
        raw: Option<String>,
    },
}

const UNREADABLE_HELP: &str = "\
Examples:
  ribbon-desk unreadable list
  ribbon-desk unreadable list --json | jq '.[].problems[].field'
  ribbon-desk unreadable list --raw 7f3c... > item.json

A field that cannot be read is kept as Ribbon sent it; everything else of the item is shown. After an
update of the program, all that is kept is read again by itself. The list holds no content; --raw prints
the kept JSON, which may hold what a candidate said.";
const SYNC_EXAMPLES: &str = "\
Examples:
  ribbon-desk sync --once --api-key-file key      the first time: everything
  ribbon-desk sync --once --json                  from then on: what is new, told as JSON
  ribbon-desk sync --once --full                  also what the ends of Ribbon's lists do not show
  ribbon-desk sync --once --relay https://relay.example.com/v1/inboxes/x2f --device-token-file token

No notice is shown. What is new waits for the window, which tells it when it is opened; the first
synchronisation tells nobody. An item that could not be read in full is counted under \"unreadable\" and
named on stderr; it does not change the exit code: everything else came in.";
const WATCH_EXAMPLES: &str = "\
Example:
  ribbon-desk watch | jq .

Each line is an object: seq (grows with each change), topic (flow, candidate, interview, inbox,
delivery, unreadable or settings) and id (which one; empty for settings). {\"missed\":true,\"seq\":N} says that
changes before N were too many to be kept: read everything again. No notice is shown.";
const EXPORT_EXAMPLES: &str = "\
Examples:
  ribbon-desk export candidates > candidates.csv
  ribbon-desk export interviews --format json | jq '.[] | select(.status == \"completed\")'

The columns have the names of Ribbon's API. first_seen_at (when it was first seen here, UTC), seen_by
(the road: rest, receiver, relay or channel) and gap (whether a status change is missing) are ours. In
CSV, a text that a spreadsheet would take for a formula begins with an apostrophe.";
const SEARCH_EXAMPLES: &str = "\
Examples:
  ribbon-desk search kubernetes migration
  ribbon-desk search \"jane doe\" --json";
const DELIVERIES_EXAMPLES: &str = "\
Examples:
  ribbon-desk deliveries list --quarantined
  ribbon-desk deliveries retry
  ribbon-desk deliveries retry 17 18";
const REBUILD_HELP: &str = "\
The new cache is made beside the old one and takes its place only when it is whole: whatever happens
on the way, one of the two is there. Ribbon must be reachable. Read, starred and done stay as they
are, and so do the times at which things were first seen.";

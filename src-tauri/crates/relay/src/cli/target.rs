//! The commands about forwarding.

use std::{path::PathBuf, time::Duration};

use clap::{Args as Group, Subcommand, ValueEnum};
use relay_protocol::{EventId, InboxId, TargetId};
use serde_json::json;
use time::OffsetDateTime;

use super::{
    admin::{open, read_secret},
    args::StoreArgs,
    print,
};
use crate::{
    admin::{NewTarget, ReplayOf},
    error::{Error, Result},
};

#[derive(Debug, Subcommand)]
pub(super) enum TargetCommand {
    /// Forward an inbox's webhooks to a URL as well
    Add {
        /// The inbox's id
        inbox: InboxId,
        /// Where to post: https://…
        url: url::Url,
        #[command(flatten)]
        delivery: DeliveryArgs,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List an inbox's targets, how far they are behind, and what fails
    List {
        /// The inbox's id
        inbox: InboxId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Stop delivering to a target; its events wait
    Pause {
        /// The target's id
        target: TargetId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Go on delivering to a target, at once
    Resume {
        /// The target's id
        target: TargetId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Remove a target with its dead letters
    Remove {
        /// The target's id
        target: TargetId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List the events that a target did not take in time
    DeadLetters {
        /// The target's id
        target: TargetId,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Deliver events once more: one, those of a time, or the dead letters
    Replay {
        /// The target's id
        target: TargetId,
        #[command(flatten)]
        what: ReplayArgs,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// How a target gets its events.
#[derive(Debug, Group)]
pub(super) struct DeliveryArgs {
    /// Sign by Standard Webhooks with the whsec_ secret in this file
    #[arg(long, value_name = "SECRET-FILE")]
    sign: Option<PathBuf>,
    /// Allow an address of the own network, and plain http:// there
    #[arg(long)]
    allow_private: bool,
    /// How long one event is tried before it becomes a dead letter: 90s, 30m, 72h or 7d
    #[arg(long, value_name = "TIME", default_value = "72h", value_parser = parse_time)]
    give_up_after: Duration,
    /// Where to begin
    #[arg(long, value_name = "PLACE", default_value = "head")]
    from: Start,
}

/// Where a target begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Start {
    /// With the next event
    Head,
    /// With the oldest event that is kept
    Oldest,
}

/// What to deliver once more.
#[derive(Debug, Group)]
pub(super) struct ReplayArgs {
    /// The event of this id
    #[arg(long, value_name = "ID", conflicts_with_all = ["from", "to", "dead_letters"])]
    event: Option<EventId>,
    /// What was received from this time on, such as 2026-11-23T15:00:00Z
    #[arg(long, value_name = "T", requires = "to", value_parser = parse_instant)]
    from: Option<OffsetDateTime>,
    /// And before this time
    #[arg(long, value_name = "T", requires = "from", value_parser = parse_instant)]
    to: Option<OffsetDateTime>,
    /// All dead letters
    #[arg(long, conflicts_with_all = ["from", "to"])]
    dead_letters: bool,
}

impl ReplayArgs {
    fn what(self) -> Result<ReplayOf> {
        match (self.event, self.from.zip(self.to), self.dead_letters) {
            (Some(event), _, _) => Ok(ReplayOf::Event(event)),
            (_, Some((from, to)), _) => Ok(ReplayOf::Time(from, to)),
            (_, _, true) => Ok(ReplayOf::DeadLetters),
            _ => Err(Error::Invalid(
                "what to replay? --event, --from and --to, or --dead-letters".to_owned(),
            )),
        }
    }
}

pub(super) async fn run(command: TargetCommand) -> Result<()> {
    match command {
        TargetCommand::Add {
            inbox,
            url,
            delivery,
            store,
        } => {
            let new = NewTarget {
                url,
                secret: delivery.sign.as_deref().map(read_secret).transpose()?,
                allow_private: delivery.allow_private,
                give_up_after: delivery.give_up_after,
                from_oldest: delivery.from == Start::Oldest,
            };
            print(&open(store).await?.create_target(&inbox, new).await?)
        }
        TargetCommand::List { inbox, store } => {
            let targets = open(store).await?.targets(&inbox).await?;
            print(&json!({"targets": targets}))
        }
        TargetCommand::Pause { target, store } => {
            open(store).await?.pause_target(&target).await?;
            print(&json!({"target": target, "paused": true}))
        }
        TargetCommand::Resume { target, store } => {
            open(store).await?.resume_target(&target).await?;
            print(&json!({"target": target, "paused": false}))
        }
        TargetCommand::Remove { target, store } => {
            if !open(store).await?.delete_target(&target).await? {
                return Err(Error::NoSuchTarget);
            }
            print(&json!({"target": target, "removed": true}))
        }
        TargetCommand::DeadLetters { target, store } => {
            let letters = open(store).await?.dead_letters(&target).await?;
            print(&json!({"dead_letters": letters}))
        }
        TargetCommand::Replay {
            target,
            what,
            store,
        } => {
            let what = what.what()?;
            let events = open(store).await?.replay(&target, &what).await?;
            print(&json!({"target": target, "events": events}))
        }
    }
}

/// A number and its unit.
fn parse_time(text: &str) -> Result<Duration, String> {
    let wanted = || "a time such as 90s, 30m, 72h or 7d".to_owned();
    let units = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];
    let (number, seconds) = units
        .iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(*unit)?, seconds)))
        .ok_or_else(wanted)?;
    let number: u32 = number.parse().map_err(|_| wanted())?;
    if number == 0 {
        return Err(wanted());
    }
    Ok(Duration::from_secs(u64::from(number) * seconds))
}

fn parse_instant(text: &str) -> Result<OffsetDateTime, String> {
    relay_protocol::timestamp::parse(text)
        .map_err(|_| "a time such as 2026-11-23T15:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        for (text, seconds) in [
            ("90s", 90),
            ("30m", 1800),
            ("72h", 259_200),
            ("7d", 604_800),
        ] {
            assert_eq!(parse_time(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for wrong in ["", "72", "h", "0h", "-1h", "1.5h", "99999999999d", "1w"] {
            assert!(parse_time(wrong).is_err(), "{wrong:?}");
        }
    }
}

//! `ribbon-desk unreadable`: what Ribbon sent and could not be read.

use super::output;
use crate::cli::Options;
use crate::desk::cache;
use crate::desk::home::Home;
use anyhow::ensure;
use domain::{FieldProblem, UnixMs};
use serde_json::{Map, Value, json};
use std::io::Write;
use store::table::kept_item::{self, UnreadableItem};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// So many items are printed as a part of another command's answer.
const IN_PART: u32 = 100;

/// Lists the items, the newest first, without what was in them.
pub(super) fn list(options: &Options, as_json: bool) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let items = store.read(|connection| kept_item::unreadable(connection, u32::MAX))?;
    if as_json {
        let items = items
            .iter()
            .map(with_times)
            .collect::<anyhow::Result<_>>()?;
        return output::json(&Value::Array(items));
    }
    if items.is_empty() {
        eprintln!("everything that Ribbon sent could be read");
    }
    items
        .iter()
        .try_for_each(|item| output::line(&words(item)?))
}

/// Prints what is kept of an item, as Ribbon sent it.
pub(super) fn print_raw(options: &Options, id: &str) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let kept = store.read(|connection| kept_item::bodies(connection, id))?;
    ensure!(
        !kept.is_empty(),
        "nothing is kept of an item with the id {id}"
    );
    let mut out = std::io::stdout().lock();
    for (_, body) in kept {
        out.write_all(&body)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// How many there are, and the newest of them: a part of another command's answer.
pub(super) fn part(connection: &store::Connection) -> store::Result<Value> {
    let count = kept_item::count_unreadable(connection)?;
    let items = kept_item::unreadable(connection, IN_PART)?;
    Ok(json!({
        "count": count,
        "items": items.iter().map(item).collect::<Vec<_>>(),
        "truncated": count > IN_PART,
    }))
}

/// What to print on stderr when something could not be read.
pub(super) fn hint(count: u32) -> Option<String> {
    let items = match count {
        0 => return None,
        1 => "1 item".to_owned(),
        _ => format!("{count} items"),
    };
    Some(format!(
        "{items} that Ribbon sent could not be read in full; `ribbon-desk unreadable list` lists them"
    ))
}

fn item(item: &UnreadableItem) -> Value {
    Value::Object(members(item))
}

fn members(item: &UnreadableItem) -> Map<String, Value> {
    let problems: Vec<Value> = item.problems.iter().map(problem).collect();
    let pairs = [
        ("kind", json!(item.kind.as_str())),
        ("id", json!(item.id)),
        ("problems", json!(problems)),
        ("whole", json!(item.is_whole)),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn with_times(unreadable: &UnreadableItem) -> anyhow::Result<Value> {
    let mut members = members(unreadable);
    for (name, at) in [
        ("first_seen_at", unreadable.first_seen_at),
        ("seen_at", unreadable.seen_at),
    ] {
        members.insert(name.to_owned(), json!(moment(at)?));
    }
    Ok(Value::Object(members))
}

/// A moment in UTC.
fn moment(at: UnixMs) -> anyhow::Result<String> {
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000_000)?;
    Ok(at.format(&Rfc3339)?)
}

fn problem(problem: &FieldProblem) -> Value {
    json!({"field": problem.field, "reason": problem.reason})
}

fn words(item: &UnreadableItem) -> anyhow::Result<String> {
    let problems: Vec<String> = item.problems.iter().map(problem_words).collect();
    let extent = if item.is_whole {
        "nothing read"
    } else {
        "read in part"
    };
    Ok(format!(
        "{}  {:<11}  {}  {extent}: {}",
        moment(item.first_seen_at)?,
        item.kind.as_str(),
        item.id,
        problems.join("; "),
    ))
}

/// A problem in English.
fn problem_words(problem: &FieldProblem) -> String {
    let field = match problem.field.as_str() {
        "" => "the item",
        field => field,
    };
    format!("{field}: {}", problem.reason.describe())
}

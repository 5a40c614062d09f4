//! `ribbon-desk deliveries`: the webhooks as they were received, and the quarantine.

use super::export::value;
use super::output;
use crate::cli::Options;
use crate::desk::at_work::{AtWork, Doing};
use crate::desk::cache;
use crate::desk::home::Home;
use domain::{Clock, DeliveryId, SystemClock};
use serde_json::{Map, Value, json};
use std::ops::ControlFlow;
use store::view::export::{self, Cell, Column, Sink, What};
use sync::quarantine::{self, Retried};

/// Lists them, oldest first.
pub(super) fn list(options: &Options, quarantined: bool, as_json: bool) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let mut list = List {
        names: Vec::new(),
        quarantined,
        rows: Vec::new(),
    };
    store.read(|connection| export::each(connection, What::Deliveries, &mut list))?;
    if as_json {
        return output::json(&Value::Array(list.rows));
    }
    if list.rows.is_empty() {
        let what = if quarantined { " in quarantine" } else { "" };
        eprintln!("there are no webhooks{what}");
    }
    list.rows
        .iter()
        .try_for_each(|row| output::line(&words(row)))
}

/// Applies those in quarantine again.
pub(super) async fn retry(options: &Options, ids: &[i64], as_json: bool) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let _at_work = AtWork::begin(&home, Doing::Retry).await?;
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let ids: Vec<DeliveryId> = ids.iter().copied().map(DeliveryId).collect();
    let done = quarantine::retry_only(&store, &ids, SystemClock.now())?;
    let Retried {
        tried,
        applied,
        repeats,
        kept,
    } = done;
    if as_json {
        output::json(&json!({
            "tried": tried,
            "applied": applied,
            "repeats": repeats,
            "quarantined": kept,
        }))
    } else {
        output::line(&format!(
            "{tried} tried: {applied} applied, {repeats} repeats, {kept} stay in quarantine"
        ))
    }
}

/// The rows of the list, without what was in them.
struct List {
    names: Vec<String>,
    quarantined: bool,
    rows: Vec<Value>,
}

impl Sink for List {
    fn columns(&mut self, columns: &[Column]) -> ControlFlow<()> {
        self.names = columns
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        ControlFlow::Continue(())
    }

    fn row(&mut self, cells: Vec<Cell>) -> ControlFlow<()> {
        let named = self.names.iter().zip(cells);
        let row: Map<String, Value> = named
            .filter(|(name, _)| !["headers", "body", "body_base64"].contains(&name.as_str()))
            .map(|(name, cell)| (name.clone(), value(cell)))
            .collect();
        if !self.quarantined || row.get("outcome").is_some_and(|it| it == "quarantined") {
            self.rows.push(Value::Object(row));
        }
        ControlFlow::Continue(())
    }
}

fn words(row: &Value) -> String {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or("-");
    let number = row.get("delivery").and_then(Value::as_i64).unwrap_or(0);
    let reason = row.get("reason").and_then(Value::as_str);
    format!(
        "{number:>6}  {}  {:<8}  {:<24}  {:<11}  {}",
        text("first_seen_at"),
        text("seen_by"),
        text("event_type"),
        text("outcome"),
        reason.unwrap_or(""),
    )
    .trim_end()
    .to_owned()
}

//! `ribbon-desk search`: everything ever said, found offline.

use super::output;
use crate::cli::{Options, Search};
use crate::desk::cache;
use crate::desk::home::Home;
use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use store::view::found::{self, Found};
use store::view::search::Today;

/// Prints what was found, people first.
pub(super) fn print(options: &Options, search: &Search) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let text = search.text.join(" ");
    let today = Today::here(SystemClock.now());
    let found = store.read(|connection| found::find(connection, &text, search.limit, &today))?;
    if search.json {
        return output::json(&Value::Array(found.iter().map(object).collect()));
    }
    if found.is_empty() {
        eprintln!("nothing was found for {text:?}");
    }
    found.iter().try_for_each(|one| output::line(&words(one)))
}

fn object(found: &Found) -> Value {
    json!({
        "interview_id": found.interview_id,
        "interview_flow_id": found.flow_id,
        "candidate": found.candidate,
        "interviewee_email_address": found.email,
        "snippet": found.snippet,
        "seconds": found.seconds,
    })
}

fn words(found: &Found) -> String {
    let who = found.candidate.as_deref().unwrap_or("Anonymous candidate");
    let at = found.seconds.map_or(String::new(), |seconds| {
        format!(" [{}:{:02}]", seconds as u64 / 60, seconds as u64 % 60)
    });
    let snippet = found.snippet.as_deref().unwrap_or("");
    format!("{}  {who}{at}  {snippet}", found.interview_id)
        .trim_end()
        .to_owned()
}

//! `ribbon-desk doctor`: what keeps the program from working, and what to do about it.

mod here;
mod out_there;

use super::output;
use crate::cli::Options;
use crate::desk::home::Home;
use anyhow::ensure;
use here::Cache;
use serde_json::{Value, json};

/// One thing that was looked at.
pub(super) struct Check {
    name: &'static str,
    /// What was found, or what is wrong.
    found: String,
    /// What to do, where something is wrong.
    what_to_do: Option<String>,
}

impl Check {
    fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self {
            name,
            found: found.into(),
            what_to_do: None,
        }
    }

    fn bad(name: &'static str, found: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self {
            name,
            found: found.into(),
            what_to_do: Some(what_to_do.into()),
        }
    }

    fn json(&self) -> Value {
        json!({
            "name": self.name,
            "ok": self.what_to_do.is_none(),
            "found": self.found,
            "what_to_do": self.what_to_do,
        })
    }

    fn words(&self) -> String {
        let Self { name, found, .. } = self;
        match &self.what_to_do {
            None => format!("ok    {name:<9} {found}"),
            Some(what_to_do) => format!("WRONG {name:<9} {found}\n                → {what_to_do}"),
        }
    }
}

/// Looks at everything, one after the other, and fails if something is wrong.
pub(super) async fn print(options: &Options, as_json: bool) -> anyhow::Result<()> {
    let checks = look(options).await;
    let wrong = checks.iter().filter(|it| it.what_to_do.is_some()).count();
    if as_json {
        let all: Vec<Value> = checks.iter().map(Check::json).collect();
        output::json(&json!({"ok": wrong == 0, "checks": all}))?;
    } else {
        checks
            .iter()
            .try_for_each(|check| output::line(&check.words()))?;
    }
    ensure!(
        wrong == 0,
        "{wrong} of {} things are not in order",
        checks.len()
    );
    Ok(())
}

async fn look(options: &Options) -> Vec<Check> {
    let home = match options.home() {
        Ok(home) => Home::new(home),
        Err(error) => {
            let what_to_do = "Name a folder that can be written with --home DIR.";
            return vec![Check::bad("home", format!("{error:#}"), what_to_do)];
        }
    };
    let cache = Cache::open(options, &home).await;
    let mut checks = vec![here::versions(&cache), here::disk(&home), cache.key_check()];
    checks.push(cache.check(&home));
    checks.extend(cache.store.as_deref().map(here::answers));
    let out = out_there::look(options, cache.store.as_deref()).await;
    checks.extend(out);
    checks
}

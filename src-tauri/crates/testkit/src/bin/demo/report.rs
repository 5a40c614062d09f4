//! What a headless run leaves behind, and whether all of it flowed.

use std::path::Path;

use anyhow::{Context, ensure};
use serde::Serialize;
use serde_json::Value;
use testkit::desktop::notifications::Notification;

use crate::ribbon;

/// The content of `report.json`.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// How many interviews the app holds.
    pub(crate) interviews: u64,
    /// How many candidates the app holds.
    pub(crate) candidates: u64,
    /// How many webhooks the app has received.
    pub(crate) deliveries: u64,
    /// How many of them the app has applied.
    pub(crate) applied: u64,
    /// What the user was told, in order.
    pub(crate) notifications: Vec<Told>,
    /// The pictures, from the report's folder.
    pub(crate) screenshots: Vec<String>,
}

/// A notification as the user reads it.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    title: String,
    body: String,
}

impl From<Notification> for Told {
    fn from(shown: Notification) -> Self {
        Self {
            title: shown.summary,
            body: shown.body,
        }
    }
}

impl Report {
    /// Puts the report together from the app's own numbers.
    pub(crate) fn new(
        status: &Value,
        notifications: Vec<Notification>,
        screenshots: Vec<String>,
    ) -> anyhow::Result<Self> {
        let number = |name: &str| {
            let value = status[name].as_u64();
            value.with_context(|| format!("the app's status has no {name}: {status}"))
        };
        Ok(Self {
            interviews: number("interviews")?,
            candidates: number("candidates")?,
            deliveries: number("deliveries")?,
            applied: number("applied")?,
            notifications: notifications.into_iter().map(Told::from).collect(),
            screenshots,
        })
    }

    /// Writes it as JSON.
    pub(crate) fn write(&self, to: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        std::fs::write(to, text + "\n").with_context(|| format!("writing {}", to.display()))
    }

    /// Whether everything came through on every road.
    ///
    /// # Errors
    /// What did not.
    pub(crate) fn judge(&self) -> anyhow::Result<()> {
        let there_were = ribbon::INTERVIEWS;
        let has = self.interviews;
        // Those from before the demo come by polling alone.
        ensure!(
            has >= there_were,
            "polling: {has} of at least {there_were} interviews came"
        );
        ensure!(self.candidates > 0, "there are no candidates");
        ensure!(self.deliveries > 0, "webhooks: none was received");
        ensure!(
            self.applied > 0,
            "webhooks: none of {} was applied",
            self.deliveries
        );
        ensure!(!self.notifications.is_empty(), "the user was told nothing");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report(interviews: u64, deliveries: u64) -> Report {
        let status = json!({
            "interviews": interviews, "candidates": 3, "deliveries": deliveries, "applied": 2,
        });
        let mut report = Report::new(&status, Vec::new(), Vec::new()).unwrap();
        report.notifications.push(Told {
            title: "Video ready".to_owned(),
            body: "Jane Doe's video for Backend Engineer is ready".to_owned(),
        });
        report
    }

    #[test]
    fn it_all_flowed_when_both_roads_brought_something() {
        report(ribbon::INTERVIEWS, 2).judge().unwrap();
    }

    #[test]
    fn each_road_is_missed() {
        let polling = report(ribbon::INTERVIEWS - 1, 2).judge().unwrap_err();
        assert!(polling.to_string().contains("polling"), "{polling}");
        let webhooks = report(ribbon::INTERVIEWS, 0).judge().unwrap_err();
        assert!(webhooks.to_string().contains("webhooks"), "{webhooks}");
    }

    #[test]
    fn a_number_that_the_app_does_not_tell_is_not_taken_for_zero() {
        let error = Report::new(&json!({"interviews": 1}), Vec::new(), Vec::new()).unwrap_err();
        assert!(error.to_string().contains("candidates"), "{error}");
    }
}

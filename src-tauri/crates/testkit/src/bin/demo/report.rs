//! What a headless run leaves behind, and whether all of it flowed.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use serde::Serialize;
use serde_json::Value;
use testkit::desktop::notifications::Notification;

use crate::ledger::Kept;
use crate::nap::Nap;
use crate::{ribbon, told};

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
    /// What came by the relay.
    pub(crate) relay: ByRelay,
}

/// What came by the relay.
#[derive(Debug, Serialize)]
pub(crate) struct ByRelay {
    /// How many webhooks it answered with 200.
    accepted: usize,
    /// How many of them waited there while the laptop was off the net.
    while_away: usize,
    /// Those that the app does not hold, by the relay's names.
    missing: Vec<String>,
    /// How many of them the app took for something said before.
    repeats: u64,
    /// How long the laptop was off the net.
    away_seconds: f64,
    /// How long after that the app held all that had waited; nothing if it never did.
    caught_up_seconds: Option<f64>,
    /// How many of them told of a status change, which nothing but a webhook can.
    status_changes: usize,
    /// How many status changes the user was told of.
    status_changes_told: usize,
}

/// What happened on the way by the relay.
#[derive(Debug, Default)]
pub(crate) struct Way {
    pub(crate) nap: Nap,
    pub(crate) kept: Kept,
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
        way: &Way,
    ) -> anyhow::Result<Self> {
        let number = |name: &str| {
            let value = status[name].as_u64();
            value.with_context(|| format!("the app's status has no {name}: {status}"))
        };
        let relay = ByRelay {
            accepted: way.kept.accepted,
            while_away: way.nap.while_away,
            missing: way.kept.missing.clone(),
            repeats: number("repeats")?,
            away_seconds: rounded(way.nap.away),
            caught_up_seconds: way.nap.caught_up.map(rounded),
            status_changes: way.kept.status_changes,
            status_changes_told: told::status_changes(&notifications),
        };
        Ok(Self {
            interviews: number("interviews")?,
            candidates: number("candidates")?,
            deliveries: number("deliveries")?,
            applied: number("applied")?,
            notifications: notifications.into_iter().map(Told::from).collect(),
            screenshots,
            relay,
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
        self.relay.judge(self.deliveries)
    }
}

impl ByRelay {
    fn judge(&self, deliveries: u64) -> anyhow::Result<()> {
        let Self {
            accepted,
            status_changes,
            status_changes_told: told,
            ..
        } = self;
        ensure!(
            self.missing.is_empty(),
            "relay: of {accepted} accepted webhooks the app lacks {}",
            self.missing.join(", ")
        );
        ensure!(
            u64::try_from(*accepted)? == deliveries && self.repeats == 0,
            "relay: {accepted} webhooks were accepted, the app received {deliveries}, {} of them \
             as repeats",
            self.repeats
        );
        ensure!(
            self.while_away > 0,
            "relay: nothing waited while the laptop slept"
        );
        ensure!(
            self.caught_up_seconds.is_some(),
            "relay: what had waited did not come soon"
        );
        ensure!(
            told == status_changes,
            "notifications: {status_changes} status changes came, the user was told of {told}"
        );
        Ok(())
    }
}

fn rounded(time: Duration) -> f64 {
    (time.as_secs_f64() * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A report of as many webhooks as said, four of which waited and one of which is a status change.
    fn report(interviews: u64, deliveries: u64) -> Report {
        let status = json!({
            "interviews": interviews, "candidates": 3, "deliveries": deliveries,
            "applied": deliveries, "repeats": 0,
        });
        let way = Way {
            nap: Nap {
                while_away: 4,
                away: Duration::from_secs(12),
                caught_up: Some(Duration::from_millis(300)),
            },
            kept: Kept {
                accepted: usize::try_from(deliveries).unwrap(),
                stored: usize::try_from(deliveries).unwrap(),
                status_changes: 1,
                missing: Vec::new(),
            },
        };
        let mut report = Report::new(&status, Vec::new(), Vec::new(), &way).unwrap();
        report.relay.status_changes_told = 1;
        report.notifications.push(Told {
            title: "Status changed".to_owned(),
            body: "Jane Doe: shortlisted → accepted in Backend Engineer".to_owned(),
        });
        report
    }

    fn complaint(report: &Report) -> String {
        report.judge().unwrap_err().to_string()
    }

    #[test]
    fn it_all_flowed_when_both_roads_brought_everything() {
        report(ribbon::INTERVIEWS, 9).judge().unwrap();
    }

    #[test]
    fn each_road_is_missed() {
        let polling = complaint(&report(ribbon::INTERVIEWS - 1, 9));
        assert!(polling.contains("polling"), "{polling}");
        let webhooks = complaint(&report(ribbon::INTERVIEWS, 0));
        assert!(webhooks.contains("webhooks"), "{webhooks}");
    }

    #[test]
    fn a_webhook_that_is_missing_late_or_there_twice_is_no_success() {
        let mut lost = report(ribbon::INTERVIEWS, 9);
        lost.relay.missing.push("01JLOST".to_owned());
        assert!(complaint(&lost).contains("01JLOST"), "by name");
        let mut twice = report(ribbon::INTERVIEWS, 9);
        twice.deliveries = 10;
        assert!(complaint(&twice).contains("received 10"), "one too many");
        let mut late = report(ribbon::INTERVIEWS, 9);
        late.relay.caught_up_seconds = None;
        assert!(complaint(&late).contains("soon"), "after waking");
    }

    #[test]
    fn a_status_change_is_told_once() {
        for told in [0, 2] {
            let mut report = report(ribbon::INTERVIEWS, 9);
            report.relay.status_changes_told = told;
            assert!(complaint(&report).contains("notifications"), "{told} times");
        }
    }

    #[test]
    fn a_number_that_the_app_does_not_tell_is_not_taken_for_zero() {
        let error = Report::new(
            &json!({"interviews": 1}),
            Vec::new(),
            Vec::new(),
            &Way::default(),
        )
        .unwrap_err();
        assert!(
            error.to_string().contains("the app's status has no"),
            "{error}"
        );
    }
}

//! What forwarding did, as metrics.

use relay_protocol::After;

use crate::{
    error::{Error, Result},
    http::App,
    metrics::{Counter, Text},
    store::{Amount, Read, Target},
};

/// What became of one target's deliveries since the relay started.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Events that the target took.
    pub(super) delivered: Counter,
    /// Attempts that failed.
    pub(super) failed: Counter,
}

/// How far a target is behind.
struct Lag {
    events: u64,
    seconds: u64,
    dead_letters: u64,
}

/// Prints the metrics of all targets.
pub(crate) async fn add_metrics(app: &App, text: &mut Text) -> Result<()> {
    let targets = app.store.targets().await?;
    let mut lags = Vec::new();
    for target in &targets {
        match lag(app, target).await {
            Ok(lag) => lags.push((target, lag)),
            // It was removed since it was listed.
            Err(Error::NoSuchTarget | Error::NoSuchInbox(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let tally = |target: &Target| app.forwarding.tally(&target.id);
    let mut print = |name, kind, help, value: &dyn Fn(&Target, &Lag) -> u64| {
        text.head(name, kind, help);
        for (target, lag) in &lags {
            let labels = [
                ("inbox", target.inbox.as_str()),
                ("target", target.id.as_str()),
            ];
            text.line(name, &labels, value(target, lag));
        }
    };
    print(
        "forward_delivered_total",
        "counter",
        "Events a target took.",
        &|target, _| tally(target).delivered.get(),
    );
    print(
        "forward_failed_total",
        "counter",
        "Attempts to deliver that failed.",
        &|target, _| tally(target).failed.get(),
    );
    print(
        "forward_lag",
        "gauge",
        "Events that wait for a target.",
        &|_, lag| lag.events,
    );
    print(
        "forward_lag_seconds",
        "gauge",
        "Age of the oldest event that waits for a target.",
        &|_, lag| lag.seconds,
    );
    print(
        "forward_dead_letters",
        "gauge",
        "Events that were given up.",
        &|_, lag| lag.dead_letters,
    );
    Ok(())
}

async fn lag(app: &App, target: &Target) -> Result<Lag> {
    let found = app.store.progress(&target.id).await?;
    let (progress, _) = found.ok_or(Error::NoSuchTarget)?;
    let first = Amount {
        events: 1,
        bytes: 0,
    };
    let after = After::Cursor(progress.cursor.clone());
    let waiting = match app.store.read(&target.inbox, &after, first).await? {
        Read::Page(page) => page.events.into_iter().next(),
        Read::Gap(_) => None,
    };
    let age = waiting.map(|event| app.clock.now() - event.received_at);
    Ok(Lag {
        events: app
            .store
            .count_after(&target.inbox, progress.cursor.seq)
            .await?,
        seconds: age.map_or(0, |age| age.whole_seconds().max(0).unsigned_abs()),
        dead_letters: app.store.count_dead_letters(&target.id).await?,
    })
}

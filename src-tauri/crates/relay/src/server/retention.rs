//! Dropping what is too old or too much, now and then.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use crate::{error::Result, http::App, relay_time::RelayClock, store::Retention};

/// How often the time is written down. What passes between that and a crash is counted at the next
/// start.
const KEEP_TIME: Duration = Duration::from_secs(300);

/// What ages the log while the relay runs.
pub(super) struct Aging {
    app: Arc<App>,
    rule: Retention,
    clock: RelayClock,
    kept: Option<Instant>,
}

impl Aging {
    /// Goes on from the time that the store remembers.
    pub(super) async fn resume(app: Arc<App>, rule: Retention) -> Result<Self> {
        let clock = RelayClock::resume(app.clock.clone(), app.store.time().await?, rule.age);
        Ok(Self {
            app,
            rule,
            clock,
            kept: None,
        })
    }

    /// Drops what is to be dropped until the relay is to stop.
    pub(super) async fn run(mut self) {
        let app = Arc::clone(&self.app);
        let dropping = async {
            loop {
                match self.bite().await {
                    // More may be waiting; between two bites the webhooks have their turn.
                    Ok(dropped) if dropped > 0 => {
                        tracing::info!(dropped, "events were dropped by retention");
                        app.metrics.dropped.add(dropped);
                        continue;
                    }
                    Ok(_) => app.metrics.retention_runs.add(1),
                    Err(error) => tracing::warn!(%error, "retention failed; trying again"),
                }
                tokio::time::sleep(app.pace.retention).await;
            }
        };
        app.stop.run_until_cancelled(dropping).await;
    }

    async fn bite(&mut self) -> Result<u64> {
        let now = self.clock.tick();
        self.app.metrics.clock_suspect(self.clock.is_suspect());
        if self.kept.is_none_or(|kept| kept.elapsed() >= KEEP_TIME) {
            self.app.store.keep_time(self.clock.record()).await?;
            self.kept = Some(Instant::now());
        }
        self.app.store.retain(&self.rule, now).await
    }
}

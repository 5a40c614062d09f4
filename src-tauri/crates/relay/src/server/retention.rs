//! Dropping what is too old or too much, now and then.

use std::sync::Arc;

use crate::{http::App, store::Retention};

pub(super) async fn run(app: Arc<App>, rule: Retention) {
    let dropping = async {
        loop {
            match app.store.retain(&rule, app.clock.now()).await {
                Ok(0) => tokio::time::sleep(app.pace.retention).await,
                // More may be waiting; between two bites the webhooks have their turn.
                Ok(dropped) => {
                    tracing::info!(dropped, "events were dropped by retention");
                    app.metrics.dropped.add(dropped);
                }
                Err(error) => {
                    tracing::warn!(%error, "retention failed; trying again");
                    tokio::time::sleep(app.pace.retention).await;
                }
            }
        }
    };
    app.stop.run_until_cancelled(dropping).await;
}

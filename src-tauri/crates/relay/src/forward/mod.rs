//! Forwarding: every event of an inbox goes on to the inbox's targets, after it is stored.
//!
//! Each target has a worker of its own, which reads the log from the target's cursor as a laptop
//! does, so a slow target holds up nobody else and receiving webhooks costs nothing more. This
//! module keeps one worker running for each target that is not paused, and stops it when the
//! target is paused, changed or removed.

mod address;
mod backoff;
mod client;
mod lease;
mod replay;
mod sign;
mod tally;
mod worker;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use relay_protocol::TargetId;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::{address::check_url, sign::check_secret, tally::add_metrics};
use self::{client::Client, tally::Tally, worker::Worker};
use crate::{error::Result, http::App, secret::random_name, store::Target};

/// What forwarding has done since the relay started.
#[derive(Debug, Default)]
pub(crate) struct Forwarding(Mutex<HashMap<TargetId, Arc<Tally>>>);

impl Forwarding {
    fn tally(&self, target: &TargetId) -> Arc<Tally> {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(tallies.entry(target.clone()).or_default())
    }

    fn forget(&self, target: &TargetId) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(target);
    }
}

/// Keeps the workers running until the relay stops.
pub(crate) async fn run(app: Arc<App>, tasks: TaskTracker) {
    let mut workers = Workers {
        app: Arc::clone(&app),
        tasks,
        running: HashMap::new(),
    };
    let following = async {
        loop {
            match app.store.targets().await {
                Ok(targets) => workers.follow(targets),
                Err(error) => tracing::warn!(%error, "cannot look at the targets; trying again"),
            }
            tokio::time::sleep(app.pace.targets).await;
        }
    };
    app.stop.run_until_cancelled(following).await;
}

/// The workers of this relay.
struct Workers {
    app: Arc<App>,
    tasks: TaskTracker,
    /// By target: the revision that the worker knows, and how to stop it.
    running: HashMap<TargetId, (u64, CancellationToken)>,
}

impl Workers {
    /// Stops the workers of targets that are gone or were changed, and starts what is missing.
    fn follow(&mut self, targets: Vec<Target>) {
        self.running.retain(|id, (revision, stop)| {
            let found = targets.iter().find(|target| target.id == *id);
            let same = found.is_some_and(|target| target.revision == *revision && !target.paused);
            if !same {
                stop.cancel();
            }
            if found.is_none() {
                self.app.forwarding.forget(id);
            }
            same
        });
        for target in targets {
            if target.paused || self.running.contains_key(&target.id) {
                continue;
            }
            let stop = self.app.stop.child_token();
            let (id, revision) = (target.id.clone(), target.revision);
            match self.worker(target) {
                Ok(worker) => drop(self.tasks.spawn(worker.run(stop.clone()))),
                Err(error) => tracing::error!(%error, %id, "cannot deliver to a target"),
            }
            // Also without a worker: trying again would fail again.
            self.running.insert(id, (revision, stop));
        }
    }

    fn worker(&self, target: Target) -> Result<Worker> {
        Ok(Worker {
            app: Arc::clone(&self.app),
            client: Client::new(&target, self.app.pace.target_answer)?,
            tally: self.app.forwarding.tally(&target.id),
            // Of its own, so that it waits for the worker that it replaces.
            owner: random_name(16),
            target,
        })
    }
}

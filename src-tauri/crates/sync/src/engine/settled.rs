//! When all that was due is done: whoever runs the engine once, and then ends, waits for that.

use super::Engine;
use crate::state::RestTrouble;
use domain::UnixMs;
use std::time::Duration;
use store::table::fetch_queue;
use tokio::sync::oneshot;

/// What failed in passing is waited for if its next attempt is no further away.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// After so many attempts it is left for another time.
const ATTEMPTS: u32 = 6;
/// The same where nothing answers at all: that lasts, as a rule.
const ATTEMPTS_UNANSWERED: u32 = 3;

/// Those who wait until all that was due is done.
#[derive(Default)]
pub(super) struct Waiting {
    replies: Vec<oneshot::Sender<Option<RestTrouble>>>,
    /// Flows that webhooks named meanwhile are asked for once, so that an unknown one, or a secret
    /// that is not known yet, is not left for the next time.
    has_asked_for_flows: bool,
    /// What kept a poll from being stored. That is not waited for: a disk has no more room in a
    /// moment, and each attempt would ask Ribbon for the same pages.
    unstored: Option<RestTrouble>,
}

impl Engine {
    /// Somebody waits.
    pub(super) fn wait_until_settled(&mut self, reply: oneshot::Sender<Option<RestTrouble>>) {
        self.waiting.replies.push(reply);
    }

    /// A poll has failed because of what the cache says.
    pub(super) fn could_not_store(&mut self, error: &store::Error) {
        if !self.waiting.replies.is_empty() {
            self.waiting.unstored = Some(RestTrouble::Storage(error.to_string()));
        }
    }

    /// Answers those who wait once nothing of what was due is left, with what is wrong if anything.
    pub(super) fn answer_settled(&mut self, now: UnixMs) {
        if self.waiting.replies.is_empty() {
            return;
        }
        let trouble = match self.is_settled(now) {
            Ok(false) => return,
            Ok(true) => {
                let unstored = self.waiting.unstored.take();
                unstored.or(self.storage.clone()).or(self.rest.clone())
            }
            Err(error) => Some(RestTrouble::Storage(error.to_string())),
        };
        for reply in std::mem::take(&mut self.waiting).replies {
            let _ = reply.send(trouble.clone());
        }
    }

    fn is_settled(&mut self, now: UnixMs) -> store::Result<bool> {
        if self.config.client.is_none() {
            return Ok(true);
        }
        if self.waiting.unstored.is_some() {
            return Ok(!self.requests.are_fetching());
        }
        let is_cut_off = matches!(self.rest, Some(RestTrouble::NoNetwork(_)));
        let attempts = match is_cut_off {
            true => ATTEMPTS_UNANSWERED,
            false => ATTEMPTS,
        };
        if self.requests.are_fetching() || !self.schedule.is_settled(now, attempts) {
            return Ok(false);
        }
        if self.schedule.owes_flows(now) && !self.waiting.has_asked_for_flows {
            self.waiting.has_asked_for_flows = true;
            self.schedule.at_once();
            return Ok(false);
        }
        let soon = now.plus(PATIENCE);
        if !self.may_fetch(soon) {
            return Ok(true);
        }
        let owed = |connection: &_| fetch_queue::is_any_owed(connection, soon, ATTEMPTS);
        Ok(!self.config.store.read(owed)?)
    }
}

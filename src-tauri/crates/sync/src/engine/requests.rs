//! Which requests the loop starts beside itself.

use super::{Engine, lists, recent};
use crate::Error;
use crate::fetch;
use crate::input::Input;
use crate::poll::{Asker, List, Plan, Poll};
use crate::state::RestTrouble;
use crate::turns::{AT_ONCE, Pace};
use domain::{InterviewId, InterviewStatus, UnixMs};
use ribbon_api::Client;
use std::collections::HashMap;
use store::table::fetch_queue;
use tokio::task::{Id, JoinError, JoinSet};

/// What runs beside the loop.
pub(super) struct Requests {
    /// `None` for sample data.
    asker: Option<Asker>,
    pub(super) tasks: JoinSet<()>,
    /// The poll under way.
    poll: Option<Id>,
    /// The fetches under way.
    fetches: HashMap<Id, InterviewId>,
}

impl Requests {
    pub(super) fn new(client: Option<Client>) -> Self {
        Self {
            asker: client.map(Asker::new),
            tasks: JoinSet::new(),
            poll: None,
            fetches: HashMap::new(),
        }
    }

    /// A fetch has reported its answer.
    pub(super) fn fetched(&mut self, id: &InterviewId) {
        self.fetches.retain(|_, fetched| fetched != id);
    }

    /// Whether single interviews are being fetched.
    pub(super) fn are_fetching(&self) -> bool {
        !self.fetches.is_empty()
    }

    fn is_fetching(&self, id: &InterviewId) -> bool {
        self.fetches.values().any(|fetched| fetched == id)
    }
}

impl Engine {
    /// Starts a poll when one is due.
    pub(super) fn start_poll(&mut self, now: UnixMs) -> Result<(), Error> {
        let (Some(asker), Some(inputs)) = (self.requests.asker.clone(), self.inputs.upgrade())
        else {
            return Ok(());
        };
        if self.schedule.next().is_none_or(|next| next > now) {
            return Ok(());
        }
        let mut both = [
            self.list(InterviewStatus::Incomplete)?,
            self.list(InterviewStatus::Completed)?,
        ];
        let besides = self.schedule.started(now);
        if besides.sweep {
            both.iter_mut().for_each(List::sweep);
        }
        let patrol = match self.first_sync_done {
            true => self
                .config
                .store
                .read(|connection| lists::patrol(connection, now))?,
            false => None,
        };
        let (recent, is_light) = self.config.store.read(|connection| {
            let plan = recent::plan(connection, besides.checkup, now)?;
            Ok((plan, recent::has_filters(connection)?))
        })?;
        let plan = Plan {
            recent: recent.filter(|_| self.first_sync_done),
            is_light,
            flows: besides.flows,
            teams: besides.teams,
            checkup: besides.checkup,
            lists: both,
            patrol,
        };
        let poll = Poll {
            asker,
            inputs,
            began: now,
        };
        let task = self.requests.tasks.spawn(poll.run(plan));
        self.requests.poll = Some(task.id());
        Ok(())
    }

    fn list(&self, status: InterviewStatus) -> Result<List, Error> {
        let (how, grows) = self.config.store.read(|connection| {
            Ok((
                lists::how(connection, &status)?,
                lists::grows(connection, &status)?,
            ))
        })?;
        Ok(List { status, how, grows })
    }

    /// Whether it makes sense to ask for single interviews. The next poll finds out when it does
    /// again.
    pub(super) fn may_fetch(&self, now: UnixMs) -> bool {
        let cut_off = matches!(
            self.rest,
            Some(RestTrouble::WrongKey(_) | RestTrouble::NoNetwork(_))
        );
        !cut_off && self.schedule.quiet_until() <= now
    }

    /// Starts the fetches that are due.
    pub(super) fn start_fetches(&mut self, now: UnixMs) -> Result<(), Error> {
        let (Some(asker), Some(inputs)) = (self.requests.asker.clone(), self.inputs.upgrade())
        else {
            return Ok(());
        };
        if !self.may_fetch(now) || self.requests.fetches.len() >= AT_ONCE as usize {
            return Ok(());
        }
        if self.first_sync_done && self.schedule.takes_unreadable(now) {
            self.write(false, fetch::ask_again)?;
        }
        let due = self
            .config
            .store
            .read(|connection| fetch_queue::due(connection, now, AT_ONCE))?;
        let pace = match due.len() >= AT_ONCE as usize {
            true => Pace::CatchingUp,
            false => Pace::Calm,
        };
        for errand in due {
            let id = errand.interview;
            if self.requests.fetches.len() >= AT_ONCE as usize || self.requests.is_fetching(&id) {
                continue;
            }
            let (asker, inputs, asked) = (asker.clone(), inputs.clone(), id.clone());
            let transcript = self
                .config
                .store
                .read(|connection| lists::wanted_transcript(connection, &id))?;
            let task = self.requests.tasks.spawn(async move {
                let answer = Box::new(asker.interview(&asked, transcript, pace).await);
                let _ = inputs.send(Input::Fetched(asked, answer)).await;
            });
            self.requests.fetches.insert(task.id(), id);
        }
        Ok(())
    }

    /// When the next fetch may be started. While some are under way, their end wakes the loop.
    pub(super) fn next_fetch(&self, now: UnixMs) -> Result<Option<UnixMs>, Error> {
        if self.config.client.is_none() || !self.requests.fetches.is_empty() {
            return Ok(None);
        }
        if !self.may_fetch(now) {
            return Ok(Some(self.schedule.quiet_until()).filter(|until| *until > now));
        }
        Ok(self.config.store.read(fetch_queue::next_at)?)
    }

    /// A task that has reported needs no farewell; one that panicked could not report.
    pub(super) fn task_ended(&mut self, ended: Result<(), JoinError>) {
        let Err(error) = ended else { return };
        tracing::error!(%error, "a task of the engine ended badly");
        if self.requests.poll == Some(error.id()) {
            let now = self.now();
            self.rest = Some(RestTrouble::Server(format!("the poll failed: {error}")));
            self.schedule.failed(now, None);
        }
        self.writing_failed(error.id());
        // What it was to fetch is still in the queue. Another attempt is left to the next look
        // around, so that whatever made it fail is not run into in circles.
        self.requests.fetches.remove(&error.id());
    }
}

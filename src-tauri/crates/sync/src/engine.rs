//! The loop: one thing at a time, whoever brought it.
//!
//! Every input is applied in one write transaction, so that a crash at any instant repeats or loses
//! nothing. The loop runs on a thread of its own, since writing blocks it; requests run beside it
//! and report back as inputs, and so does their failure.

mod findings;
mod inputs;
pub(crate) mod lists;
mod recent;
mod requests;
mod schedule;
mod settled;
mod writing;

use crate::input::Input;
use crate::notices::Notices;
use crate::shell::Shell;
use crate::state::{Mode, RestTrouble, State};
use crate::{Error, Handle};
use domain::notification::DETAILS_WITHIN;
use domain::notification::policy::LocalTime;
use domain::{Clock, UnixMs};
use feed::SourceState;
use requests::Requests;
use ribbon_api::Client;
use schedule::Schedule;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use store::table::{change, delivery, fetch_queue, kept_item, mark, note, outbox};
use tokio::sync::{mpsc, watch};
use writing::Writing;

/// Inputs that may wait; a sender beyond that is held back.
const WAITING: usize = 256;
/// The loop looks around at least so often, by the clock on the wall, which goes on while the
/// computer sleeps: what fell due meanwhile is done soon, and at once if somebody tells of waking.
const LOOK_AROUND: Duration = Duration::from_secs(15);

/// What the engine works with.
pub struct Config {
    /// The cache.
    pub store: Arc<Store>,
    /// Access to Ribbon; `None` for sample data.
    pub client: Option<Client>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Who is told.
    pub shell: Arc<dyn Shell>,
    /// The time between two polls.
    pub poll_every: Duration,
}

/// Starts the engine on a thread of its own within the present tokio runtime.
///
/// # Errors
/// When the cache cannot be read.
pub fn start(config: Config) -> Result<Handle, Error> {
    let (inputs, waiting) = mpsc::channel(WAITING);
    let (feeds, feeds_watch) = watch::channel(BTreeMap::new());
    let now = config.clock.now();
    let state = State::new(Mode::Polling, now);
    let (publish, state_watch) = watch::channel(state.clone());
    let writing = Writing::take_stock(&config.store, now)?;
    let mut engine = Engine {
        first_sync_done: config
            .store
            .read(|c| note::get(c, note::FIRST_SYNC))?
            .is_some(),
        schedule: Schedule::new(config.poll_every),
        requests: Requests::new(config.client.clone()),
        told: config.store.read(change::newest)?,
        inputs: inputs.downgrade(),
        silent_until: None,
        heard: BTreeSet::new(),
        notices: Notices::default(),
        writing,
        waiting: settled::Waiting::default(),
        seen_at: config.store.read(planned_at)?.unwrap_or(now).max(now),
        rest: None,
        storage: None,
        state,
        publish,
        config,
    };
    engine.count()?;
    engine.state.mode = engine.mode();
    engine.publish.send_replace(engine.state.clone());
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || runtime.block_on(engine.run(waiting, feeds_watch)));
    Ok(Handle {
        inputs,
        feeds,
        state: state_watch,
    })
}

/// The latest time that is certain to have been: a clock that shows less was set back while the
/// program did not run.
fn planned_at(connection: &store::Connection) -> store::Result<Option<UnixMs>> {
    let polled_at = note::get(connection, note::POLLED_AT)?.and_then(|text| text.parse().ok());
    let queued_at = outbox::next_due(connection)?.map(|due| due.minus(DETAILS_WITHIN));
    Ok(polled_at.map(UnixMs).max(queued_at))
}

/// The engine's own state. All that must survive is in the cache.
struct Engine {
    config: Config,
    /// For tasks to report to; weak, so that the loop ends when nobody else can speak to it.
    inputs: mpsc::WeakSender<Input>,
    requests: Requests,
    schedule: Schedule,
    notices: Notices,
    writing: Writing,
    waiting: settled::Waiting,
    first_sync_done: bool,
    /// While every list is read again after an update: interviews that ended before this are no news.
    silent_until: Option<UnixMs>,
    /// The sources that have brought a webhook since the start.
    heard: BTreeSet<String>,
    /// The newest change that the shell was told of.
    told: i64,
    /// When the loop looked at the clock last.
    seen_at: UnixMs,
    /// Why REST gives nothing at present.
    rest: Option<RestTrouble>,
    /// Why the cache cannot be written at present.
    storage: Option<RestTrouble>,
    state: State,
    publish: watch::Sender<State>,
}

impl Engine {
    async fn run(
        mut self,
        mut waiting: mpsc::Receiver<Input>,
        mut feeds: watch::Receiver<BTreeMap<String, SourceState>>,
    ) {
        self.after_update();
        loop {
            let now = self.look_at_clock();
            // Here rather than below, so that a flood of inputs does not drown it.
            if feeds.has_changed().unwrap_or(false) {
                self.state.feeds.clone_from(&feeds.borrow_and_update());
            }
            let next = self.work(now).unwrap_or_else(|error| {
                self.fail(&error);
                self.publish();
                now.plus(LOOK_AROUND)
            });
            let wait = next.since(now).min(LOOK_AROUND);
            tokio::select! {
                biased;
                input = waiting.recv() => match input {
                    None => return,
                    Some(Input::Stop(reply)) => {
                        self.finish_writing(&mut waiting).await;
                        let _ = reply.send(());
                        return;
                    }
                    Some(input) => self.take(input),
                },
                Some(ended) = self.requests.tasks.join_next() => self.task_ended(ended),
                Ok(()) = feeds.changed() => feeds.mark_changed(),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Does what is due; answers when something will be due next.
    fn work(&mut self, now: UnixMs) -> Result<UnixMs, Error> {
        self.pace(now);
        self.answer_settled(now);
        self.start_poll(now)?;
        self.start_fetches(now)?;
        self.start_writing(now)?;
        let waking = self.wake(now)?;
        let (store, shell) = (&self.config.store, self.config.shell.as_ref());
        let notice = match shell.shows_notices() {
            true => self.notices.flush(store, shell, self.local_time(now))?,
            false => None,
        };
        self.tell_changes()?;
        self.refresh()?;
        self.publish();
        let mut next = now.plus(LOOK_AROUND);
        let due = [notice, waking, self.next_poll(), self.next_fetch(now)?];
        for due in due.into_iter().chain([self.next_writing(now)]).flatten() {
            next = next.min(due);
        }
        Ok(next)
    }

    /// Brings back what the user had put off until now; answers when the next of it is due.
    fn wake(&mut self, now: UnixMs) -> Result<Option<UnixMs>, Error> {
        let store = &self.config.store;
        let next = store.read(mark::next_wake)?;
        match next.filter(|next| *next <= now) {
            Some(_) => {
                store.write::<_, store::Error>(|tx| mark::wake(tx, now))?;
                Ok(store.read(mark::next_wake)?)
            }
            None => Ok(next),
        }
    }

    /// Since a log brings what happens, Ribbon need not be asked so often.
    fn pace(&mut self, now: UnixMs) {
        let reads = self.reads();
        self.schedule.set_relaxed(reads, now);
    }

    fn next_poll(&self) -> Option<UnixMs> {
        self.config.client.as_ref()?;
        self.schedule.next()
    }

    /// What time it is. A clock that was set back must not put off what it was used to plan.
    fn look_at_clock(&mut self) -> UnixMs {
        let now = self.now();
        let back = self.seen_at.since(now);
        if back > LOOK_AROUND {
            self.clock_was_set_back(back);
            self.writing.clock_was_set_back();
        }
        self.seen_at = now;
        now
    }

    /// The cache could not be read or written.
    fn fail(&mut self, error: &Error) {
        tracing::error!(%error, "the engine");
        self.storage = Some(RestTrouble::Storage(error.to_string()));
    }

    fn now(&self) -> UnixMs {
        self.config.clock.now()
    }

    fn local_time(&self, now: UnixMs) -> LocalTime {
        LocalTime {
            now,
            offset_minutes: self.config.clock.offset_minutes(now),
        }
    }

    /// Tells the shell when the cache has changed since it was told last.
    fn tell_changes(&mut self) -> Result<(), Error> {
        let newest = self.config.store.read(change::newest)?;
        if newest != self.told {
            self.told = newest;
            self.config.shell.changed(newest);
        }
        Ok(())
    }

    /// Counts, at the start and when much has changed at once, what transactions add to from then on.
    fn count(&mut self) -> Result<(), Error> {
        let (interviews, quarantined) = self.config.store.read(|connection| {
            let interviews = store::view::totals::interviews(connection)?;
            Ok((interviews, delivery::count_quarantined(connection)?))
        })?;
        self.state.interviews = interviews;
        self.state.quarantined = quarantined;
        self.refresh()
    }

    /// Reads what the state tells and costs nothing to read.
    fn refresh(&mut self) -> Result<(), Error> {
        let (newest, to_fetch, polled_at, unreadable) = self.config.store.read(|connection| {
            Ok((
                delivery::newest_at(connection)?,
                fetch_queue::count(connection)?,
                note::get(connection, note::POLLED_AT)?,
                kept_item::count_unreadable(connection)?,
            ))
        })?;
        self.state.delivered_at = newest;
        self.state.to_fetch = to_fetch;
        self.state.unreadable = unreadable;
        self.state.polled_at = polled_at.and_then(|text| text.parse().ok()).map(UnixMs);
        Ok(())
    }

    /// Publishes the state when it has changed.
    fn publish(&mut self) {
        self.state.trouble = self.storage.clone().or_else(|| self.rest.clone());
        let mode = self.mode();
        if mode != self.state.mode {
            self.state.mode = mode;
            self.state.since = self.now();
        }
        if *self.publish.borrow() != self.state {
            // In this order: whoever is told and asks the handle must find what they were told.
            self.publish.send_replace(self.state.clone());
            self.config.shell.state(&self.state);
        }
    }

    fn mode(&self) -> Mode {
        if self.config.client.is_none() {
            return Mode::Idle;
        }
        match &self.state.trouble {
            Some(RestTrouble::WrongKey(_) | RestTrouble::Storage(_)) => Mode::Attention,
            Some(RestTrouble::NoNetwork(_) | RestTrouble::Server(_)) => Mode::Offline,
            None if !self.first_sync_done => Mode::FirstSync,
            None if self.needs_the_user() => Mode::Attention,
            None if self.hears() => Mode::Live,
            None => Mode::Polling,
        }
    }

    /// Whether a log of webhooks is being read.
    fn reads(&self) -> bool {
        self.state.feeds.iter().any(|(source, state)| {
            source != feed::receiver::SOURCE
                && matches!(
                    state,
                    SourceState::Live | SourceState::Polling | SourceState::Gap(_)
                )
        })
    }

    /// Whether webhooks reach us: from a log that is being read, or because some came by themselves.
    fn hears(&self) -> bool {
        let is_reached = |source: &String| {
            !matches!(
                self.state.feeds.get(source),
                Some(
                    SourceState::Offline { .. } | SourceState::NeedsPairing | SourceState::Stopped
                )
            )
        };
        self.reads() || self.heard.iter().any(is_reached)
    }

    /// Whether a feed can be mended only by the user: a relay that no longer knows this computer, or
    /// what cannot even be started.
    fn needs_the_user(&self) -> bool {
        self.state.feeds.iter().any(|(source, state)| match state {
            // Where webhooks come by another way, nobody misses the receiver.
            _ if source == feed::receiver::SOURCE && self.reads() => false,
            SourceState::NeedsPairing => true,
            SourceState::Offline { error, .. } => error.is_permanent(),
            _ => false,
        })
    }
}

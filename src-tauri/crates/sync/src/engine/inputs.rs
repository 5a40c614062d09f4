//! What the loop does with each input.

use super::{Engine, findings, lists};
use crate::apply::quarantine::{self, Retried};
use crate::apply::{self, Circumstances, Context, Tally, delivery, reread};
use crate::input::Input;
use crate::poll::Findings;
use crate::state::RestTrouble;
use crate::{Error, fetch};
use domain::notification::DETAILS_WITHIN;
use domain::{Interview, InterviewId, UnixMs};
use feed::{Gap, GapReason, Received};
use ribbon_api::Item;
use std::time::Duration;
use store::table::change::{self, Topic};
use store::table::feed_gap::{self, Reason};
use store::table::interview as interviews;
use store::table::kept_item::{self, ItemKind};
use store::table::{delivery as kept, fetch_queue, note, outbox, source_cursor};

impl Engine {
    /// Takes one input. What was asked is answered after the commit.
    pub(super) fn take(&mut self, input: Input) {
        match input {
            Input::Deliver(received, reply) => {
                let done = self.deliver(&received);
                let _ = reply.send(done);
            }
            Input::Lost(source, gap, reply) => {
                let done = self.lost(&source, &gap);
                let _ = reply.send(done);
            }
            Input::Expect(status, reply) => {
                let read = |connection: &_| lists::expected_end(connection, &status);
                let _ = reply.send(self.config.store.read(read).map_err(Error::from));
            }
            Input::ExpectAll(reply) => {
                let end = self.config.store.read(lists::expected_end_of_all);
                let _ = reply.send(end.map_err(Error::from));
            }
            Input::Newest(reply) => {
                let newest = self.config.store.read(interviews::newest);
                let _ = reply.send(newest.map_err(Error::from));
            }
            Input::Found(findings, reply) => {
                let done = self.found(&findings);
                let _ = reply.send(done);
            }
            Input::Polled(done) => self.polled(done),
            Input::Fetched(id, answer) => self.fetched(&id, &answer),
            Input::Retry(reply) => {
                let done = self.retry_quarantine();
                // Whoever is answered and asks for the state must find what they were answered.
                self.publish();
                let _ = reply.send(done);
            }
            Input::CheckSignatures(reply) => {
                let done = self.write(false, delivery::check_again);
                let _ = reply.send(done);
            }
            Input::Do(asked, reply) => self.begin(asked, reply),
            Input::Told(told) => self.told(told),
            Input::SyncNow => self.hurry(),
            Input::SweepNow => self.schedule.sweep(),
            Input::Settled(reply) => self.wait_until_settled(reply),
            // The loop looks for changes after every input.
            Input::Touched | Input::Stop(_) => {}
        }
    }

    fn deliver(&mut self, received: &[Received]) -> Result<(), Error> {
        let apply = |context: &Context<'_, '_>| {
            for one in received {
                delivery::apply(context, one)?;
            }
            Ok(())
        };
        match self.write_with(false, false, apply) {
            Err(error) if error.is_permanent() => self.write_with(false, true, apply)?,
            done => done?,
        }
        for one in received {
            if !self.heard.contains(&one.source) {
                self.heard.insert(one.source.clone());
            }
        }
        Ok(())
    }

    /// A feed has lost history: it goes on from the oldest it has, and REST tells what it can of
    /// what is missing. Lost status changes show as gaps in the chains.
    fn lost(&mut self, source: &str, gap: &Gap) -> Result<(), Error> {
        let reason = match gap.reason {
            GapReason::Expired => Reason::Expired,
            GapReason::Epoch => Reason::Epoch,
            GapReason::TooLong => Reason::TooLong,
            GapReason::Refused => Reason::Refused,
        };
        self.write(false, |context| {
            feed_gap::record(context.tx, source, reason, context.now)?;
            source_cursor::set(context.tx, source, &gap.resume, context.now)?;
            change::record(context.tx, Topic::Delivery, "")
        })?;
        self.schedule.at_once();
        Ok(())
    }

    fn retry_quarantine(&mut self) -> Result<Retried, Error> {
        let done = quarantine::retry(&self.config.store, self.now());
        self.retried()?;
        Ok(done?)
    }

    /// Tries again what could not be understood when this is another version of the program than the
    /// last one: the quarantine, and what Ribbon's API sent. What an older version kept nothing of is
    /// found by reading every list from end to end.
    pub(super) fn after_update(&mut self) {
        let now = self.now();
        let done = quarantine::retry_after_update(&self.config.store, now);
        match done.map_err(Error::from) {
            Ok(None) => return,
            Ok(Some(retried)) => tracing::info!(?retried, "the quarantine after an update"),
            Err(error) => self.fail(&error),
        }
        let done = reread::reread(&self.config.store, now).map_err(Error::from);
        let lacking = self.config.store.read(lists::is_anything_lacking);
        match done.and_then(|count| Ok((count, lacking?))) {
            Ok((count, is_lacking)) => {
                tracing::info!(count, is_lacking, "items read again after an update");
                if count > 0 || is_lacking {
                    self.silent_until = self.state.polled_at.or(Some(now));
                    self.schedule.sweep();
                }
            }
            Err(error) => self.fail(&error),
        }
        if let Err(error) = self.retried() {
            self.fail(&error);
        }
    }

    /// Counts anew, and asks for the flows that may have been named.
    fn retried(&mut self) -> Result<(), Error> {
        self.schedule.want_flows();
        self.count()
    }

    fn count_quarantined(&mut self) -> Result<(), Error> {
        let count = self.config.store.read(kept::count_quarantined)?;
        self.state.quarantined = count;
        Ok(())
    }

    /// Asks at once for all that waits, but for a pause that Ribbon asked for.
    fn hurry(&mut self) {
        self.schedule.wished(self.now());
        if let Err(error) = self.write(false, |context| fetch_queue::hurry(context.tx, context.now))
        {
            tracing::error!(%error, "what waits to be fetched goes on waiting");
        }
    }

    fn found(&mut self, found: &Findings) -> Result<usize, Error> {
        let silent_until = self.silent_until;
        let news = self.write(!self.first_sync_done, |context| {
            findings::take_in(context, found, silent_until)
        })?;
        let now = self.now();
        match found {
            Findings::Flows(..) => self.schedule.got_flows(now),
            Findings::Teams(..) => {
                self.schedule.got_teams(now);
                self.state.teams_trouble = None;
            }
            Findings::TeamsRefused(why) => {
                self.schedule.got_teams(now);
                self.state.teams_trouble = Some(why.clone());
            }
            Findings::Interviews(_, Some(progress)) => self.schedule.progressed(progress),
            _ => {}
        }
        // An answer is a sign of life, long before a first synchronisation is through.
        self.rest = None;
        Ok(news)
    }

    fn polled(&mut self, done: Result<(), Error>) {
        let now = self.now();
        let Err(error) = done.and_then(|()| self.poll_succeeded()) else {
            if let Some(began) = self.schedule.succeeded(now) {
                self.silent_until = None;
                self.swept(began);
            }
            self.rest = None;
            return;
        };
        tracing::warn!(%error, "a poll failed");
        let asked_for = match &error {
            Error::Ribbon(cause) => {
                self.rest = Some(RestTrouble::of(cause));
                cause.retry_after()
            }
            // What keeps the cache from being written was noted where it showed.
            Error::Store(cause) => {
                self.could_not_store(cause);
                None
            }
            Error::Stopped => None,
        };
        if error.is_permanent() {
            self.schedule.refused(now);
        } else {
            self.schedule.failed(now, asked_for);
        }
    }

    /// Every list was read from end to end: an unreadable interview without an id that was not among
    /// them has been repaired, or is gone.
    fn swept(&mut self, began: UnixMs) {
        let done = self.write(false, |context| {
            kept_item::forget_unseen(context.tx, ItemKind::Interview, began, true)
        });
        if let Err(error) = done {
            tracing::error!(%error, "unreadable items that Ribbon no longer sends stay counted");
        }
    }

    fn poll_succeeded(&mut self) -> Result<(), Error> {
        self.write(false, |context| {
            let now = context.now.0.to_string();
            note::set(context.tx, note::POLLED_AT, &now)?;
            note::set(context.tx, note::FIRST_SYNC, "done")?;
            lists::plan_patrol(context.tx, context.now)?;
            change::prune(context.tx)
        })?;
        self.first_sync_done = true;
        Ok(())
    }

    /// The clock was set back by so much: what was planned by it is planned anew.
    pub(super) fn clock_was_set_back(&mut self, by: Duration) {
        tracing::info!(seconds = by.as_secs(), "the clock was set back");
        self.schedule.clock_was_set_back();
        let done = self.write(false, |context| {
            fetch_queue::bring_forward(context.tx, by)?;
            outbox::no_later_than(context.tx, context.now.plus(DETAILS_WITHIN))
        });
        if let Err(error) = done {
            tracing::error!(%error, "what was planned by the old clock waits for it");
        }
    }

    fn fetched(&mut self, id: &InterviewId, answer: &Result<Item<Interview>, ribbon_api::Error>) {
        self.requests.fetched(id);
        if let Err(error) = answer {
            let now = self.now();
            self.schedule.keep_quiet(now, error.retry_after());
        }
        if let Err(error) = self.write(false, |context| fetch::settle(context, id, answer)) {
            tracing::error!(%error, interview = %id, "what was fetched cannot be stored");
        }
    }

    /// Runs `work` in one transaction and, after its commit, adds up what it counted.
    pub(super) fn write<T>(
        &mut self,
        backlog: bool,
        work: impl FnOnce(&Context<'_, '_>) -> store::Result<T>,
    ) -> Result<T, Error> {
        self.write_with(backlog, false, work)
    }

    fn write_with<T>(
        &mut self,
        backlog: bool,
        careful: bool,
        work: impl FnOnce(&Context<'_, '_>) -> store::Result<T>,
    ) -> Result<T, Error> {
        let circumstances = Circumstances {
            now: self.now(),
            backlog,
            careful,
        };
        let tally = Tally::default();
        let done = apply::transact(&self.config.store, circumstances, &tally, work);
        match done.map_err(Error::from) {
            Ok(done) => {
                self.storage = None;
                self.add(&tally);
                if tally.recount.get() {
                    self.count_quarantined()?;
                }
                Ok(done)
            }
            Err(error) => {
                self.fail(&error);
                Err(error)
            }
        }
    }

    fn add(&mut self, tally: &Tally) {
        let sum = |held: u32, more: &std::cell::Cell<u32>| held.saturating_add(more.get());
        self.state.interviews = sum(self.state.interviews, &tally.interviews);
        self.state.quarantined = sum(self.state.quarantined, &tally.quarantined);
        if tally.unknown_flow.get() {
            self.schedule.want_flows();
        }
    }
}

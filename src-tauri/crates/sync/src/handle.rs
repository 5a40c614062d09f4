//! How the rest of the program speaks to the engine.

use crate::apply::quarantine::Retried;
use crate::deed::{Asked, Done};
use crate::input::Input;
use crate::{Error, RestTrouble, State};
use domain::{FlowId, InterviewId};
use feed::{Gap, Received, Sink, SinkError, SourceState};
use futures_util::future::BoxFuture;
use ribbon_api::NewFlow;
use std::collections::BTreeMap;
use tokio::sync::{mpsc, oneshot, watch};

/// A line to the engine. Cheap to clone.
#[derive(Clone)]
pub struct Handle {
    pub(crate) inputs: mpsc::Sender<Input>,
    /// How each feed is doing: the newest word counts, and none is lost while the engine is busy.
    pub(crate) feeds: watch::Sender<BTreeMap<String, SourceState>>,
    pub(crate) state: watch::Receiver<State>,
}

impl Handle {
    /// Hands webhooks over; returns when they are durably committed.
    ///
    /// # Errors
    /// When they could not be stored: nothing was kept, and the sender must be told so.
    pub async fn deliver(&self, received: Vec<Received>) -> Result<(), Error> {
        self.ask(|reply| Input::Deliver(received, reply)).await?
    }

    /// Polls at once.
    pub async fn sync_now(&self) {
        let _ = self.inputs.send(Input::SyncNow).await;
    }

    /// Polls at once, and reads every list from end to end.
    pub async fn sweep_now(&self) {
        let _ = self.inputs.send(Input::SweepNow).await;
    }

    /// Returns when all that was due is done: a whole poll since the start and every single fetch
    /// that it or a webhook asked for. What fails in passing is tried again a few times. Answers
    /// what is wrong, if anything.
    ///
    /// # Errors
    /// When the engine has stopped.
    pub async fn settled(&self) -> Result<Option<RestTrouble>, Error> {
        self.ask(Input::Settled).await
    }

    /// Applies the webhooks in quarantine again; see [`crate::quarantine::retry`].
    ///
    /// # Errors
    /// When the cache cannot be written, or the engine has stopped.
    pub async fn retry_quarantine(&self) -> Result<Retried, Error> {
        self.ask(Input::Retry).await?
    }

    /// Checks the signatures of the stored deliveries that were not verified again, after a secret was
    /// added to the cache.
    ///
    /// # Errors
    /// When the cache cannot be written, or the engine has stopped.
    pub async fn check_signatures(&self) -> Result<(), Error> {
        self.ask(Input::CheckSignatures).await?
    }

    /// Makes a flow.
    ///
    /// # Errors
    /// When Ribbon refuses, or gives no clear answer ([`ribbon_api::Error::may_be_done`]): the
    /// journal then holds the question, and the next list of flows may answer it.
    pub async fn make_flow(&self, new: NewFlow) -> Result<Done, Error> {
        self.have_done(Asked::MakeFlow(Box::new(new))).await
    }

    /// Archives a flow. May be repeated.
    ///
    /// # Errors
    /// As [`Handle::make_flow`].
    pub async fn archive_flow(&self, flow: FlowId) -> Result<Done, Error> {
        self.have_done(Asked::ArchiveFlow(flow)).await
    }

    /// Revokes an interview's recordings, and forgets those that are in the cache. May be repeated.
    ///
    /// # Errors
    /// As [`Handle::make_flow`]; the cache keeps what it has.
    pub async fn revoke_recordings(&self, interview: InterviewId) -> Result<Done, Error> {
        self.have_done(Asked::RevokeRecordings(interview)).await
    }

    async fn have_done(&self, asked: Asked) -> Result<Done, Error> {
        self.ask(|reply| Input::Do(asked, reply)).await?
    }

    /// Says that marks, settings or invitations were changed, so that the window is told and what
    /// waits is asked for.
    pub async fn touched(&self) {
        let _ = self.inputs.send(Input::Touched).await;
    }

    /// Stops the engine after what is under way.
    pub async fn stop(&self) {
        let _ = self.ask(Input::Stop).await;
    }

    /// How fresh the cache is.
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// To wait for a state.
    pub fn watch(&self) -> watch::Receiver<State> {
        self.state.clone()
    }

    async fn ask<T>(&self, input: impl FnOnce(oneshot::Sender<T>) -> Input) -> Result<T, Error> {
        let (reply, answer) = oneshot::channel();
        self.inputs
            .send(input(reply))
            .await
            .map_err(|_| Error::Stopped)?;
        answer.await.map_err(|_| Error::Stopped)
    }
}

impl Sink for Handle {
    fn deliver(&self, received: Received) -> BoxFuture<'_, Result<(), SinkError>> {
        self.deliver_all(vec![received])
    }

    fn deliver_all(&self, batch: Vec<Received>) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            Self::deliver(self, batch)
                .await
                .map_err(|error| SinkError(error.to_string()))
        })
    }

    fn lost(&self, source: &str, gap: Gap) -> BoxFuture<'_, Result<(), SinkError>> {
        let source = source.to_owned();
        Box::pin(async move {
            self.ask(|reply| Input::Lost(source, gap, reply))
                .await
                .and_then(|done| done)
                .map_err(|error| SinkError(error.to_string()))
        })
    }

    fn report(&self, source: &str, state: SourceState) {
        self.feeds.send_if_modified(|feeds| {
            feeds.insert(source.to_owned(), state.clone()) != Some(state)
        });
    }
}

//! Everything that can wake the engine.

use crate::Error;
use crate::apply::quarantine::Retried;
use crate::deed::{Asked, Reply, Told};
use crate::poll::Findings;
use crate::state::RestTrouble;
use domain::{Interview, InterviewId, InterviewStatus};
use feed::{Gap, Received};
use ribbon_api::Item;
use tokio::sync::oneshot;

/// Everything that can wake the engine, besides time and what the feeds report of themselves.
pub(crate) enum Input {
    /// A feed brought webhooks; answered when they are committed.
    Deliver(Vec<Received>, oneshot::Sender<Result<(), Error>>),
    /// A feed has lost history; answered when that is noted.
    Lost(String, Gap, oneshot::Sender<Result<(), Error>>),
    /// The poller asks where a list ends if it holds nothing but what is known.
    Expect(InterviewStatus, oneshot::Sender<Result<u32, Error>>),
    /// The same of the list of all interviews, whichever their status.
    ExpectAll(oneshot::Sender<Result<u32, Error>>),
    /// The poller asks for the newest interview's row.
    Newest(oneshot::Sender<Result<i64, Error>>),
    /// The poller found something; answered with how much of it was news.
    Found(Findings, oneshot::Sender<Result<usize, Error>>),
    /// A poll has ended.
    Polled(Result<(), Error>),
    /// An interview was fetched, or could not be.
    Fetched(InterviewId, Box<Result<Item<Interview>, ribbon_api::Error>>),
    /// Check the signatures of unverified deliveries again: a secret was added.
    CheckSignatures(oneshot::Sender<Result<(), Error>>),
    /// The user wants Ribbon to do something; answered when it is clear, or clear that it is not.
    Do(Asked, Reply),
    /// Ribbon was asked to do something: what it told.
    Told(Told),
    /// The user wants to know now.
    SyncNow,
    /// Apply the quarantine again; answered with what became of it.
    Retry(oneshot::Sender<Result<Retried, Error>>),
    /// The user wants every list read from end to end.
    SweepNow,
    /// Somebody waits until all that was due is done; answered with what is wrong, if anything.
    Settled(oneshot::Sender<Option<RestTrouble>>),
    /// Marks or settings were changed from outside the engine.
    Touched,
    /// Stop after what is under way.
    Stop(oneshot::Sender<()>),
}

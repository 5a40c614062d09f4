//! What Ribbon is asked to do: one invitation at a time, and whatever else the user wants at once.
//!
//! Ribbon's POST cannot be repeated without making a second interview. So the intent is committed
//! before the request goes out, and the outcome with what follows from it in one transaction after.
//! Without a clear answer nothing is repeated: the row says so and the user decides.

mod settle;

use super::Engine;
use crate::Error;
use crate::backoff;
use crate::deed::{Asked, Reply, Told};
use crate::input::Input;
use domain::{FlowId, FlowStatus, UnixMs};
use ribbon_api::NewInterview;
use std::collections::HashMap;
use std::time::Duration;
use store::table::deed::{self, Unclear};
use store::table::flow;
use store::table::invitation::{self, Next};
use store::table::invite_batch::{self, State};
use store::{Connection, Store};
use tokio::sync::mpsc;
use tokio::task::Id;

/// A batch stops by itself after so many invitations in a row that were refused or without a clear
/// answer: more of the same would only leave more to sort out.
const IN_A_ROW: u32 = 3;
/// How long the end of the program waits for an answer that is under way.
const LAST_WORDS: Duration = Duration::from_secs(2);
const ENDED: &str = "The program ended before Ribbon answered.";

/// What the loop remembers of its writing. All that must survive is in the cache.
#[derive(Default)]
pub(super) struct Writing {
    /// The invitation whose request is under way.
    invitation: Option<(Id, Next)>,
    /// The deeds whose requests are under way, by the row.
    deeds: HashMap<i64, (Id, Option<Reply>)>,
    /// What came of requests and could not be written down yet.
    unsaved: Vec<Told>,
    /// Deeds of an earlier run that may be repeated.
    again: Vec<Unclear>,
    /// Before this no invitation is asked for.
    quiet_until: UnixMs,
    /// Requests in a row that did not reach Ribbon or were told to wait.
    put_off: u32,
    /// Invitations in a row that were refused or without a clear answer.
    in_a_row: u32,
}

impl Writing {
    /// Looks at what an earlier run left: requests whose answers nobody heard, batches that ran.
    pub(super) fn take_stock(store: &Store, now: UnixMs) -> Result<Self, Error> {
        if store.read(deed::any_half_done)? {
            store.write::<_, store::Error>(|tx| {
                invitation::orphan(tx, ENDED, now)?;
                invite_batch::stop_all(tx, "The program ended in between.")?;
                deed::orphan(tx, ENDED, now)
            })?;
        }
        let open = store.read(deed::unclear)?;
        let again = open.into_iter().filter(may_repeat).collect();
        Ok(Self {
            again,
            ..Self::default()
        })
    }

    /// What was planned by the later clock would come a day late.
    pub(super) fn clock_was_set_back(&mut self) {
        self.quiet_until = UnixMs::default();
    }
}

/// Why nobody can be invited into a flow; `None` when somebody can.
fn closed(connection: &Connection, id: &FlowId) -> store::Result<Option<&'static str>> {
    Ok(match flow::status(connection, id)? {
        Some(FlowStatus::Closed) => Some("Stopped by itself: the flow is closed in Ribbon."),
        Some(FlowStatus::Archived) => Some("Stopped by itself: the flow is archived in Ribbon."),
        Some(FlowStatus::Open | FlowStatus::Other(_)) | None => None,
    })
}

fn may_repeat(deed: &Unclear) -> bool {
    Asked::again(deed.kind, &deed.target).is_some()
}

impl Engine {
    /// Writes down what could not be, and asks for the next invitation.
    pub(super) fn start_writing(&mut self, now: UnixMs) -> Result<(), Error> {
        for told in std::mem::take(&mut self.writing.unsaved) {
            self.told(told);
        }
        if self.config.client.is_none() || !self.writing.unsaved.is_empty() {
            return Ok(());
        }
        for unclear in std::mem::take(&mut self.writing.again) {
            if let Some(asked) = Asked::again(unclear.kind, &unclear.target) {
                self.request_deed(unclear.id, asked, None);
            }
        }
        if self.writing.invitation.is_some() || self.writing.quiet_until > now {
            return Ok(());
        }
        if self.config.store.read(invitation::next)?.is_none() {
            return Ok(());
        }
        // Whose turn it is, is read where it is noted: a batch that was stopped asks for nobody more.
        let next = self.write(false, |context| {
            while let Some(next) = invitation::next(context.tx)? {
                if let Some(why) = closed(context.tx, &next.flow)? {
                    invite_batch::set_state(context.tx, next.batch, State::Stopped, Some(why))?;
                    continue;
                }
                invitation::ask(context.tx, next.id, context.now)?;
                return Ok(Some(next));
            }
            Ok(None)
        })?;
        if let Some(next) = next {
            self.request_invitation(next);
        }
        Ok(())
    }

    fn request_invitation(&mut self, next: Next) {
        let (Some(client), Some(inputs)) = (self.config.client.clone(), self.inputs.upgrade())
        else {
            return;
        };
        let row = next.id;
        let new = NewInterview {
            flow_id: next.flow.clone(),
            interviewee: next.who.clone(),
            assigned_recruiter_id: next.recruiter.clone(),
        };
        let task = self.requests.tasks.spawn(async move {
            let told = client.create_interview(&new).await;
            let _ = inputs.send(Input::Told(Told::Invitation(row, told))).await;
        });
        self.writing.invitation = Some((task.id(), next));
    }

    /// Takes up what the user wants done now.
    pub(super) fn begin(&mut self, asked: Asked, reply: Reply) {
        let noted = self.write(false, |context| {
            let (kind, secret) = (asked.kind(), asked.secret());
            deed::ask(context.tx, kind, asked.target(), secret, context.now)
        });
        match noted {
            Ok(row) => self.request_deed(row, asked, Some(reply)),
            Err(error) => {
                let _ = reply.send(Err(error));
            }
        }
    }

    fn request_deed(&mut self, row: i64, asked: Asked, reply: Option<Reply>) {
        let (Some(client), Some(inputs)) = (self.config.client.clone(), self.inputs.upgrade())
        else {
            if let Some(reply) = reply {
                let _ = reply.send(Err(Error::Stopped));
            }
            return;
        };
        let task = self.requests.tasks.spawn(async move {
            let told = asked.request(&client).await;
            let _ = inputs.send(Input::Told(Told::Deed(row, told))).await;
        });
        self.writing.deeds.insert(row, (task.id(), reply));
    }

    /// When the next invitation may be asked for, if only time is in its way.
    pub(super) fn next_writing(&self, now: UnixMs) -> Option<UnixMs> {
        let quiet = self.writing.quiet_until;
        (quiet > now && self.writing.invitation.is_none()).then_some(quiet)
    }

    /// Waits a little for answers that are under way, so that an orderly end leaves nothing unclear.
    pub(super) async fn finish_writing(&mut self, waiting: &mut mpsc::Receiver<Input>) {
        let finish = async {
            while self.writing.invitation.is_some() || !self.writing.deeds.is_empty() {
                match waiting.recv().await {
                    Some(Input::Told(told)) => self.told(told),
                    // Whoever asks now finds the engine stopped.
                    Some(_) => {}
                    None => return,
                }
            }
        };
        if tokio::time::timeout(LAST_WORDS, finish).await.is_err() {
            tracing::warn!("ended while Ribbon was being asked to do something");
        }
    }

    /// A request's task panicked: nobody will hear its answer.
    pub(super) fn writing_failed(&mut self, task: Id) {
        let is_it = |held: &Option<(Id, Next)>| held.as_ref().is_some_and(|(id, _)| *id == task);
        let why = || ribbon_api::Error::Unreadable {
            what: "a fault in the program".to_owned(),
        };
        if is_it(&self.writing.invitation)
            && let Some((_, next)) = &self.writing.invitation
        {
            self.told(Told::Invitation(next.id, Err(why())));
        }
        let deed = self.writing.deeds.iter().find(|(_, (id, _))| *id == task);
        if let Some((row, _)) = deed {
            self.told(Told::Deed(*row, Err(why())));
        }
    }

    /// Takes what Ribbon told. What cannot be written down now is kept and tried again: a link is
    /// told once.
    pub(super) fn told(&mut self, told: Told) {
        match told {
            Told::Invitation(row, answer) => {
                if let Err(error) = self.invited(row, &answer) {
                    tracing::error!(%error, "the outcome of an invitation is not written down yet");
                    self.writing.unsaved.push(Told::Invitation(row, answer));
                }
            }
            Told::Deed(row, answer) => {
                if let Err(error) = self.done(row, &answer) {
                    tracing::error!(%error, "the outcome of a deed is not written down yet");
                    self.writing.unsaved.push(Told::Deed(row, answer));
                }
            }
        }
    }

    /// Lets some time pass before the next invitation.
    fn put_off(&mut self, asked_for: Option<Duration>) {
        self.writing.put_off = self.writing.put_off.saturating_add(1);
        let wait = backoff::after(self.writing.put_off, asked_for);
        self.writing.quiet_until = self.now().plus(wait);
    }
}

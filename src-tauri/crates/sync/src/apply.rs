//! What becomes of what arrived: the rules by which a webhook or an answer of REST changes the
//! facts. Both roads meet here; whichever is first wins, the other changes nothing.

mod afterwards;
pub mod backlog;
pub(crate) mod delivery;
mod erased;
pub(crate) mod interview;
pub mod quarantine;
pub(crate) mod reading;
pub(crate) mod reread;
mod signature;
mod tally;

pub(crate) use afterwards::{Afterwards, Named};
use domain::{CandidateId, CandidateKey, Email, FlowId, InterviewId, Interviewee, UnixMs};
use store::table::interview::Known;
use store::table::{candidate, event, flow, outbox};
use store::{Store, Tx};
pub(crate) use tally::Tally;

/// What an answer of REST changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Interviews that were not known before.
    pub new: usize,
    /// Interviews of which something changed.
    pub updated: usize,
}

/// Under which circumstances something is applied.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a, 'tx> {
    /// The transaction.
    pub tx: &'a Tx<'tx>,
    /// What time it is.
    pub now: UnixMs,
    /// Whether this belongs to the first synchronisation, which notifies nobody.
    pub backlog: bool,
    /// What is counted on the way.
    pub tally: &'a Tally,
    /// What is done at the end of the transaction.
    pub afterwards: &'a Afterwards,
    /// Whether what cannot be applied is undone alone. Otherwise it fails the whole transaction,
    /// which is then run again with care: to be able to undo each webhook costs about as much as to
    /// apply it.
    pub careful: bool,
}

/// Runs `work` in one transaction, and does at its end what follows from all of it.
pub(crate) fn transact<T>(
    store: &Store,
    circumstances: Circumstances,
    tally: &Tally,
    work: impl FnOnce(&Context<'_, '_>) -> store::Result<T>,
) -> store::Result<T> {
    let Circumstances {
        now,
        backlog,
        careful,
    } = circumstances;
    store.write(|tx| {
        let context = Context {
            tx,
            now,
            backlog,
            tally,
            afterwards: &Afterwards::default(),
            careful,
        };
        let done = work(&context)?;
        context.afterwards.finish(&context)?;
        Ok(done)
    })
}

/// See the fields of [`Context`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances {
    pub now: UnixMs,
    pub backlog: bool,
    pub careful: bool,
}

impl Context<'_, '_> {
    /// Whose interview it is. A person who is known already is never forgotten because the other
    /// road names nobody.
    fn candidate(
        &self,
        id: &InterviewId,
        who: &Interviewee,
        known: Option<&Known>,
    ) -> store::Result<CandidateId> {
        let key = who.key(id);
        if let (CandidateKey::Anonymous(_), Some(known)) = (&key, known) {
            let held = candidate::get(self.tx, known.candidate)?;
            if let (Some(held), Some(name)) = (held, who.full_name())
                && held.name.is_none()
            {
                // A name without an address: it is the name of whoever is held.
                let email = held.email.as_deref().and_then(Email::parse);
                let key = email.map_or(key, CandidateKey::Email);
                return candidate::ensure(self.tx, &key, Some(&name), self.now);
            }
            return Ok(known.candidate);
        }
        candidate::ensure(self.tx, &key, who.full_name().as_deref(), self.now)
    }

    /// Makes sure that a flow is known at least by name, and remembers to ask for the rest of it.
    fn flow(&self, id: &FlowId, title: Option<&str>) -> store::Result<()> {
        let named = Named::Title(title.map(str::to_owned));
        if !self.afterwards.is_new(id, named) {
            return Ok(());
        }
        if flow::find(self.tx, id)?.is_none() {
            self.tally.unknown_flow.set(true);
        }
        flow::mention(self.tx, id, title, self.now)
    }

    /// Tidies up after an interview found its person: `known` is how it stood before.
    fn moved(&self, known: Option<&Known>, candidate: CandidateId) -> store::Result<()> {
        let Some(known) = known.filter(|known| known.candidate != candidate) else {
            return Ok(());
        };
        event::move_to(self.tx, known.num, candidate)?;
        self.afterwards.stands(known.candidate, &known.flow);
        candidate::remove_if_orphan(self.tx, known.candidate)?;
        Ok(())
    }

    /// Puts something into the inbox, and queues its notice to be shown at `due`. What is known
    /// already, by whichever road, is neither put nor queued again.
    fn tell(
        &self,
        what: &event::What<'_>,
        candidate: CandidateId,
        flow: &FlowId,
        due: UnixMs,
    ) -> store::Result<()> {
        let added = event::record(self.tx, what, candidate, flow, self.now, self.backlog)?;
        if let (Some(event), false) = (added, self.backlog) {
            outbox::queue(self.tx, event, due)?;
        }
        Ok(())
    }
}
